from django.urls import path

from petruk.web.panel import agency, members, own, results, sheet

app_name = "panel"
urlpatterns = [
    path("lembar/", own.own_list, name="own_list"),
    path("lembar/<slug:assessment>/", sheet.sheet, name="sheet"),
    path("lembar/<slug:assessment>/berhalangan/", sheet.recuse, name="recuse"),
    path("lembar/berkas/<slug:evidence>/", sheet.download, name="evidence"),
    path("periode/", agency.panels, name="panels"),
    path("periode/<slug:period>/", agency.panel, name="panel"),
    path("periode/<slug:period>/anggota/", members.appoint, name="appoint"),
    path("periode/<slug:period>/anggota/<slug:member>/lepas/", members.release, name="release"),
    path("periode/<slug:period>/pendapat-ketiga/", agency.third_opinions, name="third_opinions"),
    path("periode/<slug:period>/pendapat-ketiga/<slug:assessment>/", members.ask_third, name="ask_third"),
    path("periode/<slug:period>/kunci/", agency.lock, name="lock"),
    path("periode/<slug:period>/hasil/", results.results, name="results"),
    path("periode/<slug:period>/hasil/<slug:assessment>/", results.result, name="result"),
    path("periode/<slug:period>/berita-acara/", results.minutes_page, name="minutes"),
]
