from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from petruk.access.permissions import PERSONAL, WHOLE_GOVERNMENT, Permission
from petruk.access.roles import GRANTABLE, OWN_ROWS, PERMISSIONS, Role

ROOT_PATH = ""
"""The path of which every unit's path is a continuation."""


@dataclass(frozen=True)
class Grant:
    """One mandate in force: a role in the subtree of a unit. The unit's name is for the eye only."""

    role: Role
    unit_path: str
    unit_name: str = field(default="", compare=False)

    @property
    def permissions(self) -> frozenset[Permission]:
        held = PERMISSIONS[self.role]
        return held - WHOLE_GOVERNMENT if "." in self.unit_path else held


@dataclass(frozen=True)
class Authority:
    """Who acts, and how far it reaches. Built once a request; handed to every query and action.

    ``ref`` is the random public id of the account: it stands in the audit log, never a NIP.
    """

    ref: str
    name: str
    grants: tuple[Grant, ...] = ()
    employee_id: int | None = None
    signed_in: bool = True

    def has(self, permission: Permission) -> bool:
        if self.signed_in and permission in PERSONAL:
            return True
        return any(permission in grant.permissions for grant in self.grants)

    def require(self, permission: Permission) -> None:
        """Raises ``PermissionDenied``, which the web answers with 403."""
        if not self.has(permission):
            raise PermissionDenied(permission)

    def paths(self, permission: Permission) -> tuple[str, ...]:
        """Return the roots of the subtrees in which this permission holds."""
        return tuple(
            sorted({g.unit_path for g in self.grants if permission in g.permissions and g.role not in OWN_ROWS})
        )

    def covers(self, permission: Permission, unit_path: str) -> bool:
        return any(unit_path.startswith(path) for path in self.paths(permission))

    def reaches_top(self, permission: Permission) -> bool:
        """Say whether this permission holds for a whole government: at its top unit, or at the console."""
        return any("." not in path for path in self.paths(permission))

    def require_top(self, permission: Permission) -> None:
        """Raises ``PermissionDenied`` unless the permission holds for a whole government."""
        if not self.reaches_top(permission):
            raise PermissionDenied(permission)

    def reaches_own(self, permission: Permission) -> bool:
        return any(g.role in OWN_ROWS and permission in g.permissions for g in self.grants)

    def holds(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    def reaches_others(self) -> bool:
        """Say whether any mandate shows or changes what belongs to other people."""
        return any(grant.role not in OWN_ROWS for grant in self.grants)

    def grantable(self) -> frozenset[Role]:
        """Return the roles that this person may give to others."""
        return frozenset[Role]().union(*(GRANTABLE.get(grant.role, frozenset()) for grant in self.grants))


NOBODY = Authority(ref="", name="", signed_in=False)


def console(name: str, roles: Iterable[Role] = (Role.AGENCY_ADMIN, Role.UNIT_OFFICER, Role.OPERATOR)) -> Authority:
    """Return the authority of the person at the machine's own console, who owns the data anyway."""
    return Authority(ref="console", name=name, grants=tuple(Grant(role, ROOT_PATH) for role in roles))
