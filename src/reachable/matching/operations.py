"""Looks for records of the same child, takes people's judgements, and forms who is one person from them.

In:  subjects whose records changed; a person's answer about two records.
Out: candidates with evidence, judgements, clusters; which subjects now belong to another person than before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.kernel.ids import AgencyId, JudgementId, SubjectId
from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.blocking import blocking_keys, pairs_to_compare
from reachable.matching.domain.clusters import Answer, Judged, derive_clusters
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.decide import Proposal, Suggestion, decide
from reachable.matching.domain.describe import describe
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Evidence
from reachable.matching.domain.shared_widely import MOST_HOLDERS_OF_A_PHONE, MOST_HOLDERS_OF_AN_ADDRESS, SharedWidely
from reachable.matching.domain.twins import find_twins
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.people.operations import reform_clusters
from reachable.people.queries import list_claims, list_controllers, list_same_person

ROWS_AT_ONCE = 500
RUN = Run("matching")
PHONE, ADDRESS = "PH|", "AD|"
JUDGED_AGAIN = "Judged again"
NO_LONGER_STRONG = "The records no longer agree strongly enough to be linked without a person"
Pair = tuple[SubjectId, SubjectId]


class SamePersonTwice(ValueError):
    """A judgement needs two different records."""


class JudgementNotLive(LookupError):
    """There is no such judgement, or it has been undone already."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What looking again changed: subjects now of another person than before, and pairs a person should judge."""

    moved: frozenset[SubjectId]
    to_judge: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two records with what was found and what is proposed."""

    pair: Pair
    evidence: tuple[Evidence, ...]
    suggestion: Suggestion


def refresh_matches(*, subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> Refreshed:
    """Look for records of the same children as these, link those that agree strongly, and leave the rest to people.

    An automatic link that the records no longer bear out is undone and put to a person.
    """
    require_acting()
    touched = frozenset(subject_ids)
    claims = list_claims(viewer=RUN, subject_ids=touched)
    _keep_routes([describe(each) for each in claims.values() if not each.is_sealed], touched, now)
    keys = _find_neighbours(touched)
    everybody = [each for each in list_claims(viewer=RUN, subject_ids=keys).values() if not each.is_sealed]
    twins = find_twins([describe(each) for each in everybody])
    described = {each.subject_id: describe(each, twin_known=each.subject_id in twins) for each in everybody}
    judged = _live_judgements(described)
    pairs = [
        pair
        for pair in pairs_to_compare(keys.items())
        if pair[0] in described
        and pair[1] in described
        and (pair in judged or pair[0] in touched or pair[1] in touched)
        and not (pair in judged and not judged[pair].automatic)
    ]
    shared = _find_shared(described.values())
    compared = [_compare(pair, described, shared) for pair in pairs]
    _unlink(compared, judged, now)
    linked = _link(compared, judged, now)
    to_judge = _keep_candidates(compared, linked, now)
    return Refreshed(_reform(touched | {each for pair in pairs for each in pair}, by, now), to_judge)


def record_judgement(
    *, left: SubjectId, right: SubjectId, answer: Answer, because: str, by: Actor, now: datetime
) -> frozenset[SubjectId]:
    """Take somebody's answer about two records and return the subjects that now belong to another person than before.

    An earlier answer about the same two is kept and marked as judged again.

    :raises SamePersonTwice: when both are the same record.
    """
    require_acting()
    if left == right:
        raise SamePersonTwice("a record cannot be compared with itself")
    pair = _ordered(left, right)
    candidate = Candidate.objects.filter(left_id=pair[0], right_id=pair[1]).first()
    earlier = Judgement.objects.filter(left_id=pair[0], right_id=pair[1], undone_at__isnull=True)
    earlier.update(undone_at=now, undone_by=by.user_id, undone_because=JUDGED_AGAIN)
    Judgement.objects.create(
        about_id=pair[0],
        controller_id=_controllers([pair[0]])[pair[0]],
        left_id=pair[0],
        right_id=pair[1],
        answer=answer.value,
        because=because,
        evidence=[] if candidate is None else candidate.evidence,
        judged_at=now,
        judged_by_id=by.user_id,
    )
    Candidate.objects.filter(left_id=pair[0], right_id=pair[1]).update(
        state="WAITING" if answer is Answer.NOT_SURE else "JUDGED"
    )
    return _reform(frozenset(pair), by, now)


def undo_judgement(*, judgement_id: JudgementId, because: str, by: Actor, now: datetime) -> frozenset[SubjectId]:
    """Undo a judgement, with the reason, and return the subjects that now belong to another person than before.

    :raises JudgementNotLive: when there is no such judgement or it has been undone.
    """
    require_acting()
    row = Judgement.objects.select_for_update().filter(pk=judgement_id, undone_at__isnull=True).first()
    if row is None:
        raise JudgementNotLive("there is no such judgement to undo")
    row.undone_at = now
    row.undone_by_id = by.user_id
    row.undone_because = because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    Candidate.objects.filter(left_id=row.left_id, right_id=row.right_id, state="JUDGED").update(state="WAITING")
    return _reform(frozenset({SubjectId(row.left_id), SubjectId(row.right_id)}), by, now)


def _keep_routes(descriptions: Sequence[Description], touched: frozenset[SubjectId], now: datetime) -> None:
    """Derive again by which routes each touched subject is found. A sealed subject is found by none."""
    controllers = _controllers(touched)
    described = {each.subject_id: each for each in descriptions}
    held = {SubjectId(row.subject_id): row for row in Routes.objects.filter(subject_id__in=touched)}
    rows = []
    for subject_id, controller_id in controllers.items():
        row = held.get(subject_id) or Routes(about_id=subject_id, subject_id=subject_id, controller_id=controller_id)
        description = described.get(subject_id)
        row.keys = sorted(blocking_keys(description)) if description else []
        row.held_values = sorted(_values(description)) if description else []
        row.derived_at = now
        rows.append(row)
    Routes.objects.bulk_create(
        rows,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["keys", "held_values", "derived_at"],
    )


def _values(description: Description) -> set[str]:
    phones = {PHONE + phone.number for phone in description.phones}
    return phones | {ADDRESS + key for address in description.addresses if (key := address_key(address))}


def _find_neighbours(touched: frozenset[SubjectId]) -> dict[SubjectId, frozenset[str]]:
    """Return every subject that shares a route with a touched one, with its keys; the touched ones too."""
    own = Routes.objects.filter(subject_id__in=touched).values_list("keys", flat=True)
    keys = sorted({key for row in own for key in row})
    rows = Routes.objects.filter(Q(keys__overlap=keys) | Q(subject_id__in=touched)).values_list("subject_id", "keys")
    return {SubjectId(subject_id): frozenset(each) for subject_id, each in rows}


def _find_shared(descriptions: Iterable[Description]) -> SharedWidely:
    """Return which of these records' telephones and addresses more subjects hold than a family would."""
    values = sorted({value for each in descriptions for value in _values(each)})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, count(*) FROM (SELECT unnest(held_values) AS value FROM matching_routes"
            " WHERE held_values && %s::varchar[]) AS held WHERE value = ANY (%s::varchar[]) GROUP BY value",
            [values, values],
        )
        holders = dict(cursor.fetchall())
    return SharedWidely(
        frozenset(_over(holders, PHONE, MOST_HOLDERS_OF_A_PHONE)),
        frozenset(_over(holders, ADDRESS, MOST_HOLDERS_OF_AN_ADDRESS)),
    )


def _over(holders: dict[str, int], prefix: str, most: int) -> list[str]:
    return [value.removeprefix(prefix) for value, count in holders.items() if value.startswith(prefix) and count > most]


def _live_judgements(described: Iterable[SubjectId]) -> dict[Pair, Judgement]:
    known = list(described)
    rows = Judgement.objects.filter(left_id__in=known, right_id__in=known, undone_at__isnull=True)
    return {(SubjectId(row.left_id), SubjectId(row.right_id)): row for row in rows}


def _compare(pair: Pair, described: dict[SubjectId, Description], shared: SharedWidely) -> _Compared:
    left, right = described[pair[0]], described[pair[1]]
    evidence = gather_evidence(left, right, shared)
    return _Compared(pair, evidence, decide(left, right, evidence))


def _unlink(compared: Sequence[_Compared], judged: dict[Pair, Judgement], now: datetime) -> None:
    """Undo the automatic links that the records no longer bear out."""
    weak = [
        judged[each.pair].pk
        for each in compared
        if each.pair in judged and each.suggestion.proposal is not Proposal.AUTOMATIC_SAME
    ]
    Judgement.objects.filter(pk__in=weak).update(undone_at=now, undone_because=NO_LONGER_STRONG)


def _link(compared: Sequence[_Compared], judged: dict[Pair, Judgement], now: datetime) -> frozenset[Pair]:
    """Link the pairs that agree strongly and return every pair that is linked without a person."""
    strong = [each for each in compared if each.suggestion.proposal is Proposal.AUTOMATIC_SAME]
    fresh = [each for each in strong if each.pair not in judged]
    controllers = _controllers([each.pair[0] for each in fresh])
    Judgement.objects.bulk_create(
        [
            Judgement(
                about_id=each.pair[0],
                controller_id=controllers[each.pair[0]],
                left_id=each.pair[0],
                right_id=each.pair[1],
                answer=Answer.SAME.value,
                because=" ".join(each.suggestion.reasons),
                evidence=_sentences(each),
                judged_at=now,
                automatic=True,
            )
            for each in fresh
        ],
        batch_size=ROWS_AT_ONCE,
    )
    return frozenset(each.pair for each in strong)


def _keep_candidates(compared: Sequence[_Compared], linked: frozenset[Pair], now: datetime) -> tuple[Pair, ...]:
    """Keep the pairs a person should judge, let go of those no longer worth asking about, and return the new ones."""
    held = {
        (SubjectId(row.left_id), SubjectId(row.right_id)): row
        for row in Candidate.objects.filter(left_id__in={each.pair[0] for each in compared})
    }
    controllers = _controllers([each.pair[0] for each in compared])
    rows: list[Candidate] = []
    fresh: list[Pair] = []
    for each in compared:
        asks = each.suggestion.proposal is Proposal.REVIEW
        row = held.get(each.pair)
        if row is None and not asks:
            continue
        if row is None or (asks and row.state != "WAITING"):
            fresh.append(each.pair)
        row = row or Candidate(
            about_id=each.pair[0],
            controller_id=controllers[each.pair[0]],
            left_id=each.pair[0],
            right_id=each.pair[1],
            found_at=now,
        )
        row.proposal = each.suggestion.proposal.name
        row.evidence = _sentences(each)
        row.warnings = list(each.suggestion.warnings)
        row.agreeing = each.suggestion.agreeing
        row.state = "WAITING" if asks else "JUDGED" if each.pair in linked else "GONE"
        rows.append(row)
    Candidate.objects.bulk_create(
        rows,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["proposal", "evidence", "warnings", "agreeing", "state"],
    )
    return tuple(fresh)


def _sentences(compared: _Compared) -> list[dict[str, str]]:
    return [
        {
            "kind": each.kind.name,
            "direction": each.direction.name,
            "strength": each.strength.name,
            "sentence": each.sentence,
        }
        for each in compared.evidence
    ]


def _reform(subjects: frozenset[SubjectId], by: Actor, now: datetime) -> frozenset[SubjectId]:
    """Form anew who is one person around these subjects, and return those who moved."""
    before = _closure(subjects)
    judgements = Judgement.objects.filter(
        Q(left_id__in=before) | Q(right_id__in=before), undone_at__isnull=True, answer__in=["SAME", "DIFFERENT"]
    ).values_list("left_id", "right_id", "answer")
    judged = [Judged(SubjectId(left), SubjectId(right), Answer(answer)) for left, right, answer in judgements]
    everybody = _closure(before | {each for one in judged for each in (one.left, one.right)})
    old = list_same_person(viewer=RUN, subject_ids=everybody)
    clusters = derive_clusters(everybody, judged)
    reform_clusters(clusters=[cluster.members for cluster in clusters], by=by, now=now)
    return frozenset(member for cluster in clusters for member in cluster.members if old[member] != cluster.members)


def _closure(subjects: frozenset[SubjectId]) -> frozenset[SubjectId]:
    """Return these subjects and every other that is one person with any of them now."""
    same = list_same_person(viewer=RUN, subject_ids=subjects)
    return subjects | {each for members in same.values() for each in members}


def _controllers(subject_ids: Iterable[SubjectId]) -> dict[SubjectId, AgencyId]:
    return dict(list_controllers(viewer=RUN, subject_ids=subject_ids))


def _ordered(left: SubjectId, right: SubjectId) -> Pair:
    return (left, right) if left < right else (right, left)
