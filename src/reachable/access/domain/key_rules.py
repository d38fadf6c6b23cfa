"""Which roles must sign in with a security key, which cannot be phished, from when, and after how many days of grace.

In:  rules of the installation and of its agencies; a role in an agency.
Out: KeyNeed, or None where a code is enough. A second factor of some kind is asked of everybody, whatever stands here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from reachable.access.domain.viewer import Role
from reachable.kernel.ids import AgencyId

MOST_GRACE = 366
ROLE_OF_CODE = {role.code: role for role in Role}
OF_A_RULE = frozenset({"role", "asked_from", "grace_days", "because", "agency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRule:
    """A role must have a key: asked for from a day on, needed after days of grace. `agency` is None where it is all."""

    role: Role
    asked_from: date
    grace_days: int
    because: str
    agency: AgencyId | None = None

    @property
    def needed_from(self) -> date:
        """Return the first day on which nobody of this role gets on without."""
        return self.asked_from + timedelta(days=self.grace_days)


RULES = tuple(
    KeyRule(role=role, asked_from=date(2027, 1, 4), grace_days=90, because=because)
    for role, because in (
        (
            Role.SUPERVISOR,
            "Releases packs, reviews broken glass, agrees that somebody is let back in and that a record is erased",
        ),
        (Role.SEALING_AUTHORITY, "Seals and unseals what could cost a life"),
    )
)
"""Asked for from the first Monday of 2027, needed from 4 April, so that keys can be bought in either financial year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNeed:
    """Since when a key is asked for, from when on it is needed, and why."""

    asked_from: date
    needed_from: date
    because: str

    def is_asked(self, on: date) -> bool:
        """Test if a key is asked for on a day."""
        return self.asked_from <= on

    def is_needed(self, on: date) -> bool:
        """Test if nobody gets on without on a day."""
        return self.needed_from <= on


def find_key_need(rules: Sequence[KeyRule], *, role: Role, agency: AgencyId) -> KeyNeed | None:
    """Return what is asked of a role in an agency: the earliest of all rules. An agency is stricter, never weaker."""
    fitting = [each for each in rules if each.role is role and each.agency in (None, agency)]
    if not fitting:
        return None
    first = min(fitting, key=lambda each: each.needed_from)
    asked_from = min(each.asked_from for each in fitting)
    return KeyNeed(asked_from=asked_from, needed_from=first.needed_from, because=first.because)


def read_key_rules(said: Sequence[Mapping[str, Any]]) -> tuple[KeyRule, ...]:
    """Return the rules that hold: ours, and what an installation or its agencies add. None can be taken away.

    :raises ValueError: when one of them says too little, too much, or something else.
    """
    return (*RULES, *(_rule(each) for each in said))


def _rule(said: Mapping[str, Any]) -> KeyRule:
    if not OF_A_RULE - {"agency"} <= set(said) <= OF_A_RULE:
        raise ValueError(f"a rule has {', '.join(sorted(OF_A_RULE - {'agency'}))}, and may have agency")
    grace, because = said["grace_days"], str(said["because"]).strip()
    if said["role"] not in ROLE_OF_CODE or not because:
        raise ValueError("a rule names a role by its code, and says why")
    if not isinstance(grace, int) or isinstance(grace, bool) or not 0 <= grace <= MOST_GRACE:
        raise ValueError(f"days of grace are from 0 to {MOST_GRACE}")
    return KeyRule(
        role=ROLE_OF_CODE[said["role"]],
        asked_from=date.fromisoformat(str(said["asked_from"])),
        grace_days=grace,
        because=because,
        agency=_agency(said["agency"]) if "agency" in said else None,
    )


def _agency(said: object) -> AgencyId:
    """Return an agency's id, however it is written: capitals, braces and missing hyphens are the same id."""
    try:
        return AgencyId(UUID(str(said).strip()))
    except ValueError as unknown:
        raise ValueError(f"“{said}” is no agency's id: leave agency out where the rule is for all") from unknown
