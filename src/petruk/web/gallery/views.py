from types import MappingProxyType

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission
from petruk.web.gallery import samples
from petruk.web.gallery.forms import SampleForm
from petruk.web.page import PageRequest, page

WRONG = MappingProxyType({"attendance": "140", "innovation": "", "team_work": "12"})
FILLED = MappingProxyType({
    "query": "Norhayati",
    "unit": "1",
    "attendance": "94,00",
    "innovation": "SILKa Online (Sistem Informasi Layanan Kepegawaian)",
    "level": "40",
    "team_work": "20",
    "sure": True,
})  # fmt: skip


@page(Permission.GALLERY_VIEW, "GET")
def gallery(request: PageRequest) -> HttpResponse:
    """Show every component in every state, for those who build pages; all people here are invented."""
    return render(request, "gallery/gallery.html", {"samples": samples, **forms_in_every_state()})


def forms_in_every_state() -> dict[str, object]:
    closed = SampleForm(initial=dict(FILLED), auto_id="closed_%s")
    for field in closed.fields.values():
        field.disabled = True
    wrong = SampleForm(dict(WRONG), auto_id="wrong_%s")
    wrong.add_error(None, "Periode ditutup pukul 16.00 WITA. Isian Anda tetap tersimpan sebagai draf.")
    return {
        "filled": SampleForm(initial=dict(FILLED)),
        "wrong": wrong,
        "closed": closed,
        "rows": Paginator(range(97), 20).page(2),
    }
