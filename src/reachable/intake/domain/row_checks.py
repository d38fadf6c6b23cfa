"""What the cells of one row must agree on: times in order, none to come, and an age that can be.

In:  a row whose cells have all been read.
Out: the column at fault and why.
"""

from collections.abc import Iterator
from datetime import date, datetime

from reachable.intake.domain.columns import TIMES, Layout
from reachable.intake.domain.feed_checks import FEED_CHECKS, Fault
from reachable.intake.domain.problems import ProblemKind, UnreadableError
from reachable.intake.domain.rows import Row
from reachable.kernel.certainty import Certainty
from reachable.kernel.london import london_date, say_moment
from reachable.kernel.when import When

OLDEST_AGE = 120
OLDEST_CHILD = 25
"""From this age on nobody is in an extract of children: support for care leavers lasts until the 25th birthday."""

ADULT_AT = 18

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
    "stops": (),
    "sightings": (),
    "placements": (("ended_at", "started_at"),),
    "youth_justice": (),
    "nrm": (),
    "hospital": (("left_at", "arrived_at"),),
    "casework": (),
    "adults": (),
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
        return
    for name, when in _past_times(layout, row):
        if london_date(when.latest) < born:
            yield name, _impossible_age("This is before the child was born.")
            return
    happened = min((london_date(when.earliest) for _, when in _past_times(layout, row)), default=today)
    age = happened.year - born.year - ((happened.month, happened.day) < (born.month, born.day))
    if layout.of_adults and age < ADULT_AT:
        yield "dob", _not_of_this_extract(f"Somebody of {age} is a child, and this extract is of adults.")
    if not layout.of_adults and age >= OLDEST_CHILD:
        yield "dob", _not_of_this_extract(f"Somebody of {age} is an adult, and this extract is of children.")


def _not_of_this_extract(what: str) -> UnreadableError:
    return UnreadableError(
        ProblemKind.IMPOSSIBLE_AGE,
        what,
        "Correct the birth date, or send the row in the extract it belongs to: adults apart from children.",
    )


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
