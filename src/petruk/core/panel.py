"""From the sheets of the panelists to means, groups and a total, and where a third opinion is asked.

Source: docs/rules/panel.md; worked cases in tests/golden/panel.csv.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from petruk.core.indicators import Aspect, Group, Panel
from petruk.core.numbers import round_half_up

MEAN_PLACES = 2
ENOUGH = 3  # panelists; with so many a wide spread asks for nobody more

Sheet = Mapping[str, int]
"""The points of one panelist by aspect code, every aspect filled."""

NOTHING: Mapping[str, Decimal] = MappingProxyType({})


class PanelError(ValueError):
    """A sheet that the instrument does not allow. ``aspect`` is the code of the aspect that is wrong."""

    def __init__(self, aspect: str, message: str) -> None:
        super().__init__(f"{aspect}: {message}")
        self.aspect = aspect
        self.message = message


@dataclass(frozen=True, slots=True)
class AspectResult:
    """``mean`` has two decimals; ``wide`` tells that the panelists are further apart than the gap allows.

    ``given`` is what the panelists' mean was, where an accepted objection set another.
    """

    aspect: Aspect
    mean: Decimal
    lowest: int
    highest: int
    wide: bool
    given: Decimal | None = None

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


def evaluate(panel: Panel, sheets: Sequence[Sheet], amended: Mapping[str, Decimal] = NOTHING) -> PanelResult | None:
    """Return what the panelists say together; None while nobody has handed in a sheet. Raises ``PanelError``.

    ``amended`` are means by aspect code that accepted objections set.
    """
    for sheet in sheets:
        check_sheet(panel, sheet)
    _check_amended(panel, amended)
    if not sheets:
        return None
    groups = tuple(_group(group, panel, sheets, amended) for group in panel.groups)
    total = sum((group.total for group in groups), Decimal(0))
    return PanelResult(groups, total, shown(panel, total), len(sheets))


def shown(panel: Panel, points: Decimal) -> Decimal:
    """Bring points to the displayed scale, two decimals: 223 of 300 are shown as 74,33."""
    return round_half_up(points / panel.shown_divided_by, MEAN_PLACES)


def _check_amended(panel: Panel, amended: Mapping[str, Decimal]) -> None:
    known = {aspect.code: aspect for aspect in panel.aspects}
    for code, points in amended.items():
        if code not in known:
            raise PanelError(code, "aspek ini tidak ada dalam instrumen")
        if not 0 <= points <= known[code].maximum or points != round_half_up(points, MEAN_PLACES):
            raise PanelError(code, f"harus 0 sampai {known[code].maximum}, paling banyak dua angka di belakang koma")


def _group(group: Group, panel: Panel, sheets: Sequence[Sheet], amended: Mapping[str, Decimal]) -> GroupResult:
    aspects = tuple(
        _aspect(aspect, panel, [sheet[aspect.code] for sheet in sheets], amended.get(aspect.code))
        for aspect in group.aspects
    )
    total = sum((each.mean for each in aspects), Decimal(0))
    return GroupResult(group, aspects, total, shown(panel, total))


def _aspect(aspect: Aspect, panel: Panel, points: Sequence[int], amended: Decimal | None) -> AspectResult:
    mean = round_half_up(Decimal(sum(points)) / len(points), MEAN_PLACES)
    spread = max(points) - min(points)
    wide = spread * 100 > panel.gap * aspect.maximum
    if amended is None:
        return AspectResult(aspect, mean, min(points), max(points), wide)
    return AspectResult(aspect, amended, min(points), max(points), wide, given=mean)
