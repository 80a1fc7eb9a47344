"""``python -m tests.access_page`` writes the access matrix as the page docs/access.md. A test keeps it current."""

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).with_name("access_matrix.csv")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
HEAD = """# Who is answered what

Made from `tests/access_matrix.csv` by `python -m tests.access_page`; `tests/test_access_matrix.py` asks every cell.
A number is the HTTP status: 200 and 302 open the page or do the act (302 of `anonymous` and `disabled` leads to the
sign-in page), 403 is refused, 404 is out of reach and answers byte for byte as what does not exist, 405 is another
method. `own` and `foreign` are rows of the own and of another office, `missing` names no row, `malformed` cannot
name one, `-` is a page without a row. HEAD answers as GET does; OPTIONS, PUT, PATCH, DELETE and TRACE answer 405, or
302 without a session.
"""


def written() -> str:
    with FILE.open(newline="", encoding="utf-8") as file:
        (_url, _method, _relation, *roles), *rows = csv.reader(file)
    shown = sorted((row for row in rows if row[1] != "other"), key=_area)
    parts = (f"\n## {area}\n\n" + "".join(_table(roles, list(group))) for area, group in groupby(shown, _area))
    return HEAD + "".join(parts)


def _area(row: Sequence[str]) -> str:
    return row[0].partition(":")[0]


def _table(roles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| page | method | row | {' | '.join(roles)} |\n"
    yield "|---" * (3 + len(roles)) + "|\n"
    for url, *rest in rows:
        yield f"| `{url}` | {' | '.join(rest)} |\n"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
