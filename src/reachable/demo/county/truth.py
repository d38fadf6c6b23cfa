"""What is true of a made-up county's records: which groups the matcher must be looked at in apart.

In:  CountyRecords.
Out: names of groups, for reports. Only benches and tests may look.
"""

from collections.abc import Iterator

from reachable.demo.county.agencies import KINDS_OF_AGENCY
from reachable.demo.county.children import CountyChild

AGENCY_WORDS = {each.code: each.code.replace("_", " ") for each in KINDS_OF_AGENCY}


def groups_of(child: CountyChild) -> Iterator[str]:
    """Yield the groups a child counts in when the matcher itself is looked at for fairness."""
    yield f"{child.kind_of_name} names"
    yield "girls" if child.is_girl else "boys"


def agencies_of_pair(one: str, other: str) -> str:
    """Return the two kinds of agency of a pair, in one order."""
    first, second = sorted((AGENCY_WORDS[one], AGENCY_WORDS[other]))
    return f"{first} and {second}"
