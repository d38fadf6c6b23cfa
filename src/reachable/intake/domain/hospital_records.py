"""What a row of the hospital extract says happened.

In:  a row of the hospital layout.
Out: events: the attendance, drugs inside the body, a worker at the bedside, leaving, and what the child said.
"""

from reachable.intake.domain.event_maker import child_said, maker_for, others_seen_as_role, required_time
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.hospital_layout import WAYS_OUT
from reachable.intake.domain.rows import Row

WORDS_OF_LEAVING = dict(WAYS_OUT)
BEDSIDE = "youth worker at the bedside"


def read_hospital_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one attendance. An illness is no injury, and is told without one."""
    happened, site, left = required_time(row, "arrived_at"), row.text("site"), row.when("left_at")
    maker = maker_for(row, reference, episode=row.text("attendance_ref"))
    role = "VICTIM" if row.text("intent") == "ASSAULT" else "SUBJECT"
    events = [
        maker.make(
            "HOSPITAL_ATTENDANCE",
            happened,
            _details(row),
            role=role,
            place=site,
            words=_say_account(row),
            others=others_seen_as_role(row, "with_whom"),
        )
    ]
    if row.flag("concealed_internally"):
        events.append(maker.make("INTERNAL_CONCEALMENT", happened, {"how_known": "hospital"}, place=site))
    if row.flag("worker_at_bedside"):
        events.append(maker.make("SUPPORT_OFFERED", happened, {"service": BEDSIDE}, place=site))
    if left is not None:
        how = WORDS_OF_LEAVING.get(row.text("left_how"))
        events.append(maker.make("HOSPITAL_DISCHARGE", left, {"how_left": how}, place=site))
    return (*events, *child_said(row, maker, happened, place=site))


def _details(row: Row) -> dict[str, Detail | None]:
    injury, intent = row.text("injury"), row.text("intent")
    return {
        "injury": None if injury in ("", "ILLNESS") else injury,
        "weapon": row.text("weapon") or None,
        "assault": {"": None, "NOT_KNOWN": None, "ASSAULT": True}.get(intent, False),
    }


def _say_account(row: Row) -> str:
    parts = (row.text("account"), f"Hurt at: {row.text('injured_where')}." if row.text("injured_where") else "")
    return " ".join(part for part in parts if part)
