"""Pairs of records that wait for this reader to say whether they are of one child.

In:  a reader.
Out: at most as many as a person can judge in a day, both records of each open to them, and how many more wait.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Run, Shown, Viewer
from reachable.access.queries import list_worked_with
from reachable.alerts.queries import list_unanswered
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.match_queue import HangsOn, QueuedPair, find_what_hangs, put_in_turn
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.london import london_date, start_of_day
from reachable.kernel.when import When
from reachable.matching.domain.clusters import Answer
from reachable.matching.domain.compared import Pair
from reachable.matching.domain.evidence import Direction, EvidenceKind, Strength
from reachable.matching.queries import (
    CandidateRecord,
    JudgementRecord,
    PairWaiting,
    count_judged,
    list_candidates,
    list_judgements,
    list_waiting_pairs,
)
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, list_same_person, open_records
from reachable.rules.queries import list_open_duties

RUN = Run("matching")
IN_A_DAY = 20
"""How many are shown. A local setting: at ten minutes each, with a call to a school or a nurse, twenty are more than
three hours, and whoever answers faster has stopped looking."""
LOOKED_THROUGH = 2000
"""How many waiting pairs of an area are looked through for those the reader may judge: of those on which something
hangs, and again of those that have waited longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInPair:
    """One record of a pair, as a list shows it: initials are made of the name by the page."""

    subject_id: SubjectId
    agency_name: str
    system: str
    name: str
    born: When


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPair:
    """Two records and what they have in common, in kinds; what hangs on an answer; what somebody said, not sure."""

    left: RecordInPair
    right: RecordInPair
    agreeing: tuple[EvidenceKind, ...]
    disagreeing: tuple[EvidenceKind, ...]
    warnings: tuple[str, ...]
    found_at: datetime
    not_sure_because: str
    hangs: HangsOn


@dataclass(frozen=True, slots=True)
class WaitingMatches:
    """The pairs to judge next, those on which something hangs first, and how many there are in all.

    There may be more than `in_all` when not `is_all`: no more were looked through. `judged_today` counts the reader's
    own answers.
    """

    pairs: tuple[WaitingPair, ...]
    in_all: int
    is_all: bool
    judged_today: int


def list_matches_to_judge(*, viewer: Viewer, now: datetime) -> WaitingMatches:
    """Return the pairs that wait for an answer and that this reader may give one for.

    Two records that other judgements already make one person are not asked about, and of several pairs that would join
    the same two people only the first.
    """
    with running(job="find pairs this reader may judge", now=now):
        waiting, hanging = _list_waiting(viewer)
        records = {each for queued in waiting for each in queued.pair}
        open_to_them = list_worked_with(viewer=viewer, about_ids=[AboutId(each) for each in records])
        people = list_same_person(viewer=RUN, subject_ids=records)
        judged = count_judged(viewer=RUN, by=viewer.user_id, since=start_of_day(london_date(now)))
    in_turn = put_in_turn([each for each in waiting if open_to_them.issuperset(each.pair)], people, hanging)
    theirs = _one_for_each_two_people(in_turn, people)
    chosen = {queued.waiting.pair: queued for queued in theirs[:IN_A_DAY]}
    is_all = len(waiting) < LOOKED_THROUGH
    if not chosen:
        return WaitingMatches((), 0, is_all, judged)
    wanted = dict.fromkeys(AboutId(each) for pair in chosen for each in pair)
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="records to judge")
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=[SubjectId(each) for each in opened.granted])
        candidates = {
            (each.left, each.right): each for each in list_candidates(viewer=viewer, subject_ids=list(claims))
        }
        judgements = list_judgements(viewer=viewer, subject_ids=list(claims))
    pairs = tuple(
        _describe(candidates[pair], claims, judgements, queued.hangs)
        for pair, queued in chosen.items()
        if pair in candidates and claims.keys() >= set(pair)
    )
    return WaitingMatches(pairs, len(theirs), is_all, judged)


def _list_waiting(viewer: Viewer) -> tuple[tuple[PairWaiting, ...], Mapping[SubjectId, HangsOn]]:
    """Return pairs that wait in the reader's area, each once, and what hangs on every record anywhere.

    In a county more pairs wait than can be looked through. Those on which something hangs must not be among the unseen.
    """
    hanging = find_what_hangs(list_open_duties(viewer=RUN), list_unanswered(viewer=RUN))
    people = list_same_person(viewer=RUN, subject_ids=hanging)
    touched = {member for members in people.values() for member in members}
    longest = list_waiting_pairs(viewer=RUN, at_most=LOOKED_THROUGH, area_id=viewer.area_id)
    pressing = list_waiting_pairs(
        viewer=RUN, at_most=LOOKED_THROUGH, area_id=viewer.area_id, with_one_of=touched | hanging.keys()
    )
    return tuple(dict.fromkeys((*pressing, *longest))), hanging


def _one_for_each_two_people(
    in_turn: Iterable[QueuedPair], people: Mapping[SubjectId, tuple[SubjectId, ...]]
) -> list[QueuedPair]:
    first: dict[frozenset[tuple[SubjectId, ...]], QueuedPair] = {}
    for queued in in_turn:
        two = frozenset(people[each] for each in queued.waiting.pair)
        if len(two) > 1:
            first.setdefault(two, queued)
    return list(first.values())


def describe_record(claims: SubjectClaims) -> RecordInPair:
    """Return one record as a list shows it."""
    return RecordInPair(
        subject_id=claims.subject_id,
        agency_name=claims.agency_name,
        system=claims.system,
        name=find_usual_name([claims]),
        born=find_birth([claims]),
    )


def _describe(
    candidate: CandidateRecord,
    claims: Mapping[SubjectId, SubjectClaims],
    judgements: tuple[JudgementRecord, ...],
    hangs: HangsOn,
) -> WaitingPair:
    pair: Pair = (candidate.left, candidate.right)
    unsure = [
        each.because
        for each in judgements
        if (each.left, each.right) == pair and each.answer is Answer.NOT_SURE and each.undone_at is None
    ]
    return WaitingPair(
        left=describe_record(claims[candidate.left]),
        right=describe_record(claims[candidate.right]),
        agreeing=_kinds(candidate, Direction.AGREES),
        disagreeing=_kinds(candidate, Direction.DISAGREES),
        warnings=candidate.warnings,
        found_at=candidate.found_at,
        not_sure_because=next(iter(unsure), ""),
        hangs=hangs,
    )


def _kinds(candidate: CandidateRecord, direction: Direction) -> tuple[EvidenceKind, ...]:
    return tuple(
        EvidenceKind[each["kind"]]
        for each in candidate.evidence
        if each["direction"] == direction.name and each["strength"] != Strength.WEAK.name
    )
