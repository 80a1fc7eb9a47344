"""Names of people on screens and papers.

The register keeps names as they were decreed, mostly in capitals; what is printed keeps that spelling.
"""

import re

_APOSTROPHES = "'’ʼ`´"
_DOTS = re.compile(r"\.{2,}")
_COMMAS = re.compile(r"\s*,[\s,]*")
_WORD_PARTS = re.compile(r"([-.])")
_LINKS = frozenset({"BIN", "BINTI"})


def titled_name(before: str, name: str, after: str) -> str:
    """Write a name with its titles: "Drs. H. Ahmad, M.Si". A title stored with or without its dot gets exactly one."""
    front = " ".join(_with_dot(title) for title in _tidy(before).replace(",", " ").split())
    called = " ".join(part for part in (front, " ".join(name.split())) if part)
    return ", ".join(part for part in (called, _tidy(after)) if part)


def display_name(name: str) -> str:
    """Soften a name in capitals: "ANWAR O'BRIEN-NOOR" to "Anwar O'Brien-Noor", "MA'RUF" to "Ma'ruf".

    A name that already has small letters is somebody's own spelling and stays.
    """
    words = name.split()
    return " ".join(words) if not name.isupper() else " ".join(_soften(word) for word in words)


def initials(name: str) -> str:
    """Return the letters that stand for a missing photo: of the first and the last word, "NH"."""
    letters = [next((character for character in word if character.isalpha()), "") for word in name.split()]
    letters = [letter for letter in letters if letter]
    return "".join(letters[:1] + letters[1:][-1:]).upper()


def _tidy(titles: str) -> str:
    """Bring stored titles to single spaces, dots and commas; a dash that stands for "none" is none."""
    if not any(character.isalpha() for character in titles):
        return ""
    return _COMMAS.sub(", ", _DOTS.sub(".", " ".join(titles.split()))).strip(", ")


def _with_dot(title: str) -> str:
    return title if title.endswith((".", ")")) else f"{title}."


def _soften(word: str) -> str:
    if word in _LINKS:
        return word.lower()
    return "".join(_soften_part(part) for part in _WORD_PARTS.split(word))


def _soften_part(part: str) -> str:
    """One capital, and a second after an apostrophe that follows a single letter: O'Brien, but Ma'ruf."""
    if len(part) > 2 and part[1] in _APOSTROPHES:
        return part[:2] + part[2:].capitalize()
    return part.capitalize()
