"""From frozen data to the bytes of a paper. The same data gives the same bytes, on any day and in any process."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, cast

import typst

from petruk.core.sealing import canonical
from petruk.documents import charter, form, fuller_sheet, letter, minutes, recap, typeface, wording

PAPERS = Path(__file__).with_name("papers")
FIRST = ("a-2a", "ua-1")
ATTACHED = ("a-3a", "ua-1")  # the strictest of PDF 1.7 that lets a file ride along; PDF/A-4 has no PDF/UA-1
BULKY = ("a-3b",)
BULKY_FROM = 200
"""Rows above which a paper goes without the tags of PDF/UA: they take most of the time and size of a long table."""

Frozen = Mapping[str, Any]
Wording = Callable[[Frozen], Mapping[str, object]]


@dataclass(frozen=True)
class Template:
    """How a paper is worded; whether its frozen data ride along inside the PDF."""

    word: Wording
    attaches: bool = True


TEMPLATES: Mapping[str, Template] = {
    "result-1": Template(wording.result, attaches=False),
    "result-2": Template(fuller_sheet.result, attaches=False),
    "result-3": Template(fuller_sheet.sized),
    "charter-1": Template(charter.worded),
    "charter-2": Template(charter.worded),
    "recap-1": Template(recap.worded),
    "minutes-1": Template(minutes.worded),
    "letter-1": Template(letter.worded),
    "form-1": Template(form.worded),
}

_of_this_thread = threading.local()


class UnknownPaper(ValueError):  # noqa: N818  named for what is wrong, as LookupError is
    """The frozen data names a template that does not exist."""


class WrongEmblem(ValueError):  # noqa: N818  named for what is wrong, as LookupError is
    """The picture is not the one that the frozen data name."""


def render(frozen: Frozen, arms: bytes | None = None) -> bytes:
    """Return the paper as a tagged PDF (PDF/A and PDF/UA-1), with what was frozen as a file inside.

    The data reach the template as JSON texts, so nothing in them is ever read as markup. ``arms`` is the PNG of the
    coat of arms whose SHA-256 was frozen, None where none was.

    Raises ``WrongEmblem`` for another picture, ``UnknownPaper`` for a template that does not exist, ``KeyError`` for
    data that miss a part, and ``typst.TypstError`` when the paper would break one of the standards.
    """
    return cast(bytes, _compiler().compile(**job(frozen, arms)))


def job(frozen: Frozen, arms: bytes | None = None) -> dict[str, Any]:
    """Return what the compiler is asked to do for a paper."""
    name = frozen["template"]
    if name not in TEMPLATES:
        raise UnknownPaper(f"No such paper: {name!r}.")
    if frozen.get("arms") != (sha256(arms).hexdigest() if arms else None):
        raise WrongEmblem("The paper was frozen with another coat of arms.")
    template = TEMPLATES[name]
    inputs = {"paper": json.dumps(template.word(frozen), ensure_ascii=False)}
    if template.attaches:
        inputs["frozen"] = canonical(frozen).decode()
    if arms:
        inputs["arms"] = as_text(arms)
    bulky = len(frozen.get("rows", ())) > BULKY_FROM
    standards = (BULKY if bulky else ATTACHED) if template.attaches else FIRST
    return {
        "input": str(PAPERS / f"{name}.typ"),
        "format": "pdf",
        "sys_inputs": inputs,
        "pdf_standards": list(standards),
        "pdf_tags": not bulky,
    }


def as_text(picture: bytes) -> str:
    """Return bytes as the compiler takes them, which knows texts only: as a list of numbers."""
    return json.dumps(list(picture), separators=(",", ":"))


def draw(template: str, words: Mapping[str, str], *, form: Literal["pdf", "png"], dots: int = 72) -> bytes:
    """Return something smaller than a paper, untagged, as ``pdf`` or as ``png`` with ``dots`` an inch."""
    return cast(
        bytes,
        _compiler().compile(
            input=str(PAPERS / f"{template}.typ"), format=form, ppi=dots, sys_inputs=dict(words), pdf_tags=False
        ),
    )


def _compiler() -> typst.Compiler:
    """Return the warm compiler of this thread: one cannot serve two threads, but all share the fonts."""
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(
            input=str(PAPERS / "result-1.typ"), root=str(PAPERS), font_paths=_fonts(), package_path=os.devnull
        )
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    """Return exactly the faces of the papers and those built into the compiler, none of this machine."""
    with TemporaryDirectory() as folder:
        for face in typeface.FACES:
            (Path(folder) / face.name).symlink_to(face)
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])
