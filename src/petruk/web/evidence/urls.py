from django.urls import path

from petruk.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<slug:assessment>/berkas/", views.files, name="files"),
    path("berkas/<slug:evidence>/unduh/", views.download, name="download"),
    path("berkas/<slug:evidence>/hapus/", views.remove, name="remove"),
]
