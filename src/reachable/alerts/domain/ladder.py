"""The ladder: who is told next when nobody has answered, until somebody has.

In:  an alert's urgency, its ladder of desks, who has been told so far, any acknowledgement, and `now`.
Out: Step: tell these people by these means, wait until then, or nothing because it is answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from reachable.alerts.domain.rota import Contact, Desk, OfficeHours, find_contact
from reachable.alerts.domain.states import ANSWERED, AlertState
from reachable.kernel.london import in_utc, london_date, say_moment, start_of_day


class Urgency(Enum):
    """How soon an alert must be answered. The name is what is stored; the lengths of the steps are local settings."""

    IMMEDIATE = "Now"
    SAME_DAY = "Today"
    NEXT_WORKING_DAY = "By the end of the next working day"
    THIS_WEEK = "Within five working days"


@dataclass(frozen=True, slots=True)
class Minutes:
    """Time to answer in elapsed minutes: nights, weekends and clock changes count.

    :raises ValueError: when there are fewer than one.
    """

    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("somebody who is told must have at least a minute to answer")


@dataclass(frozen=True, slots=True)
class ClosingTime:
    """Time to answer until offices close on a later working day.

    :raises ValueError: when it is fewer than one working day ahead.
    """

    working_days: int

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise ValueError("closing time must be at least one working day ahead")


Steps = Mapping[Urgency, Minutes | ClosingTime]
MOST_DOUBLINGS = 12
"""Enough for any local setting to be reached; more would only make large numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Desks from the one whose turn it is upwards; at the top, the duty managers of both areas, told together.

    :raises ValueError: when there is no duty manager, since somebody must be at the top.
    """

    desks: tuple[Desk, ...]
    duty_managers: tuple[Desk, ...]

    def __post_init__(self) -> None:
        if not self.duty_managers:
            raise ValueError("a ladder ends with at least one area's duty manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody was told at an instant and asked to answer by another."""

    desk: str
    name: str
    told_at: datetime
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody took it and said by when they will act. Taken by somebody who cannot act, it stops nothing."""

    by: str
    at: datetime
    act_by: datetime | None = None
    can_act: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alert as the ladder needs to know it. `told` is everybody told so far."""

    state: AlertState
    urgency: Urgency
    told: tuple[Told, ...] = ()
    acknowledgement: Acknowledgement | None = None


class WhatNow(Enum):
    """What a step asks of whoever runs the ladder."""

    TELL = "Tell"
    WAIT = "Wait"
    NOTHING = "Nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next step. `look_again_at` is when the ladder must be asked again, None when never.

    `not_answered` are those who were told and let their time pass. `exhausted` says that every desk has been told and
    the duty managers are being told, again and again though less and less often, until somebody answers.
    """

    what: WhatNow
    tell: tuple[Contact, ...]
    answer_by: datetime | None
    look_again_at: datetime | None
    not_answered: tuple[Told, ...]
    exhausted: bool
    words: str


def find_next_step(
    waiting: Waiting, ladder: Ladder, *, steps: Steps, again: Steps, hours: OfficeHours, now: datetime
) -> Step:
    """Return what must happen next. Somebody always answers, is waited for, or is told: there is no other outcome.

    `again` is the longest the duty managers at the top are left before they are told once more.

    :raises KeyError: when the local settings give no step for this urgency.
    """
    now = in_utc(now)
    if waiting.state in ANSWERED:
        return _nothing(f"{waiting.state.value}.", None)
    taken = _taken(waiting)
    if taken and (taken.act_by is None or now < taken.act_by):
        return _nothing(f"{taken.by} has taken it{_say_until(taken.act_by)}.", taken.act_by)
    told = _told_since(waiting, taken.act_by if taken else None)
    not_answered = tuple(each for each in told if each.answer_by <= now)
    pending = [each for each in told if now < each.answer_by]
    if pending:
        return _wait(pending, not_answered, exhausted=len(told) > len(ladder.desks))
    exhausted = len(told) >= len(ladder.desks)
    desks = ladder.duty_managers if exhausted else (ladder.desks[len(told)],)
    due = answer_by(steps[waiting.urgency], hours, now)
    rounds = -(-(len(told) - len(ladder.desks)) // len(ladder.duty_managers)) if exhausted else 0
    if rounds:
        last = max(each.told_at for each in told)
        tell_again_at = _tell_again_at(last, rounds, steps[waiting.urgency], again[waiting.urgency], hours)
        if now < tell_again_at:
            return _wait_at_the_top(tell_again_at, not_answered)
    contacts = tuple(find_contact(desk, hours=hours, now=now) for desk in desks)
    return Step(
        what=WhatNow.TELL,
        tell=contacts,
        answer_by=due,
        look_again_at=due,
        not_answered=not_answered,
        exhausted=exhausted,
        words=_say_telling(contacts, due, exhausted=exhausted, broken_promise=taken.by if taken else ""),
    )


def answer_by(length: Minutes | ClosingTime, hours: OfficeHours, now: datetime) -> datetime:
    """Return the instant by which somebody told now must answer, in UTC."""
    if isinstance(length, Minutes):
        return in_utc(now) + timedelta(minutes=length.count)
    day = hours.calendar.add_working_days(london_date(now), length.working_days)
    closes = timedelta(hours=hours.closes.hour, minutes=hours.closes.minute)
    return start_of_day(day) + closes


def _tell_again_at(
    last: datetime, rounds: int, first: Minutes | ClosingTime, longest: Minutes | ClosingTime, hours: OfficeHours
) -> datetime:
    """Return when managers who were told so often are told again: twice as long each time, up to the longest."""
    if isinstance(first, Minutes) and isinstance(longest, Minutes):
        doubled = first.count * 2 ** min(rounds - 1, MOST_DOUBLINGS)
        return in_utc(last) + timedelta(minutes=max(first.count, min(doubled, longest.count)))
    return answer_by(longest, hours, last)


def _taken(waiting: Waiting) -> Acknowledgement | None:
    """Return the acknowledgement that counts: by somebody who can act, on an alert not handed back since."""
    acknowledgement = waiting.acknowledgement
    if waiting.state is not AlertState.ACKNOWLEDGED or acknowledgement is None or not acknowledgement.can_act:
        return None
    return acknowledgement


def _told_since(waiting: Waiting, restart: datetime | None) -> tuple[Told, ...]:
    """Return who was told since the ladder last began: a promise to act that was not kept begins it again."""
    since = [each for each in waiting.told if restart is None or restart <= each.told_at]
    return tuple(sorted(since, key=lambda each: each.told_at))


def _say_telling(contacts: tuple[Contact, ...], due: datetime, *, exhausted: bool, broken_promise: str) -> str:
    sentences = [f"{broken_promise} took it and has not acted."] if broken_promise else []
    if exhausted:
        sentences.append("Everybody on the ladder has been told and nobody has answered.")
    sentences.append("; ".join(contact.say() for contact in contacts) + ".")
    sentences.append(f"Answer by {say_moment(due)}.")
    return " ".join(sentences)


def _wait(pending: list[Told], not_answered: tuple[Told, ...], *, exhausted: bool) -> Step:
    until = min(each.answer_by for each in pending)
    names = " and ".join(f"{each.name}, {each.desk}" for each in pending)
    return Step(
        what=WhatNow.WAIT,
        tell=(),
        answer_by=until,
        look_again_at=until,
        not_answered=not_answered,
        exhausted=exhausted,
        words=f"Waiting for {names} until {say_moment(until)}.",
    )


def _wait_at_the_top(until: datetime, not_answered: tuple[Told, ...]) -> Step:
    return Step(
        what=WhatNow.WAIT,
        tell=(),
        answer_by=None,
        look_again_at=until,
        not_answered=not_answered,
        exhausted=True,
        words=f"Nobody has answered. The duty managers are told again at {say_moment(until)}.",
    )


def _nothing(words: str, look_again_at: datetime | None) -> Step:
    return Step(
        what=WhatNow.NOTHING,
        tell=(),
        answer_by=None,
        look_again_at=look_again_at,
        not_answered=(),
        exhausted=False,
        words=words,
    )


def _say_until(act_by: datetime | None) -> str:
    return f" and will act by {say_moment(act_by)}" if act_by else ""
