"""Fill in a page as a browser does: send back what its form holds, with what somebody typed over it."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict


class _Form(HTMLParser):
    """The fields of the form with a given action, as they would be sent."""

    def __init__(self, action: str) -> None:
        super().__init__(convert_charrefs=True)
        self.action = action
        self.inside = False
        self.values: list[tuple[str, str]] = []
        self.buttons: list[str] = []
        self.text: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action") == self.action and given.get("method") == "post"
        elif self.inside and tag == "input" and given.get("name"):
            box = given["type"] in {"checkbox", "radio"}
            value = given.get("value") or ("on" if box else "")
            self.values += [(given["name"], value)] if not box or "checked" in given else []
        elif self.inside and tag == "textarea":
            self.values.append((given["name"] or "", ""))
            self.text = ""
        elif self.inside and tag == "select":
            self.select = given["name"]
        elif self.inside and tag == "option" and "selected" in given:
            self.values.append((self.select or "", given.get("value") or ""))
        elif self.inside and tag == "button" and given.get("name") == "act":
            self.buttons.append(given["value"] or "")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.text is not None:
            name, _empty = self.values.pop()
            self.values.append((name, self.text.removeprefix("\n").replace("\n", "\r\n")))
            self.text = None


def form_of(response: Any, action: str) -> _Form:
    form = _Form(action)
    form.feed(response.content.decode())
    return form


def sent(response: Any, action: str, typed: dict[str, Any] | None = None, act: str = "save") -> dict[str, list[str]]:
    """Return the body that the form with this action sends when a button is pressed, with some fields typed over."""
    data = QueryDict(mutable=True)
    for name, value in form_of(response, action).values:
        data.appendlist(name, value)
    data.pop("csrfmiddlewaretoken", None)
    for name, value in (typed or {}).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return {**dict(data.lists()), "act": [act]}
