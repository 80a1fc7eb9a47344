from django.urls import path

from petruk.web.workshop import comparing, editing, finishing, starting, trying, views

app_name = "workshop"
urlpatterns = [
    path("", views.draft_list, name="drafts"),
    path("baru/", starting.begin, name="begin"),
    path("salin/<slug:public_id>/", starting.clone, name="clone"),
    path("impor/", starting.bring_in, name="import"),
    path("banding/", comparing.compare, name="compare"),
    path("<slug:public_id>/", views.draft, name="draft"),
    path("<slug:public_id>/umum/", editing.general, name="general"),
    path("<slug:public_id>/syarat/", editing.eligibility, name="eligibility"),
    path("<slug:public_id>/pemutus/", editing.tie_breaks, name="tie_breaks"),
    path("<slug:public_id>/tambah/", editing.add, name="add"),
    path("<slug:public_id>/urutan/", editing.arrange, name="arrange"),
    path("<slug:public_id>/indikator/<slug:code>/", editing.indicator, name="indicator"),
    path("<slug:public_id>/indikator/<slug:code>/hapus/", editing.remove, name="remove"),
    path("<slug:public_id>/pratinjau/", views.preview, name="preview"),
    path("<slug:public_id>/coba/", trying.trial, name="trial"),
    path("<slug:public_id>/terbitkan/", finishing.publish, name="publish"),
    path("<slug:public_id>/buang/", finishing.discard, name="discard"),
    path("<slug:public_id>/definisi.json", views.export, name="export"),
]
