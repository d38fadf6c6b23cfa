"""What a row of the National Referral Mechanism extract says happened.

In:  a row of the nrm layout.
Out: events: the step, and what the child said.
"""

from reachable.intake.domain.event_maker import child_said, maker_for, required_time
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row

KIND_OF_STEP = {
    "CONSIDERED": "NRM_CONSIDERED",
    "REFERRAL": "NRM_REFERRAL",
    "PANEL": "NRM_PANEL_MET",
    "RG": "NRM_REASONABLE_GROUNDS",
    "CG": "NRM_CONCLUSIVE_GROUNDS",
    "RECONSIDER": "NRM_RECONSIDERATION_ASKED",
    "WITHDRAWN": "NRM_WITHDRAWN",
}


def read_nrm_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one step of a referral."""
    happened, step = required_time(row, "happened_at"), row.text("step")
    maker = maker_for(row, reference, episode=row.text("nrm_ref"))
    words = row.text("reason") if step == "PANEL" else ""
    told = maker.make(KIND_OF_STEP[step], happened, _details(row, step), words=words)
    return (told, *child_said(row, maker, happened))


def _details(row: Row, step: str) -> dict[str, Detail | None]:
    decision = row.text("decision")
    every_step: dict[str, dict[str, Detail | None]] = {
        "CONSIDERED": {"reason": row.text("reason") or None},
        "REFERRAL": {"first_responder": row.text("first_responder") or None},
        "PANEL": {"decision": decision or None},
        "RG": {"positive": decision == "POSITIVE"},
        "CG": {"positive": decision == "POSITIVE"},
        "WITHDRAWN": {"reason": row.text("reason") or None},
    }
    return every_step.get(step, {})
