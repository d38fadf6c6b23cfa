"""A school that is kept apart stands in no word of the protection itself: why, every look, what the child says."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.journeys.places_settled import Settled, settle_places
from reachable.journeys.protection_looked_at import ask_to_end, keep_on
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.places.domain.kinds import HIDDEN, PlaceKind
from reachable.places.domain.looking_again import SpokenWith
from reachable.places.models import ProtectedChild, ProtectionLook
from reachable.places.operations.looks import keep_protected
from reachable.places.queries import list_shown_places
from tests.factories.children import let_look
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.protected_child import AT_HOME, CHILD, end_by_two, look_at
from tests.factories.sent_records import HOME, JAYDEN, send, social_care_row, subjects
from tests.unit.intake.extract_files import bare_row

RUN = Run("test")
DECIDER, SUPERVISOR = "northshire-social-worker", "northshire-supervisor"
UPN, SCHOOL = "K820200001001", "Otterfield Academy"
BECAUSE = f"Because his father found {SCHOOL} and waited there."
HIDDEN_BECAUSE = f"Because his father found {HIDDEN} and waited there."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def suspended():
    return bare_row(
        "school",
        upn=UPN,
        address=HOME["home_address"],
        postcode=HOME["home_postcode"],
        school_name=SCHOOL,
        entry_type="SUSPENSION",
        entry_date="07/05/2026",
        days="3",
        recorded_at="09/05/2026 12:00",
        **JAYDEN,
    )


@pytest.fixture
def pupil(made):
    """Give a child at school whose whereabouts are protected, in words that name the school."""
    send(made, "social_care", social_care_row(CHILD, upn=UPN, **JAYDEN, **AT_HOME))
    send(made, "school", suspended())
    pupil = subjects()[CHILD]
    let_look(made, "northshire-workers", pupil)
    protect_whereabouts(
        subject_id=pupil,
        because=BECAUSE,
        review_on=(NOW + timedelta(days=9)).date(),
        viewer=made.viewer(DECIDER),
        now=NOW,
    )
    return pupil


def said():
    """Return everything that stands in words of protections and of looks at them."""
    with running(job="test", now=LATER):
        protections = ProtectedChild.objects.values_list("because", "ended_because")
        looks = ProtectionLook.objects.values_list("because", "spoken_by", "child_says")
        return {words for row in (*protections, *looks) for words in row if words}


def sealed_words():
    everybody = subjects().values()
    with running(job="test", now=LATER):
        shown = list_shown_places(viewer=RUN, subject_ids=everybody)
    return [words for place, words in shown if place.kind is PlaceKind.WORDS]


def test_case_38_why_a_child_is_protected_does_not_name_the_school(made, pupil):
    assert said() == {HIDDEN_BECAUSE}
    assert BECAUSE in sealed_words(), "whole, for whoever may be shown it"
    page = made.client(DECIDER).get(f"/child/{pupil}/whereabouts/").content.decode()
    assert HIDDEN_BECAUSE in page
    assert SCHOOL not in page


def test_case_38_no_look_at_the_protection_names_the_school(made, pupil):
    viewer = made.viewer(DECIDER)
    keep_on(
        page=look_at(made, pupil, DECIDER, NOW),
        because=f"He still goes to {SCHOOL}.",
        next_on=(NOW + timedelta(days=9)).date(),
        viewer=viewer,
        now=NOW,
    )
    asking = SpokenWith(who=f"His form tutor at {SCHOOL}", on=NOW.date(), child_says=f"I like {SCHOOL}")
    page = look_at(made, pupil, DECIDER, NOW)
    ask_to_end(page=page, because=f"His father left; {SCHOOL} is safe.", spoken=asking, viewer=viewer, now=NOW)
    assert said() == {
        HIDDEN_BECAUSE,
        f"He still goes to {HIDDEN}.",
        f"His form tutor at {HIDDEN}",
        f"I like {HIDDEN}",
        f"His father left; {HIDDEN} is safe.",
    }


def written_before(made, pupil):
    """Keep a look in words that were looked through for nothing, as they were before."""
    by = made.actor(DECIDER)
    with acting(by=by, what="test", now=NOW):
        keep_protected(
            subject_ids=[pupil],
            agency_id=made.viewer(DECIDER).agency_id,
            because=BECAUSE,
            next_on=(NOW + timedelta(days=9)).date(),
            by=by,
            now=NOW,
        )
    assert BECAUSE in said()


def test_case_38_words_of_before_are_hidden_by_the_daily_round_and_once(made, pupil):
    written_before(made, pupil)
    assert settle_places(now=LATER) == Settled(records=1, closed=0)
    assert said() == {HIDDEN_BECAUSE}
    assert sealed_words().count(BECAUSE) >= 1
    assert settle_places(now=LATER) == Settled(records=0, closed=0)


def test_case_38_words_of_before_are_hidden_when_something_new_comes_in(made, pupil):
    written_before(made, pupil)
    with running(job="test", now=LATER):
        hide_whereabouts(subject_ids=[pupil], by=MACHINE, now=LATER)
    assert said() == {HIDDEN_BECAUSE}


def test_a_place_can_be_taken_out_of_a_protection_that_ended(made, pupil):
    end_by_two(made, pupil, DECIDER, SUPERVISOR, now=NOW)
    with running(job="test", now=LATER):
        ended = ProtectedChild.objects.filter(ended_at__isnull=False)
        row = ended.get()
        hidden = row.ended_because.replace("prison", HIDDEN)
        assert hidden != row.ended_because
        assert ended.update(ended_because=hidden) == 1
    assert hidden in said()


@pytest.mark.parametrize("words", ["Something else.", f"{HIDDEN} and more", ""])
def test_nothing_else_of_a_look_or_a_protection_is_written_over(made, pupil, words):
    written_before(made, pupil)
    for model in (ProtectedChild, ProtectionLook):
        with pytest.raises(DatabaseError, match="never written over"), running(job="test", now=LATER):
            model.objects.update(because=words)
    assert said() == {HIDDEN_BECAUSE, BECAUSE}
