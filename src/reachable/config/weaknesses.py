"""Which known weaknesses the locked libraries have, and which of them have stood longer than is allowed.

In:  the lock; advisories in the form of OSV; today.
Out: Weakness values, the one that has stood longest first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from packaging.version import InvalidVersion, Version

LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]{0,80})==([^\s;\\]{1,40})", re.MULTILINE)
ALLOWED_FROM = date(2026, 1, 1)
ALLOWED_DAYS: Mapping[str, tuple[tuple[date, int], ...]] = {
    "CRITICAL": ((ALLOWED_FROM, 2),),
    "HIGH": ((ALLOWED_FROM, 14),),
    "MODERATE": ((ALLOWED_FROM, 90),),
    "LOW": ((ALLOWED_FROM, 90),),
}
"""For how many days a weakness may stand after it became known, with the day from which the number holds: our own plan,
as docs/assurance/how-it-is-kept.md says it. One that nobody graded counts as high."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """One known weakness of one locked library."""

    library: str
    version: str
    advisory: str
    grade: str
    known_on: date
    allowed_days: int
    stood_days: int

    @property
    def is_late(self) -> bool:
        """Test if it has stood longer than allowed."""
        return self.stood_days > self.allowed_days

    def say(self) -> str:
        """Return it in words."""
        late = "TOO LONG: " if self.is_late else ""
        return (
            f"{late}{self.library} {self.version} has {self.advisory} ({self.grade.lower()}), known for"
            f" {self.stood_days} days of {self.allowed_days} allowed"
        )


def read_lock(text: str) -> dict[str, str]:
    """Return the version of every locked library, by its plain name."""
    return {_plain(name): version for name, version in LOCKED.findall(text)}


def find_weaknesses(
    locked: Mapping[str, str], advisories: Iterable[Mapping[str, Any]], today: date
) -> tuple[Weakness, ...]:
    """Return the known weaknesses of what is locked."""
    found = [each for advisory in advisories for each in _of_advisory(locked, advisory, today)]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (-each.stood_days, each.library, each.advisory)))


def _of_advisory(locked: Mapping[str, str], advisory: Mapping[str, Any], today: date) -> Iterator[Weakness]:
    if advisory.get("withdrawn"):
        return
    known_on = datetime.fromisoformat(str(advisory["published"]).replace("Z", "+00:00")).date()
    grade = str(advisory.get("database_specific", {}).get("severity", "HIGH")).upper()
    grade = grade if grade in ALLOWED_DAYS else "HIGH"
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = _plain(str(package.get("name", "")))
        if package.get("ecosystem") == "PyPI" and name in locked and _is_affected(locked[name], affected):
            allowed = [days for first, days in ALLOWED_DAYS[grade] if first <= today] or [ALLOWED_DAYS[grade][0][1]]
            stood = (today - known_on).days
            yield Weakness(name, locked[name], str(advisory["id"]), grade, known_on, allowed[-1], stood)


def _is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Test if a version is one that is named, or lies in a range. A range that cannot be read counts as affecting."""
    if version in affected.get("versions", ()):
        return True
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return any(_lies_in(version, each.get("events", ())) for each in ranges)


def _lies_in(version: str, events: Iterable[Mapping[str, str]]) -> bool:
    is_in, ours = False, Version(version)
    try:
        for event in sorted(events, key=lambda each: Version(next(iter(each.values())))):
            if "introduced" in event and ours >= Version(event["introduced"]):
                is_in = True
            if "fixed" in event and ours >= Version(event["fixed"]):
                is_in = False
            if "last_affected" in event and ours > Version(event["last_affected"]):
                is_in = False
    except InvalidVersion:
        return True
    return is_in


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
