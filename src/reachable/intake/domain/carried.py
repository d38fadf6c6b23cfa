"""What an extract carried and began, and what of it stands on no other extract.

In:  what each extract of a feed and sender carried, undone ones too.
Out: Carried; what undoing one of them takes back; in which order what stands came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.kernel.ids import ImportId, SourceRecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRelationship:
    """A relationship that a record asked for: until when it ran before, None when it was new, and until when asked."""

    id: UUID
    source_record_id: SourceRecordId
    held_until: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAdult:
    """A trusted adult whom a record named, and if nobody had before."""

    id: UUID
    source_record_id: SourceRecordId
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The versions of records an extract carried, and what those of them began that were new."""

    source_record_ids: tuple[SourceRecordId, ...]
    relationships: tuple[CarriedRelationship, ...] = ()
    trusted_adults: tuple[CarriedAdult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCarried:
    """What one extract carried, and if the extract still stands."""

    extract_id: ImportId
    stands: bool
    carried: Carried


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What undoing an extract takes back. Each relationship with until when it then runs, None when it ends now."""

    source_record_ids: frozenset[SourceRecordId]
    relationships: dict[UUID, datetime | None]
    trusted_adults: frozenset[UUID]


def take_back(extract_id: ImportId, kept: Sequence[KeptCarried]) -> TakenBack:
    """Return what stands on this extract alone. `kept` is in the order in which the extracts were brought in.

    A record that another extract carried too stands, with what it began; so does what was there before any extract.
    """
    mine = {record for each in kept if each.extract_id == extract_id for record in each.carried.source_record_ids}
    others = {
        record
        for each in kept
        if each.extract_id != extract_id and each.stands
        for record in each.carried.source_record_ids
    }
    gone = mine - others
    relationships = [each for one in kept for each in one.carried.relationships]
    adults = [each for one in kept for each in one.carried.trusted_adults]
    before = {each.id: each.held_until for each in reversed(relationships)}
    asked: dict[UUID, list[datetime]] = {each.id: [] for each in relationships if each.source_record_id in gone}
    for each in relationships:
        if each.id in asked and each.source_record_id in others:
            asked[each.id].append(each.until)
    for relationship_id, until in asked.items():
        earlier = before[relationship_id]
        until += [] if earlier is None else [earlier]
    made = {each.id for each in adults if each.is_new}
    named = {each.id for each in adults if each.source_record_id in gone and each.id in made}
    return TakenBack(
        frozenset(gone),
        {relationship_id: max(until, default=None) for relationship_id, until in asked.items()},
        frozenset(named - {each.id for each in adults if each.source_record_id in others}),
    )


def order_of_coming(kept: Sequence[KeptCarried], *, without: ImportId | None = None) -> Mapping[SourceRecordId, int]:
    """Return, by version of a record, the place of the first extract that stands and carried it.

    What an undone extract carried first counts from when another carried it, as if the undone one had never come.
    """
    standing = [each for each in kept if each.stands and each.extract_id != without]
    return {
        record: place
        for place, each in reversed(list(enumerate(standing)))
        for record in each.carried.source_record_ids
    }
