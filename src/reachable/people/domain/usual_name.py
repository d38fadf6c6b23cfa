"""The name to call a child by when records give several.

In:  what records say of one person.
Out: one name, or "" when none is recorded.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from reachable.people.domain.claims import SubjectClaims


def find_usual_name(claims: Iterable[SubjectClaims]) -> str:
    """Return the given name that most records give, with a preferred first name in place of the given one.

    Where no given name is recorded, a name with a family name comes before a nickname alone.
    """
    names = [each.claim for record in claims for each in record.names]
    given = [name for name in names if name.kind == "GIVEN" and name.full]
    preferred = [name.given for name in names if name.kind == "PREFERRED" and name.given]
    if not given:
        whole = [name.full for name in names if name.given and name.family]
        return _most(whole or [name.full for name in names if name.full])
    usual = _most([name.full for name in given])
    family = next(name.family for name in given if name.full == usual)
    return f"{_most(preferred)} {family}".strip() if preferred else usual


def _most(said: Sequence[str]) -> str:
    """Return what is said most often, in the spelling that is not all capitals where there is one."""
    counted = Counter(name.casefold() for name in said)
    return min(said, key=lambda name: (-counted[name.casefold()], _is_shouted(name), name), default="")


def _is_shouted(name: str) -> bool:
    return any(part.isupper() and len(part) > 1 for part in name.split())
