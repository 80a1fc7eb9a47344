"""The rules of the rules: a regulation gives the same answer on every machine, at every hour, to the last digit."""

import ast
import sys
from pathlib import Path

import pytest

import petruk.core

FOLDER = Path(petruk.core.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
CLOCKS = {"now", "utcnow", "today", "localtime", "gmtime", "time_ns", "monotonic", "perf_counter"}
READERS = {"instrument.py"}  # its ready-made definitions are files


@pytest.fixture(params=MODULES, ids=lambda path: path.name)
def module(request):
    return request.param


def nodes(path, kind):
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kind)]


def imported(path):
    names = [alias.name for node in nodes(path, ast.Import) for alias in node.names]
    return names + [node.module or "" for node in nodes(path, ast.ImportFrom)]


def test_core_imports_the_standard_library_and_itself_only(module):
    foreign = [
        name
        for name in imported(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("petruk.core")
    ]

    assert foreign == []


def test_core_holds_no_float(module):
    literals = [node.value for node in nodes(module, ast.Constant) if isinstance(node.value, float | complex)]
    names = [node.id for node in nodes(module, ast.Name) if node.id in {"float", "complex"}]

    assert literals + names == []


def test_core_asks_no_clock(module):
    asked = [node.attr for node in nodes(module, ast.Attribute) if node.attr in CLOCKS]

    assert asked == []
    assert not {"time", "random"} & set(imported(module))


def test_nothing_but_numbers_rounds(module):
    calls = [node.func for node in nodes(module, ast.Call)]
    rounding = [
        call for call in calls if getattr(call, "attr", getattr(call, "id", "")) in {"quantize", "round", "__round__"}
    ]

    assert bool(rounding) == (module.name == "numbers.py")


def test_only_the_ready_made_definitions_are_read_from_disk(module):
    opens = [node for node in nodes(module, ast.Attribute) if node.attr in {"read_text", "read_bytes", "open"}]
    opens += [node for node in nodes(module, ast.Name) if node.id == "open"]

    assert bool(opens) == (module.name in READERS)


def test_the_purity_tests_look_at_every_module():
    assert {"numbers.py", "nip.py", "score.py", "instrument.py", "panel.py"} <= {path.name for path in MODULES}
