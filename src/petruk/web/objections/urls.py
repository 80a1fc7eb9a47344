from django.urls import path

from petruk.web.objections import agency, own, views

app_name = "objections"
urlpatterns = [
    path("hasil-saya/", own.own_list, name="own_list"),
    path("hasil-saya/<slug:result>/", own.own_result, name="own_result"),
    path("hasil-saya/<slug:result>/<slug:indicator>/sanggah/", own.file, name="file"),
    path("sanggah/", agency.desk, name="desk"),
    path("sanggah/<slug:objection>/", views.objection, name="objection"),
    path("sanggah/<slug:objection>/berkas/", views.download, name="download"),
    path("sanggah/<slug:objection>/tarik/", own.withdraw, name="withdraw"),
    path("sanggah/<slug:objection>/jawab/", agency.answer, name="answer"),
]
