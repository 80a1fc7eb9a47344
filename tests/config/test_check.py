"""`./petruk check` and `./petruk test`: one line a step, the failures last, nothing left running."""

import sys
from pathlib import Path

import pytest

from petruk.config.commands import check, test
from petruk.config.commands.check import Step
from petruk.config.commands.test import Program


def python(code):
    return (sys.executable, "-c", code)


@pytest.fixture
def steps(monkeypatch):
    """Replace the steps by given ones."""
    return lambda *given: monkeypatch.setattr(check, "STEPS", given)


def test_a_failing_step_is_shown_whole_named_last_and_does_not_stop_the_others(steps, capfd):
    steps(Step("satu", python("print('rincian'); raise SystemExit(3)")), Step("dua", python("pass")))

    assert check.run([]) == 1

    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines if "detik" in line] == [["GAGAL", "satu"], ["lulus", "dua"]]
    assert "rincian" in lines
    assert lines[-1] == "Gagal: satu"


def test_only_the_steps_asked_for_run(steps, capfd):
    steps(Step("satu", python("raise SystemExit(3)")), Step("dua", python("pass")))

    assert check.run(["dua"]) == 0
    assert "satu" not in capfd.readouterr().out


def test_every_promised_check_is_a_step():
    assert [step.name for step in check.STEPS] == [
        "ruff check", "ruff format", "mypy", "lint-imports", "djlint", "deptry", "messages", "makemigrations",
        "check --deploy",
    ]  # fmt: skip


def test_n110_a_production_installation_passes_djangos_own_review(capfd):
    assert check.run(["deploy"]) == 0
    assert "lulus  check --deploy" in capfd.readouterr().out


def test_the_throw_away_installation_has_a_key_for_its_owner_only_and_is_gone_afterwards():
    with check.production() as named:
        key = Path(named["PETRUK_SECRET_KEY_FILE"])

        assert (key.stat().st_mode & 0o777, len(key.read_text()) >= 50) == (0o400, True)

    assert not Path(named["PETRUK_DATA"]).exists()


def test_a_program_is_needed_only_by_the_tests_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "ROOT", tmp_path)
    (tmp_path / "tests/web").mkdir(parents=True)
    (tmp_path / "tests/core").mkdir()
    (tmp_path / "tests/core/test_a.py").write_text("def test_a(): ...")
    (tmp_path / "tests/web/test_b.py").write_text("@pytest.mark.slow\ndef test_b(): ...")
    browser = Program("chromium", "chromium", "mark.slow")

    answers = [test.needed(browser, asked) for asked in ([], ["-x"], ["tests/core"], ["tests/web/test_b.py::test_b"])]

    assert answers == [True, True, False, True]


@pytest.fixture
def machine(monkeypatch):
    """Pretend a machine without the browser, whose checks and tests end as told; return what was run."""
    ran = []
    monkeypatch.setattr(test.shutil, "which", lambda _name: None)
    monkeypatch.setattr(test.check, "run", lambda _steps: ran.append("check") or 0)
    monkeypatch.setattr(test, "_pytest", lambda arguments: ran.append(("pytest", arguments)) or 0)
    return ran


def test_without_the_right_to_install_the_line_to_type_is_named(machine, capsys):
    assert test.run([]) == 1

    assert "sudo apt-get install --no-install-recommends chromium" in capsys.readouterr().err
    assert machine == []


def test_tests_without_a_browser_run_on_a_machine_without_one(machine):
    assert test.run(["tests/core", "-q"]) == 0
    assert machine == ["check", ("pytest", ["tests/core", "-q"])]


@pytest.mark.parametrize(("checked", "tested", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 2, 1)])
def test_a_failed_check_or_test_fails_the_whole(machine, monkeypatch, checked, tested, code):
    monkeypatch.setattr(test.check, "run", lambda _steps: checked)
    monkeypatch.setattr(test, "_pytest", lambda _arguments: tested)

    assert test.run(["tests/core"]) == code
