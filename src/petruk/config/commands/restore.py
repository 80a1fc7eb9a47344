import argparse
import getpass
import sys
from pathlib import Path

from petruk.config.startup import installation
from petruk.core.errors import Refusal


def run(arguments: list[str]) -> int:
    """Restore a backup into an empty data folder and an empty database; 1 when it is refused, and nothing is there."""
    parser = argparse.ArgumentParser(prog="petruk restore")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="berkas kunci rahasia dari ./petruk backup --new-key")
    parser.add_argument("--data", type=Path, required=True, help="folder data baru, harus kosong")
    options = parser.parse_args(arguments)
    try:
        manifest = bring_back(options.bundle, options.key, options.data)
    except (Refusal, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    rows = sum(manifest.rows.values())
    print(f"Keadaan {manifest.made_at:%d-%m-%Y %H.%M} UTC kembali: {rows} baris, {len(manifest.files)} berkas.")
    for name in manifest.lost:
        print(f"Berkas {name} sudah hilang ketika cadangan dibuat.", file=sys.stderr)
    return 0


def bring_back(source: Path, key: Path, data: Path):
    """Restore, bring the tables to this version, and record it there. Raises ``Refusal`` or ``OSError``."""
    from petruk.config.backup import locking, restoring  # noqa: PLC0415  loads the library of age

    manifest = restoring.restore(source, data.resolve(), locking.private_key(key))
    with installation(data=str(data)):
        from petruk.access.authority import console  # noqa: PLC0415  needs the settings
        from petruk.audit.actions import record_upkeep  # noqa: PLC0415

        by, of = console(getpass.getuser()), manifest.made_at.isoformat()
        record_upkeep("installation.restored", by=by, name=source.name, made_at=of)
    return manifest
