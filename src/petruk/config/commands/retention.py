import argparse
import getpass
import json
from datetime import UTC, datetime

from petruk.config.startup import connected


def run(arguments: list[str]) -> int:
    """Destroy what has been kept as long as it may be, or say in words what that would be."""
    parser = argparse.ArgumentParser(prog="petruk retention")
    parser.add_argument("--dry-run", action="store_true", help="hitung saja; tidak ada yang dihapus")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    with connected(data=options.data):
        counts = _counts(dry_run=options.dry_run)
    if options.json:
        print(json.dumps(counts, ensure_ascii=False))
    else:
        _tell(counts, dry_run=options.dry_run)
    return 0


def _counts(*, dry_run: bool) -> dict[str, int]:
    from petruk.access.authority import console  # noqa: PLC0415  needs the settings
    from petruk.core.retention import RETENTIONS  # noqa: PLC0415
    from petruk.privacy.actions.retention import carry_out  # noqa: PLC0415
    from petruk.privacy.queries.due import due  # noqa: PLC0415

    at, by = datetime.now(UTC), console(getpass.getuser())
    if dry_run:
        return {each.code: due(by, each, at=at).count() for each in RETENTIONS}
    return {each.code: carry_out(each, at=at, by=by) for each in RETENTIONS}


def _tell(counts: dict[str, int], *, dry_run: bool) -> None:
    from petruk.core.retention import PERMANENT, RETENTIONS  # noqa: PLC0415

    print("Yang sudah habis masa simpannya" + (" (hanya dihitung, tidak ada yang dihapus):" if dry_run else ":"))
    for each in RETENTIONS:
        days = f"{each.keeps.days} hari sejak {each.since}" if each.keeps else f"sejak {each.since}"
        done = f"akan {each.then}" if dry_run else each.then
        print(f"  {counts[each.code]:>7}  {each.what} ({days}): {done if counts[each.code] else 'tidak ada'}")
    print("Disimpan tetap:")
    for kept in PERMANENT:
        print(f"           {kept.what}: {kept.because}")
