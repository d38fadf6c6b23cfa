"""The picture of a replayed story, in the order in which it is told.

In:  CaseReplayed.
Out: Swimlanes.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from reachable.rules.domain.cases import CaseEvent
from reachable.rules.domain.replay import CaseReplayed
from reachable.timeline.domain.kinds import Track
from reachable.timeline.domain.picture import LANES
from reachable.web.shared.timelines import Lane, LaneItem, Swimlanes, Tick, Tone

NOBODY_RECORDED = "Nobody recorded it"
WIDTH = 0.98
"""How much of the picture is used, so that the last mark is drawn whole."""

FEWEST_BETWEEN_TICKS = 7
"""Ages that begin closer together than this many events share a tick, so that their words do not meet."""


def draw_story(replayed: CaseReplayed) -> Swimlanes:
    """Return the story as tracks. Where a report tells ages only, its order is all there is to draw."""
    events = replayed.case.events
    named = {rule.anchor for moment in replayed.moments for rule in moment.named_by}
    places = {event.number: WIDTH * (event.number - 1) / len(events) for event in events}
    lanes = [
        Lane(_(label), tuple(_item(event, places, named) for event in events if _lane(event) == track))
        for track, label in LANES.items()
    ]
    unrecorded = [event for event in events if not event.recorded_by]
    lanes.append(Lane(_(NOBODY_RECORDED), tuple(_item(event, places, named) for event in unrecorded)))
    return Swimlanes(
        caption=_("In the order of the report. It gives ages, so the distance between two events means nothing."),
        lanes=tuple(lane for lane in lanes if lane.items),
        ticks=_ticks(events, places),
        nothing=_("Nothing told"),
    )


def _lane(event: CaseEvent) -> Track | str | None:
    """Return the lane of a recorded event: its track, or None for what is around the child."""
    if event.kind is None or not event.recorded_by:
        return NOBODY_RECORDED
    return event.kind.track


def _item(event: CaseEvent, places: Mapping[int, float], named: Iterable[int]) -> LaneItem:
    knew = ", ".join(agency.label for agency in event.recorded_by)
    return LaneItem(
        label="",
        text=event.words if event.kind is None else f"{_(event.kind.label)}: {event.words}",
        when=event.said,
        who=knew or _(NOBODY_RECORDED),
        start=places[event.number],
        known=_("by whoever recorded it") if knew else _("never, by any agency"),
        tone=Tone.CONCERN if event.number in named else Tone.PLAIN,
    )


def _ticks(events: Iterable[CaseEvent], places: Mapping[int, float]) -> tuple[Tick, ...]:
    """Return a label where each age begins."""
    ticks: list[tuple[int, str]] = []
    for event in events:
        is_new = not ticks or ticks[-1][1] != event.said
        if event.said and is_new and (not ticks or event.number - ticks[-1][0] >= FEWEST_BETWEEN_TICKS):
            ticks.append((event.number, event.said))
    return tuple(Tick(places[number], said) for number, said in ticks)
