"""What a browser sends to the pages of a panel, and what may never be on them."""

from django.urls import reverse

from tests.appraisal.panel_world import APPENDIX, points


def sheet_url(assessment):
    return reverse("panel:sheet", args=[assessment.public_id])


def sent(given=APPENDIX, *, version=0, act="submit", **changed):
    """Return the form of a sheet as a browser sends it, every aspect filled in."""
    fields = {f"n_{code}": str(value) for code, value in points(given).items()}
    return fields | {"version": str(version), "act": act} | changed


def addresses(world, nominee):
    """Return every address of the feature with the ids of one period and one nominee."""
    period, assessment = world.period.public_id, nominee.public_id
    return {
        "own_list": reverse("panel:own_list"),
        "sheet": sheet_url(nominee),
        "recuse": reverse("panel:recuse", args=[assessment]),
        "panels": reverse("panel:panels"),
        "panel": reverse("panel:panel", args=[period]),
        "appoint": reverse("panel:appoint", args=[period]),
        "third_opinions": reverse("panel:third_opinions", args=[period]),
        "ask_third": reverse("panel:ask_third", args=[period, assessment]),
        "lock": reverse("panel:lock", args=[period]),
        "results": reverse("panel:results", args=[period]),
        "result": reverse("panel:result", args=[period, assessment]),
        "minutes": reverse("panel:minutes", args=[period]),
    }
