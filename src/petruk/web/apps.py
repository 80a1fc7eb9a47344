from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "petruk.web"
    label = "web"
