from django.urls import path

from petruk.web.recap import charts, files, views

app_name = "recap"
urlpatterns = [
    path("", views.recap, name="recap"),
    path("unduh/", files.export, name="export"),
    path("sebaran/", charts.spread, name="spread"),
]
