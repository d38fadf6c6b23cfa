"""Who was told of an alert, in words: how, when, by when to answer, and whether they did.

In:  an alert as it was kept.
Out: lines for the ladder component; every answer given; where it stands, in words.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.alerts.domain.states import Act, AlertState
from reachable.alerts.queries import AlertRecord, ToldPerson
from reachable.web.shared.display import clock, how_long, moment

FIRST_TOLD, LAST_TOLD = 4, 2
"""How many of a long ladder are shown at each end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLine:
    """One person told, as the ladder component prints it."""

    who: str
    told: str
    answer: str
    state: str
    tone: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer: who, what, when, in whose words."""

    who: str
    what: str
    when: str
    reason: str
    act_by: str


ANSWERED = {
    Act.ACKNOWLEDGE: gettext_noop("took it"),
    Act.ACT_ON: gettext_noop("said what was done"),
    Act.CALL_NOT_RELEVANT: gettext_noop("said that it is not relevant"),
    Act.HAND_BACK: gettext_noop("handed it back"),
    Act.REOPEN: gettext_noop("opened it again"),
    Act.WITHDRAW: gettext_noop("withdrew it"),
}


def list_ladder(alert: AlertRecord, *, now: datetime) -> tuple[LadderLine, ...]:
    """Return everybody who was told, in order. Of many, those in the middle are told of in one line."""
    lines = list_whole_ladder(alert, now=now)
    left_out = len(lines) - FIRST_TOLD - LAST_TOLD
    if left_out <= 1:
        return lines
    between = LadderLine(
        who=_("%(count)s more times, in turn") % {"count": left_out},
        told=_("The alert has the whole list"),
        answer="",
        state=_("No answer") if alert.is_waiting else "",
        tone="danger" if alert.is_waiting else "plain",
        number="",
    )
    return (*lines[:FIRST_TOLD], between, *lines[-LAST_TOLD:])


def list_whole_ladder(alert: AlertRecord, *, now: datetime) -> tuple[LadderLine, ...]:
    """Return everybody who was told, in order, however many."""
    return tuple(_line(told, alert, now) for told in alert.told)


def say_state(alert: AlertRecord, *, now: datetime) -> str:
    """Return where an alert stands: "Not yet answered; told 22 minutes ago"."""
    match AlertState[alert.state]:
        case AlertState.OPEN if alert.told:
            ago = how_long(now - alert.told[0].told_at)
            return _("Not yet answered; first told %(ago)s ago") % {"ago": ago}
        case AlertState.OPEN:
            return _("Not yet answered; nobody has been told yet")
        case AlertState.ACKNOWLEDGED:
            taken = _("%(who)s has taken it") % {"who": alert.acknowledged_by}
            return taken if alert.act_by is None else f"{taken}; {_('will act by')} {moment(alert.act_by)}"
        case AlertState.ACTED_ON:
            return _("Acted on by %(who)s") % {"who": alert.closed_by}
        case AlertState.NOT_RELEVANT:
            return _("%(who)s answered that it is not relevant") % {"who": alert.closed_by}
        case AlertState.WITHDRAWN:
            return _("Withdrawn: nobody need do anything")


def list_answers(alert: AlertRecord) -> tuple[AnswerLine, ...]:
    """Return every answer given, oldest first, those taken back included."""
    return tuple(
        AnswerLine(
            who=each.answered_by,
            what=_(ANSWERED[each.act]),
            when=moment(each.answered_at),
            reason=each.reason,
            act_by="" if each.act_by is None else moment(each.act_by),
        )
        for each in alert.answers
    )


def find_whom_to_ring(alert: AlertRecord) -> dict[str, str] | None:
    """Return the last person told, to be rung while nobody has answered: {name, number}, or None."""
    if not alert.is_waiting or not alert.told:
        return None
    last = alert.told[-1]
    return {"name": f"{last.name}, {last.desk}", "number": last.phone}


def _line(told: ToldPerson, alert: AlertRecord, now: datetime) -> LadderLine:
    how = _("Message") if told.channel == "MESSAGE" else _("To be rung")
    rota = "" if told.on_rota else _("; nobody was on the rota")
    state, tone = _state(told, alert, now)
    return LadderLine(
        who=f"{told.name}, {told.desk}",
        told=f"{how}, {moment(told.told_at)}{rota}",
        answer="",
        state=state,
        tone=tone,
        number=told.phone,
    )


def _state(told: ToldPerson, alert: AlertRecord, now: datetime) -> tuple[str, str]:
    if told.answered_at is not None:
        return _("Answered at %(time)s") % {"time": clock(told.answered_at)}, "plain"
    if not alert.is_waiting:
        return _("Did not need to answer"), "plain"
    if told.answer_by <= now:
        return _("No answer by %(time)s") % {"time": clock(told.answer_by)}, "danger"
    return _("Asked to answer by %(time)s") % {"time": clock(told.answer_by)}, "waiting"
