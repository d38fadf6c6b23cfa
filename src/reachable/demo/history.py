"""The demo's days lived through in order: extracts arriving, people judging, reports by night, alerts answered or not.

In:  now.
Out: a database that looks as it would this morning.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import connection, connections

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Purpose, Role, Run, Viewer
from reachable.access.operations import chain_waiting_entries
from reachable.adapters.bank_holidays import england_and_wales
from reachable.casework.operations import record_trusted_adult
from reachable.demo.agreed import agree_long_ago, happenings_to_agreements
from reachable.demo.answering import answer_what_waits
from reachable.demo.concerns import DemoConcern, DemoDecision, concerns
from reachable.demo.guarded import happenings_to_what_is_guarded
from reachable.demo.judgements import Judgement, judgements
from reachable.demo.ledger import open_ledger
from reachable.demo.old_records import happenings_to_old_records
from reachable.demo.relationships import trusted_adults
from reachable.demo.reports import DemoReport, just_happened
from reachable.demo.seeding import SEEDER, Living, Progress, bring_in, register_partnership, sendings
from reachable.demo.shared import happenings_to_sharing
from reachable.demo.truth import RecordKey, truth_of
from reachable.demo.two_at_once import evaluate_two_at_once, stop_waiting_for_the_disk
from reachable.demo.world import build_world
from reachable.journeys.concern_received import receive_concern
from reachable.journeys.concern_triaged import decide_concern
from reachable.journeys.counts_released import release_counts
from reachable.journeys.just_happened import record_what_happened
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.kernel.ids import ConcernId, RequestId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.matching.queries import list_judgements
from reachable.people.operations import seal_record
from reachable.people.queries import find_subjects
from reachable.rules.operations import ask_to_evaluate, begin_asking

RULES_BEGIN = timedelta(days=3)
"""The rules are first asked this long before now: what is older is history on the day the demo's partnership began."""

COUNTED_AFTER = (4, 15, 40)
"""After how many of the moments the rows are counted: most of them come in with the first extract of each agency."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to do at an instant. `asks` is not set where no rule reads what it leaves: they are asked later."""

    at: datetime
    order: int
    do: Callable[[], None]
    asks: bool = True


def seed(now: datetime, *, how_many: int, progress: Progress) -> None:
    """Fill an empty database with the made-up partnership as it stands at `now`, with so many children."""
    progress("Making up three areas, their agencies, staff and children …")
    world = build_world(now, how_many=how_many)
    with _without_waiting_for_the_disk():
        ledger = open_ledger(world.children, world.happenings)
        living = Living(world, truth_of(world), register_partnership(world), ledger)
        _seal(living)
        agree_long_ago(living)
        moments = sorted(_moments(living), key=lambda each: (each.at, each.order))
        progress(f"Living through {len(moments)} arrivals, judgements and reports of the last two months …")
        _live(living, moments, progress)
        release_counts(calendar=england_and_wales(), now=now)
    while chain_waiting_entries(at_most=5000):
        pass


def _live(living: Living, moments: Sequence[Moment], progress: Progress) -> None:
    now, begin = living.world.now, living.world.now - RULES_BEGIN
    begun = False
    for number, moment in enumerate(moments, start=1):
        moment.do()
        if number in COUNTED_AFTER:
            _count_rows()
        if moment.at >= begin and moment.asks:
            if not begun:
                progress(
                    f"  {number} of {len(moments)}; asking the rules about {len(living.world.children)} children …"
                )
                begun = _begin(moment.at)
            _ask_and_answer(living, moment.at)
        if number % 50 == 0:
            progress(f"  {number} of {len(moments)}")
    _ask_and_answer(living, now)


def _ask_and_answer(living: Living, at: datetime) -> None:
    evaluate_two_at_once(now=at)
    answer_what_waits(living, at)
    climb_ladders(now=at)


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Commit without waiting until it is on the disk: what is made up can be made up again.

    A database cut short is not taken for whole, and the first commit after this waits for everything before it.
    """
    stop_waiting_for_the_disk()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def _count_rows() -> None:
    """Let the server see how many rows there are by now, as it would by itself within a minute or so."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _begin(at: datetime) -> bool:
    """Let what came before count as history, and return True."""
    with running(job="the first day", now=at):
        begin_asking(by=SEEDER, now=at)
    return True


def _seal(living: Living) -> None:
    with acting(by=SEEDER, what="sealed records before adoption", now=living.world.now - timedelta(days=399)):
        for sealed in living.truth.sealed:
            seal_record(
                agency_id=living.made.agencies[sealed.record.agency],
                system=sealed.record.feed,
                local_id=sealed.record.local_id,
                because=sealed.because,
                by=SEEDER,
                now=living.world.now - timedelta(days=399),
            )


def _moments(living: Living) -> Iterator[Moment]:
    for sending in sendings(living.world):
        yield Moment(sending.at, 0, partial(bring_in, living.world, living.made, living.ledger, sending))
    for judgement in judgements(living.world, living.truth):
        yield Moment(judgement.at, 1, partial(_judge, living, judgement))
        if judgement.undone_at is not None:
            yield Moment(judgement.undone_at, 2, partial(_undo, living, judgement))
    for report in just_happened(living.world):
        yield Moment(report.what.recorded_at, 1, partial(_report, living, report))
    for raised in concerns(living.world):
        concern_id = ConcernId(uuid4())
        yield Moment(raised.raised_at, 1, partial(_raise, living, raised, concern_id))
        if raised.decided is not None:
            yield Moment(raised.decided.at, 2, partial(_decide, living, raised.decided, concern_id))
    for at, do in (*happenings_to_old_records(living), *happenings_to_agreements(living)):
        yield Moment(at, 2, do)
    for at, do in (*happenings_to_sharing(living), *happenings_to_what_is_guarded(living)):
        yield Moment(at, 2, do, asks=False)
    yield Moment(living.world.now, 3, partial(_trust, living))


def _judge(living: Living, judgement: Judgement) -> None:
    pair = _pair(living, judgement)
    if pair is None:
        return
    by = living.made.actor(judgement.by, judgement.by)
    with acting(by=by, what="judged whether two records are of the same child", now=judgement.at):
        moved = record_judgement(
            left=pair[0],
            right=pair[1],
            answer=Answer(judgement.answer),
            because=judgement.because,
            by=by,
            now=judgement.at,
        )
        ask_to_evaluate(subject_ids={*pair, *moved}, because="a judgement", by=by, now=judgement.at)


def _undo(living: Living, judgement: Judgement) -> None:
    pair = _pair(living, judgement)
    if pair is None or judgement.undone_at is None:
        return
    by = living.made.actor(judgement.undone_by, judgement.undone_by)
    with acting(by=by, what="undid a judgement of two records", now=judgement.undone_at):
        standing = [
            each
            for each in list_judgements(viewer=Run("demo"), subject_ids=pair[:1])
            if {each.left, each.right} == set(pair) and each.undone_at is None
        ]
        for each in standing:
            moved = undo_judgement(
                judgement_id=each.id, because=judgement.undone_because, by=by, now=judgement.undone_at
            )
            ask_to_evaluate(subject_ids={*pair, *moved}, because="undone", by=by, now=judgement.undone_at)


def _pair(living: Living, judgement: Judgement) -> tuple[SubjectId, SubjectId] | None:
    first, second = _subject(living, judgement.first), _subject(living, judgement.second)
    return None if first is None or second is None else (first, second)


def _subject(living: Living, record: RecordKey) -> SubjectId | None:
    with running(job="demo", now=living.world.now):
        found = find_subjects(viewer=Run("demo"), agency_id=living.made.agencies[record.agency], system=record.feed)
    return found.get(record.local_id)


def _raise(living: Living, raised: DemoConcern, concern_id: ConcernId) -> None:
    viewer = _viewer(living, raised.by, raised.raised_at)
    receive_concern(concern=raised.concern, concern_id=concern_id, viewer=viewer, now=raised.raised_at)


def _decide(living: Living, decided: DemoDecision, concern_id: ConcernId) -> None:
    viewer = _viewer(living, decided.by, decided.at)
    decide_concern(concern_id=concern_id, decision=decided.decision, viewer=viewer, now=decided.at)


def _report(living: Living, report: DemoReport) -> None:
    at = report.what.recorded_at
    record_what_happened(what=report.what, viewer=_viewer(living, report.by, at), now=at)


def _viewer(living: Living, staff: str, at: datetime) -> Viewer:
    """Return somebody of the demo as they are signed in, in their usual assignment."""
    member = next(each for each in living.world.staff if each.code == staff)
    membership = member.memberships[0]
    team = next(each for each in living.world.teams if each.code == membership.team)
    return Viewer(
        user_id=living.made.users[staff],
        name=member.name,
        agency_id=living.made.agencies[team.agency],
        agency_name=team.agency,
        area_id=living.made.areas[team.area],
        role=membership.role,
        purpose=Purpose.SAFEGUARDING if membership.role is not Role.RECORDER else Purpose.RECORDING,
        team_ids=(living.made.teams[team.code],),
        request_id=RequestId(uuid4()),
        at=at,
    )


def _trust(living: Living) -> None:
    now = living.world.now
    with acting(by=SEEDER, what="recorded trusted adults", now=now):
        for each in trusted_adults(living.world, living.truth):
            agency_id = living.made.agencies[each.record.agency]
            found = find_subjects(viewer=Run("demo"), agency_id=agency_id, system=each.record.feed)
            subject_id = found.get(each.record.local_id)
            if subject_id is None:
                continue
            record_trusted_adult(
                subject_id=subject_id,
                controller_id=agency_id,
                name=each.name,
                who_they_are=each.who_they_are,
                phone=each.phone,
                said_by=each.said_by,
                since=each.since,
                by=SEEDER,
                now=now,
            )
