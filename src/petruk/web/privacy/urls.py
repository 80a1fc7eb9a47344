from django.urls import path

from petruk.web.privacy import desk, own

app_name = "privacy"
urlpatterns = [
    path("data-saya/", own.own_data, name="own_data"),
    path("data-saya/salinan/", own.copy, name="copy"),
    path("data-saya/koreksi/", own.ask, name="ask"),
    path("koreksi/", desk.desk, name="desk"),
    path("koreksi/<str:correction>/", desk.answer, name="answer"),
]
