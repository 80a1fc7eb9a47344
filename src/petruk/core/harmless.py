"""How a text leaves the system in a table, so that no spreadsheet takes it for a formula.

Source: docs/rules/exports.md; worked cases in tests/golden/harmless.csv.
"""

FORMULA_STARTS = frozenset("=+-@|%\t\r\n＝＋－＠")
"""What a spreadsheet may read as the beginning of a formula or command; the wide forms are folded by some."""
QUOTE = "'"
_RICH_START, _RICH_END = "<r>", "</r>"


def in_text_file(text: str) -> str:
    """Return a text for a cell of CSV: an apostrophe goes before what would begin a formula, even behind spaces.

    A file of text has no types, so there is no other way to say that a cell is words.
    """
    first = text.lstrip(" \u00a0\ufeff\u200b")[:1]
    return QUOTE + text if first and first in FORMULA_STARTS else text


def in_workbook(text: str) -> str:
    """Return a text for a cell that is typed as text, where nothing is a formula.

    The writer of workbooks passes on unescaped what looks like its own rich text; a space behind it undoes that.
    """
    return f"{text} " if text.startswith(_RICH_START) and text.endswith(_RICH_END) else text
