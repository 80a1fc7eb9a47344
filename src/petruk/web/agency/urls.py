from django.urls import path

from petruk.web.agency import emblems, mail, officials, outbox, papers
from petruk.web.agency.views import agency, name_agency

app_name = "agency"
urlpatterns = [
    path("", agency, name="agency"),
    path("baru/", name_agency, name="name"),
    path("pejabat/", officials.appoint, name="official"),
    path("pejabat/<slug:public_id>/akhiri/", officials.end, name="end_official"),
    path("surel/", mail.set_mail, name="mail"),
    path("surel/keluar/", outbox.outbox, name="outbox"),
    path("surel/keluar/<slug:public_id>/kirim-ulang/", outbox.again, name="send_again"),
    path("lambang/", emblems.record, name="emblem"),
    path("lambang/<slug:public_id>/", emblems.picture, name="picture"),
    path("naskah/<slug:kind>/", papers.set_rule, name="paper"),
]
