from django.urls import path

from petruk.web.facts import views

app_name = "facts"
urlpatterns = [
    path("", views.facts, name="facts"),
    path("unduh/", views.export, name="export"),
]
