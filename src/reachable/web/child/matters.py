"""What is open now, as cards: what, whose turn, by when, and whether anybody has answered.

In:  matters as the journey found them.
Out: Cards for the alert_card component, in the same order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from reachable.alerts.domain.states import AlertState
from reachable.alerts.queries import AlertRecord
from reachable.journeys.open_matters import Matter, OpenMatters
from reachable.journeys.reasons_worded import Reason, say_fact
from reachable.rules.domain.turns import Pace
from reachable.web.child.ladder_lines import LadderLine, find_whom_to_ring, list_ladder, say_state
from reachable.web.shared.display import moment


@dataclass(frozen=True, slots=True)
class FactLine:
    """One dated fact behind a reason, who says so and since when it was known."""

    text: str
    who: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing open, in words. `href` is where it is answered, "" when nobody was alerted."""

    title: str
    whose_turn: str
    due: str
    state: str
    tone: str
    reason: Reason
    facts: tuple[FactLine, ...]
    ladder: tuple[LadderLine, ...]
    ring: dict[str, str] | None
    href: str
    answer: str


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The cards in their groups."""

    waiting: tuple[Card, ...]
    due: tuple[Card, ...]
    answered: tuple[Card, ...]
    older: tuple[Card, ...]


def describe_open_now(matters: OpenMatters, *, now: datetime) -> OpenNow:
    """Return what is open as cards."""
    return OpenNow(*(_cards(group, now) for group in (matters.waiting, matters.due, matters.answered, matters.older)))


def describe_matter(matter: Matter, *, now: datetime) -> Card:
    """Return one matter as a card."""
    alert, reason = matter.alert, matter.reason
    shows_ladder = alert is not None and not reason.asks_to_ring
    return Card(
        title=_("Before release: %(what)s") % {"what": reason.title} if matter.before_release else reason.title,
        whose_turn=_whose_turn(alert, reason),
        due=_say_due(matter, now),
        state=_say_state(matter, now),
        tone=_tone(matter, now),
        reason=reason,
        facts=list_fact_lines(reason),
        ladder=list_ladder(alert, now=now) if alert is not None and shows_ladder else (),
        ring=find_whom_to_ring(alert) if alert is not None and shows_ladder else None,
        href="" if alert is None else reverse("alert", args=[alert.id]),
        answer="" if alert is None else alert.closed_because,
    )


def list_fact_lines(reason: Reason) -> tuple[FactLine, ...]:
    """Return the dated facts behind a reason that the reader may see."""
    return tuple(
        FactLine(
            say_fact(fact),
            fact.source.agency_name,
            _("known since %(when)s") % {"when": moment(fact.instants.received_at)},
        )
        for fact in reason.facts
    )


def _cards(matters: Iterable[Matter], now: datetime) -> tuple[Card, ...]:
    return tuple(describe_matter(matter, now=now) for matter in matters)


def _whose_turn(alert: AlertRecord | None, reason: Reason) -> str:
    if reason.asks_to_ring:
        return _("Somebody who may read it")
    if alert is None:
        return _(reason.whose_turn)
    if alert.state == AlertState.ACKNOWLEDGED.name:
        return alert.acknowledged_by
    if alert.closed_by:
        return alert.closed_by
    return _("Nobody yet")


def _say_due(matter: Matter, now: datetime) -> str:
    if matter.before_release:
        return _("Before the child is released")
    if matter.reason.pace is Pace.BEFORE_RELEASE and matter.due_at is None:
        return _("At once: the child may have left custody already")
    if matter.due_at is None:
        how_soon = _(matter.reason.how_soon) if matter.reason.how_soon else _("as soon as can be")
        return how_soon[:1].upper() + how_soon[1:]
    due = moment(matter.due_at)
    if matter.is_overdue(now):
        due = _("Was due %(when)s") % {"when": due}
    limit = f" ({matter.limit_in_words})" if matter.limit_in_words else ""
    return f"{due}{limit}"


def _say_state(matter: Matter, now: datetime) -> str:
    if matter.alert is not None:
        return say_state(matter.alert, now=now)
    if matter.by_law and matter.is_overdue(now):
        return _("Overdue by law")
    if matter.reason.is_question:
        return _("A question: the records leave it open")
    return ""


def _tone(matter: Matter, now: datetime) -> str:
    """Return the tone: red only for what the law wanted done by now, and for danger before release nobody answered."""
    answered = matter.alert is not None and not matter.alert.is_waiting
    if answered:
        return "plain"
    if matter.by_law and matter.is_overdue(now):
        return "danger"
    if matter.before_release and matter.alert is not None:
        return "danger"
    return "waiting" if matter.alert is not None or matter.is_overdue(now) else "plain"
