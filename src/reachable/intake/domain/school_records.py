"""What a row of the school extract says happened.

In:  a row of the school layout.
Out: events: absence, suspension and its end, permanent exclusion, timetable, start at a school.
"""

import math

from reachable.intake.domain.event_maker import EventMaker
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row
from reachable.kernel.when import When


def read_school_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one entry. A suspension is counted in working days: school holidays are not known."""
    recorded_at, day = row.instant("recorded_at"), row.day("entry_date")
    if recorded_at is None or day is None:
        raise ValueError("a school row without its dates cannot have been read")
    maker = EventMaker(reference=reference, recorded_at=recorded_at, episode=row.text("entry_ref"))
    happened, school, reason = When.on(day), row.text("school_name"), row.text("reason") or None
    match row.text("entry_type"):
        case "ATTENDANCE":
            details = {"sessions": row.count("sessions_absent"), "authorised": row.flag("authorised")}
            return (maker.make("ABSENCE", happened, details, place=school),)
        case "SUSPENSION":
            days = row.number("days")
            began = maker.make("EXCLUSION_FIXED", happened, {"days": days, "reason": reason}, place=school)
            if not days:
                return (began,)
            back = settings.calendar.add_working_days(day, math.ceil(days))
            return (began, maker.make("EXCLUSION_ENDED", When.on(back), place=school))
        case "PERMANENT_EXCLUSION":
            return (maker.make("EXCLUSION_PERMANENT", happened, {"reason": reason}, place=school),)
        case "TIMETABLE":
            timetable = {
                "hours_per_week": row.number("hours_per_week"),
                "after_school_day": row.flag("after_school_day"),
            }
            return (maker.make("TIMETABLE_SET", happened, timetable, place=school),)
        case _:
            return (maker.make("SCHOOL_STARTED", happened, {"school_type": reason}, place=school),)
