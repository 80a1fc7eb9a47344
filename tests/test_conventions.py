"""The promises of the house that a machine can keep: each test names one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from petruk.web.page import PUBLIC

SOURCE = Path(__file__).resolve().parent.parent / "src" / "petruk"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((SOURCE / "web" / "templates").rglob("*.html"))
OPEN_TO_ALL = {
    "account:sign_in",
    "account:sign_out",
    "set_language",
    "health:health",
    "verification:start",
    "verification:paper",
}
BEFORE_AUTHORITY = {"account_of_session", "account_of_login"}
"""Reads from which an authority is made; there is none yet."""
FORBIDDEN_NAMES = ("utils.py", "helpers.py", "services.py", "signals.py", "views2.py")
FORBIDDEN_CODE = (
    "_base_manager", ".raw(", "RawSQL", ".extra(", "scopes_disabled", "cursor(", "eval(", "exec(", "pickle",
    "yaml.load", "shell=True", "mark_safe", "csrf_exempt", "**request.GET", "**request.POST",
)  # fmt: skip


def patterns(resolver=None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)


def relative(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_every_view_names_its_permission():
    nameless = [name for name, pattern in patterns() if not hasattr(pattern.callback, "permission")]

    assert nameless == []


def test_the_public_pages_are_these_and_no_others():
    public = {name for name, pattern in patterns() if pattern.callback.permission == PUBLIC}

    assert public == OPEN_TO_ALL


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_file_has_at_most_400_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_has_at_most_120_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_function_has_at_most_40_lines(path):
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]

    assert [node.name for node in functions if node.end_lineno - node.lineno >= 40] == []


def test_no_file_is_named_after_nothing():
    assert [relative(path) for path in FILES if path.name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_n16_n44_nothing_goes_around_the_scope_or_the_escaping(path):
    text = path.read_text("utf-8")

    assert [code for code in FORBIDDEN_CODE if code in text] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if "queries" in path.stem or path.parent.name == "queries"], ids=relative
)
def test_a_public_query_takes_the_authority_first(path):
    tree = ast.parse(path.read_text("utf-8"))
    reads = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    touching = [node for node in reads if ".objects" in ast.unparse(node) and node.name not in BEFORE_AUTHORITY]

    assert [node.name for node in touching if not node.args.args or node.args.args[0].arg != "authority"] == []


@pytest.mark.parametrize("path", [path for path in FILES if "actions" in (path.stem, path.parent.name)], ids=relative)
def test_a_public_action_says_by_whom(path):
    tree = ast.parse(path.read_text("utf-8"))
    writes = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    atomic = [node for node in writes if "transaction.atomic" in map(ast.unparse, node.decorator_list)]

    assert [node.name for node in atomic if "by" not in {arg.arg for arg in node.args.kwonlyargs}] == []


@pytest.mark.parametrize("path", [path for path in FILES if "core" in path.parts], ids=relative)
def test_the_core_knows_no_float_no_clock_and_no_framework(path):
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    floats = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]

    assert (names & {"float"}, calls & {"now", "today", "utcnow"}, floats) == (set(), set(), [])


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_holds_no_inline_style_script_or_unescaped_text(path):
    text = path.read_text("utf-8")

    assert [
        bad for bad in (" style=", " onclick=", " onchange=", "<style", "|safe", "autoescape off") if bad in text
    ] == []
    assert text.count("<script") == text.count("<script src=") + text.count("<script defer src=")


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=relative)
def test_a_partial_states_its_needs_first(path):
    assert path.read_text("utf-8").startswith("{#")
