import pytest

from petruk.access.roles import Role
from tests.appraisal.kinds_world import make_predicate
from tests.factories import make_user
from tests.web.evidence.files_world import FilesOffice, make_files_office


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return tmp_path / "evidence"


@pytest.fixture
def office(db) -> FilesOffice:
    office = make_files_office()
    for year in (2022, 2023):
        make_predicate(office.candidate, year, "good")
    return office


@pytest.fixture
def officer(signed_in, office):
    return signed_in(make_user(Role.UNIT_OFFICER, office.unit))
