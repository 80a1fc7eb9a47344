from django.urls import path

from petruk.web.papers import charters, files, office, recaps, views

app_name = "papers"
urlpatterns = [
    path("", views.register, name="register"),
    path("unduh/", files.export, name="export"),
    path("piagam/<slug:public_id>/", charters.charters, name="charters"),
    path("piagam/<slug:public_id>/kemajuan/", charters.progress, name="progress"),
    path("piagam/<slug:public_id>/unduh/", charters.archive, name="archive"),
    path("rekap/<slug:public_id>/", recaps.recap, name="recap"),
    path("berita-acara/<slug:public_id>/", office.minutes, name="minutes"),
    path("pengantar/<slug:period>/<slug:unit>/", office.letter, name="letter"),
    path("formulir/<slug:period>/<slug:unit>/", office.form, name="form"),
    path("<slug:public_id>/", views.paper, name="paper"),
    path("<slug:public_id>/pdf/", views.pdf, name="pdf"),
    path("<slug:public_id>/cabut/", views.revoke, name="revoke"),
]
