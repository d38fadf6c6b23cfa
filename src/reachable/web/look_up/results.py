"""What a search came to, in words: who may be the child, what was searched, what could not be, whom to ring.

In:  LookedUp.
Out: Results.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from reachable.journeys.child_looked_up import FoundChild, LookedUp
from reachable.journeys.feeds_checked import FeedChecked
from reachable.journeys.what_now import AreaToRing
from reachable.matching.domain.search import LookedFor
from reachable.web.child.head import say_age
from reachable.web.shared.display import day


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCard:
    """One child who may be the one looked for."""

    subject_id: UUID
    name: str
    age: str
    agencies: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What came of a search, as the page prints it."""

    read_as: tuple[str, ...]
    not_understood: tuple[str, ...]
    found: tuple[FoundCard, ...]
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    to_ring: tuple[AreaToRing, ...]


def describe_results(looked_up: LookedUp, *, now: datetime) -> Results:
    """Return what came of a search. Nothing in it depends on records the searcher may not see."""
    checked = [feed for _area, feeds in looked_up.feeds for feed in feeds]
    return Results(
        read_as=tuple(_read_as(looked_up.looked_for)),
        not_understood=looked_up.looked_for.not_understood,
        found=tuple(_card(each, now) for each in looked_up.found),
        searched=tuple(_say_feed(feed) for feed in checked if feed.is_fresh),
        not_searched=(
            *(_say_feed(feed) for feed in checked if not feed.is_fresh),
            _("hospitals, GPs and charities, which send no records here"),
        ),
        to_ring=tuple(area for area in (looked_up.home, looked_up.here) if area is not None),
    )


def _say_feed(feed: FeedChecked) -> str:
    """Return "Northshire Police, police custody and incidents: today, 06:50"."""
    title = _(feed.title)
    return f"{feed.agency_name}, {title[:1].lower()}{title[1:]}: {feed.freshness.words}"


def _card(found: FoundChild, now: datetime) -> FoundCard:
    return FoundCard(
        subject_id=found.subject_id,
        name=found.name or _("Name not known"),
        age=say_age(found.born, now),
        agencies=", ".join(found.agencies),
        speaks_for=tuple(each.sentence for each in found.speaks_for),
        speaks_against=tuple(each.sentence for each in found.speaks_against),
    )


def _read_as(looked_for: LookedFor) -> list[str]:
    """Return how the words were understood, so that a slip is seen at once."""
    name = " ".join(part for part in (looked_for.given, looked_for.family) if part)
    read = (
        (_("name"), name),
        (_("born"), "" if looked_for.born is None else day(looked_for.born, year=True)),
        (_("age"), "" if looked_for.age is None else _("about %(age)s") % {"age": looked_for.age}),
        (_("telephone"), looked_for.phone),
        (_("number"), "" if looked_for.number is None else looked_for.number.value),
        (_("postcode"), looked_for.postcode),
        (_("place"), looked_for.place),
    )
    return [f"{what}: {value}" for what, value in read if value]
