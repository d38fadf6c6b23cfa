"""What a row of the social care extract says happened.

In:  a row of the social care layout.
Out: events: the step, and what the child said.
"""

from reachable.intake.domain.event_maker import EventMaker
from reachable.intake.domain.extracted import Detail, ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row

KIND_OF_STEP = {
    "CONTACT": "CONTACT",
    "REFERRAL": "REFERRAL",
    "DECISION": "REFERRAL_DECISION",
    "STRATEGY": "STRATEGY_DISCUSSION",
    "ASSESSMENT_START": "ASSESSMENT_STARTED",
    "ASSESSMENT_END": "ASSESSMENT_COMPLETED",
    "CONFERENCE": "CONFERENCE_HELD",
    "PLAN_START": "PLAN_STARTED",
    "PLAN_REVIEW": "PLAN_REVIEWED",
    "PLAN_END": "PLAN_ENDED",
    "VISIT": "SOCIAL_WORK_VISIT",
    "PLACEMENT_START": "PLACEMENT_STARTED",
    "PLACEMENT_END": "PLACEMENT_ENDED",
    "NRM_REFERRAL": "NRM_REFERRAL",
    "NRM_RG": "NRM_REASONABLE_GROUNDS",
    "NRM_CG": "NRM_CONCLUSIVE_GROUNDS",
    "CLOSURE": "CASE_CLOSED",
}
STEPS_OF_ONE_PIECE_OF_WORK = frozenset(
    {
        "REFERRAL",
        "DECISION",
        "ASSESSMENT_START",
        "ASSESSMENT_END",
        "PLAN_START",
        "PLAN_END",
        "PLACEMENT_START",
        "PLACEMENT_END",
        "NRM_REFERRAL",
        "NRM_RG",
        "NRM_CG",
    }
)
"""Steps whose number ties them to the other steps of the same piece of work."""


def read_social_care_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one step."""
    recorded_at, happened = row.instant("recorded_at"), row.when("happened_at")
    if recorded_at is None or happened is None:
        raise ValueError("a social care row without its times cannot have been read")
    step = row.text("step")
    episode = row.text("step_ref") if step in STEPS_OF_ONE_PIECE_OF_WORK else ""
    maker = EventMaker(reference=reference, recorded_at=recorded_at, episode=episode)
    events = [maker.make(KIND_OF_STEP[step], happened, _details(row, step, settings), place=row.text("placement_area"))]
    if row.text("child_said"):
        events.append(maker.make("CHILD_SAID", happened, words=row.text("child_said")))
    return tuple(events)


def _details(row: Row, step: str, settings: LocalSettings) -> dict[str, Detail | None]:
    outcome, reason, plan_type = (row.text(name) or None for name in ("outcome", "reason", "plan_type"))
    every_step: dict[str, dict[str, Detail | None]] = {
        "CONTACT": {"outcome": outcome},
        "REFERRAL": {"referred_by": reason},
        "DECISION": {"decision": outcome},
        "ASSESSMENT_END": {"factors": outcome},
        "PLAN_START": {"plan_type": plan_type},
        "PLAN_REVIEW": {"plan_type": plan_type},
        "PLAN_END": {"plan_type": plan_type, "reason": reason},
        "VISIT": {"child_seen": outcome == "SEEN" if outcome else None},
        "PLACEMENT_START": {
            "placement_type": outcome,
            "miles_from_home": row.number("placement_miles"),
            "out_of_area": _is_out_of_area(row.text("placement_area"), settings.own_area),
        },
        "PLACEMENT_END": {"reason": reason},
        "NRM_REFERRAL": {"first_responder": reason},
        "NRM_RG": {"positive": outcome == "POSITIVE"},
        "NRM_CG": {"positive": outcome == "POSITIVE"},
        "CLOSURE": {"reason": reason},
    }
    return every_step.get(step, {})


def _is_out_of_area(placement_area: str, own_area: str) -> bool | None:
    if not placement_area:
        return None
    return placement_area.casefold() != own_area.casefold()
