"""Which incident the picture is drawn around."""

import pytest

from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.identifying import CHOSEN, THE_RULE, find_identifying_incident
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from tests.unit.tracks.made_up import event_id, fact

ARREST = fact(K.ARREST, "Tue 2026-03-03 01:20")
SEIZURE = fact(K.SEIZURE, "Tue 2026-03-03 01:20")
HOSPITAL = fact(K.HOSPITAL_ATTENDANCE, "Wed 2026-02-04", agency="hospital")
FOUND = fact(K.FOUND_AWAY_FROM_HOME, "Thu 2026-03-26 11:00")
EXCLUDED = fact(K.EXCLUSION_PERMANENT, "Fri 2026-05-01", agency="school")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((ARREST, HOSPITAL), ARREST),
        ((HOSPITAL, ARREST, FOUND), FOUND),
        ((ARREST, EXCLUDED), ARREST),
        ((SEIZURE, ARREST), ARREST),
        ((fact(K.ARREST, "?"), HOSPITAL), HOSPITAL),
        ((fact(K.ARREST, "Thu 2026-03-26", role=RoleInEvent.WITNESS), ARREST), ARREST),
    ],
)
def test_the_latest_incident_that_makes_it_visible_is_taken(facts: tuple[Fact, ...], expected: Fact) -> None:
    found = find_identifying_incident(facts)
    assert found is not None
    assert found.fact is expected
    assert found.because == THE_RULE


def test_a_person_may_choose_another_of_any_kind() -> None:
    found = find_identifying_incident([ARREST, EXCLUDED], chosen=EXCLUDED.id)
    assert found is not None
    assert (found.fact, found.because) == (EXCLUDED, CHOSEN)


def test_a_choice_that_no_longer_stands_falls_back_to_the_rule() -> None:
    found = find_identifying_incident([ARREST], chosen=event_id("withdrawn since"))
    assert found is not None
    assert (found.fact, found.because) == (ARREST, THE_RULE)


def test_a_child_without_such_an_incident_has_none() -> None:
    assert find_identifying_incident([EXCLUDED]) is None
