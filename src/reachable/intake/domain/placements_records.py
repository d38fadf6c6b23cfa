"""What a row of the placements extract says happened.

In:  a row of the placements layout.
Out: events: the placement, its area being told, its end, and what the child said.
"""

from reachable.intake.domain.event_maker import child_said, maker_for, required_time
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.placements_layout import PLACEMENT_TYPES, SECURE, WHY_MOVED
from reachable.intake.domain.rows import Row

TYPE_WORDS, WHY_WORDS = dict(PLACEMENT_TYPES), dict(WHY_MOVED)


def read_placements_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one placement. Its place is the area and never the address, which must stay secret."""
    started, ended, told = (row.when(name) for name in ("started_at", "ended_at", "host_area_told_at"))
    began, area = started or required_time(row, "started_at"), row.text("placement_area")
    maker = maker_for(row, reference, episode=row.text("placement_ref"))
    away = area.casefold() != settings.own_area.casefold()
    if row.text("placement_type") in SECURE:
        events = [maker.make("SECURE_STARTED", began, {"out_of_area": away}, place=area)]
    else:
        details = {
            "placement_type": TYPE_WORDS[row.text("placement_type")],
            "miles_from_home": row.number("placement_miles"),
            "out_of_area": away,
        }
        events = [maker.make("PLACEMENT_STARTED", began, details, place=area, words=_say_particulars(row))]
    if told is not None:
        events.append(maker.make("HOST_AREA_TOLD", told, place=area))
    if ended is not None:
        reason = WHY_WORDS.get(row.text("why_ended"))
        events.append(maker.make("PLACEMENT_ENDED", ended, {"reason": reason}, place=area))
    return (*events, *child_said(row, maker, began))


def _say_particulars(row: Row) -> str:
    """Return what a worker must know and no code says: an unplanned move, an unregistered home, who must not know."""
    why = WHY_WORDS.get(row.text("why_moved"))
    parts = (
        "Placed in an emergency." if row.flag("is_emergency") else "",
        "The home should be registered and is not." if row.text("registration") == "UNREGISTERED" else "",
        f"Moved because: {why}." if why else "",
        f"Must not learn the address: {row.text('must_not_have_address')}."
        if row.text("must_not_have_address")
        else "",
    )
    return " ".join(part for part in parts if part)
