from django.urls import path

from petruk.web.overrides import views

app_name = "overrides"
urlpatterns = [
    path("", views.overrides, name="overrides"),
    path("<slug:override>/", views.decide, name="decide"),
    path("<slug:period>/<slug:employee>/", views.ask, name="ask"),
]
