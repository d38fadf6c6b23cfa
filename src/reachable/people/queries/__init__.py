"""Opens records to somebody, and reads what records say of people in an open context.

In:  subject ids.
Out: which records were opened; claims with their sources; which subjects are one person.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from reachable.access.context import reading
from reachable.access.domain.opened_records import OpenedRecords
from reachable.access.domain.viewer import Run, Shown, Viewer
from reachable.access.rows import Row, ask, ask_together, later, sent_together
from reachable.kernel.ids import AboutId, AgencyId, SourceRecordId, SubjectId
from reachable.people.domain.claims import (
    AdultAroundChild,
    BirthDateClaim,
    ContactClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
    Sourced,
    SourcedBirthDate,
    SourcedContact,
    SourcedIdentifier,
    SourcedName,
    SourcedResidence,
    SourcedSchool,
    SubjectClaims,
    VersionTold,
)
from reachable.people.models import (
    AdultAround,
    Contact,
    Residence,
    Schooling,
    SourceRecord,
    Subject,
)

SUBJECTS = """
    SELECT subject.id, subject.agency_id, agency.name, agency.kind, subject.system, subject.local_id, subject.is_child,
           subject.sealed_at IS NOT NULL
    FROM people_subject AS subject JOIN access_agency AS agency ON agency.id = subject.agency_id
    WHERE subject.about_id = ANY (%s::uuid[])
    ORDER BY subject.first_received_at, subject.id
"""
SAME_PERSON = """
    SELECT member.subject_id, member.cluster_id FROM people_clustermember AS member
    WHERE member.cluster_id = ANY
        (ARRAY(SELECT cluster_id FROM people_clustermember WHERE subject_id = ANY (%s::uuid[])))
    ORDER BY member.subject_id
"""
LIVING_AT = """
    SELECT DISTINCT home.subject_id FROM people_residence AS home, unnest(%s::text[]) AS wanted
    WHERE (home.postcode <> '' AND strpos(wanted, upper(replace(home.postcode, ' ', ''))) > 0)
       OR (home.address <> '' AND strpos(wanted, upper(replace(split_part(home.address, ',', 1), ' ', ''))) > 0)
"""
LATEST_VERSIONS = "SELECT resolver.latest_versions(%s::uuid[])"
MADE_BY_THEM = "WHERE source_record_id = ANY (%s::uuid[]) AND withdrawn_at IS NULL ORDER BY received_at, id"
KEPT_HERE = "WHERE {} <> '' AND"
"""A telephone or school that is kept apart leaves its row here, without a value."""
MADE_NOW = MADE_BY_THEM.replace("%s::uuid[]", "ARRAY(SELECT resolver.latest_versions(%s::uuid[]))")
CLAIM = "SELECT subject_id, source_record_id, received_at"
BIRTHS = f"{CLAIM}, earliest, latest, precision FROM people_birthdate"
HOMES = f"{CLAIM}, address, postcode, holds_from FROM people_residence"
BIRTHS_NOW, HOMES_NOW = f"{BIRTHS} {MADE_NOW}", f"{HOMES} {MADE_NOW}"
CLAIMS = (
    f"{CLAIM}, kind, given, family FROM people_name {MADE_BY_THEM}",
    f"{BIRTHS} {MADE_BY_THEM}",
    f"{CLAIM}, scheme, value FROM people_identifier {MADE_BY_THEM}",
    f"{CLAIM}, kind, value, whose FROM people_contact {MADE_BY_THEM.replace('WHERE', KEPT_HERE.format('value'))}",
    f"{HOMES} {MADE_BY_THEM}",
    f"{CLAIM}, school_name FROM people_schooling {MADE_BY_THEM.replace('WHERE', KEPT_HERE.format('school_name'))}",
)


def open_records(*, viewer: Viewer, about_ids: Iterable[AboutId], shown: Shown, what: str) -> OpenedRecords:
    """Ask to open records and commit the answer to the audit record, before anything of them can be read.

    What is granted is readable in a `with reading(viewer):` that follows. `what` says on which page, never about whom.

    :raises ContextAlreadyOpen: when called inside another context: the answer must be committed first.
    """
    wanted = list(dict.fromkeys(about_ids))
    with reading(viewer), connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted_id, granted, records FROM resolver.open_records(%s::uuid[], %s, %s)",
            [wanted, shown.value, what],
        )
        answers = cursor.fetchall()
    records_of = {
        AboutId(about): tuple(SubjectId(each) for each in records) for about, granted, records in answers if granted
    }
    return OpenedRecords(frozenset(records_of), frozenset(wanted) - records_of.keys(), records_of)


def list_claims(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> Mapping[SubjectId, SubjectClaims]:
    """Return what the latest version of each source record says of each subject, oldest first.

    Nothing of the equality table is read here: no rule, match or page may use it.
    """
    wanted = list(subject_ids)
    subjects, latest = ask_together((SUBJECTS, wanted), (LATEST_VERSIONS, wanted))
    found = {row[0]: SubjectClaims(*row) for row in subjects}
    versions = [version_id for (version_id,) in latest]
    names, births, numbers, ways, homes, schools = ask_together(*((claims, versions) for claims in CLAIMS))
    for subject_id, version_id, at, kind, given, family in names:
        subject = found[subject_id]
        subject.names.append(
            SourcedName(NameClaim(kind=kind, given=given, family=family), _source(subject, version_id, at))
        )
    for subject_id, version_id, at, earliest, latest_day, precision in births:
        subject = found[subject_id]
        born = BirthDateClaim(earliest, latest_day, precision)
        subject.birth_dates.append(SourcedBirthDate(born, _source(subject, version_id, at)))
    for subject_id, version_id, at, scheme, value in numbers:
        subject = found[subject_id]
        subject.identifiers.append(SourcedIdentifier(IdentifierClaim(scheme, value), _source(subject, version_id, at)))
    for subject_id, version_id, at, kind, value, whose in ways:
        subject = found[subject_id]
        subject.contacts.append(SourcedContact(ContactClaim(kind, value, whose), _source(subject, version_id, at)))
    for subject_id, version_id, at, address, postcode, holds_from in homes:
        subject = found[subject_id]
        home = ResidenceClaim(address, postcode, holds_from)
        subject.residences.append(SourcedResidence(home, _source(subject, version_id, at)))
    for subject_id, version_id, at, school_name in schools:
        subject = found[subject_id]
        subject.schools.append(SourcedSchool(school_name, _source(subject, version_id, at)))
    return found


def list_latest_versions(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[SourceRecordId, ...]:
    """Return the latest version of each source record of these subjects: what they say counts."""
    return tuple(SourceRecordId(each) for (each,) in ask(LATEST_VERSIONS, list(subject_ids)))


def list_births_and_homes(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[SubjectClaims, ...]:
    """Return, of each subject, when they were born and where they live, as the latest version of each record says.

    It is all that the rules are asked on beside events. Names, numbers and telephones are left out.
    """
    with sent_together():
        return list_births_and_homes_later(viewer=viewer, subject_ids=subject_ids)()


def list_births_and_homes_later(
    *, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]
) -> Callable[[], tuple[SubjectClaims, ...]]:
    """Ask for what `list_births_and_homes` returns, and return what gives it when it is wanted."""
    wanted = list(subject_ids)
    answers = [later(statement, wanted) for statement in (SUBJECTS, BIRTHS_NOW, HOMES_NOW)]
    return lambda: _births_and_homes(*(answer() for answer in answers))


def _births_and_homes(
    subjects: Iterable[Row], births: Iterable[Row], homes: Iterable[Row]
) -> tuple[SubjectClaims, ...]:
    found = {row[0]: SubjectClaims(*row) for row in subjects}
    for subject_id, version_id, at, earliest, latest, precision in births:
        subject = found[subject_id]
        born = BirthDateClaim(earliest, latest, precision)
        subject.birth_dates.append(SourcedBirthDate(born, _source(subject, version_id, at)))
    for subject_id, version_id, at, address, postcode, holds_from in homes:
        subject = found[subject_id]
        home = ResidenceClaim(address, postcode, holds_from)
        subject.residences.append(SourcedResidence(home, _source(subject, version_id, at)))
    return tuple(found.values())


def list_children(*, viewer: Run, after: SubjectId | None, at_most: int) -> tuple[SubjectId, ...]:
    """Return some records of children in the order of their ids, those after one of them. For the machine only."""
    rows = Subject.objects.filter(is_child=True).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(SubjectId(each) for each in rows.values_list("id", flat=True)[:at_most])


def list_same_person(
    *, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]
) -> Mapping[SubjectId, tuple[SubjectId, ...]]:
    """Return, for each subject, every subject that live judgements say is the same person, itself included."""
    wanted = list(subject_ids)
    members: dict[UUID, list[SubjectId]] = {}
    cluster_of: dict[SubjectId, UUID] = {}
    rows = ask(SAME_PERSON, wanted)
    for subject_id, cluster_id in rows:
        members.setdefault(cluster_id, []).append(SubjectId(subject_id))
        cluster_of[SubjectId(subject_id)] = cluster_id
    return {each: tuple(members[cluster_of[each]]) if each in cluster_of else (each,) for each in wanted}


def find_adults(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these subjects are records of adults."""
    rows = Subject.objects.filter(id__in=list(subject_ids), is_child=False).values_list("id", flat=True)
    return frozenset(SubjectId(each) for each in rows)


def list_adults_around(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[AdultAroundChild, ...]:
    """Return the adults that agencies say are around a child, each once, those who must not be told first.

    Of two records of one adult, one that says the adult must not be told outweighs one that does not say.
    """
    rows = AdultAround.objects.filter(
        about_id__in=list(subject_ids), is_latest=True, withdrawn_at__isnull=True
    ).select_related("controller")
    found = [
        AdultAroundChild(
            adult_id=SubjectId(row.subject_id),
            relation=row.get_relation_display(),
            relation_code=row.relation,
            must_not_be_told=row.must_not_be_told,
            because=row.because,
            agency_name=row.controller.name,
            received_at=row.received_at,
        )
        for row in rows
        if row.about_id != row.subject_id
    ]
    found.sort(key=lambda each: (not each.must_not_be_told, each.relation, each.received_at))
    once: dict[tuple[SubjectId, str], AdultAroundChild] = {}
    for each in found:
        once.setdefault((each.adult_id, each.relation), each)
    return tuple(once.values())


def list_living_at(*, viewer: Run, homes: Iterable[str]) -> tuple[SubjectId, ...]:
    """Return whose records say that they live, or lived, at one of these homes, by postcode and first line."""
    wanted = [home.upper().replace(" ", "") for home in homes if home]
    if not wanted:
        return ()
    rows = ask(LIVING_AT, wanted)
    return tuple(SubjectId(each) for (each,) in rows)


def find_linkable(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records are of a child and not sealed: only they are ever set beside another child's."""
    rows = Subject.objects.filter(id__in=list(subject_ids), is_child=True, sealed_at__isnull=True)
    return frozenset(SubjectId(each) for each in rows.values_list("id", flat=True))


def find_marked_sealed(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records carry the mark of a seal. For the machine only."""
    rows = Subject.objects.filter(id__in=list(subject_ids), sealed_at__isnull=False)
    return frozenset(SubjectId(each) for each in rows.values_list("id", flat=True))


def list_controllers(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> Mapping[SubjectId, AgencyId]:
    """Return the agency that controls each subject's record."""
    rows = Subject.objects.filter(id__in=list(subject_ids)).values_list("id", "controller_id")
    return {SubjectId(subject_id): AgencyId(controller_id) for subject_id, controller_id in rows}


def list_first_received(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> Mapping[SubjectId, datetime]:
    """Return when each subject's record first came. For the machine only."""
    rows = Subject.objects.filter(id__in=list(subject_ids)).values_list("id", "first_received_at")
    return {SubjectId(subject_id): at for subject_id, at in rows}


def find_subjects(*, viewer: Run, agency_id: AgencyId, system: str) -> Mapping[str, SubjectId]:
    """Return the subjects of one agency's system by the agency's own number for them."""
    rows = Subject.objects.filter(agency_id=agency_id, system=system).values_list("local_id", "id")
    return {local_id: SubjectId(subject_id) for local_id, subject_id in rows}


def list_event_keys(
    *, viewer: Viewer | Run, agency_id: AgencyId, system: str, references: Iterable[str]
) -> Mapping[tuple[SubjectId, str], frozenset[str]]:
    """Return, for each subject and record reference, the keys of the events the latest version tells of.

    A record that has moved to another subject, as when a police number becomes known, tells of nothing on the first.
    """
    rows = _versions(agency_id, system, references)
    told_of: dict[tuple[SubjectId, str], frozenset[str]] = {}
    last_on: dict[str, SubjectId] = {}
    for subject_id, reference, keys in rows.values_list("subject_id", "reference", "event_keys"):
        told_of[SubjectId(subject_id), reference] = frozenset(keys)
        last_on[reference] = SubjectId(subject_id)
    return {
        (subject_id, reference): keys if last_on[reference] == subject_id else frozenset()
        for (subject_id, reference), keys in told_of.items()
    }


def find_subjects_of_references(
    *, viewer: Run, agency_id: AgencyId, system: str, references: Iterable[str]
) -> Mapping[str, SubjectId]:
    """Return whose record each of an agency's own record references is of now. One not held is left out."""
    rows = _versions(agency_id, system, references).values_list("reference", "subject_id")
    return {reference: SubjectId(subject_id) for reference, subject_id in rows}


def list_held_versions(
    *, viewer: Run, agency_id: AgencyId, system: str, references: Iterable[str]
) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return, for each record reference held, the agency's number for the person and the hash of every version."""
    held: dict[str, set[tuple[str, str]]] = {}
    rows = _versions(agency_id, system, references).values_list("reference", "subject__local_id", "version_hash")
    for reference, local_id, version_hash in rows:
        held.setdefault(reference, set()).add((local_id, version_hash))
    return {reference: frozenset(versions) for reference, versions in held.items()}


def list_versions_told(
    *, viewer: Run, agency_id: AgencyId, system: str, references: Iterable[str]
) -> tuple[VersionTold, ...]:
    """Return every live version of these records in the order in which they were received. For the machine."""
    rows = _versions(agency_id, system, references).order_by("received_at", "recorded_at", "version_hash")
    return tuple(
        VersionTold(
            id=SourceRecordId(row.id),
            subject_id=SubjectId(row.subject_id),
            reference=row.reference,
            version_hash=row.version_hash,
            recorded_at=row.recorded_at,
            received_at=row.received_at,
            event_versions=tuple((key, version, recorded_at) for key, version, recorded_at in row.event_versions),
        )
        for row in rows
    )


def list_records_of(
    *, viewer: Run, source_record_ids: Iterable[SourceRecordId]
) -> Mapping[SourceRecordId, tuple[SubjectId, str]]:
    """Return, of those that extracts brought, whose record each live version is and its reference. For the machine."""
    rows = SourceRecord.objects.filter(
        id__in=list(source_record_ids), withdrawn_at__isnull=True, batch_id__isnull=False
    )
    return {
        SourceRecordId(row_id): (SubjectId(subject_id), reference)
        for row_id, subject_id, reference in rows.values_list("id", "subject_id", "reference")
    }


def _versions(agency_id: AgencyId, system: str, references: Iterable[str]) -> QuerySet[SourceRecord]:
    """Return the live versions of an agency's records, in the order in which they were recorded."""
    return SourceRecord.objects.filter(
        subject__agency_id=agency_id, subject__system=system, reference__in=list(references), withdrawn_at__isnull=True
    ).order_by("recorded_at", "version_hash")


def _source(subject: SubjectClaims, version_id: SourceRecordId, received_at: datetime) -> Sourced:
    return Sourced(subject.subject_id, subject.agency_id, subject.agency_name, version_id, received_at)


def find_withdrawn(*, viewer: Run, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of these versions of records, and of what they claim, are withdrawn. For the machine."""
    wanted = list(ids)
    if not wanted:
        return frozenset()
    tables = (SourceRecord, Residence, Schooling, Contact)
    rows = [each._default_manager.filter(id__in=wanted, withdrawn_at__isnull=False) for each in tables]
    return frozenset(row_id for each in rows for row_id in each.values_list("id", flat=True))
