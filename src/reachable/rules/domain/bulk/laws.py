"""Which values were in force on each day, for one rule.

In:  the names a rule counts with, every value that was ever in force.
Out: Laws: the sets of values, and which of them is in force on the day of an event.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.columns import COUNTRIES, Bytes
from reachable.rules.domain.bulk.london_days import Days, as_day_number
from reachable.rules.domain.parameters import InForce, ParameterName, Parameters

NOT_IN_FORCE = -1
DAY_BEFORE_ALL = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Laws:
    """The sets of values a rule ever counted with. `changes` and `sets` say, by country, from which day which holds."""

    values: tuple[InForce, ...]
    changes: tuple[Days, ...]
    sets: tuple[NDArray[np.int64], ...]

    def find(self, country: Bytes, day: Days) -> NDArray[np.int64]:
        """Return the number of the set in force in a country on a day, or -1 where a value had none."""
        found = np.full(len(day), NOT_IN_FORCE, np.int64)
        for code in range(len(COUNTRIES)):
            there = country == code
            place = np.searchsorted(self.changes[code], day[there], side="right") - 1
            found[there] = self.sets[code][place]
        return found


def laws_of(names: Iterable[ParameterName], parameters: Parameters) -> Laws:
    """Return the sets of values that were in force from one change to the next."""
    wanted = frozenset(names)
    periods = [each.in_force for each in parameters.values if each.name in wanted]
    ends = {period.end for period in periods if period.end is not None}
    days = sorted({DAY_BEFORE_ALL, *(period.start for period in periods), *ends})
    sets: list[InForce] = []
    by_country = []
    for country in COUNTRIES:
        numbers = []
        for day in days:
            found = parameters.find_all(wanted, country=country, day=day)
            if found is None:
                numbers.append(NOT_IN_FORCE)
                continue
            if found not in sets:
                sets.append(found)
            numbers.append(sets.index(found))
        by_country.append(np.array(numbers, np.int64))
    changes = np.array([as_day_number(day) for day in days], np.int32)
    return Laws(tuple(sets), (changes,) * len(COUNTRIES), tuple(by_country))
