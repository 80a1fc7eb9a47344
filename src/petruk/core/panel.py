"""From the sheets of the panelists to means, groups and a total, and where a third opinion is asked.

Source: docs/rules/panel.md; worked cases in tests/golden/panel.csv.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from petruk.core.indicators import Aspect, Group, Panel
from petruk.core.numbers import round_half_up

MEAN_PLACES = 2
ENOUGH = 3  # panelists; with so many a wide spread asks for nobody more

Sheet = Mapping[str, int]
"""The points of one panelist by aspect code, every aspect filled."""


class PanelError(ValueError):
    """A sheet that the instrument does not allow. ``aspect`` is the code of the aspect that is wrong."""

    def __init__(self, aspect: str, message: str) -> None:
        super().__init__(f"{aspect}: {message}")
        self.aspect = aspect
        self.message = message


@dataclass(frozen=True, slots=True)
class AspectResult:
    """``mean`` has two decimals; ``wide`` tells that the panelists are further apart than the gap allows."""

    aspect: Aspect
    mean: Decimal
    lowest: int
    highest: int
    wide: bool

    @property
    def spread(self) -> int:
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class GroupResult:
    """``shown`` is what the group contributes to the displayed total."""

    group: Group
    aspects: tuple[AspectResult, ...]
    total: Decimal
    shown: Decimal


@dataclass(frozen=True, slots=True)
class PanelResult:
    """``total`` is the sum of the means; ``shown`` the same on the displayed scale."""

    groups: tuple[GroupResult, ...]
    total: Decimal
    shown: Decimal
    panelists: int

    @property
    def wide(self) -> tuple[AspectResult, ...]:
        return tuple(each for group in self.groups for each in group.aspects if each.wide)

    @property
    def asks_third(self) -> bool:
        """Whether two panelists differ so much that somebody else should look."""
        return self.panelists < ENOUGH and bool(self.wide)


def check_sheet(panel: Panel, sheet: Sheet) -> None:
    """Refuse a sheet that lacks an aspect, knows another, or holds anything but whole points within the maxima.

    Raises ``PanelError``. Its message is Indonesian: the panelist reads it beside the aspect.
    """
    known = {aspect.code: aspect for aspect in panel.aspects}
    for code in sheet:
        if code not in known:
            raise PanelError(code, "aspek ini tidak ada dalam instrumen")
    for code, aspect in known.items():
        if code not in sheet:
            raise PanelError(code, "belum dinilai")
        points = sheet[code]
        if type(points) is not int or not 0 <= points <= aspect.maximum:
            raise PanelError(code, f"harus bilangan bulat 0 sampai {aspect.maximum}")


def evaluate(panel: Panel, sheets: Sequence[Sheet]) -> PanelResult | None:
    """Return what the panelists say together; None while nobody has handed in a sheet. Raises ``PanelError``."""
    for sheet in sheets:
        check_sheet(panel, sheet)
    if not sheets:
        return None
    groups = tuple(_group(group, panel, sheets) for group in panel.groups)
    total = sum((group.total for group in groups), Decimal(0))
    return PanelResult(groups, total, shown(panel, total), len(sheets))


def shown(panel: Panel, points: Decimal) -> Decimal:
    """Bring points to the displayed scale, two decimals: 223 of 300 are shown as 74,33."""
    return round_half_up(points / panel.shown_divided_by, MEAN_PLACES)


def _group(group: Group, panel: Panel, sheets: Sequence[Sheet]) -> GroupResult:
    aspects = tuple(_aspect(aspect, panel, [sheet[aspect.code] for sheet in sheets]) for aspect in group.aspects)
    total = sum((each.mean for each in aspects), Decimal(0))
    return GroupResult(group, aspects, total, shown(panel, total))


def _aspect(aspect: Aspect, panel: Panel, points: Sequence[int]) -> AspectResult:
    mean = round_half_up(Decimal(sum(points)) / len(points), MEAN_PLACES)
    spread = max(points) - min(points)
    return AspectResult(aspect, mean, min(points), max(points), spread * 100 > panel.gap * aspect.maximum)
