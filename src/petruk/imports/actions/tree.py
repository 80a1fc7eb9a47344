"""Gives units their place: four digits a level, so that a subtree is a range of prefixes."""

from petruk.audit.models import Source
from petruk.imports.shapes.units import UnitRow
from petruk.people.models import Unit

DIGITS = 4


class Tree:
    """All units of the installation while some are added, changed or moved; written at the end, level by level."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.select_for_update(no_key=True)}
        self.codes = {unit.pk: unit.code for unit in self.units.values()}
        self.last: dict[str, int] = {}
        for unit in self.units.values():
            above, _dot, number = unit.path.rpartition(".")
            self.last[above] = max(self.last.get(above, 0), int(number))
        self.new: list[Unit] = []
        self.touched: set[str] = set()

    def add(self, record: UnitRow, source: Source) -> None:
        """Make a unit below one that is there already, or was added before."""
        above = self._above(record)
        unit = Unit(code=record.code, parent=above, path=self._free_path(above))
        self.units[record.code] = unit
        self.new.append(unit)
        self._fill(unit, record, source.pk)

    def change(self, unit: Unit, record: UnitRow, source_id: int | None) -> None:
        """Rename a unit; under another parent, move it with all below it."""
        self._fill(unit, record, source_id)
        self.touched.add(unit.code)
        if self.codes.get(unit.parent_id or 0, "") != record.parent_code:
            self._move(unit, self._above(record))

    def _fill(self, unit: Unit, record: UnitRow, source_id: int | None) -> None:
        unit.name, unit.kind, unit.active, unit.source_id = record.name, record.kind, record.active, source_id

    def _above(self, record: UnitRow) -> Unit | None:
        return self.units[record.parent_code] if record.parent_code else None

    def _move(self, unit: Unit, above: Unit | None) -> None:
        old, new = unit.path, self._free_path(above)
        unit.parent = above
        for each in self.units.values():
            if each.path == old or each.path.startswith(f"{old}."):
                each.path = new + each.path[len(old) :]
                self.touched.add(each.code)

    def _free_path(self, above: Unit | None) -> str:
        prefix = above.path if above else ""
        self.last[prefix] = self.last.get(prefix, 0) + 1
        number = f"{self.last[prefix]:0{DIGITS}}"
        return f"{prefix}.{number}" if prefix else number

    def save_new(self) -> None:
        """Write parents before children, so that each child knows the key of its parent."""
        for level in sorted({unit.path.count(".") for unit in self.new}):
            units = [unit for unit in self.new if unit.path.count(".") == level]
            for unit in units:
                unit.parent_id = unit.parent.pk if unit.parent else None
            Unit.objects.bulk_create(units)
        self.codes |= {unit.pk: unit.code for unit in self.new}

    def save_changed(self) -> None:
        units = [self.units[code] for code in self.touched]
        Unit.objects.bulk_update(units, ["name", "kind", "active", "source", "parent", "path"], batch_size=500)
