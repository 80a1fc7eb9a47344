"""Blindness: whatever a panelist asks for, nothing of what another gave comes back before the lock.

Every address of the product is asked for twice, before and after another panelist hands in. Nothing on any page may
have become different, neither a number of his sheet (the canaries) nor anything else.
"""

import re

import pytest
from django.urls import reverse

from petruk.core.ids import new_public_id
from tests.factories import make_employee
from tests.fingerprint import digest
from tests.test_conventions import patterns
from tests.web.panel.pages import addresses, sent
from tests.web.reading import read

pytestmark = pytest.mark.django_db

OTHERS = (19, 17, 13, 37, 31, 29, 11, 14, 16, 18, 12, 7, 9)
OWN = (1,) * 13
SUMS = {"86", "71", "76", "233", "77,67", "28,67", "23,67", "25,33"}
"""His groups, his total, and all that as it is shown: numbers that no clock or date can be."""
CANARIES = {*map(str, OTHERS), *SUMS}
SECRET_NAME = "KUNANG KUNANG"
LEAVING = {"account:sign_out", "account:sign_out_everywhere", "privacy:copy"}
"""Not asked for: two end the session, one is an event each time and gives nothing but one's own (tests/web/privacy)."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
NEW_EACH_TIME = {"account:app", "account:app?", "POST account:app"}
"""They show a secret that nobody has been shown before."""


@pytest.fixture
def scene(world):
    """Two panelists and two candidates; nobody has handed in yet."""
    nominees = world.nominee(name="ASWENDI"), world.nominee(name="BUDI")
    other = world.member(name=SECRET_NAME, employee=make_employee(world.office(), name=SECRET_NAME))
    return world, nominees, other, world.member(name="Panelis Kita")


def hand_in_all(world, nominees, user):
    for nominee in nominees:
        world.hand_in(nominee, user, OTHERS)


def everything(client, world, nominee):
    """Return what a person gets from every address of the product, by GET, with a query, and by POST."""
    known = addresses(world, nominee)
    ids = {"period": world.period.public_id, "assessment": nominee.public_id, "public_id": nominee.public_id}
    client.get("/")  # shows, and so forgets, what the last request had to say
    answers = {}
    for name, pattern in patterns():
        if name in LEAVING:
            continue
        keys = {each: ids.get(each) or "A" * 22 for each in pattern.pattern.converters}
        url = known.get(name.removeprefix("panel:")) or reverse(name, kwargs=keys)
        answers[name] = client.get(url)
        answers[f"{name}?"] = client.get(url, {"cari": "a", "urut": "-total", "menunggu": "1"})
        answers[f"POST {name}"] = client.post(url, {"act": "check", "user": "x", "reason": "", "cari": "a"})
    return answers


def changed(before, after):
    """Return the pages on which anything but the token of a form has become different."""
    texts = [
        {name: TOKEN.sub("", each.content.decode("utf-8", "replace")) for name, each in all_.items()}
        for all_ in (before, after)
    ]
    return [name for name in texts[0].keys() - NEW_EACH_TIME if texts[0][name] != texts[1][name]]


def canaries(answer):
    return CANARIES & set(re.split(r"[^\w,]+", read(answer).text))


def test_before_he_hands_in_a_panelist_sees_nothing_of_the_others(scene, signed_in):
    world, nominees, other, user = scene
    client = signed_in(user)
    quiet = everything(client, world, nominees[0])
    hand_in_all(world, nominees, other)
    kept = digest()

    loud = everything(client, world, nominees[0])

    assert changed(quiet, loud) == []
    assert [loud[name].status_code for name in ("panel:own_list", "panel:sheet")] == [200, 200]
    assert [name for name, answer in loud.items() if SECRET_NAME in answer.content.decode("utf-8", "replace")] == []
    assert digest() == kept


def test_after_handing_in_he_sees_only_his_own(scene, signed_in):
    world, nominees, other, user = scene
    client = signed_in(user)
    client.post(addresses(world, nominees[0])["sheet"], sent(OWN))
    quiet = everything(client, world, nominees[0])
    hand_in_all(world, nominees, other)

    loud = everything(client, world, nominees[0])

    assert changed(quiet, loud) == []
    assert canaries(loud["panel:sheet"]) & SUMS == set()


@pytest.mark.parametrize("own", [False, True])
def test_no_canary_is_on_a_page_of_the_panel_before_the_lock(scene, signed_in, own):
    world, nominees, other, user = scene
    hand_in_all(world, nominees, other)
    client = signed_in(user)
    if own:
        client.post(addresses(world, nominees[0])["sheet"], sent((2,) * 13))

    answers = everything(client, world, nominees[0])

    pages = {name: each for name, each in answers.items() if name.startswith("panel:")}
    assert [name for name, each in pages.items() if canaries(each) & SUMS] == []


def test_after_the_lock_he_sees_means_and_spread_of_those_he_scored_and_never_a_name(scene, signed_in):
    world, nominees, other, user = scene
    hand_in_all(world, nominees, other)
    client = signed_in(user)
    client.post(addresses(world, nominees[0])["sheet"], sent(OWN))
    world.lock()

    answers = everything(client, world, nominees[0])

    text = read(answers["panel:sheet"]).text
    assert ("123" in text, "41,00" in text, "1–37" in text) == (True, True, True)
    assert [name for name, each in answers.items() if SECRET_NAME in each.content.decode("utf-8", "replace")] == []


def test_after_the_lock_whom_he_did_not_score_stays_closed(scene, signed_in):
    world, nominees, other, user = scene
    hand_in_all(world, nominees, other)
    client = signed_in(user)
    client.post(addresses(world, nominees[0])["sheet"], sent(OWN))
    world.lock()

    assert canaries(client.get(addresses(world, nominees[1])["sheet"])) & SUMS == set()


def test_a_canary_is_seen_where_it_may_be(scene, signed_in):
    """Else the scan would prove nothing."""
    world, nominees, other, _user = scene
    hand_in_all(world, nominees, other)
    world.lock()

    seen = canaries(signed_in(world.admin).get(addresses(world, nominees[0])["result"]))

    assert {"86", "71", "76", "233", "77,67"} <= seen


@pytest.mark.parametrize(
    "name", ["panels", "panel", "appoint", "third_opinions", "ask_third", "lock", "results", "minutes"]
)
def test_a_panelist_has_no_page_of_the_agency(scene, signed_in, name):
    world, nominees, _other, user = scene

    assert signed_in(user).get(addresses(world, nominees[0])[name]).status_code == 403


def test_a_foreign_candidate_answers_as_a_missing_one(scene, signed_in):
    world, nominees, _other, _user = scene
    client = signed_in(world.panelist())

    for name in ("sheet", "recuse"):
        theirs = client.get(addresses(world, nominees[0])[name])
        nothing = client.get(reverse(f"panel:{name}", args=[new_public_id()]))

        assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content)
        assert theirs.status_code == 404
