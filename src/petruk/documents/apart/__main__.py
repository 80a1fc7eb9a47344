"""Entry point of the child: a question as one line of JSON on standard input, then the file; one JSON object back."""

import base64
import json
import sys
from collections.abc import Mapping
from typing import Any

from petruk.core.child import tighten

ADDRESS_SPACE = 1024 * 1024 * 1024
OPEN_FILES = 64
FILE_BYTES = 30_000_000


def main() -> None:
    tighten(address_space=ADDRESS_SPACE, open_files=OPEN_FILES)
    question = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(FILE_BYTES + 1)
    try:
        answer = ANSWERS[question["task"]](content, question) if len(content) <= FILE_BYTES else {"refused": "size"}
    except Exception as error:  # noqa: BLE001  whatever a stranger's file does to a library is one answer
        answer = {"refused": type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def _codes(content: bytes, _question: Mapping[str, Any]) -> dict[str, Any]:
    from petruk.documents.apart.codes import codes  # noqa: PLC0415  only what the task needs is loaded

    return {"codes": codes(content)}


def _signatures(content: bytes, question: Mapping[str, Any]) -> dict[str, Any]:
    from asn1crypto.x509 import Certificate  # noqa: PLC0415

    from petruk.documents.signing.checking import signatures  # noqa: PLC0415
    from petruk.documents.signing.trust import Trust  # noqa: PLC0415

    roots = tuple(Certificate.load(base64.b64decode(root)) for root in question["roots"])
    trust = Trust(roots, tuple(base64.b64decode(made) for made in question["lists"]))
    return {"signatures": [found.as_dict() for found in signatures(content, trust)]}


ANSWERS = {"codes": _codes, "signatures": _signatures}

if __name__ == "__main__":
    main()
