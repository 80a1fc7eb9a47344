"""A small log, made by hand: eleven entries, two erased, four checkpoints."""

import importlib.util
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from petruk.audit.ed25519 import ED25519
from petruk.core.log import bundle
from petruk.core.log.entries import ERASED, Entry, commitment, payload
from petruk.core.log.merkle import frontier
from petruk.core.log.notes import Checkpoint, Signer, new_signer
from petruk.core.log.verifying import Line, Payload

FILE = Path(__file__).parents[3] / "verifier" / "petruk_verify.py"
SIGNER = new_signer("kabupaten.example/petruk-log", bytes(range(32)), ED25519)
OTHER = new_signer("kabupaten.example/petruk-log", bytes(32), ED25519)
BEGAN = datetime(2026, 11, 24, 1, 2, 3, 4, tzinfo=UTC)
ERASURE = 9
GONE = (2, 5)


@dataclass(frozen=True)
class Log:
    lines: tuple[Line, ...]
    notes: tuple[tuple[int, str], ...]
    signer: Signer = field(default=SIGNER)

    def zipped(self) -> bytes:
        return bundle.written(str(self.signer.verifier), self.notes, self.lines)

    def without_payloads(self) -> "Log":
        return replace(self, lines=tuple(replace(line, payload=None) for line in self.lines))


def line(seq: int, *, said: str = "", erased: bool = False) -> Line:
    action = ERASED if seq == ERASURE else "assessment.saved"
    after: dict[str, object] = (
        {"entries": list(GONE), "basis": "UU"} if seq == ERASURE else {"alasan": said or f"é {seq}"}
    )
    salt, text = bytes([seq]) * 32, payload("Ni Wayan Sari", {"total": "84.00"}, after)
    entry = Entry(
        seq, BEGAN + timedelta(hours=seq), "akun", action, "appraisal.Assessment", "obyek", commitment(salt, text)
    )
    return Line(entry.body().decode(), entry.leaf(), Payload(b"", b"") if erased else Payload(salt, text))


def signed(lines: tuple[Line, ...], size: int, signer: Signer = SIGNER) -> tuple[int, str]:
    root = frontier(line.leaf for line in lines[:size]).root()
    return size, signer.sign(Checkpoint(signer.name, size, root).text())


def make_log(size: int = 11, *, sizes: tuple[int, ...] = (3, 4, 8, 11), fork_at: int = 99) -> Log:
    lines = tuple(
        line(seq, said="lain" if seq >= fork_at else "", erased=seq in GONE and size > ERASURE) for seq in range(size)
    )
    return Log(lines, tuple(signed(lines, each) for each in sizes))


def separate():
    """Return the verifier that stands alone, as a module."""
    spec = importlib.util.spec_from_file_location("petruk_verify", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_json(line: Line) -> dict[str, object]:
    whole: dict[str, object] = json.loads(line.body)
    return whole
