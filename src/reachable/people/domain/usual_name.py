"""The name to call a child by when records give several.

In:  what records say of one person.
Out: one name, or "" when none is recorded.
"""

from collections import Counter
from collections.abc import Iterable

from reachable.people.domain.claims import SubjectClaims

FIRST_CHOICE = ("PREFERRED", "GIVEN")
"""A name somebody gave to police, or goes by on the street, is used only when no other is recorded."""


def find_usual_name(claims: Iterable[SubjectClaims]) -> str:
    """Return the given name that most records give, with a preferred first name in place of the given one."""
    names = [each.claim for record in claims for each in record.names]
    given = Counter(name.full for name in names if name.kind == "GIVEN" and name.full)
    preferred = Counter(name.given for name in names if name.kind == "PREFERRED" and name.given)
    if given:
        usual = _most(given)
        family = next(name.family for name in names if name.full == usual)
        return f"{_most(preferred)} {family}".strip() if preferred else usual
    other = Counter(name.full for name in names if name.full)
    return _most(other) if other else ""


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda name: (-counted[name], name))
