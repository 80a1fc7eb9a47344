"""``python -m tests.sweep [--only WORD]``: say of each protection whether its loss is noticed; 1 where one is not."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIDDLEWARE = {
    "csp.middleware.CSPMiddleware": ("tests/test_access_matrix.py", "home"),
    "django.middleware.clickjacking.XFrameOptionsMiddleware": ("tests/test_access_matrix.py", "home"),
    "django.middleware.security.SecurityMiddleware": ("tests/test_access_matrix.py", "home"),
    "petruk.web.middleware.RequestHygiene": ("tests/test_negative_input.py", "nul"),
    "django.middleware.csrf.CsrfViewMiddleware": ("tests/web/account/test_browser_defences.py", ""),
    "petruk.web.middleware.SessionLimits": ("tests/web/account", ""),
    "petruk.web.middleware.AuthorityOfRequest": ("tests/test_access_matrix.py", "home"),
    "petruk.web.middleware.SignInRequired": ("tests/test_access_matrix.py", "home"),
    "petruk.web.middleware.FirstPassword": ("tests/web/account", ""),
    "petruk.web.middleware.SecondFactorFirst": ("tests/web/account", ""),
    "petruk.web.middleware.DenyByDefault": ("tests/web", "permission or middleware or deny or names"),
    "petruk.web.middleware.WrongClock": ("tests/web", "clock"),
}
"""The protections among the middleware, with the tests that should miss them."""
TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)", re.DOTALL)
TESTS_OF = {"audit": "tests/audit", "appraisal": "tests/appraisal", "documents": "tests/documents"}
RED, GREEN, BROKEN = "red", "GREEN", "broken"


def triggers() -> Iterator[tuple[str, str]]:
    """Yield name and table of each trigger that the migrations make."""
    files = sorted((ROOT / "src" / "petruk").glob("*/migrations/*.py"))
    found = {match.groups() for file in files for match in TRIGGER.finditer(file.read_text("utf-8"))}
    yield from sorted(found)


def within_the_world(only: str) -> Iterator[tuple[str, str]]:
    """Run the protections of pages and rows in one process."""
    said = _pytest("tests/sweep/in_world.py", "-k", only or "test_", "-rA", "--tb=no", "-p", "no:cacheprovider").stdout
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S*?::test_(.*?)(?: - .*)?$", said, re.MULTILINE):
        yield name, {"PASSED": RED, "FAILED": GREEN}.get(outcome, BROKEN)


def one_by_one(only: str) -> Iterator[tuple[str, str]]:
    """Run the tests that should notice, without one middleware or trigger, in a process for each."""
    asked = [(f"middleware:{name}", *tests) for name, tests in MIDDLEWARE.items()]
    asked += [(f"trigger:{name}@{table}", TESTS_OF[table.split("_")[0]], "") for name, table in triggers()]
    for name, tests, word in asked:
        if only in name:
            done = _pytest(tests, "-x", "-q", "-m", "not browser", *(("-k", word) if word else ()), without=name)
            yield name, {0: GREEN, 1: RED}.get(done.returncode, BROKEN)


def _pytest(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "tests.sweep.without", *arguments]
    surroundings = os.environ | {"PETRUK_WITHOUT": without}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sweep")
    parser.add_argument("--only", default="", help="a word in the names of the protections")
    only, found = parser.parse_args().only, []
    for part in (within_the_world, one_by_one):
        for name, noticed in part(only):
            _say(f"{noticed:<8}{name}")
            found.append(noticed)
    _say(f"{found.count(RED)} of {len(found)} losses are noticed.")
    return 0 if found and set(found) == {RED} else 1


if __name__ == "__main__":
    sys.exit(main())
