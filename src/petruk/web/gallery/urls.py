from django.urls import path

from petruk.web.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.gallery, name="gallery"),
]
