from django.urls import path

from petruk.web.guide import views

app_name = "guide"
urlpatterns = [path("", views.guide, name="guide")]
