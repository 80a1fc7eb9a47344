"""Loaded with ``-p``: runs tests without what ``PETRUK_WITHOUT`` names, ``trigger:…`` or ``middleware:…``."""

import os

import pytest

KIND, _colon, NAME = os.environ.get("PETRUK_WITHOUT", "").partition(":")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    if KIND == "middleware":
        from django.conf import settings

        assert NAME in settings.MIDDLEWARE
        settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != NAME]


@pytest.fixture(scope="session", autouse=True)
def _without_trigger(django_db_setup, django_db_blocker):
    if KIND == "trigger":
        from django.db import connection

        name, table = NAME.split("@")
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
