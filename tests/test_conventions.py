"""The promises of the house that a machine can keep: each test names one."""

import ast
import re
import subprocess
import sys
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
    "account:second_step",
    "account:sign_out",
    "set_language",
    "health:health",
    "verification:start",
    "verification:file",
    "verification:paper",
}
BEFORE_AUTHORITY = {"account_of_session", "account_of_login"}
"""Reads from which an authority is made; there is none yet."""
FORBIDDEN_NAMES = ("utils.py", "helpers.py", "services.py", "signals.py", "views2.py")
FORBIDDEN_CODE = (
    "_base_manager", ".raw(", "RawSQL", ".extra(", "scopes_disabled", "cursor(", "eval(", "exec(", "pickle",
    "yaml.load", "shell=True", "mark_safe", "csrf_exempt", "**request.GET", "**request.POST",
    "_default_manager", "SafeString", "format_html", "conditional_escape(", "login_exempt", "verify=False", "os.system",
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


IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.mkdir"}:
        raise RuntimeError(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
import django
django.setup()
import petruk
for module in pkgutil.walk_packages(petruk.__path__, "petruk."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
"""Run in a process of its own: whatever a module does besides defining things fails there."""


def test_importing_every_module_does_no_work(tmp_path):
    key = tmp_path / "secret.key"
    key.write_text("k" * 60)
    (tmp_path / "static").mkdir()
    surroundings = {
        "DATABASE_URL": "postgresql://nobody@nowhere.example:1/none",
        "DJANGO_SETTINGS_MODULE": "petruk.config.settings",
        "PETRUK_DATA": str(tmp_path),
        "PETRUK_SECRET_KEY_FILE": str(key),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(SOURCE.parent),
        "PATH": "",
    }

    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING], env=surroundings, capture_output=True, text=True, check=False
    )

    assert (done.stderr, done.returncode) == ("", 0)
    assert sorted(tmp_path.rglob("*")) == [key, tmp_path / "static"]


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


@pytest.mark.parametrize("path", [path for path in FILES if "web" in path.parts], ids=relative)
def test_n01_a_page_fetches_a_row_through_an_authority(path):
    """What ``get_object_or_404`` searches was given by a query that knows who asks, in the same function."""
    for function in [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    ]:
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            if ast.unparse(call.func) == "get_object_or_404":
                assert _knows_who_asks(call.args[0], function), f"{function.name}: {ast.unparse(call)}"


def _knows_who_asks(searched: ast.expr, function: ast.FunctionDef) -> bool:
    if "authority" in ast.unparse(searched):
        return True
    named = {name.id for name in ast.walk(searched) if isinstance(name, ast.Name)}
    return any(
        "authority" in ast.unparse(node.value) and named & {ast.unparse(target) for target in node.targets}
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_holds_no_inline_style_script_or_unescaped_text(path):
    text = path.read_text("utf-8")

    assert [
        bad
        for bad in (" style=", " onclick=", " onchange=", "<style", "|safe", "autoescape off", "{% debug")
        if bad in text
    ] == []
    assert text.count("<script") == text.count("<script src=") + text.count("<script defer src=")


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=relative)
def test_a_partial_states_its_needs_first(path):
    assert path.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_block_links_only_to_addresses_that_it_named_itself(path):
    """What one block names is unknown in another: a "Cancel" would lead nowhere."""
    blocks = re.findall(r"{% block \w+ %}(.*?){% endblock %}", path.read_text("utf-8"), re.DOTALL)
    lost = [
        set(re.findall(r"(?:{{ |=)(\w+_url)\b", block)) - set(re.findall(r" as (\w+_url) %}", block))
        for block in blocks
    ]

    assert [names for names in lost if names] == []
