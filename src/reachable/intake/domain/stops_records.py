"""What a row of the stops extract says happened.

In:  a row of the stops layout.
Out: events: the stop or the rail report, being found away from home, an arrest, and what the child said.
"""

from reachable.intake.domain.event_maker import child_said, maker_for, others_seen, required_time
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row

KIND_OF_REPORT = {"SEARCH": "STOP_SEARCH", "ACCOUNT": "STOPPED", "RAIL": "RAIL_REPORT"}


def read_stops_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one stop or report. Far from home, or said to be away, it is a finding away from home."""
    happened, place = required_time(row, "stopped_at"), row.text("place")
    maker = maker_for(row, reference, episode=row.text("stop_ref"))
    others = others_seen(row, refs="stopped_with_refs", with_whom="with_whom")
    kind = KIND_OF_REPORT[row.text("report_type")]
    words = row.text("reason_given") and f"Said: {row.text('reason_given')}"
    events = [maker.make(kind, happened, _details(row, kind), place=place, words=words, others=others)]
    if _is_away(row, settings):
        events.append(maker.make("FOUND_AWAY_FROM_HOME", happened, _away(row), place=place))
    if row.text("outcome") == "ARRESTED":
        details = {"away_from_home_area": row.flag("away_from_home_area")}
        events.append(maker.make("ARREST", happened, details, role="SUSPECT", place=place))
    return (*events, *child_said(row, maker, happened, place=place))


def _details(row: Row, kind: str) -> dict[str, Detail | None]:
    away = row.flag("away_from_home_area")
    if kind == "STOP_SEARCH":
        return {"found": row.text("found") or None, "away_from_home_area": away}
    if kind == "STOPPED":
        return {"reason": row.text("reason") or None, "away_from_home_area": away}
    return {
        "no_ticket": _no_ticket(row),
        "alone": row.flag("alone"),
        "in_school_hours": row.flag("in_school_hours"),
        "reason_verified": row.flag("reason_checked"),
    }


def _is_away(row: Row, settings: LocalSettings) -> bool:
    """Test if the child was away from home; what the sender says of it counts before the miles."""
    away, miles = row.flag("away_from_home_area"), row.number("miles_from_home")
    if away is not None:
        return away
    return miles is not None and miles >= settings.away_from_home_miles


def _away(row: Row) -> dict[str, Detail | None]:
    return {
        "miles_from_home": row.number("miles_from_home"),
        "no_ticket": _no_ticket(row),
        "reason_verified": row.flag("reason_checked"),
    }


def _no_ticket(row: Row) -> bool | None:
    has_ticket = row.flag("has_ticket")
    return None if has_ticket is None else not has_ticket
