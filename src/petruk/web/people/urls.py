from django.urls import path

from petruk.web.people import files, views

app_name = "people"
urlpatterns = [
    path("unit/", views.units, name="units"),
    path("unit/<str:public_id>/", views.unit, name="unit"),
    path("pegawai/", views.employees, name="employees"),
    path("pegawai/unduh/", files.export, name="export"),
    path("pegawai/<str:public_id>/", views.employee, name="employee"),
]
