from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from petruk.access.permissions import Permission as P


class Role(StrEnum):
    AGENCY_ADMIN = "agency_admin"
    UNIT_OFFICER = "unit_officer"
    UNIT_HEAD = "unit_head"
    PANELIST = "panelist"
    EMPLOYEE = "employee"
    INSPECTOR = "inspector"
    OPERATOR = "operator"

    @property
    def words(self) -> str:
        """What people call the holder of this role."""
        return str(_WORDS[self])


_WORDS = {
    Role.AGENCY_ADMIN: _("Agency administrator"),
    Role.UNIT_OFFICER: _("Personnel officer"),
    Role.UNIT_HEAD: _("Head of the office"),
    Role.PANELIST: _("Panelist"),
    Role.EMPLOYEE: _("Civil servant"),
    Role.INSPECTOR: _("Inspector"),
    Role.OPERATOR: _("Operator"),
}

_UNIT_READS = frozenset({P.UNIT_VIEW, P.EMPLOYEE_VIEW, P.SANCTION_VIEW, P.ASSESSMENT_VIEW, P.RECAP_VIEW})

PERMISSIONS: Mapping[Role, frozenset[P]] = {
    Role.AGENCY_ADMIN: _UNIT_READS
    | {P.REGISTER_IMPORT, P.FACTS_IMPORT, P.INSTRUMENT_VIEW, P.PERIOD_VIEW, P.PERIOD_MANAGE, P.USER_MANAGE},
    Role.UNIT_OFFICER: _UNIT_READS | {P.FACTS_IMPORT, P.ASSESSMENT_SUBMIT},
    Role.UNIT_HEAD: _UNIT_READS,
    Role.PANELIST: frozenset(),
    Role.EMPLOYEE: frozenset({P.EMPLOYEE_VIEW, P.SANCTION_VIEW, P.ASSESSMENT_VIEW}),
    Role.INSPECTOR: _UNIT_READS | {P.INSTRUMENT_VIEW, P.PERIOD_VIEW},
    Role.OPERATOR: frozenset({P.UNIT_VIEW, P.USER_MANAGE, P.GALLERY_VIEW}),
}

OWN_ROWS = frozenset({Role.EMPLOYEE})
"""Roles that reach the person's own rows only, whatever the unit of the mandate."""

_BELOW_AGENCY = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.PANELIST, Role.EMPLOYEE, Role.INSPECTOR})

GRANTABLE: Mapping[Role, frozenset[Role]] = {
    Role.AGENCY_ADMIN: _BELOW_AGENCY,
    Role.OPERATOR: frozenset(Role),
}
"""Which roles the holder of a role may give to others; the agency never makes its own administrators."""
