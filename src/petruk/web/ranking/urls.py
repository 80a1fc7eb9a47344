from django.urls import path

from petruk.web.ranking import awards, files, reopening, results, sealing, views

app_name = "ranking"
urlpatterns = [
    path("", views.period_list, name="periods"),
    path("pengumuman/", awards.announcements, name="announcements"),
    path("hasil/<slug:public_id>/", results.why, name="why"),
    path("hasil/<slug:public_id>/segel.json", results.sealed, name="sealed"),
    path("hasil/<slug:public_id>/buka-kembali/", reopening.ask, name="reopen"),
    path("pembukaan/<slug:public_id>/", reopening.answer, name="answer_reopening"),
    path("penetapan/<slug:public_id>/", awards.decide, name="decide"),
    path("penetapan/<slug:public_id>/cabut/", awards.revoke, name="revoke"),
    path("<slug:public_id>/", views.ranking, name="ranking"),
    path("<slug:public_id>/unduh/", files.export, name="export"),
    path("<slug:public_id>/segel/", sealing.seal, name="seal"),
    path("<slug:public_id>/selisih/", sealing.discrepancies, name="discrepancies"),
    path("<slug:public_id>/penetapan/", awards.award_list, name="awards"),
    path("<slug:public_id>/penetapan/usulkan/", awards.propose, name="propose"),
    path("<slug:public_id>/umumkan/", awards.announce, name="announce"),
]
