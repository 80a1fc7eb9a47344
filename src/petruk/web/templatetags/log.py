"""The words of the audit log."""

from datetime import datetime

from django import template
from django.utils import timezone

from petruk.core.dates import format_date
from petruk.web.log import words

register = template.Library()
register.filter("action_word", words.action_word)
register.filter("kind_word", words.kind_word)
register.filter("entry_name", words.name_of)


@register.filter
def second(at: datetime) -> str:
    """Write a moment to the second on the installation's own clock: "30 April 2021 16.00.05 WITA"."""
    local = timezone.localtime(at)
    return f"{format_date(local.date())} {local:%H.%M.%S} {local:%Z}"


@register.filter
def short_hash(content: bytes) -> str:
    """Return the beginning of a hash, enough to compare it by eye."""
    return bytes(content).hex()[:16]
