"""Where copies of a child's record went, and which of them say what no longer stands at its source.

In:  lines of the register; the child's events.
Out: RegisterLine values, newest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading
from reachable.access.domain.viewer import Viewer
from reachable.journeys.sharing_checked import open_subject
from reachable.kernel.ids import SubjectId
from reachable.sharing.queries import LeftRecord, list_left
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.queries import list_facts

OF_LETTERS = frozenset({"LETTER", "LETTER_FILE"})
"""Free words, and when a meeting is: nothing of the record is known to stand in them."""

FILES = frozenset({"FILE", "LETTER_FILE"})


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register, and if what left has been withdrawn or corrected at its source since, or may have."""

    left: LeftRecord
    no_longer_stands: bool


def list_register(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> tuple[RegisterLine, ...]:
    """Return where copies of a child's record went, and which no longer stand at their source.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        left = list_left(viewer=viewer, child_ids=subject_ids)
        return lines_of_register(left, list_facts(viewer=viewer, subject_ids=subject_ids), now)


def lines_of_register(left: Iterable[LeftRecord], facts: Sequence[Fact], now: datetime) -> tuple[RegisterLine, ...]:
    """Return lines of the register, a file of several records of one child once, and what of each no longer stands.

    A share is one item. A pack is all its holder had when it left; of a file it is not known how much it was, so that
    anything withdrawn since may be in it. Of a letter, free words, and of a calendar file, a time, nothing is said.
    """
    stands = {fact.id for fact in facts_known_at(facts, now)}

    def is_stale(line: LeftRecord) -> bool:
        if line.way in OF_LETTERS:
            return False
        if line.way == "SHARE":
            return line.item_id not in stands
        gone = [fact for fact in facts_known_at(facts, line.left_at) if fact.id not in stands]
        return any(line.way == "FILE" or fact.source.agency_id == line.holder_id for fact in gone)

    files = {line.item_id: line.id for line in left if line.way in FILES}
    kept = [line for line in left if line.way not in FILES or files[line.item_id] == line.id]
    return tuple(RegisterLine(line, is_stale(line)) for line in kept)
