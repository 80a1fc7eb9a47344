"""The signed papers of the shared world, and the scan that a test sends."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from petruk.appraisal import vault
from petruk.appraisal.models import Assessment
from petruk.documents.models import Document, Signature
from tests.core.made_files import pdf
from tests.documents import scans

if TYPE_CHECKING:
    from tests.world import Office, World

ROWS: Mapping[str, Callable[["World", "Office"], tuple[str, ...]]] = {
    "signing:paper": lambda _world, office: (office.paper.public_id,),
    "signing:download": lambda _world, office: (office.signature.public_id,),
}


def make_signature(document: Document, *, content: bytes | None = None, **fields: Any) -> Signature:
    """Record that a paper was signed with ink, with a file that can be read."""
    content = pdf() if content is None else content
    given = {"way": "ink", "signer": "KEPALA", "recorded_at": timezone.now(), "recorded_by": "Pengelola"}
    file = {"file_name": "pindaian.pdf", "media_type": "application/pdf", "size": len(content), "sha256": "0" * 64}
    return Signature.objects.create(document=document, stored_as=vault.keep(content), **given | file | fields)


def signed_paper(assessment: Assessment, word: str) -> Signature:
    paper = Document.objects.in_force().get(assessment=assessment)
    return make_signature(paper, signer=f"KEPALA {word}", file_name=f"pindaian {word}.pdf")


def scan_form(paper: Document) -> dict[str, Any]:
    """Return the form that sends the scan of a paper."""
    file = SimpleUploadedFile("pindaian.jpg", scan(paper.code), content_type="image/jpeg")
    return {"act": "scan", "file": file, "whole": "1"}


def issued_form(paper: Document) -> dict[str, Any]:
    """Return what the public page takes: the file as it was issued."""
    file = SimpleUploadedFile("kertas.pdf", bytes(paper.rendering.pdf), content_type="application/pdf")
    return {"file": file, "whole": "1"}


@cache
def scan(code: str) -> bytes:
    return scans.jpg(scans.code(f"https://petruk.example/verifikasi/{code}/"))
