from django.urls import path

from petruk.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("baru/", views.upload, name="upload"),
    path("<str:public_id>/", views.batch, name="batch"),
    path("<str:public_id>/kemajuan/", views.progress, name="progress"),
    path("<str:public_id>/baris-salah/", views.wrong_rows, name="wrong_rows"),
    path("<str:public_id>/terapkan/", views.apply, name="apply"),
    path("<str:public_id>/periksa/", views.check_again, name="check_again"),
    path("<str:public_id>/batalkan/", views.undo, name="undo"),
]
