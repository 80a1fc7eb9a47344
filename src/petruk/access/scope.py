from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows the road from its rows to a unit and to an owner.

    ``unit_path`` is the lookup that ends at the path column of a unit, ``owner_path`` the one that ends at the
    employee id.
    """

    unit_path: ClassVar[str]
    owner_path: ClassVar[str | None] = None

    def visible_to(self, authority: Authority, permission: Permission) -> Self:
        """Return the rows that ``permission`` lets this person reach. No unit, no rows: it fails closed."""
        reach = Q(pk__in=())
        for path in authority.paths(permission):
            reach |= Q(**{f"{self.unit_path}__startswith": path})
        if self.owner_path and authority.employee_id is not None and authority.reaches_own(permission):
            reach |= Q(**{self.owner_path: authority.employee_id})
        return self.filter(reach)

    def within(self, unit_path: str) -> Self:
        """Return the rows of one subtree; narrows, never widens, what is visible."""
        lookup: dict[str, Any] = {f"{self.unit_path}__startswith": unit_path}
        return self.filter(**lookup)
