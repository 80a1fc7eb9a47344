"""The words of papers: their states, and by what name a file is saved."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from petruk.documents.queries.register import Kind
from petruk.web.badge import Badge

STATES: Mapping[str, tuple[Promise, str]] = {
    "issued": (pgettext_lazy("paper", "In force"), "good"),
    "replaced": (pgettext_lazy("paper", "Replaced"), "none"),
    "revoked": (pgettext_lazy("paper", "Revoked"), "bad"),
}
FILE_NAMES: Mapping[str, str] = {
    Kind.RESULT: "Hasil Penilaian",
    Kind.RECAP: "Rekapitulasi",
    Kind.MINUTES: "Berita Acara",
    Kind.CHARTER: "Piagam",
    Kind.LETTER: "Surat Pengantar",
    Kind.FORM: "Formulir",
}
_UNSAFE = re.compile(r"[^0-9A-Za-z.-]+")


def state_badge(document: Any) -> Badge:
    word, kind = STATES[document.state]
    return Badge(str(word), kind)


def file_name(document: Any) -> str:
    """Return a name that every system takes and that holds no NIP: "Piagam 800-12-BKPSDM-BLG-2021.pdf"."""
    return f"{FILE_NAMES[document.kind]} {_UNSAFE.sub('-', document.number)}.pdf"
