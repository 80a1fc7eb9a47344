from django.urls import path

from petruk.web.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
