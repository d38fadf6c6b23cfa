"""Reads who must not be told of a child: for everything that leaves, and for the page that says so.

In:  records of a child, in an open context.
Out: adults who must not be told, by every name and way of reaching them; the entries workers wrote, ended ones too.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.not_told import NotToldEntry
from reachable.people.domain.telling import (
    KnownOfAdult,
    NotToldAdult,
    WouldBeTold,
    read_known,
    spelt_email,
    spelt_phone,
)
from reachable.people.models import AdultAround, MustNotBeTold
from reachable.people.queries import list_claims, list_same_person

NOTHING_MORE = KnownOfAdult()


def list_must_not_be_told(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[NotToldAdult, ...]:
    """Return every adult who must not be told of the people these records are of, whoever said so. For the machine.

    `may_be_told` compares whoever a message, an invitation or a pack would go to with them.
    """
    together = list_same_person(viewer=viewer, subject_ids=subject_ids)
    about = {each for same in together.values() for each in same}
    around = AdultAround.objects.filter(
        about_id__in=about, is_latest=True, withdrawn_at__isnull=True, must_not_be_told=True
    ).select_related("controller")
    written = MustNotBeTold.objects.filter(about_id__in=about, ended_at__isnull=True)
    rows = tuple(around), tuple(written)
    ids = {row.subject_id for row in rows[0]} | {row.adult_id for row in rows[1] if row.adult_id}
    claims = list_claims(viewer=viewer, subject_ids=map(SubjectId, ids)) if ids else {}
    found = [_as_recorded(row, claims) for row in rows[0]] + [_as_written(row, claims) for row in rows[1]]
    return tuple(dict.fromkeys(found))


def list_not_told(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[NotToldEntry, ...]:
    """Return what workers wrote of who must not be told, each entry once, what stands first and the newest first."""
    rows = MustNotBeTold.objects.filter(about_id__in=list(subject_ids)).select_related("controller", "received_from")
    found: dict[UUID, NotToldEntry] = {}
    for row in rows.order_by("-recorded_at", "id"):
        found.setdefault(row.entry_id or row.id, _entry(row))
    return tuple(sorted(found.values(), key=lambda each: each.ended_at is not None))


def _as_recorded(row: AdultAround, claims: Mapping[SubjectId, SubjectClaims]) -> NotToldAdult:
    adult_id = SubjectId(row.subject_id)
    return _adult(
        WouldBeTold(relation=row.relation, adult_id=adult_id), claims.get(adult_id), row.because, row.controller.name
    )


def _as_written(row: MustNotBeTold, claims: Mapping[SubjectId, SubjectClaims]) -> NotToldAdult:
    who = _who(row)
    # What was known when it was written holds on, whatever becomes of the record the adult was chosen from.
    then = KnownOfAdult(
        names=frozenset(row.known_names), emails=frozenset(row.known_emails), phones=frozenset(row.known_phones)
    )
    known = None if who.adult_id is None else claims.get(who.adult_id)
    return _adult(who, known, row.because, row.said_by, then)


def _adult(
    who: WouldBeTold,
    claims: SubjectClaims | None,
    because: str,
    said_by: str,
    then: KnownOfAdult = NOTHING_MORE,
) -> NotToldAdult:
    known = read_known(claims)
    homes = [] if claims is None else [(each.claim.address, each.claim.postcode) for each in claims.residences]
    return NotToldAdult(
        names=(known.names | then.names | {who.name}) - {""},
        emails=(known.emails | then.emails | {spelt_email(who.email)}) - {""},
        phones=(known.phones | then.phones | {spelt_phone(who.phone)}) - {""},
        because=because,
        said_by=said_by,
        homes=frozenset(homes),
        relations=frozenset({who.relation}) - {""},
        adult_id=who.adult_id,
    )


def _who(row: MustNotBeTold) -> WouldBeTold:
    adult_id = None if row.adult_id is None else SubjectId(row.adult_id)
    return WouldBeTold(name=row.adult_name, email=row.email, phone=row.phone, relation=row.relation, adult_id=adult_id)


def _entry(row: MustNotBeTold) -> NotToldEntry:
    agency = row.received_from or row.controller
    return NotToldEntry(
        id=row.entry_id or row.id,
        who=_who(row),
        relation=row.get_relation_display() if row.relation else "",
        of_what=row.of_what,
        because=row.because,
        said_by=row.said_by,
        review_on=row.review_on,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        agency_id=AgencyId(agency.id),
        agency_name=agency.name,
        corrects_id=row.corrects_id,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        ended_because=row.ended_because,
    )
