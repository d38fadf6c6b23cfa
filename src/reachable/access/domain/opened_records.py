"""What came of asking to open records.

In:  ids asked for.
Out: OpenedRecords.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reachable.kernel.ids import AboutId, SubjectId


@dataclass(frozen=True, slots=True)
class OpenedRecords:
    """Which records were opened and which were not. One refused and one that does not exist are told in the same way.

    `records_of` gives, for each opened, every record of the same person, the one asked for included.
    """

    granted: frozenset[AboutId]
    refused: frozenset[AboutId]
    records_of: Mapping[AboutId, tuple[SubjectId, ...]]
