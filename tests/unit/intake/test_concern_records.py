"""What a concern says of each child, and what it puts on a timeline: no more than was written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reachable.intake.domain.concern import About, ChildDescribed, NewConcern, Route, SafeToContact
from reachable.intake.domain.concern_records import how_it_is_known, make_concern_records
from reachable.intake.domain.indicators import Observed
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import When

NOW = datetime(2026, 5, 14, 13, 20, tzinfo=UTC)
CONCERN = NewConcern(
    children=(ChildDescribed("Jaydon Marsh", "14"),),
    what_i_saw="Two phones.",
    childs_words="I can’t say no.",
    observed=(Observed("IND_MULTI_PHONES", Confidence.SEEN),),
    happened=When.at(NOW),
    immediate_danger=False,
    safe_to_contact_family=SafeToContact.NOT_KNOWN,
)


def records(concern: NewConcern):
    return make_concern_records(concern, reference="RC-2345-6789", now=NOW)


@pytest.mark.parametrize(
    ("called", "claims"),
    [
        ("Jaydon Marsh", [("GIVEN", "Jaydon", "Marsh")]),
        ("Mary  Ann   Price", [("GIVEN", "Mary Ann", "Price")]),
        ("jay", [("NICKNAME", "jay", "")]),
        ("not known", []),
        ("I don’t know", []),
        ("??", []),
        ("a boy with a red coat", []),
        ("her little brother", []),
        ("An older girl", []),
        ("An Nguyen", [("GIVEN", "An", "Nguyen")]),
        ("Kiran Lad", [("GIVEN", "Kiran", "Lad")]),
    ],
)
def test_a_name_is_taken_for_one_and_a_description_is_not(called, claims):
    (record,) = records(replace(CONCERN, children=(ChildDescribed(called),)))
    assert [(name.kind, name.given, name.family) for name in record.taken.names] == claims


def test_each_child_has_a_record_under_the_reference_and_their_place_in_it():
    two = replace(CONCERN, children=(ChildDescribed("Jay"), ChildDescribed("Mo")))
    assert [record.taken.local_id for record in records(two)] == ["RC-2345-6789/1", "RC-2345-6789/2"]


def test_the_signs_go_to_the_timeline_in_words():
    (record,) = records(CONCERN)
    raised = record.events[0]
    assert (raised.kind, raised.words) == ("CONCERN_RAISED", "Two phones.")
    assert raised.details == {"indicators": "Several phones or SIMs"}
    assert record.taken.event_keys == ("RC-2345-6789/1:CONCERN_RAISED", "RC-2345-6789/1:CHILD_SAID")


def test_words_said_among_several_children_are_nobodys():
    two = replace(CONCERN, children=(ChildDescribed("Jay"), ChildDescribed("Mo")))
    assert [event.kind for record in records(two) for event in record.events] == ["CONCERN_RAISED"] * 2


@pytest.mark.parametrize(
    "concern",
    [
        replace(CONCERN, route=Route.ALLEGATION, works_with_children="A coach"),
        replace(CONCERN, about=About.PLACE, children=(), described_as="Bus station"),
    ],
    ids=["about a worker", "about a place"],
)
def test_a_concern_that_is_about_no_child_or_about_a_worker_makes_no_record(concern):
    assert records(concern) == ()


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ((), Confidence.NOT_KNOWN),
        ((Confidence.SEEN,), Confidence.SEEN),
        ((Confidence.SEEN, Confidence.REPORTED), Confidence.REPORTED),
        ((Confidence.SUSPECTED, Confidence.REPORTED), Confidence.SUSPECTED),
    ],
)
def test_what_a_concern_says_is_known_no_better_than_its_weakest_sign(given, known):
    codes = ("IND_MULTI_PHONES", "IND_INJURY")
    observed = tuple(Observed(code, confidence) for code, confidence in zip(codes, given, strict=False))
    assert how_it_is_known(replace(CONCERN, observed=observed)) is known
