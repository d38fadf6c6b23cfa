"""Looks for records of the same child, takes people's judgements, and forms who is one person from them.

In:  subjects whose records changed; a person's answer about two records.
Out: candidates with evidence, judgements, clusters; which subjects now belong to another person than before.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime

from django.db import connection
from django.db.models import Q

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.access.rows import add_rows, change_rows
from reachable.kernel.ids import AgencyId, JudgementId, SubjectId
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.clusters import Answer, Judged, derive_clusters
from reachable.matching.domain.compared import (
    Compared,
    JudgementNotLive,
    NotOfChildren,
    Pair,
    Refreshed,
    SamePersonTwice,
    Stands,
    in_order,
    in_parts,
    let_links_stand,
    merge_pairs,
)
from reachable.matching.domain.describe import describe
from reachable.matching.domain.register import Register, make_register
from reachable.matching.domain.routes import FOUND_BY_NONE, RouteRecord, describe_routes, find_tipped
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.matching.queries import (
    count_holders,
    find_shared_widely,
    list_all_routes,
    list_households,
    list_routes,
    list_standing_pairs,
)
from reachable.people.domain.claims import SubjectClaims
from reachable.people.operations import reform_clusters
from reachable.people.queries import find_adults, list_claims, list_controllers, list_same_person
from reachable.places.queries import find_kept_apart

RUN = Run("matching")
TURN = 7_001
"""The number of the lock that whoever matches holds. Any number does that nothing else in the database locks."""
PAIRS_AT_ONCE = 20_000
RECORDS_AT_ONCE = 5_000

JUDGED_AGAIN = "Judged again"
NO_LONGER_STRONG = "The records no longer agree strongly enough to be linked without a person"
LINK_WAS_UNDONE = "These records agree strongly, but somebody undid the link that Reachable made for it."
JUDGED_APART = "A link would join two records that somebody judged to be of different children."


def refresh_matches(
    *, subject_ids: Iterable[SubjectId], by: Actor, now: datetime, even_unchanged: bool = False
) -> Refreshed:
    """Look for records of the same children as these, link those that agree strongly, and leave the rest to people.

    An automatic link that the records no longer bear out is undone and put to a person. What comes of it depends only
    on what the records say now, never on the order in which they came. A record that says what it said before is left,
    unless `even_unchanged`.
    """
    require_acting()
    changed, before = _keep_routes(frozenset(subject_ids), now, even_unchanged=even_unchanged)
    if not changed:
        return Refreshed()
    wait_for_turn(by=by, now=now)
    return _look_again(_find_affected(changed, before), by, now)


def look_among_all(*, proposed: Iterable[Pair], by: Actor, now: datetime) -> Refreshed:
    """Look again at every record there is, and at pairs that something else proposes.

    A proposed pair is compared and decided like any other. The rest comes to what refreshing each in turn would have.
    """
    require_acting()
    wait_for_turn(by=by, now=now)
    found_by = list_all_routes(viewer=RUN)
    known = {in_order(*pair) for pair in proposed if found_by.keys() >= set(pair)}
    return _settle_all(frozenset(found_by), list_standing_pairs(viewer=RUN) | known, found_by, by, now, are_all=True)


def record_judgement(
    *, left: SubjectId, right: SubjectId, answer: Answer, because: str, by: Actor, now: datetime
) -> frozenset[SubjectId]:
    """Take somebody's answer about two records and return the subjects that now belong to another person than before.

    An earlier answer about the same two is kept and marked as judged again.

    :raises SamePersonTwice: when both are the same record.
    :raises NotOfChildren: when either is of an adult.
    """
    require_acting()
    if left == right:
        raise SamePersonTwice("a record cannot be compared with itself")
    if find_adults(viewer=RUN, subject_ids=(left, right)):
        raise NotOfChildren("only records of children are judged to be of one child")
    wait_for_turn(by=by, now=now)
    pair = in_order(left, right)
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

    The two are then as if it had never been made: an answer it took the place of stands again, and without one they are
    compared afresh. A link that Reachable made is not made again once a person has undone it.

    :raises JudgementNotLive: when there is no such judgement or it has been undone.
    """
    require_acting()
    wait_for_turn(by=by, now=now)
    if (row := Judgement.objects.filter(pk=judgement_id, undone_at__isnull=True).first()) is None:
        raise JudgementNotLive("there is no such judgement to undo")
    row.undone_at, row.undone_by_id, row.undone_because = now, by.user_id, because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    pair = _pair_of(row)
    about_both = Judgement.objects.filter(left_id=pair[0], right_id=pair[1])
    replaced = about_both.filter(automatic=False, undone_because=JUDGED_AGAIN, undone_at=row.judged_at)
    replaced.update(undone_at=None, undone_by=None, undone_because="")
    settled = about_both.filter(undone_at__isnull=True).exclude(answer=Answer.NOT_SURE.value).exists()
    Candidate.objects.filter(left_id=pair[0], right_id=pair[1]).update(state="JUDGED" if settled else "WAITING")
    moved = _reform(frozenset(pair), by, now)
    return moved | _look_again(frozenset(pair), by, now, also={pair}).moved


def wait_for_turn(*, by: Actor, now: datetime) -> None:
    """Wait until nobody else is matching, and hold the turn until this transaction ends.

    Of two extracts that bring records of one child at one moment, each would miss the other; of two judgements, each
    would form people as if the other had not been made.
    """
    require_acting()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _keep_routes(
    told: frozenset[SubjectId], now: datetime, *, even_unchanged: bool
) -> tuple[dict[SubjectId, RouteRecord], list[RouteRecord]]:
    """Derive again how each subject is found; return those to look at, and how they were found before."""
    if not told:
        return {}, []
    claims = list_claims(viewer=RUN, subject_ids=told)
    controllers = _controllers(told)
    held = {SubjectId(row.subject_id): row for row in Routes.objects.filter(subject_id__in=told)}
    rows: list[Routes] = []
    changed: dict[SubjectId, RouteRecord] = {}
    before: list[RouteRecord] = []
    for subject_id, each in claims.items():
        found = FOUND_BY_NONE if _is_left_out(each) else describe_routes(describe(each))
        row = held.get(subject_id)
        was = FOUND_BY_NONE if row is None else RouteRecord(frozenset(row.keys), frozenset(row.held_values), row.mark)
        if row is not None and found == was and not even_unchanged:
            continue
        changed[subject_id] = found
        before.append(was)
        row = row or Routes(about_id=subject_id, subject_id=subject_id, controller_id=controllers[subject_id])
        row.keys, row.held_values, row.mark = sorted(found.keys), sorted(found.held_values), found.mark
        row.derived_at = now
        rows.append(row)
    add_rows([row for row in rows if row.subject_id not in held])
    change_rows([row for row in rows if row.subject_id in held], ["keys", "held_values", "mark", "derived_at"])
    return changed, before


def _is_left_out(record: SubjectClaims) -> bool:
    """Test if a record is never compared: it is sealed, or it is of an adult, who is no part of any child's record."""
    return record.is_sealed or not record.is_child


def _find_affected(changed: Mapping[SubjectId, RouteRecord], before: Sequence[RouteRecord]) -> frozenset[SubjectId]:
    """Return the subjects whose comparisons may come out differently now.

    They are those that changed, those of one household with them now or before, since a twin may have become known, and
    the holders of a telephone or address that came to be, or no longer is, shared widely.
    """
    routes = [*changed.values(), *before]
    values = {value for each in routes for value in each.held_values}
    holders = count_holders(viewer=RUN, values=values)
    tipped = find_tipped(holders, changed.values(), before)
    households = list_households(viewer=RUN, routes=routes, any_birth_date_with=tipped)
    return frozenset(changed) | frozenset(households)


def _look_again(
    affected: frozenset[SubjectId], by: Actor, now: datetime, *, also: Set[Pair] = frozenset()
) -> Refreshed:
    """Compare every pair that one of these subjects is in, and others besides, and do what comes of it."""
    standing = list_standing_pairs(viewer=RUN, with_one_of=affected) | also
    found_by = list_routes(viewer=RUN, sharing_a_key_with=affected, and_of={each for pair in standing for each in pair})
    return _settle_all(affected, standing, found_by, by, now)


def _settle_all(
    affected: frozenset[SubjectId],
    standing: Set[Pair],
    found_by: Mapping[SubjectId, RouteRecord],
    by: Actor,
    now: datetime,
    *,
    are_all: bool = False,
) -> Refreshed:
    """Settle the pairs that one of these subjects is in, and those that stand, with only the records in memory."""
    keys = [(each, route.keys) for each, route in found_by.items()]
    wanted = {each for pair in standing for each in pair}
    wanted.update(each for pair in pairs_to_compare(keys, one_of=affected) for each in pair)
    wanted |= affected if are_all else set()
    register = _read_register(wanted, found_by, are_all=are_all)
    moved: set[SubjectId] = set()
    to_judge: list[Pair] = []
    for pairs in in_parts(merge_pairs(standing, pairs_to_compare(keys, one_of=affected)), PAIRS_AT_ONCE):
        settled = _settle(pairs, register, by, now)
        moved |= settled.moved
        to_judge.extend(settled.to_judge)
    return Refreshed(frozenset(moved), tuple(to_judge))


def _settle(pairs: Sequence[Pair], register: Register, by: Actor, now: datetime) -> Refreshed:
    """Compare some pairs that nobody has settled, and link, unlink and keep for people what comes of it."""
    judged = _find_standing(pairs)
    held = {
        (SubjectId(row.left_id), SubjectId(row.right_id)): row
        for row in Candidate.objects.filter(left_id__in={left for left, _ in pairs})
    }
    wanted, in_full = (pair for pair in pairs if pair not in judged.settled), held.keys() | judged.automatic.keys()
    compared = list(register.compare(wanted, in_full=in_full))
    apart = find_kept_apart(viewer=RUN, subject_ids={each for pair in judged.automatic for each in pair})
    compared = let_links_stand(_hold_back(compared, judged), judged.automatic, apart)
    moved_pairs = {*_unlink(compared, judged, now), *_link(compared, judged, now)}
    to_judge = _keep_candidates(compared, held, now)
    moved = _reform(frozenset(each for pair in moved_pairs for each in pair), by, now)
    return Refreshed(moved, to_judge)


def _find_standing(pairs: Iterable[Pair]) -> Stands:
    """Return what has been judged of these pairs."""
    wanted = set(pairs)
    about = Judgement.objects.filter(left_id__in={left for left, _ in wanted})
    rows = [row for row in about if _pair_of(row) in wanted]
    live = [row for row in rows if row.undone_at is None]
    by_person = [row for row in rows if row.undone_by_id is not None and row.undone_because != JUDGED_AGAIN]
    return Stands(
        settled=frozenset(_pair_of(row) for row in live if not row.automatic and row.answer != Answer.NOT_SURE.value),
        unsure=frozenset(_pair_of(row) for row in live if row.answer == Answer.NOT_SURE.value),
        automatic={_pair_of(row): JudgementId(row.id) for row in live if row.automatic},
        refused=frozenset(_pair_of(row) for row in by_person if row.automatic),
    )


def _pair_of(row: Judgement) -> Pair:
    return SubjectId(row.left_id), SubjectId(row.right_id)


def _read_register(wanted: Set[SubjectId], found_by: Mapping[SubjectId, RouteRecord], *, are_all: bool) -> Register:
    """Return records ready to be compared, with their whole households. Sealed ones and adults are left out."""
    routes = [found_by[each] for each in wanted if each in found_by]
    everybody = sorted(wanted if are_all else wanted | list_households(viewer=RUN, routes=routes))
    described = [
        describe(each)
        for part in in_parts(everybody, RECORDS_AT_ONCE)
        for each in list_claims(viewer=RUN, subject_ids=part).values()
        if not _is_left_out(each)
    ]
    return make_register(
        described, find_shared_widely(viewer=RUN, values={value for each in routes for value in each.held_values})
    )


def _hold_back(compared: Sequence[Compared], judged: Stands) -> list[Compared]:
    """Ask a person instead of linking a pair that a person doubted, or one that joins records judged apart."""
    checked = [
        each.ask_instead(LINK_WAS_UNDONE) if each.links and each.pair in judged.refused | judged.unsure else each
        for each in compared
    ]
    fresh = [each.pair for each in checked if each.links and each.pair not in judged.automatic]
    if not fresh:
        return checked
    around = _closure(frozenset(each for pair in fresh for each in pair))
    stands = [*_standing(around), *(Judged(left, right, Answer.SAME) for left, right in fresh)]
    clusters = derive_clusters(around, stands)
    torn = {member for cluster in clusters if cluster.conflicts for member in cluster.members}
    return [each.ask_instead(JUDGED_APART) if each.pair in fresh and each.pair[0] in torn else each for each in checked]


def _unlink(compared: Sequence[Compared], judged: Stands, now: datetime) -> list[Pair]:
    """Undo the automatic links that the records no longer bear out, and return them."""
    weak = [each.pair for each in compared if each.pair in judged.automatic and not each.links]
    ids = [judged.automatic[pair] for pair in weak]
    Judgement.objects.filter(pk__in=ids).update(undone_at=now, undone_because=NO_LONGER_STRONG)
    return weak


def _link(compared: Sequence[Compared], judged: Stands, now: datetime) -> list[Pair]:
    """Link the pairs that agree strongly, and return those that were not linked before."""
    fresh = [each for each in compared if each.links and each.pair not in judged.automatic]
    controllers = _controllers([each.pair[0] for each in fresh])
    add_rows(
        [
            Judgement(
                about_id=each.pair[0],
                controller_id=controllers[each.pair[0]],
                left_id=each.pair[0],
                right_id=each.pair[1],
                answer=Answer.SAME.value,
                because=" ".join(each.suggestion.reasons),
                evidence=each.sentences(),
                judged_at=now,
                automatic=True,
            )
            for each in fresh
        ]
    )
    return [each.pair for each in fresh]


def _keep_candidates(compared: Sequence[Compared], held: Mapping[Pair, Candidate], now: datetime) -> tuple[Pair, ...]:
    """Keep the pairs a person should judge, let go of those no longer worth asking about, and return the new ones."""
    controllers = _controllers({each.pair[0] for each in compared if each.asks and each.pair not in held})
    rows: list[Candidate] = []
    fresh: list[Pair] = []
    for each in compared:
        row = held.get(each.pair)
        if row is None and not each.asks:
            continue
        if row is None or (each.asks and row.state != "WAITING"):
            fresh.append(each.pair)
        row = row or Candidate(
            about_id=each.pair[0],
            controller_id=controllers[each.pair[0]],
            left_id=each.pair[0],
            right_id=each.pair[1],
            found_at=now,
        )
        row.proposal = each.suggestion.proposal.name
        row.evidence = each.sentences()
        row.warnings = list(each.suggestion.warnings)
        row.agreeing = each.suggestion.agreeing
        row.state = "WAITING" if each.asks else "JUDGED" if each.links else "GONE"
        rows.append(row)
    add_rows([row for row in rows if row._state.adding])
    changes = ["proposal", "evidence", "warnings", "agreeing", "state"]
    change_rows([row for row in rows if not row._state.adding], changes)
    return tuple(fresh)


def _reform(subjects: frozenset[SubjectId], by: Actor, now: datetime) -> frozenset[SubjectId]:
    """Form anew who is one person around these subjects, and return those who moved."""
    if not subjects:
        return frozenset()
    everybody = _closure(subjects)
    judged = _standing(everybody)
    everybody = _closure(everybody | {each for one in judged for each in (one.left, one.right)})
    old = list_same_person(viewer=RUN, subject_ids=everybody)
    clusters = derive_clusters(everybody, judged)
    reform_clusters(clusters=[cluster.members for cluster in clusters], by=by, now=now)
    return frozenset(member for cluster in clusters for member in cluster.members if old[member] != cluster.members)


def _standing(subjects: frozenset[SubjectId]) -> list[Judged]:
    """Return the judgements that stand and that one of these subjects is in."""
    rows = Judgement.objects.filter(
        Q(left_id__in=subjects) | Q(right_id__in=subjects), undone_at__isnull=True, answer__in=["SAME", "DIFFERENT"]
    ).values_list("left_id", "right_id", "answer")
    return [Judged(SubjectId(left), SubjectId(right), Answer(answer)) for left, right, answer in rows]


def _closure(subjects: frozenset[SubjectId]) -> frozenset[SubjectId]:
    """Return these subjects and every other that is one person with any of them now."""
    same = list_same_person(viewer=RUN, subject_ids=subjects)
    return subjects | {each for members in same.values() for each in members}


def _controllers(subject_ids: Iterable[SubjectId]) -> dict[SubjectId, AgencyId]:
    wanted = list(subject_ids)
    return dict(list_controllers(viewer=RUN, subject_ids=wanted)) if wanted else {}
