import argparse
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from petruk.config.startup import connected
from petruk.core.log.standing import Reason
from petruk.core.log.verifying import Code, Verdict

REASONS = {
    Reason.FORM: "catatan tidak tertulis sebagaimana mestinya",
    Reason.PLACE: "catatan menempati nomor catatan lain; ada yang hilang, disisipkan, atau ditukar",
    Reason.LEAF: "catatan tidak sesuai dengan hash-nya",
    Reason.ROW: "peristiwa di basis data bukan peristiwa yang dicatat",
    Reason.PAYLOAD: "muatan catatan bukan muatan yang dicatat",
    Reason.UNNAMED: "muatan hilang tanpa penghapusan yang sah",
    Reason.ROOT: "catatan bukan catatan yang ditandatangani",
    Reason.SHORT: "catatan kurang dari yang ditandatangani",
    Reason.LONG: "ada peristiwa di luar jejak",
    Reason.HEAD: "kepala jejak tidak sesuai dengan catatannya",
    Reason.NOTE: "sebuah titik periksa tidak ditandatangani dengan kunci jejak ini",
    Reason.FORK: "dua titik periksa menandatangani jejak yang berbeda",
    Reason.KEY: "kunci instalasi bukan kunci yang dipegang di luar",
}
UNREADABLE = "bundel tidak terbaca. Minta bundel yang baru."
UNSIGNED = "catatan terakhir belum ditandatangani, jadi belum terbukti. Tunggu titik periksa berikutnya."
NO_KEY = "kunci jejak tidak ada. Kembalikan log.key ke map data, atau pakai --against dengan map yang berisi kuncinya."


def run(arguments: list[str]) -> int:
    """Read the audit log against what was signed of it: 0 whole, 1 tampered with, 2 nobody can say."""
    options = _options(arguments)
    with connected(data=options.data):
        from petruk.access.authority import console  # noqa: PLC0415  needs the settings

        try:
            found = examined(options.against, by=console("verify"))
        except OSError as error:
            print(f"TIDAK LENGKAP: {error}")
            return int(Code.INCOMPLETE)
        faults = list(recomputed(by=console("verify"))) if options.recompute and found.code is Code.OK else []
        if options.export and found.code is Code.OK:
            export(options.export, payloads=options.payloads, by=console("verify"))
    code = Code.TAMPERED if faults else found.code
    print(_json(found, faults) if options.json else "\n".join([*words(found), *faults]))
    return int(code)


def examined(against: Path | None, *, by: Any) -> Verdict:
    """Read the log by the key that stands outside, if there is one there. Raises ``OSError`` for a missing folder."""
    from django.conf import settings  # noqa: PLC0415  needs the settings

    from petruk.audit import outside  # noqa: PLC0415
    from petruk.audit.keys import KeyMissing, signer  # noqa: PLC0415
    from petruk.audit.queries import examined as read  # noqa: PLC0415
    from petruk.core.log.notes import NoteError, read_verifier  # noqa: PLC0415

    folders = [against] if against else settings.PETRUK_CHECKPOINT_DIRS
    notes = [note for folder in folders for note in outside.notes(folder)]
    held = {key for folder in folders if (key := outside.key(folder))}
    with suppress(KeyMissing):
        held.add(str(signer().verifier))
    if len(held) > 1:
        return Verdict(Code.TAMPERED, Reason.KEY)
    try:
        return read(by, read_verifier("".join(held)), notes)
    except NoteError:
        return Verdict(Code.INCOMPLETE)


def recomputed(*, by: Any) -> Iterator[str]:
    """Say of each sealed result in force that cannot be proven why: its bytes, or what its rules say of them."""
    from petruk.appraisal.queries.proving import sample, unproven  # noqa: PLC0415  needs the settings

    return unproven(by, sample(by))


def export(file: Path, *, payloads: bool, by: Any) -> None:
    """Write the bundle, up to a checkpoint that is made now."""
    from petruk.audit.actions.checkpoints import sign  # noqa: PLC0415  needs the settings
    from petruk.audit.queries import bundled  # noqa: PLC0415

    sign(by=by)
    content = bundled(by, payloads=payloads)
    own = file.with_name(f".{file.name}.part")
    own.write_bytes(content)
    os.replace(own, file)
    print(f"Bundel ditulis: {file}. Periksa di mesin lain dengan verifier/petruk_verify.py.")


def of_bundle(content: bytes, against: Path | None, *, as_json: bool) -> int:
    """Say what a bundle proves, and return the exit code."""
    found = look(content, against)
    print(_json(found, []) if as_json else "\n".join(words(found, UNREADABLE)))
    return int(found.code)


def look(content: bytes, against: Path | None) -> Verdict:
    """Read a bundle, of this installation or of another; nothing but the bundle and the folder is asked."""
    from petruk.audit import outside  # noqa: PLC0415  loads a library that a paper does not need
    from petruk.audit.ed25519 import ED25519  # noqa: PLC0415
    from petruk.core.log.bundle import examined as read  # noqa: PLC0415

    if against is None:
        return read(content, ED25519)
    return read(content, ED25519, key=outside.key(against), notes=outside.notes(against))


def words(found: Verdict, without: str = NO_KEY) -> Iterator[str]:
    """Say what was found; ``without`` is what to say when nothing could be read."""
    if found.code is Code.TAMPERED:
        where = f", mulai catatan nomor {found.seq}" if found.seq is not None else ""
        yield f"DIUBAH: {REASONS[found.reason] if found.reason else ''}{where}."
        return
    if found.code is Code.INCOMPLETE:
        yield "TIDAK LENGKAP: " + (UNSIGNED if found.root else without)
        return
    yield f"UTUH: {found.size} catatan, {found.signed} di antaranya ditandatangani, akar {found.root.hex()}."
    if found.loose:
        yield f"{found.loose} catatan terakhir belum ditandatangani; pekerja menandatanganinya paling lambat besok."
    if found.erased:
        yield f"{found.erased} muatan dihapus dengan dasar hukum."


def _json(found: Verdict, faults: list[str]) -> str:
    said: dict[str, object] = {"code": int(found.code), "reason": found.reason, "seq": found.seq, "size": found.size}
    said |= {"signed": found.signed, "erased": found.erased, "root": found.root.hex(), "results": faults}
    return json.dumps(said, ensure_ascii=False)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="petruk verify log")
    parser.add_argument("--against", type=Path, help="map di luar peladen yang menyimpan titik periksa")
    parser.add_argument("--recompute", action="store_true", help="hitung ulang juga semua hasil yang disegel")
    parser.add_argument("--export", type=Path, help="tulis bundel yang dapat diperiksa tanpa SI-PETRUK")
    parser.add_argument("--payloads", action="store_true", help="bundel memuat pula nama dan isi perubahan")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    return parser.parse_args(arguments)
