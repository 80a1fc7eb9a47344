"""Gives units their place: four digits a level, so that a subtree is a range of prefixes."""

from petruk.people.models import Unit

DIGITS = 4


class Tree:
    """All units of the installation while some are added or moved; written at the end, level by level."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.select_for_update(no_key=True)}
        self.last: dict[str, int] = {}
        for unit in self.units.values():
            self._seen(unit.path)
        self.new: list[Unit] = []
        self.moved = False

    def _seen(self, path: str) -> None:
        above, _dot, number = path.rpartition(".")
        self.last[above] = max(self.last.get(above, 0), int(number))

    def add(self, *, code: str, name: str, kind: str, active: bool, parent: str) -> Unit:
        """Make a unit below one that is there already, or was added before."""
        above = self.units[parent] if parent else None
        unit = Unit(code=code, name=name, kind=kind, active=active, path=self._free_path(above))
        unit.parent = above
        self.units[code] = unit
        self.new.append(unit)
        return unit

    def move(self, unit: Unit, parent: str) -> None:
        """Put a unit with all below it under another."""
        above = self.units[parent] if parent else None
        old, new = unit.path, self._free_path(above)
        unit.parent = above
        for each in self.units.values():
            if each.path == old or each.path.startswith(f"{old}."):
                each.path = new + each.path[len(old) :]
        self.moved = True

    def _free_path(self, above: Unit | None) -> str:
        prefix = above.path if above else ""
        self.last[prefix] = self.last.get(prefix, 0) + 1
        number = f"{self.last[prefix]:0{DIGITS}}"
        return f"{prefix}.{number}" if prefix else number

    def save_new(self) -> None:
        """Write parents before children, so that each child knows the key of its parent."""
        levels = sorted({unit.path.count(".") for unit in self.new})
        for level in levels:
            units = [unit for unit in self.new if unit.path.count(".") == level]
            for unit in units:
                unit.parent_id = unit.parent.pk if unit.parent else None
            Unit.objects.bulk_create(units)

    def save_changed(self) -> None:
        known = list(self.units.values())
        if self.moved:  # a new path may be one that another unit leaves only now
            Unit.objects.bulk_update(known, ["path", "parent"], batch_size=500)
        Unit.objects.bulk_update(known, ["name", "kind", "active", "source"], batch_size=500)
