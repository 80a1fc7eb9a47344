import argparse
import getpass
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from petruk.config.startup import connected


def run(arguments: list[str]) -> int:
    """Say how a running installation is; 1 when something is broken."""
    parser = argparse.ArgumentParser(prog="petruk doctor")
    parser.add_argument("--deep", action="store_true", help="hitung ulang 100 hasil dan periksa semua berkas")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    with connected(data=options.data):
        found = list(_findings(deep=options.deep))
    if options.json:
        print(json.dumps([{"health": each.health, "words": each.words} for each in found], ensure_ascii=False))
    else:
        print("\n".join(f"{each.health:<11}{each.words}" for each in found))
    return 1 if any(each.health == "rusak" for each in found) else 0


def _findings(*, deep: bool) -> list[Any]:
    from django.conf import settings  # noqa: PLC0415  needs the settings

    from petruk.access.authority import console  # noqa: PLC0415
    from petruk.config import doctoring  # noqa: PLC0415

    own = settings.ENVIRONMENT.data / "secret.key"
    named = Path(os.environ.get("PETRUK_SECRET_KEY_FILE", own))
    by = console(getpass.getuser())
    found = list(
        doctoring.examined(
            by,
            at=datetime.now(UTC),
            secret_key=named if named.exists() else None,
            production=settings.ENVIRONMENT.production,
        )
    )
    return [*found, *_deep(by)] if deep else found


def _deep(by: Any) -> list[Any]:
    """Read every file of the vault and compute a hundred results again."""
    from petruk.appraisal.queries.proving import sample, unproven  # noqa: PLC0415
    from petruk.config.backup import postgres  # noqa: PLC0415
    from petruk.config.backup.drilling import RESULTS  # noqa: PLC0415
    from petruk.config.commands.backup import this_installation  # noqa: PLC0415
    from petruk.config.doctoring import Finding, Health  # noqa: PLC0415

    place = this_installation()
    with postgres.moment(place.url) as moment:
        damaged = [file.name for file in moment.files if not _whole(place.vault / file.name, file.sha256)]
    results = sample(by, RESULTS)
    faults = [f"Berkas {name} hilang atau rusak; ambil dari cadangan." for name in damaged]
    broken = [Finding(Health.BROKEN, words) for words in (*faults, *unproven(by, results))]
    return broken or [Finding(Health.GOOD, f"{len(moment.files)} berkas utuh, {len(results)} hasil dihitung ulang.")]


def _whole(file: Path, sha256: str) -> bool:
    from petruk.config.backup.locking import sha256_of  # noqa: PLC0415

    try:
        return sha256_of(file) == sha256
    except OSError:
        return False
