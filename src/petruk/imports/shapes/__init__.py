"""The kinds of files that offices send, and the templates of each."""

from petruk.imports.shapes.attendance import ATTENDANCE
from petruk.imports.shapes.behaviour import BEHAVIOUR
from petruk.imports.shapes.employees import EMPLOYEES
from petruk.imports.shapes.performance import PERFORMANCE
from petruk.imports.shapes.sanctions import SANCTIONS
from petruk.imports.shapes.shape import Kind
from petruk.imports.shapes.signatories import SIGNATORIES
from petruk.imports.shapes.units import UNITS

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (UNITS, EMPLOYEES, SIGNATORIES, ATTENDANCE, PERFORMANCE, BEHAVIOUR, SANCTIONS)
}
"""In the order in which an empty installation is filled."""
