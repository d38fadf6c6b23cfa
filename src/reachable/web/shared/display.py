"""How values are said on a page: times, ages, names, numbers.

In:  instants, days, names, counts.
Out: the words a template prints.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext

from reachable.kernel.london import LONDON, in_utc, london_date, say_day, say_moment
from reachable.kernel.when import When


def moment(instant: datetime, *, year: bool = False) -> str:
    """Return an instant as "Tuesday 3 March, 14:20" in London time, with the year when asked."""
    return say_moment(instant, year=year)


def day(value: date | datetime, *, year: bool = False) -> str:
    """Return a day, or the London day of an instant, as "Tuesday 3 March"."""
    return say_day(london_date(value) if isinstance(value, datetime) else value, year=year)


def clock(instant: datetime) -> str:
    """Return the London time of an instant as "06:10"."""
    return f"{in_utc(instant).astimezone(LONDON):%H:%M}"


def when(value: When, *, year: bool = True) -> str:
    """Return a time in words, no more exact than it is known."""
    return value.say(year=year)


def initials(name: str) -> str:
    """Return "A.K." for "Ayaan Khan", for lists, where names are not shown."""
    return "".join(f"{part[0].upper()}." for part in name.split())


def age_on(born: date, on: date | datetime) -> int:
    """Return how many whole years old somebody is on a day; born on 29 February, they turn a year older on 1 March."""
    today = london_date(on) if isinstance(on, datetime) else on
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def pluralise(count: int, one: str, many: str) -> str:
    """Return "1 child" or "3 children"."""
    return f"{count:,} {one if count == 1 else many}"


def how_long(length: timedelta) -> str:
    """Return a length of time in its largest whole unit: "22 minutes", "19 hours", "3 days".

    :raises ValueError: when the length is negative, which means that the caller mixed up two instants.
    """
    if length < timedelta(0):
        raise ValueError("a length of time is not negative")
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return gettext("less than a minute")
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def dial(number: str) -> str:
    """Return the address that rings a number on a phone: "tel:02079460123"."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


FILTERS = {
    "moment": moment,
    "day": day,
    "clock": clock,
    "when": when,
    "initials": initials,
    "age_on": age_on,
    "pluralise": pluralise,
    "how_long": how_long,
    "dial": dial,
}
