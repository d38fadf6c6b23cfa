"""Times the way from one event to a named person told, against one read and one row written with nothing around them.

In:  a size.
Out: checks. Both run in turn on the same database, so that the ratio means the same on any machine.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.db import connection

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import BY, make_children, make_event
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.config.measures.timing import at_share, time_in_turn
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.operations import add_events

TIMES = {"small": 40, "full": 400}
CHILDREN = {"small": 10, "full": 50}
EVENTS = 60
LONGEST_P95_MS = 2000
"""Somebody records an arrest and waits for the page to answer. More than two seconds and they send it again."""

HIGHEST_RATIO = 400
"""What it may cost against one read and one row written: every rule asked, and for about six alerts each, the ladder,
who may look, the message and the audit kept, under row protection. About 250 when this was set."""


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the targets."""
    progress("Making a database of its own …")
    with throwaway_database() as name:
        now = read_clock()
        made = register_partnership(build_world(now))
        subjects = make_children(made, count=CHILDREN[size], events=EVENTS, now=now)
        _make_bare_table(name)

        def live(number: int) -> None:
            subject_id, at = subjects[number % len(subjects)], now + timedelta(hours=number)
            with running(job="measure", now=at):
                event = make_event(made, subject_id, EventKind.ARREST, at, drugs_supply=True)
                add_events(events=[event], by=BY, now=at)
                ask_to_evaluate(subject_ids=[subject_id], because="measure", by=BY, now=at)
            evaluate_waiting(now=at)

        def bare(number: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM bare WHERE about_id = %s", [subjects[number % len(subjects)]])
                cursor.fetchall()
                cursor.execute("INSERT INTO bare VALUES (%s, %s, '{}')", [uuid4(), subjects[number % len(subjects)]])

        progress(f"Recording {TIMES[size]} arrests of {len(subjects)} children with {EVENTS} events each …")
        timed = time_in_turn(live, bare, times=TIMES[size])
        with running(job=Run("measure").job, now=now), connection.cursor() as cursor:
            cursor.execute("SELECT count(*), (SELECT count(*) FROM alerts_outboxmessage) FROM alerts_alert")
            alerts, messages = cursor.fetchone()
    middle, slow = at_share(timed.own, 0.5), at_share(timed.own, 0.95)
    return [
        Check("one event to people told, half the time within, ms", round(middle, 1), None, True),
        Check("one event to people told, 95 in 100 within, ms", round(slow, 1), LONGEST_P95_MS, slow <= LONGEST_P95_MS),
        Check("bare read and commit, half the time within, ms", round(at_share(timed.against, 0.5), 2), None, True),
        Check(
            "times as long, half the time", round(timed.ratio(0.5), 1), HIGHEST_RATIO, timed.ratio(0.5) <= HIGHEST_RATIO
        ),
        Check(
            "times as long, 95 in 100", round(timed.ratio(0.95), 1), HIGHEST_RATIO, timed.ratio(0.95) <= HIGHEST_RATIO
        ),
        Check("alerts raised meanwhile", alerts, "at least 1 per child", alerts >= CHILDREN[size]),
        Check("messages left in the outbox", messages, "at least 1", messages >= 1),
    ]


def _make_bare_table(name: str) -> None:
    """Make a plain copy of the events: no policies, no audit, nothing signed."""
    with as_superuser(name) as admin:
        admin.execute("CREATE TABLE bare AS SELECT id, about_id, details FROM timeline_event")
        admin.execute("CREATE INDEX ON bare (about_id)")
        admin.execute("GRANT SELECT, INSERT ON bare TO reachable_app")
