"""Cells without a file, for tests of what is made of them."""

from petruk.imports.planning import Known, Plan, plan
from petruk.imports.reading import Cell, Row, Sheet
from petruk.imports.shapes import KINDS
from tests.factories import TODAY


def sheet(*rows: tuple[Cell, ...], name: str = "Sheet1", hidden: bool = False) -> Sheet:
    return Sheet(name, hidden, tuple(Row(number, row) for number, row in enumerate(rows, start=1)))


def planned(kind: str, *rows: tuple[Cell, ...], known: Known | None = None) -> Plan:
    return plan([sheet(*rows)], kind=KINDS[kind], known=known or Known(), today=TODAY)


def words_by_column(result: Plan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.message) for problem in result.problems]
