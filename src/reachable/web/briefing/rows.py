"""A briefing in words, as the page prints it and the server's command too.

In:  a Briefing.
Out: Rows: plain strings in the order of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reachable.access.domain.partnership import RingNumber
from reachable.journeys.away_tonight import Away
from reachable.journeys.briefing_found import ConcernsWaiting
from reachable.journeys.briefing_lines import AwayLine, ChildLine, NoticeLine, Spoken
from reachable.journeys.briefing_made import Briefing
from reachable.journeys.reasons_worded import say_fact
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.web.child.head import say_age
from reachable.web.child.ladder_lines import LadderLine
from reachable.web.child.matters import Card, FactLine, describe_matter
from reachable.web.shared.display import clock, day, how_long, moment
from reachable.web.shared.feed_words import say_feed

LADDER_SHOWN = 4
"""How many of the last people told are listed. An alert nobody answers for days tells the same few again and again."""

FACTS_SHOWN = 2
END_OF_DAY = "23:59"

RINGS = ("TRIAGE", "DUTY")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One thing open for a child. `answer_href` is where it is answered, "" when that is not asked of anybody."""

    title: str
    due: str
    state: str
    tone: str
    card: Card
    answer_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """Everything open for one child in one part of the briefing, with the records it rests on."""

    child: str
    href: str
    matters: tuple[MatterRow, ...]
    facts: tuple[str, ...]
    whose_turn: tuple[str, ...]
    since: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """One alert nobody has answered, with the last of those told. `earlier` counts the others."""

    child: str
    href: str
    title: str
    told: str
    ladder: tuple[LadderLine, ...]
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """What was told of a child overnight."""

    child: str
    href: str
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayRow:
    """Where a child is tonight."""

    child: str
    href: str
    where: str
    since: str
    home: str
    told: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed and how fresh it is, as the component prints it."""

    name: str
    said: str
    state: str


@dataclass(frozen=True, slots=True)
class RingRow:
    """Whom to ring, as the component prints it."""

    name: str
    number: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The whole briefing in words. What somebody has taken stands apart, so that what waits comes first."""

    headline: tuple[str, ...]
    your_turn: tuple[ChildRow, ...]
    reachable: tuple[ChildRow, ...]
    taken: tuple[ChildRow, ...]
    due: tuple[ChildRow, ...]
    waiting: tuple[WaitingRow, ...]
    overnight: tuple[NoticeRow, ...]
    away: tuple[AwayRow, ...]
    concerns: str
    feeds: tuple[FeedRow, ...]
    ring: tuple[RingRow, ...]
    not_shown: str
    could_not_check: tuple[str, ...]


def describe_briefing(briefing: Briefing) -> Rows:
    """Return a briefing in words. What is late or overdue is said as at the moment the briefing is of."""
    at = briefing.as_at
    return Rows(
        headline=_headline(briefing),
        your_turn=_children(briefing.your_turn, at),
        reachable=_children((line for line in briefing.reachable if line.is_waiting), at),
        taken=_children((line for line in briefing.reachable if not line.is_waiting), at),
        due=_children(briefing.due, at),
        waiting=tuple(_waiting(line, at) for line in briefing.waiting if _has_let_time_pass(line, at)),
        overnight=tuple(_notice(line, at) for line in briefing.overnight),
        away=tuple(_away(line, at) for line in briefing.away),
        concerns="" if briefing.concerns is None else _say_concerns(briefing.concerns, at),
        feeds=tuple(
            FeedRow(said.name, " ".join([f"{said.last}.", *said.changes]) if said.changes else said.last, said.state)
            for said in map(say_feed, briefing.feeds)
        ),
        ring=tuple(_ring(number) for number in briefing.ring if set(RINGS) & set(number.duties)),
        not_shown=_say_not_shown(briefing.not_shown),
        could_not_check=tuple(
            f"{_(feed.checked.title).lower()}, {feed.checked.agency_name} ({feed.checked.freshness.words})"
            for feed in briefing.feeds
            if not feed.checked.is_fresh
        ),
    )


def say_child(child: Spoken, at: datetime) -> str:
    """Return "A.K., 15": initials and age, never a name."""
    return f"{child.initials or _('Name not known')}, {say_age(child.born, at)}"


def _headline(briefing: Briefing) -> tuple[str, ...]:
    noticed, overdue, waiting = len(briefing.overnight), len(briefing.overdue_by_law), len(briefing.waiting)
    came = ngettext("%(count)s child came to notice overnight", "%(count)s children came to notice overnight", noticed)
    return (
        came % {"count": noticed},
        _("%(count)s overdue by law") % {"count": overdue},
        _("%(count)s not yet answered") % {"count": waiting},
    )


def _children(lines: Iterable[ChildLine], at: datetime) -> tuple[ChildRow, ...]:
    """Return one row for each child, where the first of their lines stands."""
    own: dict[SubjectId, list[ChildLine]] = {}
    for line in lines:
        own.setdefault(line.child.subject_id, []).append(line)
    return tuple(_child(lines, at) for lines in own.values())


def _child(lines: Sequence[ChildLine], at: datetime) -> ChildRow:
    matters = tuple(_matter(line, at) for line in lines)
    tones = {matter.tone for matter in matters}
    facts = {fact.id: fact for line in lines for fact in line.matter.reason.facts}
    latest = sorted(facts.values(), key=lambda fact: fact.instants.happened.latest, reverse=True)
    return ChildRow(
        child=say_child(lines[0].child, at),
        href=_child_page(lines[0].child),
        matters=matters,
        facts=tuple(say_fact(fact) for fact in latest[:FACTS_SHOWN]),
        whose_turn=tuple(dict.fromkeys(_say_whose_turn(line, at) for line in lines)),
        since=_say_since(min(line.since for line in lines), at),
        tone=next(tone for tone in ("danger", "waiting", "plain") if tone in tones),
    )


def _matter(line: ChildLine, at: datetime) -> MatterRow:
    card = describe_matter(line.matter, now=at)
    reason = line.matter.reason
    return MatterRow(
        title=reason.sentence if reason.asks_to_ring else card.title,
        due=_say_due(line, at),
        state=card.state,
        tone=card.tone,
        card=card,
        answer_href=card.href if line.is_waiting else "",
    )


def _say_whose_turn(line: ChildLine, at: datetime) -> str:
    """Return who has taken it, or the team that has not answered yet. Who may not read the reason is told no team."""
    alert = line.matter.alert
    if alert is not None and alert.is_waiting and not line.matter.reason.asks_to_ring:
        return _("%(team)s: nobody yet") % {"team": alert.team_name}
    return describe_matter(line.matter, now=at).whose_turn


def _say_due(line: ChildLine, at: datetime) -> str:
    """Return by when, without the hour where the whole day was given; "" where nothing counts it."""
    due = line.matter.due_at
    if due is None or line.matter.before_release:
        return ""
    whole_day = clock(due) == END_OF_DAY
    said = day(due) if whole_day else _say_since(due, at) if london_date(due) == london_date(at) else moment(due)
    words = _("was due %(when)s") if line.matter.is_overdue(at) else _("due %(when)s")
    limit = f" ({line.matter.limit_in_words})" if line.matter.limit_in_words else ""
    return words % {"when": said} + limit


def _waiting(line: ChildLine, at: datetime) -> WaitingRow:
    card = describe_matter(line.matter, now=at)
    return WaitingRow(
        child=say_child(line.child, at),
        href=card.href,
        title=card.title,
        told=card.state,
        ladder=card.ladder[-LADDER_SHOWN:],
        earlier=max(0, len(card.ladder) - LADDER_SHOWN),
    )


def _notice(line: NoticeLine, at: datetime) -> NoticeRow:
    return NoticeRow(
        child=say_child(line.child, at),
        href=_child_page(line.child),
        facts=tuple(
            FactLine(
                say_fact(fact),
                fact.source.agency_name,
                _("known since %(when)s") % {"when": moment(fact.instants.received_at)},
            )
            for fact in line.facts
        ),
    )


def _away(line: AwayLine, at: datetime) -> AwayRow:
    away = line.away
    where = ", ".join(part for part in (_(away.where), away.particulars) if part)
    return AwayRow(
        child=say_child(line.child, at),
        href=_child_page(line.child),
        where=f"{where} ({away.said_by})" if away.said_by else where,
        since=away.since.say(year=london_date(away.since.earliest).year != london_date(at).year),
        home=_("Not known") if line.home is None else line.home.name,
        told=_say_told(away),
    )


def _say_told(away: Away) -> str:
    if away.told is not None:
        return _("Yes, %(when)s") % {"when": away.told.instants.happened.say(year=False)}
    if away.is_missing:
        return _("Reported to %(agency)s") % {"agency": away.said_by}
    return _("Nothing recorded that it was told")


def _say_concerns(concerns: ConcernsWaiting, at: datetime) -> str:
    if concerns.oldest_at is None or concerns.due_at is None:
        return _("No concern waits for a decision.")
    count = ngettext("%(count)s concern waits", "%(count)s concerns wait", concerns.count) % {"count": concerns.count}
    oldest = _("the oldest for %(long)s") % {"long": how_long(at - concerns.oldest_at)}
    due = _("the first decision is due %(when)s") % {"when": moment(concerns.due_at)}
    if concerns.overdue:
        late = ngettext("%(count)s is overdue", "%(count)s are overdue", concerns.overdue)
        due = late % {"count": concerns.overdue}
    return f"{count}; {oldest}; {due}."


def _say_not_shown(count: int | None) -> str:
    if count is None:
        return _("Only children you work with are shown here.")
    if not count:
        return ""
    return ngettext(
        "%(count)s more child of this area whom you do not work with is not shown.",
        "%(count)s more children of this area whom you do not work with are not shown.",
        count,
    ) % {"count": count}


def _say_since(since: datetime, at: datetime) -> str:
    """Return "06:10" for the same day, "Tuesday, 06:10" for the days before it, "3 March" for longer ago."""
    then, today = london_date(since), london_date(at)
    if then == today:
        return clock(since)
    if timedelta(0) < today - then < timedelta(days=7):
        return f"{then:%A}, {clock(since)}"
    return f"{then.day} {then:%B}"


def _has_let_time_pass(line: ChildLine, at: datetime) -> bool:
    """Test if somebody was told of an alert and let the time to answer pass."""
    return line.matter.alert is not None and any(told.answer_by <= at for told in line.matter.alert.told)


def _ring(number: RingNumber) -> RingRow:
    who = number.who or number.team_name or number.agency_name
    when = _("out of hours %(number)s") % {"number": number.out_of_hours_phone} if number.out_of_hours_phone else ""
    return RingRow(f"{who}, {number.team_name}, {number.agency_name}" if number.who else who, number.phone, when)


def _child_page(child: Spoken) -> str:
    return reverse("child", args=[child.subject_id])
