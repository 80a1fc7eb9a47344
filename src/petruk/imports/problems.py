from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which cell. ``row`` counts as the user sees the sheet, ``column`` is the name in its header."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    letters: str = ""  # of the column, as in F15; empty when the column is missing

    @property
    def cell(self) -> str:
        return f"{self.letters}{self.row}" if self.letters else ""

    def as_json(self) -> dict[str, str | int]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


def column_letters(place: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
