"""Pairs of records that wait for this reader to say whether they are of one child.

In:  a reader.
Out: at most as many as a person can judge at a sitting, both records of each open to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Run, Shown, Viewer
from reachable.access.queries import list_worked_with
from reachable.journeys.child_evaluated import find_birth
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.when import When
from reachable.matching.domain.clusters import Answer
from reachable.matching.domain.compared import Pair
from reachable.matching.domain.evidence import Direction, EvidenceKind, Strength
from reachable.matching.queries import (
    CandidateRecord,
    JudgementRecord,
    list_candidates,
    list_judgements,
    list_waiting_pairs,
)
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, list_same_person, open_records

RUN = Run("matching")
AT_A_SITTING = 20
LOOKED_THROUGH = 2000
"""How many waiting pairs of an area are looked through for those the reader may judge."""


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
    """Two records and what they have in common, in kinds; what somebody said who was not sure."""

    left: RecordInPair
    right: RecordInPair
    agreeing: tuple[EvidenceKind, ...]
    disagreeing: tuple[EvidenceKind, ...]
    warnings: tuple[str, ...]
    found_at: datetime
    not_sure_because: str


@dataclass(frozen=True, slots=True)
class WaitingMatches:
    """The pairs to judge next, those with most in common first, and how many there are in all."""

    pairs: tuple[WaitingPair, ...]
    in_all: int


def list_matches_to_judge(*, viewer: Viewer, now: datetime) -> WaitingMatches:
    """Return the pairs that wait for an answer and that this reader may give one for.

    Two records that other judgements already make one person are not asked about, and of several pairs that would join
    the same two people only the first.
    """
    with running(job="find pairs this reader may judge", now=now):
        waiting = list_waiting_pairs(viewer=RUN, at_most=LOOKED_THROUGH, area_id=viewer.area_id)
        records = {each for pair in waiting for each in pair}
        open_to_them = list_worked_with(viewer=viewer, about_ids=[AboutId(each) for each in records])
        people = list_same_person(viewer=RUN, subject_ids=records)
    theirs = _one_for_each_two_people([pair for pair in waiting if open_to_them.issuperset(pair)], people)
    chosen = theirs[:AT_A_SITTING]
    if not chosen:
        return WaitingMatches((), 0)
    wanted = dict.fromkeys(AboutId(each) for pair in chosen for each in pair)
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="records to judge")
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=[SubjectId(each) for each in opened.granted])
        candidates = {
            (each.left, each.right): each for each in list_candidates(viewer=viewer, subject_ids=list(claims))
        }
        judgements = list_judgements(viewer=viewer, subject_ids=list(claims))
    pairs = tuple(
        _describe(candidates[pair], claims, judgements)
        for pair in chosen
        if pair in candidates and claims.keys() >= set(pair)
    )
    return WaitingMatches(pairs, len(theirs))


def _one_for_each_two_people(waiting: Iterable[Pair], people: Mapping[SubjectId, tuple[SubjectId, ...]]) -> list[Pair]:
    first: dict[frozenset[tuple[SubjectId, ...]], Pair] = {}
    for pair in waiting:
        two = frozenset(people[each] for each in pair)
        if len(two) > 1:
            first.setdefault(two, pair)
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
    candidate: CandidateRecord, claims: Mapping[SubjectId, SubjectClaims], judgements: tuple[JudgementRecord, ...]
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
    )


def _kinds(candidate: CandidateRecord, direction: Direction) -> tuple[EvidenceKind, ...]:
    return tuple(
        EvidenceKind[each["kind"]]
        for each in candidate.evidence
        if each["direction"] == direction.name and each["strength"] != Strength.WEAK.name
    )
