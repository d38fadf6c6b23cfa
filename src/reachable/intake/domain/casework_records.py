"""What a row of the casework extract says happened.

In:  a row of the casework layout.
Out: events: what became of the contact, and what the child said. Not coming closes nothing.
"""

from reachable.intake.domain.casework_layout import ENDINGS
from reachable.intake.domain.event_maker import child_said, maker_for, required_time
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row

KIND_OF_CONTACT = {
    "OFFERED": "SUPPORT_OFFERED",
    "STARTED": "WORK_STARTED",
    "MET": "WORKER_MET",
    "DID_NOT_ATTEND": "APPOINTMENT_MISSED",
    "DISENGAGED": "DISENGAGED",
    "BACK": "WORKER_MET",
    "ENDED": "WORK_ENDED",
}
WORDS_OF_ENDING = dict(ENDINGS)


def read_casework_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one contact."""
    happened, kind = required_time(row, "contact_at"), KIND_OF_CONTACT[row.text("contact_type")]
    maker = maker_for(row, reference, episode=row.text("case_ref"))
    told = maker.make(kind, happened, _details(row, kind), place=row.text("place"), words=row.text("account"))
    return (told, *child_said(row, maker, happened, place=row.text("place")))


def _details(row: Row, kind: str) -> dict[str, Detail | None]:
    details: dict[str, Detail | None] = {"service": row.text("service")}
    if kind == "WORKER_MET":
        details["how"] = row.text("how") or None
    if kind in ("APPOINTMENT_MISSED", "DISENGAGED"):
        details["reason"] = row.text("why") or None
    if kind == "WORK_ENDED":
        details["reason"] = WORDS_OF_ENDING.get(row.text("why_ended"))
    return details
