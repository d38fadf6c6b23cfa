"""What a record says of a person, as plain values.

In:  nothing.
Out: TakenRecord, the claims it carries, and PersonClaims: everything several records say of one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from reachable.kernel.ids import AgencyId, SourceRecordId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaim:
    """A name of one kind: GIVEN, PREFERRED, ALIAS, NICKNAME or GIVEN_TO_POLICE."""

    kind: str
    given: str
    family: str

    @property
    def full(self) -> str:
        """Return the name as it is said."""
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class BirthDateClaim:
    """Some day from earliest to latest; the same day twice when it is known."""

    earliest: date
    latest: date
    precision: str = "DAY"


@dataclass(frozen=True, slots=True)
class IdentifierClaim:
    """A number under a scheme: NHS, UPN, ULN, PNC."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class ContactClaim:
    """A telephone number or e-mail address, and whose it is."""

    kind: str
    value: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class ResidenceClaim:
    """An address, and since when."""

    address: str
    postcode: str
    holds_from: date | None = None


@dataclass(frozen=True, slots=True)
class EqualityClaim:
    """Sex and ethnicity as recorded, for equality monitoring only."""

    sex: str = ""
    ethnicity: str = ""
    how_known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundChildClaim:
    """Who an adult is to one child, known by the same agency's own number, and whether the adult must not be told."""

    child_number: str
    relation: str
    must_not_be_told: bool
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRecord:
    """One version of one agency's record of one person, as it was sent, with what it says of them.

    `event_keys` name the events it tells of, so that an event a later version no longer tells of can be withdrawn, and
    `event_versions` say as what and as recorded when (ISO), so that what stands can be worked out again after an undo.
    What a record that is not `shared` says can be read by its holder only.
    """

    local_id: str
    reference: str
    version_hash: str
    payload: Mapping[str, Any]
    recorded_at: datetime
    is_child: bool = True
    names: tuple[NameClaim, ...] = ()
    birth_date: BirthDateClaim | None = None
    identifiers: tuple[IdentifierClaim, ...] = ()
    contacts: tuple[ContactClaim, ...] = ()
    residence: ResidenceClaim | None = None
    school_name: str = ""
    equality: EqualityClaim | None = None
    handling_code: str = ""
    shared: bool = True
    event_keys: tuple[str, ...] = ()
    event_versions: tuple[tuple[str, str, str], ...] = ()
    around_child: AroundChildClaim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultAroundChild:
    """An adult around a child, said as who that is to the child, with whoever says so. Never a name."""

    adult_id: SubjectId
    relation: str
    relation_code: str
    must_not_be_told: bool
    because: str
    agency_name: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a claim comes from and since when we have had it."""

    subject_id: SubjectId
    agency_id: AgencyId
    agency_name: str
    source_record_id: SourceRecordId
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SourcedName:
    """A name and its source."""

    claim: NameClaim
    source: Sourced


@dataclass(frozen=True, slots=True)
class SourcedBirthDate:
    """A birth date and its source."""

    claim: BirthDateClaim
    source: Sourced


@dataclass(frozen=True, slots=True)
class SourcedIdentifier:
    """An identifier and its source."""

    claim: IdentifierClaim
    source: Sourced


@dataclass(frozen=True, slots=True)
class SourcedContact:
    """A contact and its source."""

    claim: ContactClaim
    source: Sourced


@dataclass(frozen=True, slots=True)
class SourcedResidence:
    """A residence and its source."""

    claim: ResidenceClaim
    source: Sourced


@dataclass(frozen=True, slots=True)
class SourcedSchool:
    """A school and its source."""

    school_name: str
    source: Sourced


@dataclass(slots=True)
class SubjectClaims:
    """Everything one agency's record says of somebody now: what the latest version of each says, oldest first."""

    subject_id: SubjectId
    agency_id: AgencyId
    agency_name: str
    agency_kind: str
    system: str
    local_id: str
    is_child: bool
    is_sealed: bool = False
    names: list[SourcedName] = field(default_factory=list)
    birth_dates: list[SourcedBirthDate] = field(default_factory=list)
    identifiers: list[SourcedIdentifier] = field(default_factory=list)
    contacts: list[SourcedContact] = field(default_factory=list)
    residences: list[SourcedResidence] = field(default_factory=list)
    schools: list[SourcedSchool] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenSubject:
    """What taking a record in did: which subject it is of, under which source record, and whether anything was new.

    A version that stands again had been withdrawn by undoing the extract that brought it.
    """

    subject_id: SubjectId
    source_record_id: SourceRecordId
    is_new_version: bool
    local_id: str
    reference: str
    stands_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTold:
    """One live version of a record: whose it is, when it was recorded and received, and the events it tells of.

    Each event is its key, its hash, and when it was recorded, as an ISO instant.
    """

    id: SourceRecordId
    subject_id: SubjectId
    reference: str
    version_hash: str
    recorded_at: datetime
    received_at: datetime
    event_versions: tuple[tuple[str, str, str], ...]


def cluster_key(subjects: tuple[SubjectId, ...]) -> UUID:
    """Return the key of a cluster: the smallest subject id, so that deriving it again gives the same."""
    return min(subjects)
