import argparse
import getpass
import json
from pathlib import Path
from typing import Any

from petruk.config.arguments import content_of
from petruk.config.startup import installation

KINDS = ("units", "employees", "signatories", "attendance", "performance", "behaviour", "sanctions")


def run(arguments: list[str]) -> int:
    """Import one file; 1 when it has problems, and then nothing of it is imported."""
    parser = argparse.ArgumentParser(prog="petruk import")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    content = content_of(options.file, parser)
    with installation(data=options.data):
        result = carry_out(options.kind, options.file.name, content, dry_run=options.dry_run)
    print(json.dumps(result, ensure_ascii=False) if options.json else words(result, options.dry_run))
    return 1 if result["problems"] else 0


def carry_out(kind: str, name: str, content: bytes, *, dry_run: bool) -> dict[str, Any]:
    """Plan the file and, unless it has problems or is only tried, apply it. Return what it does, or why not."""
    from django.utils import timezone  # noqa: PLC0415  needs the settings

    from petruk.access.authority import console  # noqa: PLC0415
    from petruk.imports.actions.applying import apply  # noqa: PLC0415
    from petruk.imports.actions.checking import Upload, check, would  # noqa: PLC0415
    from petruk.imports.reading import UnreadableFile  # noqa: PLC0415
    from petruk.imports.shapes import KINDS as known  # noqa: N811, PLC0415

    at, by = timezone.now(), console(getpass.getuser())
    try:
        plan = would(content, known[kind], at=at, by=by)
    except UnreadableFile as refusal:
        problem = {"sheet": "", "row": refusal.line, "column": "", "value": "", "message": str(refusal)}
        return {"new": 0, "changed": 0, "same": 0, "problems": [problem]}
    if plan.applicable and not dry_run:
        batch = check(Upload(name, content), known[kind], at=at, by=by, wait=True)
        apply(batch, at=at, by=by, wait=True)
    return plan.as_json()


def words(result: dict[str, Any], dry_run: bool) -> str:
    lines = [
        f"baru {result['new']}, berubah {result['changed']}, sama {result['same']}, salah {len(result['problems'])}"
    ]
    for problem in result["problems"]:
        place = ", ".join(
            part
            for part in (
                problem["sheet"] and f"lembar {problem['sheet']}",
                problem["row"] and f"baris {problem['row']}",
                problem["column"] and f"kolom {problem['column']}",
            )
            if part
        )
        lines.append(f"{place}: {problem['message']} {problem['value'] and repr(problem['value'])}".strip())
    if result["problems"]:
        lines.append("Tidak ada yang diimpor.")
    elif dry_run:
        lines.append("Hanya diperiksa; tidak ada yang diimpor.")
    return "\n".join(lines)
