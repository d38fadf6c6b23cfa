"""Whoever may be away tonight is found by an index, whatever order things were told and taken back in."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.timeline.domain.kinds import BRINGS_BACK, TAKES_AWAY
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.models import Event
from reachable.timeline.operations import withdraw_events
from reachable.timeline.queries import list_not_ended
from tests.factories.children import MACHINE, add_event, make_child
from tests.factories.partnership import NOW, make_partnership

HOUR = timedelta(hours=1)
RUN = Run("test")
MIGRATION = Path("src/reachable/timeline/migrations/sql/end_told.sql")


def found_at(told_by):
    with running(job="test", now=NOW):
        return set(list_not_ended(viewer=RUN, told_by=told_by))


def asked_of_every_event(told_by):
    """Return the same by looking at every event there is."""
    with running(job="test", now=NOW):
        standing = [row for row in Event.objects.all() if row.withdrawn_at is None and row.received_at <= told_by]
    ended = {(row.subject_id, row.episode) for row in standing if K(row.kind) in BRINGS_BACK}
    return {
        (row.subject_id, row.agency_id)
        for row in standing
        if K(row.kind) in TAKES_AWAY and (row.subject_id, row.episode) not in ended
    }


@pytest.mark.parametrize("seed", range(12))
def test_it_is_what_looking_at_every_event_would_say_at_every_moment(database, seed):
    chance = random.Random(seed)  # noqa: S311 - the same story for the same seed
    made = make_partnership()
    children = [make_child(made, "Ayaan Khan"), make_child(made, "Ewan Price")]
    kinds = [*TAKES_AWAY, *BRINGS_BACK, K.ABSENCE]
    for _ in range(24):
        if chance.random() < 0.25:
            with running(job="test", now=NOW):
                standing = list(Event.objects.filter(withdrawn_at__isnull=True).values_list("id", flat=True))
                gone = chance.sample(sorted(standing), min(len(standing), 2))
                withdraw_events(event_ids=gone, because="not so", by=MACHINE, now=NOW)
            continue
        told = NOW - chance.randrange(1, 90) * HOUR
        add_event(
            made,
            chance.choice(children),
            chance.choice(kinds),
            told - chance.randrange(0, 30) * HOUR,
            told_at=told,
            episode=chance.choice(["", "one", "two"]),
            agency=chance.choice(["northshire-police", "eastham-police"]),
        )
    for back in (0, 10, 30, 60, 89):
        told_by = NOW - back * HOUR
        assert found_at(told_by) == asked_of_every_event(told_by), f"{back} hours back"


def test_the_database_knows_the_same_kinds_as_the_code():
    said = MIGRATION.read_text(encoding="utf-8")
    named = {kind for kind in K if f"'{kind.value}'" in said}
    assert named == {*TAKES_AWAY, *BRINGS_BACK}
