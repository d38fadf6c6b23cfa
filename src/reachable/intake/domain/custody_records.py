"""What a row of the custody extract says happened.

In:  a row of the custody layout.
Out: events: the arrest, stop or incident, what was taken, and how the child left custody.
"""

from collections.abc import Iterator
from datetime import datetime, time

from reachable.intake.domain.event_maker import EventMaker, some_time_from
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row
from reachable.kernel.london import LONDON
from reachable.kernel.when import When

OFFICES_OPEN = time(9)
OFFICES_SHUT = time(17)
SATURDAY = 5
SIDES = {"HOME": ("HOME",), "HOST": ("HOST",), "BOTH": ("HOME", "HOST")}


def read_custody_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one custody record, stop or incident."""
    recorded_at, happened = row.instant("recorded_at"), row.when("arrested_at")
    if recorded_at is None or happened is None:
        raise ValueError("a custody row without its times cannot have been read")
    maker = EventMaker(reference=reference, recorded_at=recorded_at, episode=row.text("custody_ref"))
    events = [_occurrence(row, maker, happened)]
    taken = _taken(row)
    if any(taken.values()):
        events.append(maker.make("SEIZURE", happened, taken, place=row.text("station")))
    if row.flag("concealed_internally"):
        events.append(maker.make("INTERNAL_CONCEALMENT", happened, place=row.text("station")))
    events += _leaving_custody(row, maker, happened.earliest)
    return tuple(events)


def is_out_of_hours(instant: datetime) -> bool:
    """Test if most offices are shut: at a weekend, before 09:00 or from 17:00 in London. Bank holidays do not count."""
    local = instant.astimezone(LONDON)
    return local.weekday() >= SATURDAY or not OFFICES_OPEN <= local.time() < OFFICES_SHUT


def _occurrence(row: Row, maker: EventMaker, happened: When) -> ExtractedEvent:
    away = row.flag("away_from_home_area")
    details: dict[str, Detail | None]
    match row.text("occurrence_type"):
        case "ARREST":
            kind = "ARREST"
            details = {
                "offence": row.text("offence") or None,
                "drugs_supply": row.flag("drugs_supply"),
                "away_from_home_area": away,
            }
        case "STOP":
            kind = "STOP_SEARCH"
            details = {"found": _say_taken(row) or None, "away_from_home_area": away}
        case _:
            kind = "INCIDENT"
            details = {"incident_type": row.text("offence") or None}
    return maker.make(
        kind,
        happened,
        details,
        role=row.text("role"),
        place=row.text("station"),
        co_arrestee_refs=row.references("co_arrestee_refs"),
    )


def _taken(row: Row) -> dict[str, Detail | None]:
    return {
        "drugs": row.text("drugs_seized"),
        "wraps": row.count("wraps") or 0,
        "cash_pence": row.count("cash_seized") or 0,
        "phones": row.count("phones_seized") or 0,
        "weapon": row.text("weapon"),
    }


def _say_taken(row: Row) -> str:
    wraps, cash, phones = row.count("wraps"), row.count("cash_seized"), row.count("phones_seized")
    parts = (
        row.text("drugs_seized"),
        f"{wraps} wraps" if wraps else "",
        f"£{cash / 100:.2f}" if cash else "",
        f"{phones} phones" if phones else "",
        row.text("weapon"),
    )
    return ", ".join(part for part in parts if part)


def _leaving_custody(row: Row, maker: EventMaker, arrested_at: datetime) -> Iterator[ExtractedEvent]:
    away, place = row.flag("away_from_home_area"), row.text("station")
    ready, collected, released = (row.when(name) for name in ("ready_for_release_at", "collected_at", "released_at"))
    if ready is not None:
        yield maker.make("READY_FOR_RELEASE", ready, {"away_from_home_area": away}, place=place)
    if collected is not None:
        yield maker.make(
            "COLLECTED_BY_ADULT", collected, {"relationship": row.text("collected_by") or None}, place=place
        )
    since = ready.earliest if ready is not None else arrested_at
    until = next((when.latest for when in (collected, released) if when is not None), maker.recorded_at)
    for side in SIDES.get(row.text("collection_refused_by"), ()):
        refused = some_time_from(since, until)
        yield maker.make("COLLECTION_REFUSED", refused, {"area_side": side}, part=side, place=place)
    if released is not None:
        details: dict[str, Detail | None] = {
            "disposal": row.text("disposal") or None,
            "out_of_hours": is_out_of_hours(released.earliest),
            "away_from_home_area": away,
        }
        yield maker.make("RELEASED", released, details, place=place)
