"""Times the rules asked about one child when one event has come, against a bare read and commit in the same run.

In:  a size.
Out: checks. Both are done in turn on one database with the same durability, so that the ratio means the same anywhere.

What is timed: `evaluate_now` for the child an event was just recorded of. The signed context is opened and the run
noted in the audit record; the child is held so that nobody else evaluates it; records, facts, firings and clocks are
read under row policies; the rules are asked; firings, clocks, alerts, tellings, who may look and messages are kept; all
is committed in one transaction.

What it is set against: one transaction that reads the same child's events whole under the same policies, in a signed
context, as plain tuples, writes one small row and commits: nothing is noted, held, asked, kept or told. Beside it
stands the same from a copy of the table without policies and context, as a figure without a target.

The events are drawn in the shares in which the made-up partnership of two thousand children tells of them
(`build_world`, seven thousand records: six in ten absences, one in ten contacts, one in fifteen entries of custody, one
in thirty somebody missing). Each record counts for the events it becomes: a missing episode for two. Starting at a
school is left out, as it comes once a year in one file. The entries of the stories are among them as often as there.

The children are busier than the county's: each has sixty events, of which a third are of the police or of going
missing, so that more of what comes raises something than would for most. What is timed of events that raised alerts is
told by itself too.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from reachable.access.context import running
from reachable.access.domain.context_token import ContextToken, sign
from reachable.adapters.clock import read_clock
from reachable.config.boot import settle_memory
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import BY, make_children, make_event
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.config.measures.timing import Timed, at_share
from reachable.demo.seeding import Partnership, register_partnership
from reachable.demo.world import build_world
from reachable.journeys.child_evaluated import evaluate_now
from reachable.kernel.ids import SubjectId
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.operations import add_events

TIMES = {"small": 200, "full": 2000}
ARRESTS = {"small": 40, "full": 200}
CHILDREN = {"small": 20, "full": 100}
EVENTS = 60
LONGEST_P95_MS = 500
"""Somebody records an arrest and waits for the page to answer; keeping and matching it takes its time too."""
HIGHEST_RATIO = 6
SEED = 7
Details = dict[str, str | int | bool]
ARRIVALS: tuple[tuple[int, EventKind, Details], ...] = (
    (560, EventKind.ABSENCE, {"sessions": 2, "authorised": True}),
    (8, EventKind.ABSENCE, {"sessions": 2, "authorised": False}),
    (103, EventKind.CONTACT, {"outcome": "advice"}),
    (42, EventKind.SOCIAL_WORK_VISIT, {"child_seen": True}),
    (40, EventKind.ARREST, {"drugs_supply": False}),
    (40, EventKind.RELEASED, {"out_of_hours": False, "disposal": "CHARGED"}),
    (32, EventKind.EXCLUSION_FIXED, {"days": 1}),
    (31, EventKind.MISSING_REPORTED, {}),
    (31, EventKind.MISSING_FOUND, {"miles_from_home": 1}),
    (22, EventKind.PLAN_STARTED, {"plan_type": "CIN"}),
    (19, EventKind.INCIDENT, {}),
    (21, EventKind.HOSPITAL_ATTENDANCE, {"injury": "FRACTURE"}),
    (14, EventKind.STOP_SEARCH, {}),
    (14, EventKind.SUPPORT_OFFERED, {"service": "youth work"}),
    (8, EventKind.ARREST, {"drugs_supply": True}),
    (8, EventKind.RELEASED, {"out_of_hours": True}),
    (4, EventKind.SEIZURE, {"drugs": "heroin", "wraps": 20}),
    (3, EventKind.REFERRAL, {}),
    (3, EventKind.RETURN_INTERVIEW_HELD, {}),
    (2, EventKind.CONCERN_RAISED, {}),
    (1, EventKind.STRATEGY_DISCUSSION, {}),
    (1, EventKind.CHILD_SAID, {"wants_out": True}),
)
"""How often, in about a thousand."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """Milliseconds of one event, of the bare read under the same policies, of one without; and the alerts it raised."""

    own: float
    bare: float
    without_policies: float
    alerts: int


def measure(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the target."""
    progress("Making a database of its own …")
    with throwaway_database() as name:
        now = read_clock()
        made = register_partnership(build_world(now))
        subjects = make_children(made, count=CHILDREN[size], events=EVENTS, now=now)
        _copy_events(name)
        chance = random.Random(SEED)  # noqa: S311 - drawn alike each time
        kinds = chance.choices(ARRIVALS, [share for share, _, _ in ARRIVALS], k=2 * TIMES[size])
        progress(f"Recording {TIMES[size]} events of {len(subjects)} children with {EVENTS} events each …")
        each = _Arrivals(made, subjects, now)
        for number in range(len(subjects)):
            # The first time a child is asked about is another matter than one more event.
            each.arrive(number, EventKind.ABSENCE, {})
            each.evaluate(number)
        settle_memory()  # As the site and the jobs do when they have started.
        mixed = _measure_each(each, [(kind, details) for _, kind, details in kinds[: TIMES[size]]])
        progress(f"Recording {ARRESTS[size]} arrests …")
        arrests = _measure_each(each, [(EventKind.ARREST, {"drugs_supply": True})] * ARRESTS[size])
        messages = each.count_messages()
    return [
        *_mixed_checks(mixed),
        *_arrest_checks(arrests),
        Check("messages in the outbox", messages, "at least 1", messages >= 1),
    ]


def _mixed_checks(measured: Sequence[_Measured]) -> list[Check]:
    timed, bare_copy = _timed(measured), _without_policies(measured)
    raising = [each for each in measured if each.alerts]
    slow, times = at_share(timed.own, 0.95), round(timed.ratio(0.95), 1)
    share = round(100 * len(raising) / len(measured))
    checks = [
        Check("one event evaluated, half the time within, ms", round(at_share(timed.own, 0.5), 1), None, True),
        Check("one event evaluated, 95 in 100 within, ms", round(slow, 1), LONGEST_P95_MS, slow <= LONGEST_P95_MS),
        Check("bare read and commit, half the time within, ms", round(at_share(timed.against, 0.5), 2), None, True),
        Check("bare read and commit, 95 in 100 within, ms", round(at_share(timed.against, 0.95), 2), None, True),
        Check("times as long, half the time", round(timed.ratio(0.5), 1), None, True),
        Check("times as long, 95 in 100", times, HIGHEST_RATIO, times <= HIGHEST_RATIO),
        Check("times a bare read without policies, half the time", round(bare_copy.ratio(0.5), 1), None, True),
        Check("times a bare read without policies, 95 in 100", round(bare_copy.ratio(0.95), 1), None, True),
        Check("events that raised alerts, in 100", share, "at least 1", share >= 1),
        Check("alerts raised by all of them", sum(each.alerts for each in measured), None, True),
    ]
    if raising:
        rose = _timed(raising)
        checks += [
            Check("events that raised alerts, half the time within, ms", round(at_share(rose.own, 0.5), 1), None, True),
            Check("events that raised alerts: times as long, half the time", round(rose.ratio(0.5), 1), None, True),
            Check("events that raised alerts: times as long, 95 in 100", round(rose.ratio(0.95), 1), None, True),
        ]
    return checks


def _arrest_checks(measured: Sequence[_Measured]) -> list[Check]:
    timed, alerts = _timed(measured), sum(each.alerts for each in measured)
    return [
        Check("arrests alone: times as long, half the time", round(timed.ratio(0.5), 1), None, True),
        Check("arrests alone: times as long, 95 in 100", round(timed.ratio(0.95), 1), None, True),
        Check("alerts raised by each arrest", round(alerts / len(measured), 1), None, True),
    ]


def _timed(measured: Sequence[_Measured]) -> Timed:
    return Timed(tuple(sorted(each.own for each in measured)), tuple(sorted(each.bare for each in measured)))


def _without_policies(measured: Sequence[_Measured]) -> Timed:
    return Timed(
        tuple(sorted(each.own for each in measured)), tuple(sorted(each.without_policies for each in measured))
    )


def _measure_each(each: "_Arrivals", events: Sequence[tuple[EventKind, Details]]) -> list[_Measured]:
    """Record each event and time what follows it, and the two bare reads in turn with it."""
    measured = []
    before = each.count_alerts()
    for number, (kind, details) in enumerate(events):
        each.arrive(number, kind, details)
        own = _milliseconds(each.evaluate, number)
        bare, without = (_milliseconds(do, number) for do in (each.read_and_commit, each.read_without_policies))
        after = each.count_alerts()
        measured.append(_Measured(own, bare, without, after - before))
        before = after
    return measured


def _milliseconds(do: Callable[[int], object], number: int) -> float:
    began = perf_counter()
    do(number)
    return (perf_counter() - began) * 1000


class _Arrivals:
    """Events arriving of several children in turn, an hour apart."""

    def __init__(self, made: Partnership, subjects: tuple[SubjectId, ...], now: datetime) -> None:
        self._made, self._subjects, self._now = made, subjects, now
        self._hours = 0

    def arrive(self, number: int, kind: EventKind, details: Details) -> None:
        """Record one event and leave word that the child is to be asked about."""
        self._hours += 1
        subject_id, at = self._subject(number), self._at()
        with running(job="measure", now=at):
            add_events(events=[make_event(self._made, subject_id, kind, at, **details)], by=BY, now=at)
            ask_to_evaluate(subject_ids=[subject_id], because="measure", by=BY, now=at)

    def evaluate(self, number: int) -> None:
        """Ask the rules about the child and tell people."""
        if evaluate_now(subject_ids=[self._subject(number)], now=self._at()) != 1:
            raise RuntimeError("the child was not evaluated")

    def read_and_commit(self, number: int) -> None:
        """Read the child's events under their policies in a signed context, write one row and commit."""
        with transaction.atomic():
            # The connection itself: what is around it in the application is not part of a bare read.
            bare = connection.connection
            backend, current = bare.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
            token = ContextToken(
                kind="RUN",
                user_id=None,
                agency_id=None,
                role_code="SYSTEM",
                may_read=False,
                purpose_code="SAFEGUARDING",
                request_id=uuid4(),
                at=self._at(),
                backend=backend,
                transaction=current,
            )
            bare.execute("SELECT context.open(%s, %s)", [token.text(), sign(token, settings.CONTEXT_KEY)])
            self._read_and_write(bare, "timeline_event", number)

    def read_without_policies(self, number: int) -> None:
        """Do the same from a copy without policies, and without a context."""
        with transaction.atomic():
            self._read_and_write(connection.connection, "bare_event", number)

    def _read_and_write(self, bare: Any, table: str, number: int) -> None:
        subject_id = self._subject(number)
        bare.execute(f"SELECT * FROM {table} WHERE about_id = %s", [subject_id]).fetchall()  # noqa: S608 - one of two
        bare.execute("INSERT INTO bare_note VALUES (%s, %s, 'asked')", [uuid4(), subject_id])

    def count_alerts(self) -> int:
        """Return how many alerts there are."""
        return self._count("alerts_alert")

    def count_messages(self) -> int:
        """Return how many messages wait."""
        return self._count("alerts_outboxmessage")

    def _count(self, table: str) -> int:
        with running(job="measure", now=self._now), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - one of two names
            return int(cursor.fetchone()[0])

    def _subject(self, number: int) -> SubjectId:
        return self._subjects[number % len(self._subjects)]

    def _at(self) -> datetime:
        return self._now + timedelta(hours=self._hours)


def _copy_events(name: str) -> None:
    """Make a plain copy of the events, and a table for one small row: no policies, no audit, nothing signed."""
    with as_superuser(name) as admin:
        admin.execute("CREATE TABLE bare_event AS SELECT * FROM timeline_event")
        admin.execute("CREATE INDEX ON bare_event (about_id)")
        admin.execute("CREATE TABLE bare_note (id uuid PRIMARY KEY, about_id uuid, said text)")
        admin.execute("GRANT SELECT, INSERT ON bare_event, bare_note TO reachable_app")
        admin.execute("ANALYZE")
