"""The worked examples of a rule as small timelines, with the stretch of time the rule looks at shaded.

In:  a rule and its page of the manual.
Out: ExampleTimeline for each example.
"""

from django.utils.translation import gettext as _

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.examples import Example
from reachable.rules.domain.manual import ExampleEntry, ManualEntry, Window
from reachable.web.shared.timelines import ExampleTimeline

ROOM = 0.12
"""How much of the picture stays free at each side."""

SHORTEST = 0.5
"""The fewest days a picture is wide, so that things within an hour are not drawn on top of each other."""

FIRES = {Certainty.CERTAINLY: True, Certainty.NO: False}


def draw_examples(rule: Rule, entry: ManualEntry) -> tuple[ExampleTimeline, ...]:
    """Return a picture of each example, in the order of the manual."""
    window = entry.windows[0] if entry.windows else None
    pairs = zip(rule.examples, entry.examples, strict=True)
    return tuple(_draw(rule, example, shown, window) for example, shown in pairs)


def _draw(rule: Rule, example: Example, shown: ExampleEntry, window: Window | None) -> ExampleTimeline:
    days = [event.day for event in shown.events] + [shown.asked_day]
    first, width = min(days), max(max(days) - min(days), SHORTEST)

    def place(day: float) -> float:
        return min(1.0, max(0.0, ROOM + (day - first) / width * (1 - 2 * ROOM)))

    around = _anchor_day(rule, example, window)
    return ExampleTimeline(
        title=f"{_(shown.shows)}: {shown.title}",
        verdict=_say_verdict(shown),
        marks=(
            *((place(event.day), event.words) for event in shown.events),
            (place(shown.asked_day), _("Asked on %(when)s") % {"when": shown.asked}),
        ),
        window=(0.0, 0.0)
        if window is None
        else (place(around - window.days_before), place(around + window.days_after)),
        window_label="" if window is None else window.words,
        fires=FIRES.get(example.expected),
    )


def _say_verdict(shown: ExampleEntry) -> str:
    return f"{_(shown.result)} {_('It is answered.')}" if shown.answered else _(shown.result)


def _anchor_day(rule: Rule, example: Example, window: Window | None) -> float:
    """Return the day of the event the rule is asked about: the first where time runs on from it, else the last."""
    kinds = {pattern.kind for pattern in rule.anchor}
    days = [event.day for event in example.events if event.kind in kinds]
    if not days:
        return 0.0
    return days[0] if window is not None and not window.days_before else days[-1]
