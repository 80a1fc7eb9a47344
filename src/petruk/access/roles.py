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

_DECISION_READS = frozenset({P.INSTRUMENT_VIEW, P.PERIOD_VIEW, P.RANKING_VIEW})
_AGENCY_WORK = frozenset(
    {
        P.REGISTER_IMPORT,
        P.FACTS_IMPORT,
        P.INSTRUMENT_MANAGE,
        P.PERIOD_MANAGE,
        P.ASSESSMENT_VERIFY,
        P.OVERRIDE_MANAGE,
        P.PANEL_MANAGE,
        P.RESULT_DECIDE,
        P.OBJECTION_ANSWER,
        P.CORRECTION_ANSWER,
        P.PAPER_SIGN,
        P.PAPER_ISSUE,
        P.USER_MANAGE,
        P.LOG_VIEW,
        P.LOG_ERASE,
    }
)

PERMISSIONS: Mapping[Role, frozenset[P]] = {
    Role.AGENCY_ADMIN: _UNIT_READS | _DECISION_READS | _AGENCY_WORK,
    Role.UNIT_OFFICER: _UNIT_READS | {P.FACTS_IMPORT, P.ASSESSMENT_SUBMIT, P.PAPER_SIGN},
    Role.UNIT_HEAD: _UNIT_READS | {P.ASSESSMENT_CONFIRM, P.PAPER_SIGN},
    Role.PANELIST: frozenset({P.PANEL_SCORE}),
    Role.EMPLOYEE: frozenset({P.EMPLOYEE_VIEW, P.SANCTION_VIEW, P.ASSESSMENT_VIEW, P.OBJECTION_FILE}),
    Role.INSPECTOR: _UNIT_READS | _DECISION_READS | {P.LOG_VIEW},
    Role.OPERATOR: frozenset({P.UNIT_VIEW, P.USER_MANAGE, P.LOG_VIEW, P.GALLERY_VIEW}),
}

OWN_ROWS = frozenset({Role.EMPLOYEE})
"""Roles that reach the person's own rows only, whatever the unit of the mandate."""

_BELOW_AGENCY = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.PANELIST, Role.EMPLOYEE, Role.INSPECTOR})

GRANTABLE: Mapping[Role, frozenset[Role]] = {
    Role.AGENCY_ADMIN: _BELOW_AGENCY,
    Role.OPERATOR: frozenset(Role),
}
"""Which roles the holder of a role may give to others; the agency never makes its own administrators."""
