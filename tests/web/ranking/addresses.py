"""The addresses of the ranking, and what they name."""

from django.urls import reverse

from petruk.appraisal.models import Award

OF_A_PERIOD = ("ranking", "seal", "discrepancies", "awards", "announce")


def url(name, *args):
    return reverse(f"ranking:{name}", args=args)


def of(contest, name):
    return url(name, contest.period.public_id)


def award_of(unit):
    return Award.objects.exclude(state="revoked").get(unit=unit)
