"""Which locks of the database are not as the migrations made them: policies, grants, triggers, functions, roles.

In:  what the migrations made and what there is now, each lock by kind and name with a mark of what it says.
Out: what is gone, added or changed, in words that name locks and nobody; when somebody is told.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LOOKED_EVERY = timedelta(minutes=1)
"""Twice seen and then told: well within the five minutes that were promised."""

TOLD_AGAIN_AFTER = timedelta(hours=12)
MOST_NAMED = 12
Locks = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, order=True)
class LockChanged:
    """One lock that is not as it was made. `how` is gone, added or changed."""

    kind: str
    name: str
    how: str

    def say(self) -> str:
        """Return it in words."""
        return f"{self.kind}: {self.name} is {self.how}"


def compare_locks(made: Locks, found: Locks) -> tuple[LockChanged, ...]:
    """Return every lock that is not as it was made, in order."""
    changed: list[LockChanged] = []
    for kind in made.keys() | found.keys():
        before, now = made.get(kind, {}), found.get(kind, {})
        changed += [LockChanged(kind, name, "gone") for name in before.keys() - now.keys()]
        changed += [LockChanged(kind, name, "added") for name in now.keys() - before.keys()]
        kept = before.keys() & now.keys()
        changed += [LockChanged(kind, name, "changed") for name in kept if before[name] != now[name]]
    return tuple(sorted(changed))


def mark_of(changed: Iterable[LockChanged]) -> str:
    """Return a short mark that is the same for the same changes."""
    said = "\n".join(each.say() for each in sorted(changed))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def say_changed(changed: tuple[LockChanged, ...]) -> str:
    """Return what changed, the first of them by name and the rest counted."""
    named = "; ".join(each.say() for each in changed[:MOST_NAMED])
    rest = len(changed) - MOST_NAMED
    return f"{named}; and {rest} more" if rest > 0 else named


@dataclass(slots=True)
class LockWatch:
    """What a watch remembers between two looks: what it saw last, and what it told when."""

    looked_at: datetime | None = None
    seen: frozenset[LockChanged] = frozenset()
    told: str = ""
    told_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Test if it is time to look."""
        return self.looked_at is None or now - self.looked_at >= LOOKED_EVERY

    def see(self, changed: tuple[LockChanged, ...], now: datetime) -> bool:
        """Take in what a look found, and return whether somebody is to be told of it now.

        A migration that is under way changes locks for a moment, so what is told was seen in two looks.
        """
        stays = tuple(each for each in changed if each in self.seen)
        self.looked_at, self.seen = now, frozenset(changed)
        if not changed:
            self.told = ""
        if not stays:
            return False
        mark = mark_of(stays)
        if self.told == mark and self.told_at is not None and now - self.told_at < TOLD_AGAIN_AFTER:
            return False
        self.told, self.told_at = mark, now
        return True
