"""From frozen data to the bytes of a paper. The same data gives the same bytes, on any day and in any process."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, cast

import typst

from petruk.documents import fuller_sheet, typeface, wording

PAPERS = Path(__file__).with_name("papers")
STANDARDS = ("a-2a", "ua-1")  # PDF/A-4 knows only PDF 2.0 and PDF/UA-1 only up to 1.7: 2a is the strictest that fits

Wording = Callable[[Mapping[str, Any]], Mapping[str, object]]
WORDINGS: Mapping[str, Wording] = {"result-1": wording.result, "result-2": fuller_sheet.result}

_of_this_thread = threading.local()


class UnknownPaper(ValueError):  # noqa: N818  named for what is wrong, as LookupError is
    """The frozen data names a template that does not exist."""


def render(frozen: Mapping[str, Any]) -> bytes:
    """Return the paper as a tagged PDF (PDF/A-2a and PDF/UA-1).

    The data reach the template as one JSON text, so nothing in them is ever read as markup.

    Raises ``UnknownPaper`` for a template that does not exist, ``KeyError`` for data that miss a part, and
    ``typst.TypstError`` when the paper would break one of the two standards.
    """
    return cast(bytes, _compiler().compile(**job(frozen)))


def job(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the compiler is asked to do for a paper."""
    template = frozen["template"]
    if template not in WORDINGS:
        raise UnknownPaper(f"No such paper: {template!r}.")
    return {
        "input": str(PAPERS / f"{template}.typ"),
        "format": "pdf",
        "sys_inputs": {"paper": json.dumps(WORDINGS[template](frozen), ensure_ascii=False)},
        "pdf_standards": list(STANDARDS),
    }


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
