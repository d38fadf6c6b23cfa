"""How old a secret of the installation may become, and which are older.

In:  when each was changed last; today.
Out: SecretAge values, in words that name secrets and never say one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PLAN_BEGAN = date(2026, 1, 1)
A_YEAR = 365
PLANNED: Mapping[str, tuple[tuple[date, int], ...]] = {
    "context key": ((PLAN_BEGAN, A_YEAR),),
    "sessions' key": ((PLAN_BEGAN, A_YEAR),),
    "places key": ((PLAN_BEGAN, 2 * A_YEAR),),
    "passwords of database roles": ((PLAN_BEGAN, A_YEAR),),
    "backup key": ((PLAN_BEGAN, A_YEAR),),
    "partners' keys": ((PLAN_BEGAN, A_YEAR),),
}
"""After how many days each is changed, with the day from which the number holds. Our own plan, as
docs/assurance/how-it-is-kept.md says it."""


@dataclass(frozen=True, slots=True)
class SecretAge:
    """One secret: when it was changed last, None where nobody wrote it down, and by when it is due."""

    name: str
    changed_on: date | None
    planned_days: int
    age_days: int | None

    @property
    def is_old(self) -> bool:
        """Test if it is older than planned, or nobody can say."""
        return self.age_days is None or self.age_days > self.planned_days

    def say(self) -> str:
        """Return it in words."""
        if self.changed_on is None:
            return f"{self.name}: nobody wrote down when it was changed; planned every {self.planned_days} days"
        late = "OLDER THAN PLANNED, " if self.is_old else ""
        return f"{self.name}: {late}changed on {self.changed_on}, {self.age_days} of {self.planned_days} days ago"


def find_ages(changed: Mapping[str, date], today: date) -> tuple[SecretAge, ...]:
    """Return the age of every secret that is planned for."""
    return tuple(
        SecretAge(
            name=name,
            changed_on=changed.get(name),
            planned_days=_days_on(planned, today),
            age_days=(today - changed[name]).days if name in changed else None,
        )
        for name, planned in PLANNED.items()
    )


def _days_on(planned: tuple[tuple[date, int], ...], today: date) -> int:
    begun = [days for first, days in planned if first <= today]
    return begun[-1] if begun else planned[0][1]
