from django.urls import path

from petruk.web.holidays.views import add, holidays, remove

app_name = "holidays"
urlpatterns = [
    path("", holidays, name="holidays"),
    path("baru/", add, name="add"),
    path("<slug:day>/hapus/", remove, name="remove"),
]
