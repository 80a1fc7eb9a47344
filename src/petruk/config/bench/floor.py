"""The floor that pages are measured against: one query, 20 rows, the same base template, the same middleware."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from petruk.access.permissions import Permission
from petruk.config.urls import urlpatterns as site
from petruk.people.queries import units
from petruk.web.page import PageRequest, page


@page(Permission.HOME_VIEW, "GET")
def floor(request: PageRequest) -> HttpResponse:
    return render(request, "bench/floor.html", {"units": units(request.authority)[:20]})


urlpatterns = [*site, path("lantai/", floor, name="floor")]
