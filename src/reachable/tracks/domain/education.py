"""Education: full time, fewer hours, suspended, permanently excluded, pupil referral unit. It has no last status.

In:  facts, limits, a calendar, and how many hours a week are a full timetable.
Out: TrackState; a clock for a school after a permanent exclusion.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Course, Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import Move, NextStep, Only, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class EducationStatus(TrackStatus):
    """Where a child's education may stand."""

    NOTHING = "Nothing recorded"
    AT_SCHOOL = "At school"
    FULL_TIMETABLE = "At school, full timetable"
    REDUCED_TIMETABLE = "Reduced timetable"
    TWILIGHT_TIMETABLE = "Taught after the school day"
    TIMETABLE_NOT_SAID = "Timetable set; hours not recorded"
    IN_PUPIL_REFERRAL_UNIT = "At a pupil referral unit"
    SUSPENDED = "Suspended; return not recorded"
    BACK_AFTER_EXCLUSION = "Exclusion ended"
    PERMANENTLY_EXCLUDED = "Permanently excluded; no new school recorded"


S = EducationStatus
FULL_WEEK = 25
"""Hours a week at or above which a timetable counts as full, unless the area sets another figure. A local reading."""

UNIT = Only(words="a pupil referral unit", detail="school_type", values=("PRU", "PUPIL_REFERRAL_UNIT"))

TWILIGHT = Only(words="after the school day", detail="after_school_day", values=(True,))


def table_for(full_week: float) -> TrackTable:
    """Return the track's table for an area where this many hours a week are a full timetable."""
    fewer = Only(words=f"under {full_week:g} hours a week", detail="hours_per_week", below=full_week)
    full = Only(words=f"{full_week:g} hours a week or more", detail="hours_per_week", below=float("inf"))
    school = Strand(
        name="School",
        start=S.NOTHING,
        moves=(
            Move(on=K.SCHOOL_STARTED, to=S.IN_PUPIL_REFERRAL_UNIT, only=UNIT),
            Move(on=K.SCHOOL_STARTED, to=S.AT_SCHOOL),
            Move(on=K.TIMETABLE_SET, to=S.TWILIGHT_TIMETABLE, only=TWILIGHT),
            Move(on=K.TIMETABLE_SET, to=S.REDUCED_TIMETABLE, only=fewer),
            Move(on=K.TIMETABLE_SET, to=S.IN_PUPIL_REFERRAL_UNIT, after=(S.IN_PUPIL_REFERRAL_UNIT,), only=full),
            Move(on=K.TIMETABLE_SET, to=S.FULL_TIMETABLE, only=full),
            Move(on=K.TIMETABLE_SET, to=S.TIMETABLE_NOT_SAID),
        ),
    )
    exclusion = Strand(
        name="Exclusion",
        start=S.NOTHING,
        moves=(
            Move(on=K.EXCLUSION_FIXED, to=S.SUSPENDED, after=(S.NOTHING, S.SUSPENDED, S.BACK_AFTER_EXCLUSION)),
            Move(on=K.EXCLUSION_PERMANENT, to=S.PERMANENTLY_EXCLUDED),
            Move(
                on=K.EXCLUSION_ENDED, to=S.BACK_AFTER_EXCLUSION, after=(S.NOTHING, S.SUSPENDED, S.PERMANENTLY_EXCLUDED)
            ),
            Move(on=K.SCHOOL_STARTED, to=S.BACK_AFTER_EXCLUSION, after=(S.SUSPENDED, S.PERMANENTLY_EXCLUDED)),
            Move(on=K.TIMETABLE_SET, to=S.BACK_AFTER_EXCLUSION, after=(S.SUSPENDED,)),
        ),
    )
    return TrackTable(
        track=Track.EDUCATION,
        title="Education",
        strands=(school, exclusion),
        leads=(
            S.PERMANENTLY_EXCLUDED,
            S.SUSPENDED,
            S.TWILIGHT_TIMETABLE,
            S.REDUCED_TIMETABLE,
            S.IN_PUPIL_REFERRAL_UNIT,
            S.TIMETABLE_NOT_SAID,
            S.FULL_TIMETABLE,
            S.AT_SCHOOL,
        ),
        steps=_STEPS,
    )


_SCHOOL = (AgencyKind.SCHOOL, "The school's safeguarding lead")

_STEPS: dict[TrackStatus, NextStep] = {
    S.NOTHING: NextStep("Ask which school the child is on the roll of, and how many hours are taught.", *_SCHOOL),
    S.AT_SCHOOL: NextStep("Ask how many hours a week are taught.", *_SCHOOL),
    S.FULL_TIMETABLE: NextStep("Keep the child in school."),
    S.REDUCED_TIMETABLE: NextStep("Agree a date for full hours, and where the child is in the other hours.", *_SCHOOL),
    S.TWILIGHT_TIMETABLE: NextStep(
        "Ask where the child is by day and how the child gets home after dark; agree a date for a school day.", *_SCHOOL
    ),
    S.TIMETABLE_NOT_SAID: NextStep("Ask how many hours a week are taught.", *_SCHOOL),
    S.IN_PUPIL_REFERRAL_UNIT: NextStep(
        "Ask how many hours are taught and who travels with the child.",
        AgencyKind.PUPIL_REFERRAL_UNIT,
        "The unit's safeguarding lead",
    ),
    S.SUSPENDED: NextStep("See where the child is by day, and agree the return.", *_SCHOOL),
    S.BACK_AFTER_EXCLUSION: NextStep("Ask which hours are taught now.", *_SCHOOL),
    S.PERMANENTLY_EXCLUDED: NextStep(
        "Reach the child now; agree full-time education from the sixth school day.",
        AgencyKind.CHILDRENS_SOCIAL_CARE,
        "The home authority's exclusions and exploitation leads",
    ),
}

TABLE = table_for(FULL_WEEK)


def education_state(
    facts: Iterable[Fact], *, limits: Limits, calendar: Calendar, full_week: float = FULL_WEEK
) -> TrackState:
    """Return where the child's education stands, with the hours or days where the school gave them."""
    table = TABLE if full_week == FULL_WEEK else table_for(full_week)
    course = follow(table, facts)
    clocks = [clock for thread in course.threads for clock in _clocks(thread, limits, calendar)]
    return state_of(table, course, clocks=clocks, particulars=(_say_amount(course),))


def _clocks(thread: Thread, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the clock for full-time education after a permanent exclusion, until a school is recorded.

    The law counts school days. Holidays of schools are not known, so it is shown by working days and watched by nobody.
    """
    excluded = thread.latest(K.EXCLUSION_PERMANENT)
    if excluded is None or thread.status is not S.PERMANENTLY_EXCLUDED:
        return ()
    return run_clock(ClockName.SCHOOL_AFTER_EXCLUSION, excluded, limits=limits, calendar=calendar, watched=False)


def _say_amount(course: Course) -> str:
    thread = course.leading
    if thread is None:
        return ""
    if thread.status is S.SUSPENDED:
        return _say_number(thread.latest(K.EXCLUSION_FIXED), "days", "days")
    if thread.status is S.PERMANENTLY_EXCLUDED:
        return ""
    return _say_number(thread.latest(K.TIMETABLE_SET), "hours_per_week", "hours a week")


def _say_number(fact: Fact | None, detail: str, unit: str) -> str:
    number = fact.details.get(detail) if fact else None
    return f"{number:g} {unit}" if isinstance(number, int | float) else ""
