"""What a row of the youth justice extract says happened.

In:  a row of the youth justice layout.
Out: events: the assessment, the outcome and its end, the intervention, the appointment, and what the child said.
"""

from reachable.intake.domain.event_maker import EventMaker, child_said, maker_for, required_time
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row
from reachable.intake.domain.youth_justice_layout import CAUTIONS, DIVERSIONS, OUTCOMES, TOOLS
from reachable.kernel.when import When

OUTCOME_WORDS, TOOL_WORDS = dict(OUTCOMES), dict(TOOLS)
OUT_OF_COURT = frozenset(dict((*DIVERSIONS, *CAUTIONS)))
NO_SHOW = frozenset({"DID_NOT_ATTEND", "EXCUSED"})
SERVICE = "youth justice"


def read_youth_justice_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one entry. An appointment the service called off is no event of the child's."""
    happened, entry = required_time(row, "happened_at"), row.text("entry_type")
    maker = maker_for(row, reference, episode="" if entry in ("ASSESSMENT", "APPOINTMENT") else row.text("work_ref"))
    read = {
        "ASSESSMENT": _assessment,
        "OUTCOME": _outcome,
        "BREACH": _breach,
        "OUTCOME_END": _outcome_ended,
        "APPOINTMENT": _appointment,
    }.get(entry, _intervention)
    return (*read(row, maker, happened), *child_said(row, maker, happened, place=row.text("place")))


def _assessment(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    details = {"tool": TOOL_WORDS.get(row.text("tool")), "exploitation_seen": row.flag("exploitation_seen")}
    return (maker.make("YOUTH_JUSTICE_ASSESSMENT", happened, details),)


def _outcome(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    outcome = row.text("outcome")
    if outcome in dict(DIVERSIONS):
        return (maker.make("DIVERTED", happened, {"outcome": OUTCOME_WORDS[outcome]}),)
    if outcome in dict(CAUTIONS):
        return (maker.make("POLICE_CAUTION", happened, {"offence": row.text("offence") or None}),)
    return (maker.make("SENTENCE", happened, {"sentence": OUTCOME_WORDS[outcome]}, role="SUSPECT"),)


def _breach(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    return (maker.make("ORDER_BREACHED", happened, {"reason": row.text("reason") or None}, role="SUSPECT"),)


def _outcome_ended(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    if row.text("outcome") in OUT_OF_COURT:
        details = {"service": SERVICE, "reason": row.text("reason") or None}
        return (maker.make("WORK_ENDED", happened, details),)
    details = {"sentence": OUTCOME_WORDS.get(row.text("outcome"))}
    return (maker.make("ORDER_ENDED", happened, details, role="SUSPECT"),)


def _intervention(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    service = row.text("intervention") or SERVICE
    if row.text("entry_type") == "INTERVENTION":
        return (maker.make("WORK_STARTED", happened, {"service": service}, place=row.text("place")),)
    return (maker.make("WORK_ENDED", happened, {"service": service, "reason": row.text("reason") or None}),)


def _appointment(row: Row, maker: EventMaker, happened: When) -> tuple[ExtractedEvent, ...]:
    result, place = row.text("appointment_result"), row.text("place")
    if result == "MET":
        return (maker.make("WORKER_MET", happened, {"service": SERVICE, "how": "IN_PERSON"}, place=place),)
    if result in NO_SHOW:
        details = {"service": SERVICE, "reason": row.text("reason") or None}
        return (maker.make("APPOINTMENT_MISSED", happened, details, place=place),)
    return ()
