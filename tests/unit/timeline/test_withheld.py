"""Under broken glass nothing of an event is shown but what is known to hold no place: every kind, every detail."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

import pytest

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import KINDS, EventKind
from reachable.timeline.domain.withheld import DETAILS_WITHHELD, withhold_place

AT = datetime(2026, 3, 3, 2, tzinfo=UTC)
A_PLACE = "Fernleigh"
"""Neither a postcode, a street nor a word for a home: nothing but an allow-list keeps it back."""


def make_fact(kind, **details):
    return Fact(
        id=EventId(UUID(int=1)),
        subject_id=SubjectId(UUID(int=2)),
        kind=kind,
        instants=Instants(When.at(AT), AT, AT),
        source=Source(AgencyId(UUID(int=3)), "Northshire police", "missing", "M-1"),
        agency_kind="HOME_POLICE_FORCE",
        details=MappingProxyType(details),
    )


@pytest.mark.parametrize(
    ("kind", "detail"), [(kind, detail) for kind in EventKind for detail in KINDS[kind].details], ids=str
)
def test_no_detail_of_any_kind_shows_a_place_and_each_says_that_it_is_withheld(kind, detail):
    shown = withhold_place(make_fact(kind, **{detail: A_PLACE}))
    assert A_PLACE not in repr(shown)
    assert DETAILS_WITHHELD in say_details(shown)


def test_a_detail_that_nobody_thought_about_is_withheld_whatever_it_holds():
    for value in (A_PLACE, True, 3, 84.5):
        shown = withhold_place(make_fact(EventKind.MISSING_FOUND, a_new_detail=value))
        assert "a_new_detail" not in shown.details
        assert say_details(shown) == DETAILS_WITHHELD


def test_a_yes_a_number_and_a_code_are_shown_and_say_nothing_of_being_withheld():
    arrest = withhold_place(make_fact(EventKind.ARREST, drugs_supply=True, away_from_home_area=True))
    assert say_details(arrest) == "intent to supply drugs, away from the home area"
    missing = withhold_place(make_fact(EventKind.MISSING_REPORTED, grade="HIGH"))
    assert say_details(missing) == "high risk"
    seizure = withhold_place(make_fact(EventKind.SEIZURE, wraps=14, cash_pence=34000))
    assert say_details(seizure) == "14 wraps, £340"


def test_what_is_shown_in_full_stands_before_what_is_withheld():
    found = make_fact(EventKind.FOUND_AWAY_FROM_HOME, miles_from_home=84, no_ticket=True)
    assert say_details(withhold_place(found)) == f"without a ticket, {DETAILS_WITHHELD}"


def test_a_detail_that_is_not_recorded_is_not_said_to_be_withheld():
    assert say_details(withhold_place(make_fact(EventKind.MISSING_FOUND, found_where=None))) == ""
    bare = make_fact(EventKind.STRATEGY_DISCUSSION)
    assert withhold_place(bare) == replace(bare, place=withhold_place(bare).place)
