"""What a row of the missing extract says happened.

In:  a row of the missing layout.
Out: events: reported, found, the return interview, and what the child said.
"""

from reachable.intake.domain.event_maker import EventMaker, some_time_from
from reachable.intake.domain.extracted import ExtractedEvent, LocalSettings
from reachable.intake.domain.rows import Row


def read_missing_events(row: Row, reference: str, settings: LocalSettings) -> tuple[ExtractedEvent, ...]:
    """Return the events of one missing episode."""
    recorded_at, reported = row.instant("recorded_at"), row.when("reported_at")
    if recorded_at is None or reported is None:
        raise ValueError("a missing row without its times cannot have been read")
    maker = EventMaker(reference=reference, recorded_at=recorded_at, episode=row.text("misper_ref"))
    details = {"from_setting": row.text("missing_from") or None, "grade": row.text("grade") or None}
    events = [maker.make("MISSING_REPORTED", reported, details)]
    events += _found(row, maker, settings)
    events += _return_interview(row, maker)
    if row.text("child_said"):
        found = row.when("found_at") or reported
        said = row.when("rhi_held_at") or some_time_from(found.earliest, recorded_at)
        events.append(maker.make("CHILD_SAID", said, words=row.text("child_said")))
    return tuple(events)


def _found(row: Row, maker: EventMaker, settings: LocalSettings) -> list[ExtractedEvent]:
    found, place, miles = row.when("found_at"), row.text("found_place"), row.number("found_miles_from_home")
    if found is None:
        return []
    details = {"found_where": place or None, "miles_from_home": miles, "condition": row.text("found_condition") or None}
    events = [maker.make("MISSING_FOUND", found, details, place=place)]
    if miles is not None and miles >= settings.away_from_home_miles:
        events.append(maker.make("FOUND_AWAY_FROM_HOME", found, {"miles_from_home": miles}, place=place))
    return events


def _return_interview(row: Row, maker: EventMaker) -> list[ExtractedEvent]:
    events = []
    offered, held, declined = row.when("rhi_offered_at"), row.when("rhi_held_at"), row.text("rhi_declined_reason")
    if offered is not None:
        events.append(maker.make("RETURN_INTERVIEW_OFFERED", offered))
    if held is not None:
        events.append(maker.make("RETURN_INTERVIEW_HELD", held, {"independent": row.flag("rhi_independent")}))
    if declined:
        # The extract does not say when it was declined, only that it was, by the time the row was written.
        since = next(when for name in ("rhi_offered_at", "found_at", "reported_at") if (when := row.when(name)))
        happened = some_time_from(since.earliest, maker.recorded_at)
        events.append(maker.make("RETURN_INTERVIEW_DECLINED", happened, {"reason": declined}))
    return events
