"""Takes records in and keeps which subjects are one person. Nothing is merged, nothing is altered.

In:  records as agencies sent them; the clusters that judgements make.
Out: rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django.db import connection
from django.db.models import Exists, OuterRef

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Sharing
from reachable.access.rows import add_rows, ask_together, send, sent_together
from reachable.kernel.ids import AgencyId, ImportId, SourceRecordId, SubjectId
from reachable.people.domain.claims import TakenRecord, TakenSubject, cluster_key
from reachable.people.models import (
    AdultAround,
    BirthDate,
    Claim,
    ClusterMember,
    Contact,
    EqualityDetail,
    Identifier,
    Name,
    Residence,
    Schooling,
    SourceRecord,
    Subject,
)

MOST_OF_A_REASON = 200
ROWS_AT_ONCE = 500
SAME_PERSON = """
    SELECT member.subject_id FROM people_clustermember AS member
    WHERE member.cluster_id = ANY
        (ARRAY(SELECT own.cluster_id FROM people_clustermember AS own WHERE own.subject_id = %s))
    ORDER BY member.subject_id
"""
CLAIM_TABLES: tuple[type[Claim], ...] = (
    Name,
    BirthDate,
    Identifier,
    Contact,
    Residence,
    Schooling,
    EqualityDetail,
    AdultAround,
)
ClaimRow = TypeVar("ClaimRow", bound=Claim)


def take_in_records(
    *,
    agency_id: AgencyId,
    system: str,
    records: Sequence[TakenRecord],
    batch_id: ImportId | None,
    by: Actor,
    now: datetime,
) -> list[TakenSubject]:
    """Keep each record as sent with what it says of its person, and return the subject of each, in the order given.

    A version that is already held changes nothing; one that was undone stands again. `by` is noted by the context this
    runs in.
    """
    require_acting()
    _wait_for_turn(agency_id, system)
    subject_ids = _register_subjects(agency_id=agency_id, system=system, records=records, now=now)
    held = _held_versions(subject_ids.values())
    undone = _undone_versions(subject_ids.values())
    again: list[SourceRecord] = []
    new_records: list[SourceRecord] = []
    claims: list[Claim] = []
    taken: list[TakenSubject] = []
    for record in records:
        subject_id = subject_ids[record.local_id]
        key = (subject_id, record.reference, record.version_hash)
        is_new = key not in held
        stands_again = is_new and key in undone
        if stands_again:
            held[key] = SourceRecordId(undone[key].id)
            again.append(undone[key])
        elif is_new:
            row = _source_record(record, subject_id=subject_id, agency_id=agency_id, batch_id=batch_id, now=now)
            held[key] = SourceRecordId(row.id)
            new_records.append(row)
            claims += _claims(record, row)
        taken.append(
            TakenSubject(
                subject_id=subject_id,
                source_record_id=held[key],
                is_new_version=is_new,
                local_id=record.local_id,
                reference=record.reference,
                stands_again=stands_again,
            )
        )
    _let_stand_again(again, now)
    add_rows(new_records)
    _save_claims(claims)
    return taken


def point_adults_at_children(*, agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """Let what an agency says of adults around children hang on those children's records, whichever came in first.

    Of several versions of one record the latest counts. A child the agency numbers alike in two systems is taken from
    the first of them by name, so that the order in which files came makes no difference.
    """
    require_acting()
    rows = list(
        AdultAround.objects.filter(controller_id=agency_id, withdrawn_at__isnull=True)
        .select_related("source_record")
        .order_by("source_record__recorded_at", "source_record__version_hash")
    )
    if not rows:
        return
    numbers = {row.child_number for row in rows}
    stands = SourceRecord.objects.filter(subject_id=OuterRef("id"), withdrawn_at__isnull=True)
    children = Subject.objects.filter(Exists(stands), agency_id=agency_id, is_child=True, local_id__in=numbers)
    children = children.order_by("-system")
    child_of = dict(children.values_list("local_id", "id"))
    latest = {row.source_record.reference: row.id for row in rows}
    moved = []
    for row in rows:
        wanted = (child_of.get(row.child_number, row.subject_id), latest[row.source_record.reference] == row.id)
        if (row.about_id, row.is_latest) != wanted:
            row.about_id, row.is_latest = wanted
            moved.append(row)
    AdultAround.objects.bulk_update(moved, ["about_id", "is_latest"], batch_size=ROWS_AT_ONCE)


def hold_same_person(*, subject_id: SubjectId, by: Actor, now: datetime) -> tuple[SubjectId, ...]:
    """Wait until nobody else writes what hangs on the person a subject is of, and return the person's subjects.

    Nobody else can until this transaction ends, nor can a judgement make the subjects another person's.
    """
    require_acting()
    while True:
        with sent_together():
            send("SAVEPOINT before_waiting")
            held, found = ask_together((f"{SAME_PERSON} FOR UPDATE OF member", subject_id), (SAME_PERSON, subject_id))
        if held == found:
            send("RELEASE SAVEPOINT before_waiting")
            return tuple(SubjectId(each) for (each,) in found) or (subject_id,)
        # Judged meanwhile. All are let go and held again in order, so that nobody waits in a circle.
        send("ROLLBACK TO SAVEPOINT before_waiting")


def hold_records(*, subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Wait until nobody else writes what hangs on these subjects; nobody can until this transaction ends."""
    require_acting()
    _hold(subject_ids)


def reform_clusters(*, clusters: Iterable[Sequence[SubjectId]], by: Actor, now: datetime) -> None:
    """Keep which subjects are one person, as judgements now make them. Each subject must be in one cluster only."""
    require_acting()
    wanted = {subject: cluster_key(tuple(cluster)) for cluster in clusters for subject in cluster}
    held = {member.subject_id: member for member in _hold(wanted)}
    moved = []
    for subject, member in held.items():
        if member.cluster_id != wanted[SubjectId(subject)]:
            member.cluster_id = wanted[SubjectId(subject)]
            member.derived_at = now
            moved.append(member)
    ClusterMember.objects.bulk_update(moved, ["cluster_id", "derived_at"], batch_size=ROWS_AT_ONCE)
    controllers = dict(Subject.objects.filter(id__in=wanted.keys() - held.keys()).values_list("id", "controller_id"))
    ClusterMember.objects.bulk_create(
        [
            ClusterMember(
                subject_id=subject,
                about_id=subject,
                controller_id=controller,
                cluster_id=wanted[SubjectId(subject)],
                derived_at=now,
            )
            for subject, controller in controllers.items()
        ],
        batch_size=ROWS_AT_ONCE,
    )


def seal_record(
    *, agency_id: AgencyId, system: str, local_id: str, because: str, by: Actor, now: datetime
) -> SubjectId:
    """Seal an agency's record, even before it first arrives, so that it is never linked or suggested."""
    require_acting()
    record = TakenRecord(local_id=local_id, reference="", version_hash="", payload={}, recorded_at=now)
    subject_id = _register_subjects(agency_id=agency_id, system=system, records=[record], now=now)[local_id]
    mark_sealed(subject_ids=[subject_id], because=because, by=by, now=now)
    return subject_id


def mark_sealed(*, subject_ids: Iterable[SubjectId], because: str, by: Actor, now: datetime) -> None:
    """Mark records as sealed, so that none is linked, suggested or set beside another child's."""
    require_acting()
    rows = Subject.objects.filter(pk__in=list(subject_ids), sealed_at__isnull=True)
    rows.update(sealed_at=now, sealed_because=because[:MOST_OF_A_REASON])


def mark_unsealed(*, subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Take the mark off records on which no seal lies any more."""
    require_acting()
    Subject.objects.filter(pk__in=list(subject_ids)).update(sealed_at=None, sealed_because="")


def _hold(subject_ids: Iterable[SubjectId]) -> list[ClusterMember]:
    """Return these subjects' places in their clusters, locked in one order so that nobody waits in a circle."""
    rows = ClusterMember.objects.filter(subject_id__in=list(subject_ids))
    return list(rows.order_by("subject_id").select_for_update())


def _wait_for_turn(agency_id: AgencyId, system: str) -> None:
    """Wait until nobody else takes in records of this system, and hold the turn until this transaction ends.

    Of two who take in one child's records at one moment, each would miss that the other has registered the child.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{agency_id}:{system}"])


def _register_subjects(
    *, agency_id: AgencyId, system: str, records: Sequence[TakenRecord], now: datetime
) -> Mapping[str, SubjectId]:
    wanted = {record.local_id: record.is_child for record in records}
    rows = Subject.objects.filter(agency_id=agency_id, system=system, local_id__in=wanted).values_list("local_id", "id")
    found = {local_id: SubjectId(subject_id) for local_id, subject_id in rows}
    fresh = []
    for local_id in wanted.keys() - found.keys():
        subject_id = SubjectId(uuid4())
        found[local_id] = subject_id
        fresh.append(
            Subject(
                id=subject_id,
                about_id=subject_id,
                controller_id=agency_id,
                agency_id=agency_id,
                system=system,
                local_id=local_id,
                is_child=wanted[local_id],
                first_received_at=now,
            )
        )
    add_rows(fresh)
    add_rows(
        [
            ClusterMember(
                subject_id=row.id, about_id=row.id, controller_id=agency_id, cluster_id=row.id, derived_at=now
            )
            for row in fresh
        ]
    )
    return found


def withdraw_records(
    *, source_record_ids: Iterable[SourceRecordId], batch_id: ImportId, because: str, by: Actor, now: datetime
) -> None:
    """Mark versions of records, and everything they claim, as withdrawn because the extract they came in is undone."""
    require_acting()
    rows = SourceRecord.objects.filter(id__in=list(source_record_ids), withdrawn_at__isnull=True)
    ids = list(rows.values_list("id", flat=True))
    rows.update(withdrawn_at=now, withdrawn_because=because[:200], undone_batch_id=batch_id)
    for model in CLAIM_TABLES:
        model._default_manager.filter(source_record_id__in=ids, withdrawn_at__isnull=True).update(withdrawn_at=now)


def hold_intake(*, agency_id: AgencyId, system: str, by: Actor, now: datetime) -> None:
    """Wait until nobody else takes in records of this system, and hold the turn until this transaction ends."""
    require_acting()
    _wait_for_turn(agency_id, system)


def _let_stand_again(rows: Sequence[SourceRecord], now: datetime) -> None:
    """Let versions that were undone, and what they claim, stand as they did. How long they were away is kept."""
    for row in rows:
        row.away = [*row.away, [row.withdrawn_at.isoformat() if row.withdrawn_at else "", now.isoformat()]]
        row.withdrawn_at, row.withdrawn_because, row.undone_batch_id = None, "", None
    SourceRecord.objects.bulk_update(
        rows, ["withdrawn_at", "withdrawn_because", "undone_batch_id", "away"], batch_size=ROWS_AT_ONCE
    )
    for model in CLAIM_TABLES if rows else ():
        model._default_manager.filter(source_record__in=rows).update(withdrawn_at=None)


def _undone_versions(subject_ids: Iterable[SubjectId]) -> dict[tuple[SubjectId, str, str], SourceRecord]:
    """Return the versions that undoing an extract withdrew, the one withdrawn last where there are several."""
    rows = SourceRecord.objects.filter(
        subject_id__in=list(subject_ids), withdrawn_at__isnull=False, undone_batch_id__isnull=False
    ).order_by("withdrawn_at")
    return {(SubjectId(row.subject_id), row.reference, row.version_hash): row for row in rows}


def _held_versions(subject_ids: Iterable[SubjectId]) -> dict[tuple[SubjectId, str, str], SourceRecordId]:
    rows = SourceRecord.objects.filter(subject_id__in=list(subject_ids), withdrawn_at__isnull=True)
    return {
        (SubjectId(subject_id), reference, version_hash): SourceRecordId(record_id)
        for subject_id, reference, version_hash, record_id in rows.values_list(
            "subject_id", "reference", "version_hash", "id"
        )
    }


def _source_record(
    record: TakenRecord, *, subject_id: SubjectId, agency_id: AgencyId, batch_id: ImportId | None, now: datetime
) -> SourceRecord:
    return SourceRecord(
        about_id=subject_id,
        subject_id=subject_id,
        controller_id=agency_id,
        reference=record.reference,
        version_hash=record.version_hash,
        payload=dict(record.payload),
        event_keys=list(record.event_keys),
        event_versions=[list(each) for each in record.event_versions],
        recorded_at=record.recorded_at,
        received_at=now,
        batch_id=batch_id,
        handling_code=record.handling_code,
        sharing="HOLDER",
    )


def _claims(record: TakenRecord, row: SourceRecord) -> list[Claim]:
    common = {
        "about_id": row.about_id,
        "subject_id": row.subject_id,
        "controller_id": row.controller_id,
        "source_record_id": row.id,
        "received_at": row.received_at,
        "handling_code": record.handling_code,
        "sharing": (Sharing.PARTNERS if record.shared else Sharing.HOLDER).code,
    }
    claims: list[Claim] = [
        Name(**common, kind=name.kind, given=name.given, family=name.family) for name in record.names if name.full
    ]
    if record.birth_date is not None:
        born = record.birth_date
        claims.append(BirthDate(**common, earliest=born.earliest, latest=born.latest, precision=born.precision))
    claims += [Identifier(**common, scheme=each.scheme, value=each.value) for each in record.identifiers]
    claims += [Contact(**common, kind=each.kind, value=each.value, whose=each.whose) for each in record.contacts]
    if record.residence is not None:
        home = record.residence
        claims.append(Residence(**common, address=home.address, postcode=home.postcode, holds_from=home.holds_from))
    if record.school_name:
        claims.append(Schooling(**common, school_name=record.school_name))
    if record.equality is not None:
        equality = record.equality
        claims.append(
            EqualityDetail(**common, sex=equality.sex, ethnicity=equality.ethnicity, how_known=equality.how_known)
        )
    if record.around_child is not None:
        around = record.around_child
        claims.append(
            AdultAround(
                **common,
                child_number=around.child_number,
                relation=around.relation,
                must_not_be_told=around.must_not_be_told,
                because=around.because,
            )
        )
    return claims


def _save_claims(claims: Sequence[Claim]) -> None:
    for model in CLAIM_TABLES:
        _save_of_kind(model, claims)


def _save_of_kind(model: type[ClaimRow], claims: Sequence[Claim]) -> None:
    mine = [claim for claim in claims if isinstance(claim, model)]
    add_rows(mine)
