"""Note that a page about one employee was opened, for him to read under "Data Saya"."""

from django.utils import timezone

from petruk.privacy.actions import looking
from petruk.web.page import PageRequest


def looked(request: PageRequest, employee_id: int | None, kind: str) -> None:
    """Note it once the page is found, whatever is answered then; a paper about nobody in particular needs no note."""
    if employee_id is not None:
        looking.note(employee_id, kind, on=timezone.localdate(), by=request.authority)
