"""The head of a child's page: name, age, own words, trusted adult, last seen.

In:  ChildPage.
Out: Head, as the banner prints it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from reachable.casework.queries import TrustedAdultRecord
from reachable.journeys.child_opened import ChildPage
from reachable.kernel.london import london_date
from reachable.kernel.when import Precision, When
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.own_words import OwnWords
from reachable.web.shared.display import age_on, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above everything else, in words, and until when it may be read by broken glass."""

    name: str
    age: str
    words: str
    said: str
    trusted_adult: str
    trusted_phone: str
    last_seen: str
    glass_until: datetime | None
    at: datetime


def describe_head(page: ChildPage, *, now: datetime) -> Head:
    """Return the head of the page as known now."""
    adult = next(iter(page.trusted_adults), None)
    return Head(
        name=page.name or _("Name not known"),
        age=say_age(page.born, now),
        words="" if page.own_words is None else page.own_words.words,
        said="" if page.own_words is None else _say_heard(page.own_words),
        trusted_adult="" if adult is None else _say_adult(adult),
        trusted_phone="" if adult is None else adult.phone,
        last_seen=_("Nobody has recorded seeing this child") if page.last_seen is None else say_seen(page.last_seen),
        glass_until=page.glass_until,
        at=now,
    )


def say_age(born: When, now: datetime) -> str:
    """Return "15", "14 or 15" where the date of birth leaves it open, or that it is not known."""
    if not born.is_known:
        return _("age not known")
    oldest, youngest = age_on(london_date(born.earliest), now), age_on(london_date(born.latest), now)
    if born.precision is Precision.DAY or oldest == youngest:
        return str(oldest)
    return _("%(youngest)s to %(oldest)s") % {"youngest": youngest, "oldest": oldest}


def say_seen(fact: Fact) -> str:
    """Return when, how, where and by whom the child was seen."""
    where = ", ".join(part for part in (fact.place, fact.source.agency_name) if part)
    how = _("spoke to somebody") if fact.kind is EventKind.CHILD_SAID else _(fact.kind.label).lower()
    return f"{fact.instants.happened.say(year=False)}: {how}, {where}"


def _say_heard(words: OwnWords) -> str:
    heard = _("To %(who)s, %(when)s") % {"who": words.heard_by, "when": words.said.say(year=False)}
    match words.wants_out:
        case True:
            return f"{heard}. {_('Says they want to get out.')}"
        case False:
            return f"{heard}. {_('Says they do not want to get out now.')}"
        case None:
            return heard


def _say_adult(adult: TrustedAdultRecord) -> str:
    is_said_twice = adult.who_they_are.casefold() == adult.name.casefold()
    who = f"{adult.name}, {adult.who_they_are}" if adult.who_they_are and not is_said_twice else adult.name
    return (
        who if adult.since is None else _("%(who)s, since %(day)s") % {"who": who, "day": day(adult.since, year=True)}
    )
