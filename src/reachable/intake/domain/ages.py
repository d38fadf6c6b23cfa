"""Age or date of birth as somebody who met a child can say it.

In:  "14", "about 14", "13 or 14", "13-15", "04/09/2010".
Out: a birth date claim, no closer than it is known, or nothing when it cannot be read.
"""

import re
from datetime import date, timedelta

from reachable.intake.domain.problems import UnreadableError
from reachable.intake.domain.times import read_date
from reachable.people.domain.claims import BirthDateClaim

OLDEST = 25
"""Above this an age is a slip: help for a young person with needs ends at 25."""

_AGE = re.compile(
    r"(about |around |maybe )?(\d{1,2})(?: ?(?:-|–|to|or) ?(\d{1,2}))?(?: years?(?: old)?)?", re.IGNORECASE
)


def read_age_or_birth_date(written: str, today: date) -> BirthDateClaim | None:
    """Return between which days a child was born. "About" widens an age by a year either way. `today` is in London."""
    written = written.strip()
    match = _AGE.fullmatch(written)
    if match is None:
        try:
            born = read_date(written)
        except UnreadableError:
            return None
        return BirthDateClaim(born, born) if born <= today and today.year - born.year <= OLDEST else None
    youngest = int(match[2])
    oldest = int(match[3]) if match[3] else youngest
    if match[1]:
        youngest, oldest = max(0, youngest - 1), oldest + 1
    if not youngest <= oldest <= OLDEST:
        return None
    return BirthDateClaim(_years_before(today, oldest + 1) + timedelta(days=1), _years_before(today, youngest), "RANGE")


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
