from django.urls import path

from petruk.web.appraisal import assess, candidate_files, candidates, result, start

app_name = "appraisal"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:period>/unit/<slug:unit>/", candidates.candidates, name="candidates"),
    path("<slug:period>/unit/<slug:unit>/unduh/", candidate_files.export, name="export_candidates"),
    path("<slug:period>/pegawai/<slug:employee>/", assess.assess, name="assess"),
    path("<slug:assessment>/hasil/", result.result, name="result"),
    path("<slug:assessment>/hasil/cetak/", result.printed, name="print"),
    path("<slug:assessment>/tarik/", result.withdraw, name="withdraw"),
    path("<slug:assessment>/lanjutkan/", result.resume, name="resume"),
]
