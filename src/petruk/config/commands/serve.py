import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from petruk.config.startup import installation

WEB_PROCESSES = "2"
THREADS_PER_PROCESS = "4"
LOOK_EVERY_SECONDS = 0.5
STOP_WITHIN_SECONDS = 20


def options(arguments: list[str], *, program: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"petruk {program}")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", default=os.environ.get("PETRUK_DATA", "data"))
    return parser.parse_args(arguments)


def run(arguments: list[str]) -> int:
    chosen = options(arguments, program="serve")
    os.environ.setdefault("PETRUK_URL", f"http://{chosen.host}:{chosen.port}")
    with installation(data=chosen.data):
        print(f"SI-PETRUK berjalan di {os.environ['PETRUK_URL']}/ (Ctrl+C untuk berhenti)", flush=True)
        return serve(chosen.host, chosen.port)


def serve(host: str, port: int) -> int:
    """Run the server and one worker until one of them ends or somebody stops us; leave neither behind.

    Returns 1 when one ended by itself, so that whoever watches starts both again.
    """
    processes = [subprocess.Popen(command) for command in _commands(host, port)]  # noqa: S603  our own two commands
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            while all(process.poll() is None for process in processes):
                time.sleep(LOOK_EVERY_SECONDS)
            return 1
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(STOP_WITHIN_SECONDS)


def _commands(host: str, port: int) -> tuple[list[str], list[str]]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", WEB_PROCESSES, "--blocking-threads", THREADS_PER_PROCESS, "--backpressure", "64"]
    server += ["--no-ws", "--log-level", "warning", "petruk.config.wsgi:application"]
    return server, [sys.executable, "-m", "petruk", "worker"]
