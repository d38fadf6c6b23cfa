"""Sets two records side by side and gathers everything they agree or disagree on.

In:  two descriptions, and the values many people share.
Out: evidence, each piece a sentence. The same for (a, b) as for (b, a).
"""

from reachable.matching.domain.addresses import compare_addresses
from reachable.matching.domain.dates import compare_birth_dates
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Evidence
from reachable.matching.domain.names import compare_names
from reachable.matching.domain.numbers import compare_numbers
from reachable.matching.domain.phones import compare_phones
from reachable.matching.domain.schools import compare_schools
from reachable.matching.domain.shared_widely import NOTHING_SHARED, SharedWidely


def gather_evidence(
    left: Description, right: Description, shared_widely: SharedWidely = NOTHING_SHARED
) -> tuple[Evidence, ...]:
    """Return every comparison of two records: numbers, name, birth date, address, telephone, school, in this order.

    Left is always the record with the smaller subject id, whichever is passed first.

    :raises ValueError: when asked to compare a record with itself.
    """
    left, right = in_order(left, right)
    found = (
        *compare_numbers(left, right),
        compare_names(left, right),
        compare_birth_dates(left, right),
        compare_addresses(left, right, shared_widely),
        compare_phones(left, right, shared_widely),
        compare_schools(left, right),
    )
    return tuple(each for each in found if each is not None)


def in_order(left: Description, right: Description) -> tuple[Description, Description]:
    """Return two records, the one with the smaller subject id first, as pairs are stored.

    :raises ValueError: when they are the same record.
    """
    if left.subject_id == right.subject_id:
        raise ValueError("a record cannot be compared with itself")
    return (left, right) if left.subject_id < right.subject_id else (right, left)
