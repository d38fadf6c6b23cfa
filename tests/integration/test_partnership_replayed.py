"""Everything a partnership holds is replayed at once: numbers by rule, agency and year, and small ones untold."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reachable.journeys.partnership_replayed import replay_partnership
from reachable.kernel.safe_counts import SafeCount
from reachable.rules.domain.readings import Reading
from reachable.timeline.domain.kinds import EventKind
from tests.factories.children import add_event, make_child
from tests.factories.partnership import NOW, make_partnership

EARLIER = NOW - timedelta(days=20)


@pytest.fixture
def made(database):
    """Make six children arrested on suspicion of supply, two of them referred since, and one with hidden drugs."""
    made = make_partnership()
    for number, family in enumerate(("Larch", "Alder", "Rowan", "Hazel", "Aspen", "Maple")):
        child = make_child(made, f"Sam {family}")
        add_event(made, child, EventKind.ARREST, EARLIER, told_at=EARLIER + timedelta(days=2), drugs_supply=True)
        if number < 2:
            for kind in (EventKind.REFERRAL, EventKind.NRM_REFERRAL, EventKind.DEBT_AND_THREAT_CHECK):
                add_event(made, child, kind, EARLIER + timedelta(days=3), agency="northshire-social-care")
    add_event(made, child, EventKind.INTERNAL_CONCEALMENT, EARLIER)
    return made


def counted(reading=Reading.POOLED):
    replayed = replay_partnership(reading=reading, now=NOW)
    return {(each.rule_id, each.year): each for each in replayed.counted if "olice" in each.agency}


def test_moments_are_counted_by_rule_agency_and_year(made):
    found = counted()["R012", 2026]
    assert found.known == found.certain == SafeCount.of(6)


def test_small_numbers_are_not_told(made):
    assert counted()["R012", 2026].answered == SafeCount(None)
    assert counted()["R014", 2026].known == SafeCount(None)


def test_what_one_agency_knows_is_not_answered_by_another(made):
    assert counted(Reading.ONE_AGENCY)["R012", 2026].answered == SafeCount.of(0)


def test_with_hindsight_it_is_said_to_be_hindsight(made):
    assert "hindsight" in replay_partnership(reading=Reading.HINDSIGHT, now=NOW).reading.value


def statements():
    with CaptureQueriesContext(connection) as asked:
        counted()
    return len(asked)


def test_more_children_take_no_more_statements(made):
    before = statements()
    for family in ("Birch", "Cedar", "Holly"):
        add_event(made, make_child(made, f"Sam {family}"), EventKind.ARREST, EARLIER, drugs_supply=True)
    assert statements() == before


def test_each_part_that_is_read_is_noted_as_a_run(made, privileged, database):
    counted()
    with privileged.connect(database) as admin:
        assert admin.execute("SELECT 1 FROM audit.entry WHERE what = 'replay everything'").fetchall()
