"""Entry point of the child; see the package's docstring for what it says on standard output."""

import json
import sys
from typing import Any, BinaryIO

from petruk.core.child import tighten
from petruk.imports.reader import limits
from petruk.imports.reader.limits import Refused
from petruk.imports.reader.sheets import sheets


class Answer:
    """Writes lines and counts bytes: a small file may not become a large answer."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.left = limits.OUTPUT_BYTES

    def say(self, *words: Any) -> None:
        line = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self.left -= len(line) + 1
        if self.left < 0:
            raise Refused("too-heavy")
        self.out.write(line + b"\n")


def tell(content: bytes, answer: Answer) -> None:
    if len(content) > limits.FILE_BYTES:
        raise Refused("file-too-big")
    rows = 0
    for sheet in sheets(content):
        answer.say("sheet", sheet.name, sheet.hidden)
        for number, cells in sheet.rows:
            rows += 1
            if rows > limits.ROWS:
                raise Refused("too-many-rows", rows=limits.ROWS)
            answer.say(number, *cells)
    answer.say("end")


def main() -> None:
    tighten(address_space=limits.ADDRESS_SPACE, open_files=limits.OPEN_FILES)
    answer = Answer(sys.stdout.buffer)
    try:
        tell(sys.stdin.buffer.read(limits.FILE_BYTES + 1), answer)
    except Refused as refusal:
        answer.say("refused", refusal.code, refusal.details)
    except MemoryError:
        answer.say("refused", "too-heavy", {})
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
