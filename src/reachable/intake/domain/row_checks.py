"""What the cells of one row must agree on, feed by feed.

In:  a row whose cells have all been read.
Out: the column at fault and why.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from reachable.intake.domain.columns import TIMES, Layout
from reachable.intake.domain.problems import ProblemKind, UnreadableError
from reachable.intake.domain.rows import Row
from reachable.intake.domain.social_care_layout import (
    CLOSURE_REASONS,
    OUTCOMES_OF_STEP,
    PLAN_STEPS,
    STEPS_THAT_NEED_OUTCOME,
)
from reachable.kernel.certainty import Certainty
from reachable.kernel.london import london_date, say_moment
from reachable.kernel.when import When

OLDEST_AGE = 120
Fault = tuple[str, UnreadableError]

MUST_NOT_PRECEDE: dict[str, tuple[tuple[str, str], ...]] = {
    "custody": (
        ("ready_for_release_at", "arrested_at"),
        ("collected_at", "arrested_at"),
        ("released_at", "arrested_at"),
        ("released_at", "ready_for_release_at"),
    ),
    "missing": (
        ("found_at", "reported_at"),
        ("rhi_offered_at", "reported_at"),
        ("rhi_held_at", "found_at"),
        ("rhi_held_at", "rhi_offered_at"),
    ),
    "social_care": (),
    "school": (),
}
"""(later, earlier) pairs of columns of a row."""


def find_faults(layout: Layout, row: Row, received_at: datetime) -> Iterator[Fault]:
    """Yield every column of a row that contradicts another column, the birth date, or the clock."""
    yield from _times_in_order(layout, row)
    yield from _times_possible(layout, row, received_at)
    yield from _age_possible(layout, row, london_date(received_at))
    yield from FEED_CHECKS[layout.feed](row)


def _times_in_order(layout: Layout, row: Row) -> Iterator[Fault]:
    for later, earlier in MUST_NOT_PRECEDE[layout.feed]:
        after, before = row.when(later), row.when(earlier)
        if after is not None and before is not None and before.before(after) is Certainty.NO:
            yield (
                later,
                UnreadableError(
                    ProblemKind.IMPOSSIBLE_ORDER,
                    f"This is before {earlier}, {before.say()}.",
                    "One of the two is wrong: correct it at its source.",
                ),
            )


def _times_possible(layout: Layout, row: Row, received_at: datetime) -> Iterator[Fault]:
    recorded_at = row.instant("recorded_at")
    if recorded_at is not None and recorded_at > received_at:
        yield (
            "recorded_at",
            UnreadableError(
                ProblemKind.IN_THE_FUTURE,
                f"This is after the file was received, {say_moment(received_at, year=True)}.",
                "Correct the clock of the system that takes the extract, or the date.",
            ),
        )
        return
    for name, when in _past_times(layout, row):
        if when.earliest > received_at:
            yield (
                name,
                UnreadableError(
                    ProblemKind.IN_THE_FUTURE,
                    "This has not happened yet.",
                    "Correct the date, or send the row once it has happened.",
                ),
            )
        elif recorded_at is not None and when.earliest > recorded_at:
            yield (
                name,
                UnreadableError(
                    ProblemKind.IMPOSSIBLE_ORDER,
                    f"The row was written before this happened, {say_moment(recorded_at, year=True)}.",
                    "Send in recorded_at when the row was last written.",
                ),
            )


def _age_possible(layout: Layout, row: Row, today: date) -> Iterator[Fault]:
    born = row.day("dob")
    if born is None:
        return
    if born > today:
        yield "dob", _impossible_age("The child is not born yet.")
        return
    if today.year - born.year > OLDEST_AGE:
        yield "dob", _impossible_age(f"This makes somebody more than {OLDEST_AGE} years old.")
    for name, when in _past_times(layout, row):
        if london_date(when.latest) < born:
            yield name, _impossible_age("This is before the child was born.")


def _past_times(layout: Layout, row: Row) -> Iterator[tuple[str, When]]:
    for column in layout.columns:
        if column.kind not in TIMES or not column.about_past or column.name == "dob":
            continue
        value = row.values[column.name]
        if isinstance(value, When):
            yield column.name, value
        elif isinstance(value, date):
            yield column.name, When.on(value)


def _impossible_age(what: str) -> UnreadableError:
    return UnreadableError(
        ProblemKind.IMPOSSIBLE_AGE, what, "Correct the birth date or the other date; check for a wrong century."
    )


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
    if row.text("handling_code")[:1] not in ("", "P", "C"):
        yield (
            "handling_code",
            UnreadableError(
                ProblemKind.NOT_IN_LIST,
                "This is not a police handling code.",
                "Begin with P, or with C and the conditions.",
            ),
        )
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


FEED_CHECKS: dict[str, Callable[[Row], Iterator[Fault]]] = {
    "custody": _check_custody,
    "missing": _check_missing,
    "social_care": _check_social_care,
    "school": _check_school,
}
