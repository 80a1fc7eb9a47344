from django.urls import path

from petruk.web.recap import views

app_name = "recap"
urlpatterns = [
    path("", views.recap, name="recap"),
]
