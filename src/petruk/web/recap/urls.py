from django.urls import path

from petruk.web.recap import charts, views

app_name = "recap"
urlpatterns = [
    path("", views.recap, name="recap"),
    path("sebaran/", charts.spread, name="spread"),
]
