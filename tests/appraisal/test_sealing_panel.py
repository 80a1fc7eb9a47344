"""Sealing where a panel judges: nothing is sealed while it is at work, and no sheet can be told to be anybody's."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from petruk.appraisal.actions import sealing
from petruk.appraisal.actions.sealing import CannotSeal
from petruk.appraisal.models import Period, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.ranking import ranking
from petruk.appraisal.queries.sealed import opened, outlook
from petruk.core.predicate import Predicate
from petruk.core.scoring import Checklist, Fact, PredicateFact, score
from petruk.people.models import Agency
from tests.appraisal.panel_world import APPENDIX, MAXIMA, make_panel_world
from tests.factories import make_agency
from tests.web.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

SEED = "5eed" * 16


@pytest.fixture
def world():
    if not Agency.objects.exists():
        make_agency()
    made = make_panel_world()
    Period.objects.update(draw_seed=SEED)
    made.period.refresh_from_db()
    return made


def nominee(world, name):
    """Make somebody whose office has done all its part."""
    made = world.nominee(name=name)
    instrument = parsed(made.period.instrument)
    years = tuple((2022 + at, Predicate.GOOD) for at in range(instrument.predicates[0].years))
    facts = {each.code: PredicateFact(years) for each in instrument.predicates}
    facts |= {each.code: Fact(Decimal("99.10")) for each in instrument.measured}
    files = {each.code: Checklist({item.code: ("a.pdf",) for item in each.items}) for each in instrument.documents}
    given = score(instrument, facts=facts, judgements={}, documents=files)
    assert given.complete
    assert not given.final
    made.sheet = {"person": made.sheet["person"], **json.loads(json.dumps(given.as_dict()))}
    made.save()
    return made


def seal(world):
    done = sealing.seal(world.period, at=world.at + timedelta(minutes=1), by=world.agency)
    world.period.refresh_from_db()
    return done


def test_whoever_is_not_judged_holds_the_sealing_up_and_is_named(world):
    ani, member = nominee(world, "ANI"), world.member()
    budi = nominee(world, "BUDI")
    world.hand_in(ani, member)
    world.close()

    with pytest.raises(CannotSeal, match="panel has not judged everybody"):
        seal(world)

    pending = outlook(world.agency, world.period).pending
    assert [(each.assessment, each.titles) for each in pending] == [(budi, ("Penilaian Tim Penilai",))]
    assert not Result.objects.exists()


def test_the_page_links_to_what_is_missing(world, signed_in):
    ani = nominee(world, "ANI")
    world.close()

    page = read(signed_in(world.admin).get(reverse("ranking:seal", args=[world.period.public_id])))

    assert reverse("appraisal:result", args=[ani.public_id]) in page.links()
    assert not [button for button in page.all("button", type="submit") if button.get("class") == "btn danger"]


def test_an_unlocked_panel_holds_the_sealing_up(world):
    world.hand_in(nominee(world, "ANI"), world.member())
    world.close()

    with pytest.raises(CannotSeal, match="not locked"):
        seal(world)


def test_what_the_panel_gave_is_added_and_its_sheets_carry_no_name(world):
    ani = nominee(world, "ANI")
    for given in (MAXIMA, APPENDIX):
        world.hand_in(ani, world.member(), given)
    world.lock()

    seal(world)

    whole = opened(Result.objects.get())
    assert (whole["total"], whole["shown_total"], Result.objects.get().total) == ("261.50", "87.17", Decimal("261.5"))
    assert [sum(sheet.values()) for sheet in whole["panel"]] == [223, 300]
    assert "Pengguna" not in json.dumps(whole["panel"])
    assert whole["lines"][-1]["sentence"].startswith("Penilaian Tim Penilai, rata-rata 2 penilai: 261,5 dari 300")


def test_the_order_of_the_sheets_does_not_follow_who_handed_in_first(world):
    first, second = nominee(world, "ANI"), nominee(world, "BUDI")
    one, other = world.member(), world.member()
    for member, given in ((one, MAXIMA), (other, APPENDIX)):
        world.hand_in(first, member, given)
    for member, given in ((other, MAXIMA), (one, APPENDIX)):
        world.hand_in(second, member, given)
    world.lock()

    seal(world)

    sheets = [opened(result)["panel"] for result in Result.objects.all()]
    assert sheets[0] == sheets[1]


def test_the_ranking_tells_nothing_of_the_panel_until_it_is_locked(world):
    ani, budi, member = nominee(world, "ANI"), nominee(world, "BUDI"), world.member()
    world.hand_in(ani, member, APPENDIX)
    world.hand_in(budi, member, MAXIMA)

    before = ranking(world.agency, world.period).places
    world.lock()
    locked = ranking(world.agency, world.period).places
    seal(world)
    sealed = ranking(world.agency, world.period).places

    assert {place.who.entry.total for place in before} == {Decimal(0)}
    told = [(place.who.entry.name, place.who.entry.total, place.because) for place in locked]
    assert told == [("BUDI", Decimal(300), "menang atas ANI karena total 300 > 223"), ("ANI", Decimal(223), "")]
    assert [(place.who.entry.name, place.who.entry.total, place.because) for place in sealed] == told
