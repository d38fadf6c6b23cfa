"""What a row of the sightings extract says happened.

In:  a row of the sightings layout.
Out: events: the sighting, with who was there, and what the child said.
"""

from reachable.intake.domain.event_maker import child_said, maker_for, others_seen, required_time
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row

ONLY_THINKS_SO = "Not certain that it was this child."


def read_sightings_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one sighting."""
    happened, place = required_time(row, "seen_at"), row.text("place")
    maker = maker_for(row, reference)
    doubt = ONLY_THINKS_SO if row.text("sure") == "THINKS_SO" else ""
    seen = maker.make(
        "SIGHTING",
        happened,
        {
            "seen_by": row.text("seen_by"),
            "with_whom": row.text("with_whom") or None,
            "how_known": row.text("how_known"),
            "condition": row.text("condition") or None,
        },
        place=place,
        words=" ".join(part for part in (doubt, row.text("what_was_seen")) if part),
        others=others_seen(row, refs="seen_with_refs", with_whom="with_whom"),
    )
    return (seen, *child_said(row, maker, happened, place=place))
