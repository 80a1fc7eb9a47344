"""A server that archives goes back to any moment: the steps of docs/backup.md, with a real server."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import psycopg
import pytest

from petruk.config import embedded

MAJOR = 18
ARCHIVE = "test ! -f {wal}/%f && cp %p {wal}/%f.part && sync {wal}/%f.part && mv {wal}/%f.part {wal}/%f"


@pytest.fixture
def server(folder):
    return Server(folder)


class Server:
    """One PostgreSQL in a folder, run by an account that may: PostgreSQL refuses to run as root."""

    def __init__(self, folder):
        self.folder, self.wal = folder, folder / "wal"
        self.wal.mkdir()
        self.account = "nobody" if os.geteuid() == 0 else None
        if self.account:
            shutil.chown(folder, self.account)
            shutil.chown(self.wal, self.account)

    def program(self, name, *arguments):
        command = [str(embedded.programs(MAJOR) / name), *map(str, arguments)]
        done = subprocess.run(command, user=self.account, capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def configured(self, data, **settings):
        with (data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    @contextmanager
    def running(self, data):
        log, options = self.folder / f"{data.name}.log", f"-k {self.folder} -c listen_addresses="
        self.program("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            address = f"host={self.folder} user=petruk dbname=postgres"
            with psycopg.connect(address, autocommit=True) as connection:
                yield connection
        finally:
            self.program("pg_ctl", "stop", "-m", "fast", "-D", data)


def test_rows_that_were_deleted_come_back_as_of_the_moment_before(server):
    main, base = server.folder / "main", server.folder / "base"
    server.program("initdb", "--data-checksums", "--username=petruk", "--auth=trust", "-D", main)
    server.configured(main, archive_mode="on", archive_command=ARCHIVE.format(wal=server.wal))
    with server.running(main) as connection:
        server.program("pg_basebackup", "--checkpoint=fast", f"--host={server.folder}", "--username=petruk", "-D", base)
        connection.execute("CREATE TABLE score AS SELECT generate_series(1, 10000) AS value")
        [(moment,)] = connection.execute("SELECT clock_timestamp()::text").fetchall()
        time.sleep(0.1)
        connection.execute("DELETE FROM score")
        connection.execute("SELECT pg_switch_wal()")
    recovery = {"restore_command": f"cp {server.wal}/%f %p", "recovery_target_action": "promote"}
    server.configured(base, archive_mode="off", recovery_target_time=moment, **recovery)
    (base / "recovery.signal").touch()

    with server.running(base) as connection:
        assert connection.execute("SELECT count(*) FROM score").fetchone() == (10_000,)
