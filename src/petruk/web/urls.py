from django.urls import include, path

from petruk.web.account.views import language

urlpatterns = [
    path("", include("petruk.web.home.urls")),
    path("", include("petruk.web.account.urls")),
    path("bahasa/", language, name="set_language"),
    path("kesehatan/", include("petruk.web.health.urls")),
    path("kepegawaian/pegawai/data/", include("petruk.web.facts.urls")),
    path("kepegawaian/", include("petruk.web.people.urls")),
    path("impor/", include("petruk.web.imports.urls")),
    path("periode/", include("petruk.web.periods.urls")),
    path("instrumen/bengkel/", include("petruk.web.workshop.urls")),
    path("instrumen/", include("petruk.web.instruments.urls")),
    path("penilaian/pengecualian/", include("petruk.web.overrides.urls")),
    path("penilaian/", include("petruk.web.evidence.urls")),
    path("penilaian/", include("petruk.web.appraisal.urls")),
    path("keputusan/", include("petruk.web.deciding.urls")),
    path("tanda-tangan/", include("petruk.web.signing.urls")),
    path("rekap/", include("petruk.web.recap.urls")),
    path("peringkat/", include("petruk.web.ranking.urls")),
    path("", include("petruk.web.objections.urls")),
    path("", include("petruk.web.privacy.urls")),
    path("tim-penilai/", include("petruk.web.panel.urls")),
    path("naskah/", include("petruk.web.papers.urls")),
    path("verifikasi/", include("petruk.web.verification.urls")),
    path("panduan/", include("petruk.web.guide.urls")),
    path("pengaturan/pengguna/", include("petruk.web.users.urls")),
    path("pengaturan/instansi/", include("petruk.web.agency.urls")),
    path("pengaturan/hari-libur/", include("petruk.web.holidays.urls")),
    path("jejak/", include("petruk.web.log.urls")),
    path("galeri/", include("petruk.web.gallery.urls")),
]
