from django.urls import path

from petruk.web.instruments import views

app_name = "instruments"
urlpatterns = [
    path("", views.instrument_list, name="instruments"),
    path("terbitkan/", views.publish, name="publish"),
    path("<slug:public_id>/", views.instrument, name="instrument"),
    path("<slug:public_id>/definisi.json", views.definition, name="definition"),
]
