"""The first page: the briefing in words, initials only, and never "no concerns"."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from reachable.adapters.clock import read_clock
from reachable.kernel.london import london_date, say_day
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.partnership import make_partnership


@pytest.fixture
def now():
    return read_clock()


def made_with_an_arrest(now, *, shared=True):
    made = make_partnership(now=now)
    child = make_child(made, "Ayaan Khan", now=now)
    at = now - timedelta(minutes=30)
    add_event(made, child, K.ARREST, at, shared=shared, drugs_supply=True, offence="Possession with intent")
    ask_rules(at + timedelta(minutes=1))
    return made, child


def page_of(made, code, **asked):
    return made.client(code).get("/", asked).content.decode()


def test_the_page_says_why_what_to_do_and_whom_to_ring_without_a_name(database, now):
    made, child = made_with_an_arrest(now)
    page = page_of(made, "northshire-coordinator")
    assert f"{say_day(london_date(now))} · Northshire" in page
    assert "A.K., 15" in page
    assert "Ayaan" not in page
    assert "Khan" not in page
    assert "Held with drugs in amounts for supply" in page
    assert "Arrested (Possession with intent, intent to supply drugs)" in page
    for heading in ("Because of these records", "Not known", "Do not", "Ring"):
        assert heading in page
    assert reverse("child", args=[child]) in page


def test_a_reason_that_rests_on_what_the_reader_may_not_read_gives_nothing_away(database, now):
    made, _ = made_with_an_arrest(now, shared=False)
    page = page_of(made, "northshire-coordinator")
    assert "a record you cannot see" in page
    assert "A.K., 15" in page
    for word in ("Arrest", "custody", "drugs", "Custody suite"):
        assert word not in page.split("How fresh the information is")[0].split("<h1")[1].split("Not everything")[0]
        assert word not in page[page.index('id="reachable"') : page.index("How fresh the information is")]


def test_the_page_never_says_that_there_is_nothing_to_worry_about(database, now):
    made = make_partnership(now=now)
    page = page_of(made, "northshire-coordinator")
    assert "Not everything could be checked" in page
    assert "That nothing is listed does not mean that nothing happened." in page
    assert "no concerns" not in page.lower()


def test_somebody_who_does_not_take_the_areas_turns_is_told_only_that_the_list_is_not_whole(database, now):
    made = make_partnership(now=now)
    child = make_child(made, "Mia Turner", now=now)
    add_event(made, child, K.STOP_SEARCH, now - timedelta(hours=1))
    assert "Only children you work with are shown here." in page_of(made, "northshire-social-worker")
    assert "1 more child of this area whom you do not work with is not shown." in page_of(
        made, "northshire-coordinator"
    )


def test_the_days_before_can_be_read_and_a_day_that_cannot_be_read_is_today(database, now):
    made, _ = made_with_an_arrest(now)
    today = london_date(now)
    before = today - timedelta(days=1)
    page = page_of(made, "northshire-coordinator", on=before.isoformat())
    assert "As it stood at the end of that day" in page
    assert f"?on={today.isoformat()}" in page
    assert "A.K., 15" not in page
    assert "The day after" not in page_of(made, "northshire-coordinator", on="soon")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("northshire-teacher", "own_concerns"),
        ("northshire-extract-officer", "extracts"),
        ("northshire-allegations-officer", "triage"),
    ],
)
def test_whoever_opens_no_childs_record_begins_with_their_own_work(code, name, database, now):
    made = make_partnership(now=now)
    answer = made.client(code).get("/")
    assert (answer.status_code, answer["Location"]) == (302, reverse(name))


def test_nobody_sees_the_page_without_signing_in(database):
    assert Client().get("/").status_code == 302


def test_a_team_finds_its_own_turn_first(database, now):
    made, child = made_with_an_arrest(now)
    page = page_of(made, "northshire-sergeant")
    assert page.index("Your turn") < page.index("Reachable now")
    let_look(made, "northshire-workers", child, now=now)
    assert 'id="your-turn"' not in page_of(made, "northshire-social-worker")
