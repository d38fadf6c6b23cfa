"""What is open for one child now, and whose turn it is: the first thing on the page after the child's own words.

In:  firings, clocks and alerts as they were kept; the facts the reader may see.
Out: OpenMatters, in the order in which they have to be done. Never in order of anything about the child.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.alerts.queries import FINISHED, AlertRecord
from reachable.journeys.reasons_worded import HUB, Reason, word_duty, word_firing
from reachable.kernel.ids import EventId
from reachable.rules.domain.turns import Pace
from reachable.rules.queries import DutyRecord, FiringRecord
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

STANDING = "STANDING"
LONG_AGO = timedelta(days=28)
"""A reason nobody was alerted to, and known for longer than this, is kept but folded away. A local setting."""
LONGEST_IN_CUSTODY = timedelta(hours=96)
"""Nobody is held by police without charge for longer (Police and Criminal Evidence Act 1984, section 44)."""
LEAVING = (EventKind.RELEASED, EventKind.COLLECTED_BY_ADULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing open, why, by when, and the alert with everybody who was told, when there is one."""

    reason: Reason
    known_at: datetime
    due_at: datetime | None
    limit_in_words: str
    by_law: bool
    before_release: bool
    alert: AlertRecord | None

    def is_overdue(self, now: datetime) -> bool:
        """Test if its time has run out."""
        return self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """What waits, what runs towards a limit, what somebody has answered, and what has stood for long."""

    waiting: tuple[Matter, ...]
    due: tuple[Matter, ...]
    answered: tuple[Matter, ...]
    older: tuple[Matter, ...]


def list_open_matters(
    *,
    firings: Iterable[FiringRecord],
    duties: Iterable[DutyRecord],
    alerts: Iterable[AlertRecord],
    facts: Mapping[EventId, Fact],
    now: datetime,
    ring: str = HUB,
) -> OpenMatters:
    """Return what is open at a moment: before release first, then by legal deadline, then by time.

    What is to be done straight away is due when it became known.
    """
    standing = [firing for firing in firings if firing.state == STANDING]
    alert_of = {alert.firing_id: alert for alert in alerts if alert.firing_id is not None}
    duty_of = {(duty.rule_id, duty.anchor_id): duty for duty in duties if duty.done_at is None}
    matters = [
        matter_of_firing(
            firing,
            duty=duty_of.pop((firing.rule_id, firing.anchor_id), None),
            alert=alert_of.get(firing.id),
            facts=facts,
            now=now,
            ring=ring,
        )
        for firing in standing
    ]
    running = [_from_duty(duty, facts, ring=ring) for duty in duty_of.values()]
    answered = [matter for matter in matters if matter.alert is not None and matter.alert.state in FINISHED]
    older = [matter for matter in matters if matter.alert is None and now - matter.known_at > LONG_AGO]
    put_aside = {id(matter) for matter in (*answered, *older)}
    waiting = [matter for matter in matters if id(matter) not in put_aside]
    return OpenMatters(_in_order(waiting), _in_order(running), _in_order(answered), _in_order(older))


def matter_of_firing(
    firing: FiringRecord,
    *,
    duty: DutyRecord | None,
    alert: AlertRecord | None,
    facts: Mapping[EventId, Fact],
    now: datetime,
    ring: str = HUB,
) -> Matter:
    """Return one firing as a matter, with its clock and its alert when it has them."""
    reason = word_firing(firing, facts=facts, ring=ring)
    in_custody = _may_be_in_custody(facts.get(firing.anchor_id), facts.values(), now)
    return Matter(
        reason=reason,
        known_at=firing.known_at,
        due_at=duty.due_at if duty is not None else firing.due_at,
        limit_in_words=duty.limit_in_words if duty is not None else "",
        by_law=duty.by_law if duty is not None else alert is not None and alert.by_law,
        before_release=reason.pace is Pace.BEFORE_RELEASE and in_custody,
        alert=alert,
    )


def _from_duty(duty: DutyRecord, facts: Mapping[EventId, Fact], *, ring: str) -> Matter:
    return Matter(
        reason=word_duty(duty, facts=facts, ring=ring),
        known_at=duty.started_at,
        due_at=duty.due_at,
        limit_in_words=duty.limit_in_words,
        by_law=duty.by_law,
        before_release=False,
        alert=None,
    )


def _may_be_in_custody(anchor: Fact | None, facts: Iterable[Fact], now: datetime) -> bool:
    """Test if the child may still be where this happened: nothing says they left, and it was not too long ago."""
    if anchor is None or now - anchor.instants.happened.latest > LONGEST_IN_CUSTODY:
        return False
    since = anchor.instants.happened.earliest
    return not any(fact.kind in LEAVING and fact.instants.happened.latest >= since for fact in facts)


def _in_order(matters: Sequence[Matter]) -> tuple[Matter, ...]:
    return tuple(
        sorted(
            matters,
            key=lambda each: (
                not each.before_release,
                not each.by_law,
                each.due_at is None and each.reason.pace is not Pace.STRAIGHT_AWAY,
                each.due_at or each.known_at,
                each.known_at,
                each.reason.title,
            ),
        )
    )
