from django.urls import path

from petruk.web.verification import views

app_name = "verification"
urlpatterns = [
    path("", views.start, name="start"),
    path("berkas/", views.file, name="file"),
    path("<str:code>/", views.paper, name="paper"),
]
