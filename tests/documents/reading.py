"""Read a paper back: its text, where the text stands, and what the file says of itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Line:
    """One line of text with its page and the start of its baseline, in millimetres from the top left corner."""

    text: str
    page: int
    left: float
    top: float


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r" +\n", "\n", page.extract_text()) for page in reader(pdf).pages]


def text(pdf: bytes) -> str:
    return "\n".join(pages(pdf))


def words(pdf: bytes) -> str:
    """Return the text with every line end and run of spaces as one space."""
    return " ".join(text(pdf).split())


def lines(pdf: bytes) -> list[Line]:
    found: list[Line] = []
    for number, page in enumerate(reader(pdf).pages, start=1):
        height = float(page.mediabox.height)

        def keep(text: str, matrix: list[float], place: list[float], *_: Any, number: int = number) -> None:
            x, y = place[4] * matrix[0] + matrix[4], place[5] * matrix[3] + matrix[5]
            if text.strip():
                found.append(Line(text.strip(), number, x / MILLIMETRE, (height - y) / MILLIMETRE))  # noqa: B023

        page.extract_text(visitor_text=keep)
    return found


def line(pdf: bytes, start: str) -> Line:
    """Return the one line that begins with ``start``."""
    (found,) = [each for each in lines(pdf) if each.text.startswith(start)]
    return found


def fonts(pdf: bytes) -> dict[str, dict[str, Any]]:
    """Return the font descriptors by the name of the font."""
    found: dict[str, dict[str, Any]] = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                descriptor = inner.get_object()["/FontDescriptor"].get_object()
                found[str(descriptor["/FontName"])] = descriptor
    return found


def metadata(pdf: bytes) -> str:
    return reader(pdf).trailer["/Root"]["/Metadata"].get_data().decode()


def structure(pdf: bytes) -> Iterator[dict[str, Any]]:
    """Yield the elements of the structure tree, top down."""
    waiting = [reader(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, dict):
            continue
        if "/S" in element:
            yield element
        kids = element.get("/K", [])
        waiting.extend(kids if isinstance(kids, list) else [kids])
