import argparse
import getpass
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from petruk.config.startup import installation
from petruk.core.errors import Refusal

SOURCE = Path(__file__).resolve().parents[3]
MOST_SECONDS = 600
HOUR = 3_600


def run(arguments: list[str]) -> int:
    """Restore a backup beside the running installation, prove it, and record there how it went; 1 when it failed."""
    parser = argparse.ArgumentParser(prog="petruk drill")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="berkas kunci rahasia dari ./petruk backup --new-key")
    parser.add_argument("--against", type=Path, help="map di luar peladen yang menyimpan titik periksa jejak audit")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-record", action="store_true", help="di mesin lain, yang tidak menjangkau basis data")
    parser.add_argument("--data")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        return _inside(options)
    found = tried(options.bundle, options.key, options.against)
    if not options.no_record:
        _record(options.data, options.bundle.name, found)
    print(json.dumps(found) if options.json else "\n".join(words(found)))
    return 1 if found["faults"] else 0


def tried(source: Path, key: Path, against: Path | None = None) -> dict[str, Any]:
    """Run the drill in a process and a folder of its own; what is in the folder is thrown away."""
    with TemporaryDirectory(prefix="petruk-drill-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        scratch.chmod(0o755)  # the embedded server may run as another account; the data itself is its alone
        command = [sys.executable, "-m", "petruk", "drill", str(source)]
        command += ["--key", str(key), "--inside", str(scratch / "data")]
        command += ["--against", str(against)] if against else []
        surroundings = os.environ | {"PYTHONPATH": str(SOURCE)}
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603  ours
    if done.returncode:
        return {"faults": [done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "Pelatihan gagal."]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if found["restored_in"] > MOST_SECONDS:
        found["faults"].append(f"Pemulihan lebih lama daripada {MOST_SECONDS} detik.")
    return found


def _inside(options: argparse.Namespace) -> int:
    from petruk.config.backup.drilling import drill  # noqa: PLC0415  loads the library of age

    try:
        print(json.dumps(asdict(drill(options.bundle, options.key, options.inside, against=options.against))))
    except (Refusal, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def words(found: dict[str, Any]) -> list[str]:
    said = [f"GAGAL: {fault}" for fault in found["faults"]]
    if "restored_in" in found:
        said.append(
            f"Pulih dalam {found['restored_in']:.1f} detik, data berumur {found['age'] / HOUR:.1f} jam: "
            f"{found['rows']} baris, {found['files']} berkas, {found['results']} hasil dihitung ulang, "
            f"{_log_words(found['entries'])}."
        )
    return [*said, "Latihan pemulihan gagal." if found["faults"] else "Latihan pemulihan berhasil."]


def _log_words(entries: int) -> str:
    return f"{entries} catatan jejak audit terbukti" if entries else "jejak audit tidak diperiksa (tanpa --against)"


def _record(data: str | None, name: str, found: dict[str, Any]) -> None:
    with installation(data=data):
        from petruk.access.authority import console  # noqa: PLC0415  needs the settings
        from petruk.audit.actions import record_upkeep  # noqa: PLC0415

        numbers = {key: value for key, value in found.items() if isinstance(value, int)}
        faults = list(found["faults"])
        by = console(getpass.getuser())
        record_upkeep("installation.drilled", by=by, name=name, passed=not faults, faults=faults, **numbers)
