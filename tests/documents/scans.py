"""Papers as a scanner or a telephone gives them back: pictures with ink, noise and a tilt."""

import io
import random

import pypdfium2
import segno
from PIL import Image, ImageDraw, ImageFilter


def page_of(pdf: bytes, *, number: int = 0, density: int = 200) -> Image.Image:
    """Return a page drawn as a scanner would see it."""
    return pypdfium2.PdfDocument(pdf)[number].render(scale=density / 72, grayscale=True).to_pil()


def signed(picture: Image.Image, *, seed: int = 1) -> Image.Image:
    """Draw a scribble of ink near the lower right corner, and the grain of a scan everywhere."""
    dice = random.Random(seed)
    inked = picture.convert("L")
    pen, width, height = ImageDraw.Draw(inked), *inked.size
    at = (width * 0.6, height * 0.8)
    for _stroke in range(40):
        to = (at[0] + dice.randint(-60, 70), at[1] + dice.randint(-30, 30))
        pen.line([at, to], fill=40, width=4)
        at = to
    for _grain in range(3_000):
        inked.putpixel((dice.randrange(width), dice.randrange(height)), dice.randrange(256))
    return inked.filter(ImageFilter.GaussianBlur(0.8))


def tilted(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor=235)


def jpg(picture: Image.Image, quality: int = 70) -> bytes:
    return _saved(picture.convert("RGB"), "JPEG", quality=quality)


def png(picture: Image.Image) -> bytes:
    return _saved(picture, "PNG")


def pdf(*pictures: Image.Image) -> bytes:
    """Return pictures as the pages of a PDF, as an office scanner writes one."""
    out = io.BytesIO()
    first, *rest = (picture.convert("RGB") for picture in pictures)
    first.save(out, "PDF", resolution=200, save_all=True, append_images=rest)
    return out.getvalue()


def code(text: str) -> Image.Image:
    """Return a white page with one QR code."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=6, border=4)
    page = Image.new("L", (800, 1000), 255)
    page.paste(Image.open(drawn).convert("L"), (60, 60))
    return page


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
