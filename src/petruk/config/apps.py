from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "petruk.config"
    label = "config"
