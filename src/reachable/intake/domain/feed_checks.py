"""What each feed asks of a row beyond its cells: an outcome on a decision, a result on an appointment.

In:  a row whose cells have all been read.
Out: the column at fault and why.
"""

from collections.abc import Callable, Iterator

from reachable.intake.domain.placements_layout import SECURE
from reachable.intake.domain.problems import ProblemKind, UnreadableError
from reachable.intake.domain.rows import Row
from reachable.intake.domain.social_care_layout import (
    CLOSURE_REASONS,
    OUTCOMES_OF_STEP,
    PLAN_STEPS,
    STEPS_THAT_NEED_OUTCOME,
)

Fault = tuple[str, UnreadableError]


def _check_custody(row: Row) -> Iterator[Fault]:
    if row.text("occurrence_type") != "ARREST":
        for name in ("ready_for_release_at", "released_at"):
            if row.sent[name]:
                yield (
                    name,
                    _contradiction("Only an arrest ends with leaving custody.", "Empty it, or make it an ARREST."),
                )
    for detail, needs in (("collected_by", "collected_at"), ("disposal", "released_at")):
        if row.sent[detail] and not row.sent[needs]:
            yield needs, _not_filled(detail)
    yield from _police_code(row)
    if row.text("custody_ref") in row.references("co_arrestee_refs"):
        yield "co_arrestee_refs", _contradiction("The row names itself as arrested with itself.", "Take it out.")


def _check_missing(row: Row) -> Iterator[Fault]:
    if row.when("rhi_held_at") is not None and row.text("rhi_declined_reason"):
        yield (
            "rhi_declined_reason",
            _contradiction("The interview is said to be both held and declined.", "Empty rhi_held_at or this cell."),
        )
    if row.when("found_at") is None:
        for name in ("found_place", "found_miles_from_home", "found_condition"):
            if row.sent[name]:
                yield (
                    name,
                    _contradiction("The child has no time of being found.", "Fill found_at, or empty this cell."),
                )


def _check_social_care(row: Row) -> Iterator[Fault]:
    step, outcome = row.text("step"), row.text("outcome")
    codes = OUTCOMES_OF_STEP.get(step, ())
    if outcome and codes:
        yield from _in_list("outcome", outcome, codes)
    if not outcome and step in STEPS_THAT_NEED_OUTCOME:
        yield "outcome", _not_filled(step)
    if step == "CLOSURE":
        yield from _in_list("reason", row.text("reason"), CLOSURE_REASONS)
    if step in PLAN_STEPS and not row.text("plan_type"):
        yield "plan_type", _not_filled(step)


def _check_school(row: Row) -> Iterator[Fault]:
    entry = row.text("entry_type")
    if entry == "TIMETABLE" and row.number("hours_per_week") is None:
        yield "hours_per_week", _not_filled(entry)
    if entry == "ATTENDANCE" and row.count("sessions_absent") is None:
        yield "sessions_absent", _not_filled(entry)


def _in_list(field: str, code: str, codes: tuple[tuple[str, str], ...]) -> Iterator[Fault]:
    allowed = [each for each, _ in codes]
    if code not in allowed:
        yield (
            field,
            UnreadableError(
                ProblemKind.NOT_IN_LIST,
                "This code is not in the list for the row." if code else "A code must be given on this row.",
                f"Use one of {', '.join(allowed)}.",
            ),
        )


def _not_filled(because: str) -> UnreadableError:
    return UnreadableError(
        ProblemKind.NOT_FILLED, f"A row with {because} must fill this cell.", "Fill it from the record."
    )


def _contradiction(what: str, remedy: str) -> UnreadableError:
    return UnreadableError(ProblemKind.CONTRADICTION, what, remedy)


def _check_stops(row: Row) -> Iterator[Fault]:
    if row.text("report_type") != "SEARCH" and row.text("power"):
        yield "power", _contradiction("Only a search uses a power.", "Empty it, or make the row a SEARCH.")
    if row.text("report_type") != "RAIL" and row.flag("has_ticket") is not None:
        yield "has_ticket", _contradiction("Only a RAIL row is about a ticket.", "Empty it, or make the row a RAIL.")
    if row.flag("alone") and row.text("with_whom"):
        yield "with_whom", _contradiction("The child is said to be alone.", "Empty this cell, or write N in alone.")
    yield from _police_code(row)
    yield from _not_with_itself(row, "stop_ref", "stopped_with_refs")


def _check_sightings(row: Row) -> Iterator[Fault]:
    yield from _not_with_itself(row, "sighting_ref", "seen_with_refs")


def _check_placements(row: Row) -> Iterator[Fault]:
    if row.text("why_ended") and row.when("ended_at") is None:
        yield "ended_at", _not_filled("why_ended")
    if row.text("placement_type") in SECURE and row.text("registration") == "UNREGISTERED":
        yield (
            "registration",
            _contradiction("No secure children's home is unregistered.", "Correct the type or this cell."),
        )


def _check_youth_justice(row: Row) -> Iterator[Fault]:
    entry = row.text("entry_type")
    needs = {
        "ASSESSMENT": ("tool",),
        "OUTCOME": ("outcome", "work_ref"),
        "OUTCOME_END": ("outcome", "work_ref"),
        "APPOINTMENT": ("appointment_result",),
    }
    for column in needs.get(entry, ()):
        if not row.text(column):
            yield column, _not_filled(entry)


def _check_nrm(row: Row) -> Iterator[Fault]:
    step, decision = row.text("step"), row.text("decision")
    if step in ("RG", "CG") and decision not in ("POSITIVE", "NEGATIVE"):
        yield (
            "decision",
            _contradiction(
                "A decision finds grounds or does not find them.", "Write POSITIVE or NEGATIVE, or make it a PANEL row."
            ),
        )
    if step in ("CONSIDERED", "WITHDRAWN") and not row.text("reason"):
        yield "reason", _not_filled(step)


def _check_hospital(row: Row) -> Iterator[Fault]:
    if row.text("left_how") and row.when("left_at") is None:
        yield "left_at", _not_filled("left_how")
    if row.text("injury") == "SELF_HARM" and row.text("intent") == "ASSAULT":
        yield "intent", _contradiction("The injury is said to be self-harm.", "Correct one of the two.")


def _check_casework(row: Row) -> Iterator[Fault]:
    contact, why = row.text("contact_type"), row.text("why_ended")
    if contact == "ENDED" and not why:
        yield (
            "why_ended",
            UnreadableError(
                ProblemKind.NOT_FILLED,
                "Work that ended needs a reason from the list, and not coming is not one.",
                "Fill it; for a child who does not come send DISENGAGED, which leaves the case open.",
            ),
        )
    if contact != "ENDED" and why:
        yield "why_ended", _contradiction("Only ENDED rows say why work ended.", "Empty it, or make the row ENDED.")
    if contact == "MET" and not row.text("how"):
        yield "how", _not_filled(contact)


def _check_adults(row: Row) -> Iterator[Fault]:
    entry = row.text("entry_type")
    if entry == "AROUND_CHILD" and not row.text("child_ref"):
        yield "child_ref", _not_filled(entry)
    if entry == "HOME_TAKEN_OVER" and row.text("role") not in ("", "VICTIM"):
        yield (
            "role",
            _contradiction("The tenant of a home that was taken over is harmed by it.", "Write VICTIM."),
        )
    for column in ("relation_to_child", "must_not_be_told"):
        if row.sent[column] and not row.text("child_ref"):
            yield "child_ref", _not_filled(column)
    if row.text("child_ref") and not row.text("relation_to_child"):
        yield "relation_to_child", _not_filled("child_ref")
    if row.flag("must_not_be_told") and not row.text("must_not_be_told_because"):
        yield "must_not_be_told_because", _not_filled("must_not_be_told")
    yield from _police_code(row)


def _police_code(row: Row) -> Iterator[Fault]:
    if row.text("handling_code")[:1] not in ("", "P", "C"):
        yield (
            "handling_code",
            UnreadableError(
                ProblemKind.NOT_IN_LIST,
                "This is not a police handling code.",
                "Begin with P, or with C and the conditions.",
            ),
        )


def _not_with_itself(row: Row, own: str, others: str) -> Iterator[Fault]:
    if row.text(own) in row.references(others):
        yield others, _contradiction("The row names itself as one of the others.", "Take it out.")


FEED_CHECKS: dict[str, Callable[[Row], Iterator[Fault]]] = {
    "custody": _check_custody,
    "missing": _check_missing,
    "social_care": _check_social_care,
    "school": _check_school,
    "stops": _check_stops,
    "sightings": _check_sightings,
    "placements": _check_placements,
    "youth_justice": _check_youth_justice,
    "nrm": _check_nrm,
    "hospital": _check_hospital,
    "casework": _check_casework,
    "adults": _check_adults,
}
