"""Which facts stood at a moment: for the partnership, and for one agency."""

from reachable.timeline.domain.facts import facts_known_at, facts_known_to
from reachable.timeline.domain.kinds import KINDS, EventKind, Track
from tests.unit.tracks.made_up import agency_id, fact, moment

FIRST = fact(EventKind.ARREST, "Tue 2026-03-03", name="first", recorded="Wed 2026-03-04 09:00")
CORRECTED = fact(
    EventKind.ARREST, "Mon 2026-03-02", name="corrected", supersedes="first", recorded="Fri 2026-03-06 09:00"
)
HELD_BACK = fact(
    EventKind.ABSENCE,
    "Tue 2026-03-03",
    agency="school",
    recorded="Tue 2026-03-03 09:30",
    received="Mon 2026-04-20 06:00",
)


def test_a_fact_stands_from_when_it_was_received() -> None:
    assert facts_known_at([FIRST], moment("Wed 2026-03-04 08:59")) == ()
    assert facts_known_at([FIRST], moment("Wed 2026-03-04 09:00")) == (FIRST,)


def test_a_correction_takes_the_place_of_what_it_corrects_and_not_before() -> None:
    both = [CORRECTED, FIRST]
    assert facts_known_at(both, moment("Thu 2026-03-05 12:00")) == (FIRST,)
    assert facts_known_at(both, moment("Fri 2026-03-06 09:00")) == (CORRECTED,)


def test_a_withdrawn_correction_lets_the_first_record_stand_again() -> None:
    undone = fact(
        EventKind.ARREST,
        "Mon 2026-03-02",
        name="corrected",
        supersedes="first",
        recorded="Fri 2026-03-06 09:00",
        withdrawn="Sat 2026-03-07 09:00",
    )
    assert facts_known_at([FIRST, undone], moment("Fri 2026-03-06 12:00")) == (undone,)
    assert facts_known_at([FIRST, undone], moment("Sat 2026-03-07 09:00")) == (FIRST,)


def test_an_agency_knew_its_own_records_before_the_others_did() -> None:
    noon = moment("Tue 2026-03-03 12:00")
    assert facts_known_to([HELD_BACK], agency_id("school"), noon) == (HELD_BACK,)
    assert facts_known_to([HELD_BACK], agency_id("police"), noon) == ()
    assert facts_known_at([HELD_BACK], noon) == ()


def test_every_kind_of_event_has_a_label_and_every_label_is_its_own() -> None:
    assert set(KINDS) == set(EventKind)
    labels = [kind.label for kind in EventKind]
    assert len(set(labels)) == len(labels)
    assert {kind.track for kind in EventKind} == {*Track, None}
