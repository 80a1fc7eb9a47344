"""What the pages of the decision look up."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(names: Mapping[int, str], key: int) -> str:
    """Return the name of a unit by its key."""
    return names[key]
