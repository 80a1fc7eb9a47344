from typing import Any

from django import template

from petruk.web.imports import words

register = template.Library()


@register.filter
def kind_words(name: str) -> str:
    return str(words.KINDS[name])


@register.inclusion_tag("components/_badge.html")
def batch_state(batch: Any) -> dict[str, str]:
    """Draw where a file is on its way."""
    word, kind = words.STATES[batch.state]
    if batch.state == "checked" and batch.wrong:
        word, kind = words.WRONG
    elif batch.state == "checked" and not batch.applicable:
        word, kind = words.NOTHING_NEW
    return {"word": str(word), "kind": kind}
