from django.urls import include, path

urlpatterns = [
    path("", include("petruk.web.urls")),
]
