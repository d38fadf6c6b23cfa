"""The look-up: a card for a child the searcher works with, and the same silence for every other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.intake.domain.just_happened import Happening, JustHappened
from reachable.journeys.just_happened import record_what_happened
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

HOUR = timedelta(hours=1)
TYPED = "Ayaan Kestrel 15 ZZ8 1AA"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def sergeant(made):
    return made.client("northshire-sergeant")


def make_known(made, name="Ayaan Kestrel"):
    """Make a child of Eastham who can be found by the usual routes."""
    child = make_child(made, name, agency="eastham-social-care", home="eastham")
    with running(job="test", now=NOW):
        look_for_same_child(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    return child


def search(client, words=TYPED):
    return client.post("/look-up/", {"words": words})


def entries(privileged, database, kind):
    with privileged.connect(database) as admin:
        return admin.execute("SELECT what, about_id FROM audit.entry WHERE kind = %s", [kind]).fetchall()


def test_a_child_somebody_works_with_is_shown_with_what_speaks_for_and_against(made, sergeant):
    child = make_known(made)
    let_look(made, "northshire-custody", child)
    page = search(sergeant).content.decode()
    assert "May be the same person: Ayaan Kestrel, 15" in page
    assert "Eastham children&#39;s social care" in page
    assert "Speaks for it" in page
    assert "Both give the name ‘Ayaan Kestrel’." in page
    assert f"/look-up/{child}/" in page


def test_a_record_is_found_as_soon_as_it_is_committed(made, sergeant):
    assert "May be the same person" not in search(sergeant, "Oskar Lindqvist 15").content.decode()
    what = JustHappened(
        happening=Happening.ARRESTED,
        happened_at=NOW - HOUR,
        recorded_at=NOW,
        given_name="Oskar",
        family_name="Lindqvist",
        age=15,
        place="Southbay custody",
    )
    record_what_happened(what=what, viewer=made.viewer("northshire-sergeant", at=NOW), now=NOW)
    assert "May be the same person: Oskar Lindqvist" in search(sergeant, "Oskar Lindqvist 15").content.decode()


def test_a_child_somebody_does_not_work_with_is_answered_as_one_nobody_knows(made, sergeant):
    nobody_knows = search(sergeant)
    make_known(made)
    somebody_knows = search(sergeant)
    assert nobody_knows.status_code == somebody_knows.status_code == 200
    assert without_tokens(nobody_knows.content) == without_tokens(somebody_knows.content)


def test_the_silence_says_what_was_searched_what_was_not_and_whom_to_ring(made, sergeant):
    page = search(sergeant).content.decode()
    for words in (
        "Nobody you can see. This is not the same as nobody.",
        "Northshire police, police custody and incidents: never received",
        "hospitals, GPs and charities, which send no records here",
        "Record what just happened",
        "Northshire children&#39;s social care",
        "Eastham children&#39;s social care",
    ):
        assert words in page, words
    assert "no concerns" not in page.lower()


def test_the_words_are_read_back_so_that_a_slip_is_seen(sergeant):
    page = search(sergeant).content.decode()
    assert "Read as: name: Ayaan Kestrel; age: about 15; postcode: ZZ8 1AA." in page


def test_a_search_is_noted_by_how_and_never_by_whom(made, sergeant, privileged, database):
    child = make_known(made)
    search(sergeant)
    assert ("looked up by name, age, postcode", None) in entries(privileged, database, "SEARCHED")
    assert ("look-up", child) in entries(privileged, database, "REFUSED")
    for kind in ("SEARCHED", "REFUSED", "LISTED", "RUN"):
        assert not any("Kestrel" in what for what, _ in entries(privileged, database, kind))


def test_what_was_typed_never_stands_in_an_address(sergeant):
    answer = sergeant.get("/look-up/", {"words": TYPED})
    assert "Kestrel" not in answer.content.decode()
    assert 'method="post"' in answer.content.decode()


def test_an_empty_box_says_what_to_enter(sergeant):
    answer = search(sergeant, " ")
    assert answer.status_code == 422
    assert "Enter at least a name, a number or a telephone" in answer.content.decode()


def test_the_card_has_before_release_both_areas_what_was_taken_and_what_not_to_say(made, sergeant):
    child = make_known(made)
    let_look(made, "northshire-custody", child)
    add_event(made, child, K.ARREST, NOW - 2 * HOUR, away_from_home_area=True)
    add_event(made, child, K.SEIZURE, NOW - 2 * HOUR, drugs="crack cocaine", wraps=23, cash_pence=34000)
    add_event(made, child, K.READY_FOR_RELEASE, NOW - HOUR, away_from_home_area=True)
    ask_rules(NOW)
    page = sergeant.get(f"/look-up/{child}/").content.decode()
    order = [
        page.index(words)
        for words in (
            "Before the child leaves",
            "Before release:",
            "Home area: Eastham",
            "Where the child is now: Northshire",
            "crack cocaine, 23 wraps, £340",
            "What not to say or do",
            "Do not say in front of others what the child told you.",
        )
    ]
    assert order == sorted(order)


def test_the_card_of_a_child_somebody_does_not_work_with_is_the_page_for_one_nobody_knows(made, sergeant):
    child = make_known(made)
    closed, absent = sergeant.get(f"/look-up/{child}/"), sergeant.get(f"/look-up/{uuid4()}/")
    assert closed.status_code == absent.status_code == 404
    assert without_tokens(closed.content) == without_tokens(absent.content)
