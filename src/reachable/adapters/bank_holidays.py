"""Bank holidays of England and Wales, from the `holidays` package.

In:  a year to start from.
Out: a working-day calendar.

The subdivision must be named: without one the package leaves out about a quarter of the holidays, Easter Monday
among them.
The government announces one or two years ahead, so later dates are provisional.
"""

from datetime import date
from functools import cache

import holidays

from reachable.kernel.working_days import Calendar

FIRST_YEAR = 2005
YEARS_AHEAD = 15
ANNOUNCED_UNTIL = date(2028, 12, 31)


@cache
def england_and_wales() -> Calendar:
    """Return the calendar both countries share."""
    years = range(FIRST_YEAR, ANNOUNCED_UNTIL.year + YEARS_AHEAD)
    days = holidays.country_holidays("GB", subdiv="ENG", years=years)
    return Calendar("England and Wales", frozenset(days), ANNOUNCED_UNTIL)
