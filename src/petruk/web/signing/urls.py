from django.urls import path

from petruk.web.signing import views

app_name = "signing"
urlpatterns = [
    path("<slug:document>/", views.paper, name="paper"),
    path("berkas/<slug:signature>/unduh/", views.download, name="download"),
]
