"""An office in an open period of petruk-2024, and files as a browser sends them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from petruk.appraisal.models import Assessment, Evidence, Period
from petruk.people.models import Employee, Unit
from tests.appraisal.kinds_world import make_kinds_world
from tests.core.made_files import pdf

REQUIRED = ("surat-usulan", "riwayat-hidup", "sk-pangkat", "penilaian-kinerja", "super-hukdis", "proposal-inovasi")


@dataclass(frozen=True)
class FilesOffice:
    unit: Unit
    period: Period
    candidate: Employee

    def assess_url(self, employee: Employee | None = None) -> str:
        return reverse("appraisal:assess", args=[self.period.public_id, (employee or self.candidate).public_id])


def make_files_office(code: str = "petruk-2024", **place: Any) -> FilesOffice:
    world = make_kinds_world(code, **place)
    now = timezone.now()
    Period.objects.filter(pk=world.period.pk).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    world.period.refresh_from_db()
    return FilesOffice(world.unit, world.period, world.candidate)


def drafted(client: Client, office: FilesOffice, employee: Employee | None = None) -> Assessment:
    """Open the form and choose to attach files, as a browser does without any script."""
    url = office.assess_url(employee)
    client.post(url, sent(client, url, "files"))
    return Assessment.objects.get(period=office.period, employee=employee or office.candidate)


def sent(client: Client, url: str, act: str, **typed: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {
        "version": str(form["version"].value()),
        "key": str(form["key"].value()),
        "evidence_note": "",
        "act": act,
    } | typed


def files_url(assessment: Assessment) -> str:
    return reverse("evidence:files", args=[assessment.public_id])


def send(
    client: Client,
    assessment: Assessment,
    item: str,
    content: bytes | None = None,
    *,
    name: str = "berkas.pdf",
    **typed: Any,
) -> Any:
    given = pdf(b"9 0 obj (" + item.encode() + b") endobj") if content is None else content
    file = SimpleUploadedFile(name, given, content_type="application/pdf")
    place = item if "/" in item else f"berkas/{item}"
    return client.post(files_url(assessment), {"place": place, "file": file, "whole": "1"} | typed)


def attached(client: Client, assessment: Assessment, item: str = "sk-pangkat", **typed: Any) -> Evidence:
    send(client, assessment, item, **typed)
    return Evidence.objects.latest("pk")


def download_url(file: Evidence) -> str:
    return reverse("evidence:download", args=[file.public_id])


def remove_url(file: Evidence) -> str:
    return reverse("evidence:remove", args=[file.public_id])
