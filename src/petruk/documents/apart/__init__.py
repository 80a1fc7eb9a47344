"""Look at a stranger's file in a child process: which QR codes are on it, which signatures are in it.

A small file can abort the process that draws it. The child has 1 GiB of address space, 20 s of processor time, an empty
environment and no way to write a file; it answers with one JSON object.
"""

import base64
import json
import subprocess
from collections.abc import Mapping
from typing import Any

from petruk.core import child

WALL_SECONDS = 40
ANSWER_BYTES = 1_000_000


class CouldNotLook(Exception):  # noqa: N818  it is what happened
    """The file was too much for the child, or is not what it claims to be."""


def codes_on(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a PDF, JPG or PNG, in the order of its pages. Raises ``CouldNotLook``."""
    return [str(text) for text in _asked("codes", content)["codes"]]


def signatures_in(content: bytes, roots: list[bytes], lists: list[bytes]) -> list[dict[str, Any]]:
    """Return the signatures of a PDF as ``signing.checking.Found`` has them. Raises ``CouldNotLook``."""
    known = {"roots": [_encoded(root) for root in roots], "lists": [_encoded(made) for made in lists]}
    return list(_asked("signatures", content, known)["signatures"])


def _asked(task: str, content: bytes, known: Mapping[str, object] | None = None) -> dict[str, Any]:
    question = json.dumps({"task": task} | dict(known or {})).encode() + b"\n" + content
    process = child.start("petruk.documents.apart", subprocess.PIPE)
    try:
        said, _errors = process.communicate(question, timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise CouldNotLook from error
    return _answer(said)


def _answer(said: bytes) -> dict[str, Any]:
    if len(said) > ANSWER_BYTES:
        raise CouldNotLook
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise CouldNotLook from error
    if not isinstance(answer, dict) or "refused" in answer:
        raise CouldNotLook
    return answer


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()
