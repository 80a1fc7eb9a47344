from django.urls import path

from petruk.web.health.views import health

app_name = "health"
urlpatterns = [path("", health, name="health")]
