"""Records that may be of the same child as one just recorded: who may judge them, and what they are shown.

In:  the records just made; the teams that met the child or decide on the concern.
Out: relationships for as long as the question is open; cards with the evidence in sentences.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reachable.access.context import reading, running
from reachable.access.domain.partnership import AreaCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_areas
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AboutId, AgencyId, AreaId, SubjectId, TeamId
from reachable.matching.queries import CandidateRecord, list_candidates
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_claims, list_controllers, open_records

RUN = Run("possible records")
ASKED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRecord:
    """Another record that may be of the same child, with every piece of evidence as a sentence.

    `home_area_id` is the area in which that record says the child lives, None when it does not say.
    """

    own_id: SubjectId
    other_id: SubjectId
    agency_name: str
    names: tuple[str, ...]
    for_it: tuple[str, ...]
    against_it: tuple[str, ...]
    warnings: tuple[str, ...]
    home_area_id: AreaId | None


def let_teams_judge(
    *,
    subject_ids: Iterable[SubjectId],
    team_ids: Iterable[TeamId],
    only_of: AgencyId | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Let teams open the records that may be of the same children as these, inside an open act.

    Whoever has the child in front of them is best placed to say, and is asked for a week. `only_of` leaves out what
    other agencies hold.
    """
    wanted = list(subject_ids)
    others = {each for pair in list_candidates(viewer=RUN, subject_ids=wanted) for each in (pair.left, pair.right)}
    controllers = list_controllers(viewer=RUN, subject_ids=others - set(wanted))
    teams = tuple(team_ids)
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(subject_id),
                controller_id=controller_id,
                reason=RelationshipReason.REVIEWING_MATCH,
                starts_at=now,
                ends_at=now + ASKED_FOR,
                team_id=team_id,
            )
            for subject_id, controller_id in controllers.items()
            if only_of in (None, controller_id)
            for team_id in teams
        ],
        by=by,
        now=now,
    )


def list_possible_records(
    *, viewer: Viewer, subject_ids: Iterable[SubjectId], what: str, now: datetime
) -> tuple[PossibleRecord, ...]:
    """Return the records that may be of the same children as these and are open to the viewer, most in common first.

    Opened outside any context: the answer is in the audit record before anything is read.
    """
    own = frozenset(subject_ids)
    if not own:
        return ()
    with running(job="find records that may be of the same child", now=now):
        pairs = list_candidates(viewer=RUN, subject_ids=own)
    if not pairs:
        return ()
    everybody = {AboutId(each) for pair in pairs for each in (pair.left, pair.right)}
    opened = open_records(viewer=viewer, about_ids=everybody, shown=Shown.LISTED, what=what)
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=[SubjectId(each) for each in opened.granted])
    areas = list_areas()
    return tuple(_card(pair, own, claims, areas) for pair in pairs if {pair.left, pair.right} <= claims.keys())


def _card(
    pair: CandidateRecord,
    own: frozenset[SubjectId],
    claims: Mapping[SubjectId, SubjectClaims],
    areas: Sequence[AreaCard],
) -> PossibleRecord:
    own_id, other_id = (pair.left, pair.right) if pair.left in own else (pair.right, pair.left)
    other = claims[other_id]
    return PossibleRecord(
        own_id=own_id,
        other_id=other_id,
        agency_name=other.agency_name,
        names=tuple(dict.fromkeys(name.claim.full for name in other.names)),
        for_it=_sentences(pair.evidence, "AGREES"),
        against_it=_sentences(pair.evidence, "DISAGREES"),
        warnings=pair.warnings,
        home_area_id=find_home_area([other], areas),
    )


def _sentences(evidence: Iterable[Mapping[str, Any]], direction: str) -> tuple[str, ...]:
    return tuple(each["sentence"] for each in evidence if each["direction"] == direction)
