from django.urls import path

from petruk.web.agency.views import agency, name_agency

app_name = "agency"
urlpatterns = [
    path("", agency, name="agency"),
    path("baru/", name_agency, name="name"),
]
