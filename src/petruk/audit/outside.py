"""Notes in a folder that others keep: what they already hold, and how a new one gets there."""

import os
from pathlib import Path

KEY_FILE = "petruk-log.vkey"
SUFFIX = ".note"


def notes(folder: Path) -> list[str]:
    """Return the texts of the notes there, the oldest first. Raises ``OSError`` when the folder cannot be read."""
    return [file.read_text("utf-8") for file in sorted(folder.iterdir()) if file.suffix == SUFFIX]


def key(folder: Path) -> str | None:
    """Return the public key that came with the notes, as it is written; None where there is none."""
    file = folder / KEY_FILE
    return file.read_text("utf-8").strip() if file.exists() else None


def note_file(size: int) -> str:
    """Return how the note of a size is called: in order of their sizes, so that the last is the latest."""
    return f"{size:012}{SUFFIX}"


def hand_out(folder: Path, size: int, note: str, key: str) -> None:
    """Put a note and the public key there. What is there already is left as it is: those who keep it own it."""
    for name, text in ((KEY_FILE, key + "\n"), (note_file(size), note)):
        if not (folder / name).exists():
            _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    own = path.with_name(f".{path.name}.part")
    with own.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    own.replace(path)
