"""The agency is named for the whole government, so only from its top."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.roles import Role
from petruk.people.actions.agency import name_agency
from petruk.people.models import Agency
from tests.factories import make_authority, make_unit

pytestmark = pytest.mark.django_db


def name(by):
    return name_agency(
        started_on=date(2022, 1, 1), name="Badan", short_name="B", government="Kabupaten", seat="Contoh", by=by
    )


def test_who_reaches_a_part_only_names_no_agency():
    top = make_unit()
    part = make_authority(Role.OPERATOR, make_unit(parent=top))

    with pytest.raises(PermissionDenied):
        name(part)

    assert not Agency.objects.exists()
    assert name(make_authority(Role.OPERATOR, top)).short_name == "B"


def test_who_reaches_the_top_without_managing_users_names_no_agency():
    with pytest.raises(PermissionDenied):
        name(make_authority(Role.INSPECTOR, make_unit()))
