"""Rows of an extract to what they say, for the people stage and the timeline.

In:  rows of one feed, and the sender's local settings.
Out: one ExtractedRecord a row.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from reachable.intake.domain.adults_records import around_child, read_adults_events
from reachable.intake.domain.casework_records import read_casework_events
from reachable.intake.domain.cells import SCHEMES
from reachable.intake.domain.columns import Layout
from reachable.intake.domain.custody_records import read_custody_events
from reachable.intake.domain.extracted import ExtractedEvent, ExtractedRecord, LocalSettings, hash_payload
from reachable.intake.domain.hospital_records import read_hospital_events
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.missing_records import read_missing_events
from reachable.intake.domain.nrm_records import read_nrm_events
from reachable.intake.domain.placements_records import read_placements_events
from reachable.intake.domain.reading import reference_of
from reachable.intake.domain.row_sharing import sharing_of
from reachable.intake.domain.rows import Row
from reachable.intake.domain.school_records import read_school_events
from reachable.intake.domain.sightings_records import read_sightings_events
from reachable.intake.domain.social_care_records import read_social_care_events
from reachable.intake.domain.stops_records import read_stops_events
from reachable.intake.domain.youth_justice_records import read_youth_justice_events
from reachable.kernel.london import london_date
from reachable.people.domain.claims import (
    BirthDateClaim,
    ContactClaim,
    EqualityClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
    TakenRecord,
)

READ_EVENTS: dict[str, Callable[[Row, str, LocalSettings], tuple[ExtractedEvent, ...]]] = {
    "custody": read_custody_events,
    "missing": read_missing_events,
    "social_care": read_social_care_events,
    "school": read_school_events,
    "stops": read_stops_events,
    "sightings": read_sightings_events,
    "placements": read_placements_events,
    "youth_justice": read_youth_justice_events,
    "nrm": read_nrm_events,
    "hospital": read_hospital_events,
    "casework": read_casework_events,
    "adults": read_adults_events,
}
SCHOOL_COLUMNS = ("school_named", "school_name")
WHOSE_PHONE = {"phone": "child", "parent_phone": "parent or carer"}
NAMES_SAID_TO_POLICE = frozenset({"custody", "stops"})


def extract_records(feed: str, rows: Iterable[Row], settings: LocalSettings) -> tuple[ExtractedRecord, ...]:
    """Return what each row says, in the order of the rows.

    :raises KeyError: when there is no such feed.
    """
    layout = LAYOUTS[feed]
    return tuple(_extract_record(layout, row, settings) for row in rows)


def _extract_record(layout: Layout, row: Row, settings: LocalSettings) -> ExtractedRecord:
    reference, sharing = reference_of(layout, row), sharing_of(layout, row)
    handling_code = _text(row, "handling_code")
    return ExtractedRecord(
        feed=layout.feed,
        line=row.line,
        taken=_taken_record(layout, row, reference),
        events=tuple(
            replace(event, sharing=sharing, handling_code=handling_code)
            for event in READ_EVENTS[layout.feed](row, reference, settings)
        ),
        responsible_authority=_text(row, "responsible_la"),
        allocated_team=_text(row, "allocated_team"),
        allocated_worker=_text(row, "allocated_worker"),
        trusted_adult=_text(row, "trusted_adult"),
        child_said=_text(row, "child_said"),
        sharing=sharing,
    )


def _taken_record(layout: Layout, row: Row, reference: str) -> TakenRecord:
    recorded_at, born = row.instant("recorded_at"), row.day("dob")
    if recorded_at is None:
        raise ValueError("a row that does not say when it was written cannot have been read")
    return TakenRecord(
        local_id=next(value for column in layout.child_key if (value := row.text(column))),
        reference=reference,
        version_hash=hash_payload(row.sent),
        payload=dict(row.sent),
        recorded_at=recorded_at,
        names=_names(layout, row),
        birth_date=BirthDateClaim(born, born) if born else None,
        identifiers=tuple(
            IdentifierClaim(SCHEMES[column.kind].value, row.text(column.name))
            for column in layout.columns
            if column.kind in SCHEMES and row.text(column.name)
        ),
        contacts=tuple(
            ContactClaim("PHONE", row.text(column), "adult" if layout.of_adults else whose)
            for column, whose in WHOSE_PHONE.items()
            if _text(row, column)
        ),
        residence=_residence(row),
        school_name=next((school for column in SCHOOL_COLUMNS if (school := _text(row, column))), ""),
        equality=_equality(row),
        handling_code=_text(row, "handling_code"),
        is_child=not layout.of_adults,
        around_child=around_child(row) if layout.of_adults else None,
    )


def _names(layout: Layout, row: Row) -> tuple[NameClaim, ...]:
    given, family = row.text("forename"), row.text("surname")
    # A name said to police is only that, unless a police record was found under it.
    told_police = layout.feed in NAMES_SAID_TO_POLICE and not row.text("pnc_id")
    names = []
    if given or family:
        names.append(NameClaim(kind="GIVEN_TO_POLICE" if told_police else "GIVEN", given=given, family=family))
    if _text(row, "alias"):
        first, _, last = row.text("alias").rpartition(" ")
        names.append(NameClaim(kind="ALIAS", given=first or last, family=last if first else ""))
    preferred = _text(row, "preferred_name") or _text(row, "known_as")
    if preferred:
        names.append(NameClaim(kind="PREFERRED", given=preferred, family=family))
    return tuple(names)


def _residence(row: Row) -> ResidenceClaim | None:
    address = _text(row, "home_address") or _text(row, "address")
    postcode = _text(row, "home_postcode") or _text(row, "postcode")
    recorded_at = row.instant("recorded_at")
    if not (address or postcode):
        return None
    return ResidenceClaim(address, postcode, london_date(recorded_at) if recorded_at else None)


def _equality(row: Row) -> EqualityClaim | None:
    sex, ethnicity = _text(row, "sex"), _text(row, "self_defined_ethnicity")
    if not (sex or ethnicity):
        return None
    return EqualityClaim(sex, ethnicity, "SELF_DEFINED" if ethnicity else "")


def _text(row: Row, column: str) -> str:
    return row.text(column) if column in row.values else ""
