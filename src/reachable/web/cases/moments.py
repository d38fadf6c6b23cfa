"""The moments of a replayed story in words, and its picture in the order in which it is told.

In:  CaseReplayed.
Out: MomentLine for each moment; Swimlanes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.cases import CaseEvent
from reachable.rules.domain.replay import CaseReplayed, MomentReplayed, NamedBy
from reachable.rules.domain.replay_json import say_when_known
from reachable.timeline.domain.kinds import Track
from reachable.timeline.domain.picture import LANES
from reachable.web.shared.timelines import Lane, LaneItem, Swimlanes, Tick, Tone

NOBODY_RECORDED = "Nobody recorded it"
WIDTH = 0.98
"""How much of the picture is used, so that the last mark is drawn whole."""

FEWEST_BETWEEN_TICKS = 7
"""Ages that begin closer together than this many events share a tick, so that their words do not meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule that names a moment, in words."""

    rule_id: str
    title: str
    sentence: str
    whose_turn: str
    certain: str
    known: str
    missing: tuple[str, ...]
    answered: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentLine:
    """One moment the report names: what happened, what help it would have had, which rules name it or why none does."""

    number: int
    age: str
    moment: str
    events: tuple[CaseEvent, ...]
    help: str
    given_by: str
    rules: tuple[RuleLine, ...]
    why_no_rule: str
    source: str


def list_moments(replayed: CaseReplayed, *, backwards: bool) -> tuple[MomentLine, ...]:
    """Return the moments in the order of the report, or from the last to the first."""
    lines = [_moment(moment, replayed) for moment in replayed.moments]
    return tuple(reversed(lines) if backwards else lines)


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


def _moment(replayed: MomentReplayed, story: CaseReplayed) -> MomentLine:
    moment = replayed.moment
    return MomentLine(
        number=moment.number,
        age=moment.age,
        moment=moment.moment,
        events=tuple(story.case.events[number - 1] for number in moment.events),
        help=moment.help,
        given_by=moment.given_by,
        rules=tuple(_rule(named, story) for named in replayed.named_by),
        why_no_rule=replayed.why_no_rule,
        source=moment.source,
    )


def _rule(named: NamedBy, story: CaseReplayed) -> RuleLine:
    answer = None if named.answered_by is None else story.case.events[named.answered_by - 1]
    certain = named.certainty is Certainty.CERTAINLY
    return RuleLine(
        rule_id=named.rule.id,
        title=named.rule.title,
        sentence=named.rule.sentence,
        whose_turn=_(named.rule.whose_turn.label),
        certain=_("Holds") if certain else _("May hold: the dates leave it open, so somebody would be asked"),
        known=say_when_known(named, story),
        missing=named.missing,
        answered=_("Nothing in the story answers it.")
        if answer is None
        else _("Answered in the story: %(what)s") % {"what": answer.words},
        source=", ".join(named.rule.source),
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
