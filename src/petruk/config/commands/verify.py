import argparse
import json
from pathlib import Path
from typing import Any

from petruk.config.arguments import content_of
from petruk.config.commands import verify_log
from petruk.config.startup import installation

ZIP = b"PK"


def run(arguments: list[str]) -> int:
    """Compare a file with the papers of an installation, without network; 0 when it is ours and in force, else 1.

    ``verify log`` reads the audit log instead; a zip is taken for a bundle of it.
    """
    if arguments[:1] == ["log"]:
        return verify_log.run(arguments[1:])
    parser = argparse.ArgumentParser(prog="petruk verify")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--against", type=Path, help="untuk bundel jejak audit: map yang menyimpan titik periksa")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    content = content_of(options.file, parser)
    if content.startswith(ZIP):
        return verify_log.of_bundle(content, options.against, as_json=options.json)
    with installation(data=options.data):
        found = look(content)
        said = json.dumps(found.as_dict(), ensure_ascii=False, default=str) if options.json else "\n".join(lines(found))
    print(said)
    return 0 if found.counts else 1


def look(content: bytes) -> Any:
    from petruk.access.authority import NOBODY  # noqa: PLC0415  needs the settings
    from petruk.documents.queries.checking import checked, trusted  # noqa: PLC0415

    return checked(NOBODY, content, trusted())


def lines(found: Any) -> list[str]:
    """Say what was found in the words of the public page."""
    from petruk.web.verification import words  # noqa: PLC0415

    verdict, paper = words.verdict(found), found.paper
    said = [verdict.title, verdict.text, f"SHA-256 {found.sha256}"]
    if paper:
        said += [f"{paper.kind} {paper.number}, {paper.issued_on:%d-%m-%Y}, {paper.unit}", words.standing(paper)]
    for each in map(words.signature, found.signatures):
        said.append(f"{each.word}: {each.signer}, {each.issuer}, {each.signed_at or ''}".rstrip(", "))
    return said
