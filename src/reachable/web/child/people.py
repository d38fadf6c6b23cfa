"""What each agency calls the child, where it says the child lives and learns, and how the records came together.

In:  ChildPage.
Out: groups of values, each with who says so and since when; the judgements that made the records one child.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.journeys.child_opened import ChildPage
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.matching.domain.review import say_age
from reachable.people.domain.claims import BirthDateClaim, Sourced, SubjectClaims
from reachable.people.domain.identifiers import Scheme, say_number, say_phone
from reachable.web.shared.display import day

NAME_KINDS = {
    "GIVEN": "",
    "PREFERRED": gettext_noop("the name they prefer"),
    "ALIAS": gettext_noop("another name"),
    "NICKNAME": gettext_noop("a nickname"),
    "GIVEN_TO_POLICE": gettext_noop("the name police were given"),
}


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who says so, and since when in words."""

    agency: str
    since: str


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One value and everybody who gives it."""

    value: str
    said_by: tuple[SaidBy, ...]


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """Everything said of one kind: names, homes, numbers."""

    heading: str
    values: tuple[SaidValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two records judged to be of this child: which, by whom, why and when."""

    judgement_id: UUID
    left: UUID
    right: UUID
    one: str
    other: str
    by: str
    because: str
    when: datetime


Said = Iterable[tuple[str, Sourced, date | None]]


def list_said(page: ChildPage, *, today: datetime) -> tuple[SaidGroup, ...]:
    """Return what records say of the child, the same value once with everybody who gives it."""
    claims = page.claims
    groups = (
        (_("Names"), _names(claims)),
        (_("Date of birth"), _birth_dates(claims)),
        (_("Homes"), _homes(claims)),
        (_("Schools"), ((each.school_name, each.source, None) for one in claims for each in one.schools)),
        (_("Telephones"), _phones(claims)),
        (_("Numbers"), _numbers(claims)),
    )
    return tuple(SaidGroup(heading, _together(said, today)) for heading, said in groups)


def list_brought_together(page: ChildPage) -> tuple[Joined, ...]:
    """Return the judgements that made these records one child, newest first."""
    named = {record.subject_id: _say_record(record) for record in page.claims}
    return tuple(
        Joined(
            judgement_id=each.id,
            left=each.left,
            right=each.right,
            one=named[SubjectId(each.left)],
            other=named[SubjectId(each.right)],
            by=_("linked by rule, nobody was asked") if each.automatic else each.judged_by,
            because=each.because,
            when=each.judged_at,
        )
        for each in page.judgements
        if each.left in named and each.right in named
    )


def _say_record(record: SubjectClaims) -> str:
    return _("%(agency)s, %(system)s record %(number)s") % {
        "agency": record.agency_name,
        "system": record.system.replace("_", " "),
        "number": record.local_id,
    }


def _together(said: Said, today: datetime) -> tuple[SaidValue, ...]:
    found: dict[str, dict[str, tuple[datetime, date | None]]] = {}
    for value, source, began in said:
        agencies = found.setdefault(value, {})
        received, since = agencies.get(source.agency_name, (source.received_at, began))
        earliest = min((each for each in (since, began) if each is not None), default=None)
        agencies[source.agency_name] = (min(received, source.received_at), earliest)
    return tuple(
        SaidValue(value, tuple(SaidBy(agency, _since(*since, today)) for agency, since in agencies.items()))
        for value, agencies in found.items()
        if value
    )


def _since(received_at: datetime, began: date | None, today: datetime) -> str:
    received = _("first received %(age)s") % {"age": say_age(london_date(received_at), london_date(today))}
    return received if began is None else f"{_('since')} {day(began, year=True)}, {received}"


def _names(claims: Iterable[SubjectClaims]) -> Iterator[tuple[str, Sourced, date | None]]:
    for record in claims:
        for each in record.names:
            kind = NAME_KINDS[each.claim.kind]
            yield f"{each.claim.full} ({_(kind)})" if kind else each.claim.full, each.source, None


def _birth_dates(claims: Iterable[SubjectClaims]) -> Iterator[tuple[str, Sourced, date | None]]:
    for record in claims:
        for each in record.birth_dates:
            yield _say_birth(each.claim), each.source, None


def _say_birth(born: BirthDateClaim) -> str:
    if born.earliest == born.latest:
        return day(born.earliest, year=True)
    first, last = day(born.earliest, year=True), day(born.latest, year=True)
    return _("some day from %(first)s to %(last)s") % {"first": first, "last": last}


def _homes(claims: Iterable[SubjectClaims]) -> Iterator[tuple[str, Sourced, date | None]]:
    for record in claims:
        for each in record.residences:
            address = ", ".join(part for part in (each.claim.address, each.claim.postcode) if part)
            yield address, each.source, each.claim.holds_from


def _phones(claims: Iterable[SubjectClaims]) -> Iterator[tuple[str, Sourced, date | None]]:
    for record in claims:
        for each in record.contacts:
            number = say_phone(each.claim.value) if each.claim.kind == "PHONE" else each.claim.value
            yield f"{number} ({each.claim.whose})" if each.claim.whose else number, each.source, None


def _numbers(claims: Iterable[SubjectClaims]) -> Iterator[tuple[str, Sourced, date | None]]:
    for record in claims:
        for each in record.identifiers:
            scheme = Scheme(each.claim.scheme)
            yield f"{_(scheme.label)}: {say_number(scheme, each.claim.value)}", each.source, None
