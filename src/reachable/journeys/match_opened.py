"""Two records side by side for whoever judges them: what agrees and disagrees, and what an answer would change.

In:  two records that are open to the reader.
Out: PairPage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading, running
from reachable.access.domain.partnership import WorksWith
from reachable.access.domain.viewer import Run, Shown, Viewer
from reachable.access.queries import list_working_with
from reachable.alerts.queries import AlertRecord, list_alerts
from reachable.journeys.matches_listed import RecordInPair, describe_record
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.london import london_date
from reachable.matching.domain.clusters import Answer, Judged, derive_clusters
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.compared import in_order
from reachable.matching.domain.decide import Proposal, Suggestion, decide
from reachable.matching.domain.describe import describe
from reachable.matching.domain.review import SideBySide, set_side_by_side
from reachable.matching.domain.routes import held_values
from reachable.matching.queries import (
    CandidateRecord,
    JudgementRecord,
    find_shared_widely,
    find_twins_known,
    list_candidates,
    list_judgements,
)
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_claims, open_records
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.queries import list_facts

RUN = Run("matching")
FINISHED = frozenset({"ACTED_ON", "NOT_RELEVANT", "WITHDRAWN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSide:
    """What would join from one side: its agencies, its events, the alerts that wait, who would newly see it."""

    record: RecordInPair
    agencies: tuple[str, ...]
    events: int
    alerts: tuple[AlertRecord, ...]
    would_newly_see: tuple[WorksWith, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Two records ready to be judged. `judgements` are those of these two, newest first, undone ones included.

    `already_one` says that judgements of these or other records make them one person now; `torn`, that some records of
    that person were also judged to be of different children.
    """

    left: OneSide
    right: OneSide
    side_by_side: SideBySide
    warnings: tuple[str, ...]
    judgements: tuple[JudgementRecord, ...]
    already_one: bool
    torn: bool

    @property
    def standing(self) -> JudgementRecord | None:
        """Return the judgement of these two that stands."""
        return next((each for each in self.judgements if each.undone_at is None), None)


def open_pair(*, left: SubjectId, right: SubjectId, viewer: Viewer, now: datetime) -> PairPage | None:
    """Open two records and set them side by side, or return None when either is not open to the reader.

    One that is not there, a sealed one and one they do not work with are told alike.
    """
    if left == right:
        return None
    left, right = in_order(left, right)
    wanted = [AboutId(left), AboutId(right)]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.OPENED, what="two records side by side")
    if not opened.granted.issuperset(wanted):
        return None
    people = {left: opened.records_of[wanted[0]], right: opened.records_of[wanted[1]]}
    everybody = list(dict.fromkeys([*people[left], *people[right]]))
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=everybody)
        candidates = list_candidates(viewer=viewer, subject_ids=[left])
        judgements = list_judgements(viewer=viewer, subject_ids=everybody)
        facts = facts_known_at(list_facts(viewer=viewer, subject_ids=everybody), now)
        alerts = list_alerts(viewer=viewer, about_ids=[AboutId(each) for each in everybody])
        working = list_working_with(viewer=viewer, about_ids=[AboutId(each) for each in everybody])
    side_by_side, found = _compare(claims[left], claims[right], now)
    candidate = next((each for each in candidates if {each.left, each.right} == {left, right}), None)

    def side(mine: SubjectId, other: SubjectId) -> OneSide:
        return OneSide(
            record=describe_record(claims[mine]),
            agencies=tuple(dict.fromkeys(claims[each].agency_name for each in people[mine] if each in claims)),
            events=_count(facts, people[mine]),
            alerts=tuple(each for each in alerts if each.about_id in people[mine] and each.state not in FINISHED),
            would_newly_see=_newly(working, people[mine], people[other]),
        )

    return PairPage(
        left=side(left, right),
        right=side(right, left),
        side_by_side=side_by_side,
        warnings=_warnings(found, candidate),
        judgements=tuple(each for each in judgements if {each.left, each.right} == {left, right}),
        already_one=people[left] == people[right],
        torn=_is_torn(everybody, judgements),
    )


def _compare(left: SubjectClaims, right: SubjectClaims, now: datetime) -> tuple[SideBySide, Suggestion]:
    """Compare two records by what the reader may see of them. The machine adds only whether a twin is known."""
    bare = describe(left), describe(right)
    with running(job="compare two records", now=now):
        twins = find_twins_known(viewer=RUN, subject_ids=[left.subject_id, right.subject_id])
        shared = find_shared_widely(viewer=RUN, values={value for each in bare for value in held_values(each)})
    one, other = (describe(each, twin_known=each.subject_id in twins) for each in (left, right))
    evidence = gather_evidence(one, other, shared)
    found = decide(one, other, evidence)
    return set_side_by_side(one, other, evidence, found, london_date(now)), found


def _warnings(found: Suggestion, candidate: CandidateRecord | None) -> tuple[str, ...]:
    kept = candidate.warnings if candidate is not None else ()
    return tuple(dict.fromkeys([*(found.warnings if found.proposal is not Proposal.NEVER else ()), *kept]))


def _count(facts: Iterable[Fact], subject_ids: Iterable[SubjectId]) -> int:
    wanted = set(subject_ids)
    return sum(fact.subject_id in wanted for fact in facts)


def _newly(
    working: Iterable[WorksWith], mine: Iterable[SubjectId], other: Iterable[SubjectId]
) -> tuple[WorksWith, ...]:
    """Return who works with the other person and not with this one: they would newly see this one's records."""
    mine_ids, other_ids = set(mine), set(other)
    see_mine = {(each.name, each.agency_name) for each in working if each.about_id in mine_ids}
    newly: Mapping[tuple[str, str], WorksWith] = {
        (each.name, each.agency_name): each for each in working if each.about_id in other_ids
    }
    return tuple(each for who, each in newly.items() if who not in see_mine)


def _is_torn(subject_ids: Iterable[SubjectId], judgements: Iterable[JudgementRecord]) -> bool:
    """Test if records that judgements make one person were also judged to be of different children."""
    stands = [
        Judged(each.left, each.right, each.answer)
        for each in judgements
        if each.undone_at is None and each.answer is not Answer.NOT_SURE
    ]
    return any(cluster.conflicts for cluster in derive_clusters(subject_ids, stands))
