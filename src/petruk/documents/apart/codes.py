"""The QR codes on a scanned or photographed paper. Runs in the child only."""

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

POINTS_AN_INCH = 72
DENSITIES = (150, 300)
"""Dots an inch, the quick one first: a code that a good scan shows is found with it."""
PAGES = 30
LONGEST_SIDE = 4_500  # pixels; an F4 page at 300 dots an inch has 3,900
SIDES = (2_000, LONGEST_SIDE)
MOST_CODES = 60
KIND = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def codes(content: bytes) -> list[str]:
    """Return the texts of the codes, each once, in the order of the pages."""
    found: dict[str, None] = {}
    for picture in _pictures(content):
        found.update(dict.fromkeys(_read(picture)))
    return list(found)[:MOST_CODES]


def _pictures(content: bytes) -> Iterator[list[Any]]:
    """Yield each page as pictures of it, the smaller first."""
    if not content.startswith(b"%PDF-"):
        yield list(_photo(content))
        return
    document = pypdfium2.PdfDocument(content)
    for number in range(min(len(document), PAGES)):
        page = document[number]
        yield [lambda density=density, page=page: _drawn(page, density) for density in DENSITIES]


def _photo(content: bytes) -> Iterator[Any]:
    for side in SIDES:
        yield lambda side=side: _opened(content, side)


def _opened(content: bytes, side: int) -> Any:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.draft("L", (side, side))
        grey = _upon_white(picture)
    grey.thumbnail((side, side))
    return grey


def _upon_white(picture: Any) -> Any:
    """Return a picture in grey; what is transparent shows the white of paper, not the black behind it."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    layered = picture.convert("LA")
    white = Image.new("L", layered.size, 255)
    white.paste(layered.getchannel("L"), mask=layered.getchannel("A"))
    return white


def _drawn(page: Any, density: int) -> Any:
    width, height = page.get_size()
    scale = min(density / POINTS_AN_INCH, LONGEST_SIDE / max(width, height, 1))
    return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()


def _read(pictures: list[Any]) -> list[str]:
    """Return the codes on the first of these pictures that shows any."""
    for draw in pictures:
        found = zxingcpp.read_barcodes(draw(), formats=KIND)
        if texts := [code.text for code in found]:
            return texts
    return []
