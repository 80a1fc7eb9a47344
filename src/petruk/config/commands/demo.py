import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from petruk.config.commands.serve import options, serve
from petruk.config.startup import installation


def run(arguments: list[str]) -> int:
    """Make the invented regency where there is none yet, say how to sign in, and serve it."""
    chosen = options(arguments, program="demo")
    os.environ["PETRUK_MODE"] = "demo"
    os.environ.setdefault("PETRUK_URL", f"http://{chosen.host}:{chosen.port}")
    started = monotonic()
    say("menyiapkan basis data")
    with installation(data=chosen.data):
        accounts = prepare(Path(chosen.data))
        print(f"\nSI-PETRUK siap dalam {monotonic() - started:.0f} detik: {os.environ['PETRUK_URL']}/")
        print("Semua orang di sini rekaan. Masuk sebagai:\n")
        for account in accounts:
            print(f"  {account.username:<12} {account.password}   {account.label}")
        print("\nCtrl+C untuk berhenti.", flush=True)
        return serve(chosen.host, chosen.port)


def prepare(data: Path):
    """Load the demo into an empty installation, once; return its sign-ins."""
    from petruk.demo import accounts  # noqa: PLC0415  needs the settings
    from petruk.demo.load import load  # noqa: PLC0415

    file = data / "demo-accounts.json"
    if not file.exists():
        accounts.keep(load(at=datetime.now(UTC), say=say), file)
    return accounts.kept(file)


def say(step: str) -> None:
    print(f"  {step} ...", file=sys.stderr, flush=True)
