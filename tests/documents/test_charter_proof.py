"""A charter carries the proof that the decision behind it is in the signed log; another program checks it offline."""

import copy
import json
import subprocess
import sys

import pytest
from django.db import connection

from petruk.access.authority import console
from petruk.appraisal.models import Award
from petruk.audit.models import Checkpoint
from petruk.documents.actions import charters
from petruk.documents.actions.jobs import issue_for
from petruk.documents.models import CharterRun, Document
from petruk.documents.queries.papers import issued_pdf
from petruk.documents.typesetting import render
from petruk.people.models import User
from tests.audit.test_checkpoints import forge
from tests.core.log.made import FILE, OTHER, separate
from tests.documents.test_charters import decided, issued, ordered

pytestmark = pytest.mark.django_db
ALONE = separate()


@pytest.fixture(autouse=True)
def key(settings, tmp_path):
    settings.PETRUK_LOG_KEY, settings.PETRUK_CHECKPOINT_DIRS = tmp_path / "log.key", ()
    return tmp_path


@pytest.fixture
def contest(db):
    contest = decided()
    connection.check_constraints()
    return contest


def said(content, key=None):
    try:
        return ALONE.examine_paper(content, key)
    except ALONE.Found as found:
        return found.code


def test_each_charter_proves_that_its_award_was_decided(contest, key):
    papers = issued(contest)

    size = Checkpoint.objects.earliest("size").size
    places = set()
    for paper in papers:
        content = issued_pdf(console("Uji"), paper)
        place, signed = said(content)
        places.add(place)
        assert signed == size
        assert json.loads(paper.frozen["log"]["entry"])["object"] == paper.award.public_id
        assert render(paper.frozen) == content
    assert len(places) == len(papers) == 3


def test_the_separate_verifier_reads_the_paper_itself(contest, key):
    (key / "piagam.pdf").write_bytes(issued_pdf(console("Uji"), issued(contest)[0]))

    done = subprocess.run([sys.executable, FILE, key / "piagam.pdf"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout[:26]) == (0, "UTUH: penetapan di balik n")


def test_what_was_changed_in_the_proof_is_refused(contest):
    frozen = issued(contest)[0].frozen
    other = copy.deepcopy(frozen)
    other["log"]["key"] = str(OTHER.verifier)
    cases = [other, frozen | {"award": Award.objects.last().public_id}]
    for name, old, new in (
        ("entry", "award.decided", "award.revoked"),
        ("proof", "index ", "index 1"),
        ("proof", "=", ""),
    ):
        changed = copy.deepcopy(frozen)
        changed["log"][name] = changed["log"][name].replace(old, new, 1)
        cases.append(changed)

    assert said(json.dumps(frozen).encode())
    assert {said(json.dumps(case).encode()) in {1, 2} for case in cases} == {True}
    assert said(json.dumps(frozen).encode(), str(OTHER.verifier)) == 1
    assert said(b"{}") == said(b"%PDF-1.7") == said(b"") == 2


def test_a_decision_that_is_not_in_the_tree_yet_is_not_proven(db):
    paper = issued(decided())[0]

    assert "log" not in paper.frozen
    assert said(issued_pdf(console("Uji"), paper)) == 2


def test_no_charter_is_issued_while_the_log_contradicts_what_was_signed(contest):
    run = ordered(contest)
    forge("UPDATE audit_leaf SET leaf = sha256('x') WHERE seq = 0")

    with pytest.raises(charters.CannotIssue):
        charters.carry_out(run, by=contest.agency)
    issue_for(User.objects.get(public_id=contest.agency.ref).public_id, run.public_id)

    assert "Jejak audit" in CharterRun.objects.get(pk=run.pk).trouble
    assert not Document.objects.filter(kind="charter").exists()
