"""The one page a custody desk prints: what must happen before release, what was taken, what not to say.

In:  ChildPage and its cards.
Out: CustodyCard; Desks to ring in an area.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.access.domain.partnership import RingNumber
from reachable.journeys.child_opened import ChildPage
from reachable.journeys.what_now import AreaToRing
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.domain.definition import Group
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import facts_known_at
from reachable.timeline.domain.kinds import EventKind
from reachable.web.child.matters import Card, OpenNow
from reachable.web.child.refused import ANSWERS_FOR_CHILDREN

TAKEN_LATELY = timedelta(days=90)
"""A debt for what was taken does not end with the night. A local setting; the page says how far back it looks."""
NEVER_SAY = (
    gettext_noop("Do not say in front of others what the child told you."),
    gettext_noop("Do not call the child a dealer, a runner or an offender. Say what happened."),
    gettext_noop("Do not promise to keep secret what must be passed on; say who will be told and why."),
)
WITHOUT_A_RULE = (
    gettext_noop("Ask, alone and away from others, whether the child owes money or is afraid of anybody."),
    gettext_noop("Ring the home area before the child leaves, even at night."),
)
"""What is asked for when no rule that the reader may know of says more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What police took from the child, when and where."""

    what: str
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class Desks:
    """Whom to ring in an area: the desk that answers for children, and another should nobody answer there."""

    area: str
    first: RingNumber | None
    second: RingNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyCard:
    """What a custody desk needs on one page, in words."""

    must: tuple[Card, ...]
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    taken: tuple[Taken, ...]
    why_it_matters: str


def describe_card(page: ChildPage, now_open: OpenNow, *, now: datetime) -> CustodyCard:
    """Return the card: what is open about custody first, with what each rule asks for and warns against."""
    must = tuple(card for card in now_open.waiting if _is_about_custody(card)) or now_open.waiting
    return CustodyCard(
        must=must,
        do=_once(words for card in must for words in card.reason.do) or tuple(map(_, WITHOUT_A_RULE)),
        do_not=_once((*(words for card in must for words in card.reason.do_not), *map(_, NEVER_SAY))),
        taken=_taken(page, now),
        why_it_matters=_(RULES_BY_ID["R050"].why),
    )


def find_desks(area: AreaToRing) -> Desks:
    """Return the two desks of an area that answer for children first."""
    answering = [each for each in area.numbers if set(ANSWERS_FOR_CHILDREN) & set(each.duties)]
    first, second = (*answering, None, None)[:2]
    return Desks(area.name, first, second)


def _is_about_custody(card: Card) -> bool:
    return bool(card.reason.rule_id) and RULES_BY_ID[card.reason.rule_id].group is Group.CUSTODY


def _taken(page: ChildPage, now: datetime) -> tuple[Taken, ...]:
    seizures = [
        fact
        for fact in facts_known_at(page.facts, now)
        if fact.kind is EventKind.SEIZURE and now - fact.instants.happened.earliest <= TAKEN_LATELY
    ]
    return tuple(
        Taken(
            say_details(fact) or _("what was taken is not recorded"), fact.instants.happened.say(year=False), fact.place
        )
        for fact in reversed(seizures)
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
