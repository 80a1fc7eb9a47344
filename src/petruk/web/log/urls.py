from django.urls import path

from petruk.web.log import views

app_name = "log"
urlpatterns = [
    path("", views.log, name="log"),
    path("bundel/", views.bundle, name="bundle"),
    path("titik-periksa/", views.note, name="note"),
    path("<slug:name>/", views.entry, name="entry"),
    path("<slug:name>/hapus-muatan/", views.erase, name="erase"),
]
