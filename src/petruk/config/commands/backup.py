import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from petruk.config.startup import connected
from petruk.core.errors import Refusal


def run(arguments: list[str]) -> int:
    """Back up into a folder, or make the key pair that this needs; 1 when it failed or files were lost."""
    parser = argparse.ArgumentParser(prog="petruk backup")
    parser.add_argument("destination", type=Path, nargs="?")
    parser.add_argument("--to", default=os.environ.get("PETRUK_BACKUP_KEY", ""), help="kunci publik age1...")
    parser.add_argument("--keep", type=int, help="simpan sebanyak ini, hapus yang lebih lama")
    parser.add_argument("--new-key", type=Path, help="buat pasangan kunci; kunci rahasia masuk ke berkas ini")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    try:
        if options.new_key:
            return _new_key(options.new_key)
        if options.destination is None or (options.keep is not None and options.keep < 1):
            parser.error("sebutkan folder tujuan, dan --keep paling sedikit 1")
        return _back_up(options)
    except (Refusal, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _new_key(file: Path) -> int:
    from petruk.config.backup.locking import new_key  # noqa: PLC0415  loads the library of age

    public = new_key(file)
    print(f"PETRUK_BACKUP_KEY={public}")
    print(f"Pindahkan {file} ke tempat lain dan simpan: tanpa itu tidak ada cadangan yang dapat dibuka.")
    return 0


def _back_up(options: argparse.Namespace) -> int:
    from petruk.config.backup import bundle, locking, making  # noqa: PLC0415

    key, at = locking.public_key(options.to), datetime.now(UTC)
    with connected(data=options.data):
        made = making.make(options.destination, this_installation(), key, at=at)
        manifest = bundle.read(made)
        _record(made.name, manifest)
    print(f"{made}: {len(manifest.files)} berkas, {sum(manifest.rows.values())} baris, sudah dibaca ulang.")
    for name in manifest.lost:
        print(f"Berkas {name} hilang atau rusak di server; ambil dari cadangan sebelumnya.", file=sys.stderr)
    if options.keep:
        for old in making.forget(options.destination, keep=options.keep):
            print(f"{old.name} dihapus.")
    return 1 if manifest.lost else 0


def this_installation():
    """Return what is to be backed up, once the settings are read."""
    from petruk.appraisal import vault  # noqa: PLC0415
    from petruk.config.backup.making import Installation  # noqa: PLC0415

    return Installation(os.environ["DATABASE_URL"], vault.folder())


def _record(name: str, manifest) -> None:
    from petruk.access.authority import console  # noqa: PLC0415
    from petruk.audit.actions import record_upkeep  # noqa: PLC0415

    by = console(getpass.getuser())
    record_upkeep("installation.backed_up", by=by, name=name, files=len(manifest.files), lost=list(manifest.lost))
