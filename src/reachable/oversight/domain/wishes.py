"""What somebody asks of their reviewer about what they declared: one home more, or that something holds no more.

In:  a declaration's id, never what was declared: only they know it.
Out: a finding for the reviewer; which declaration a finding is about.
"""

from datetime import datetime
from uuid import UUID

from reachable.kernel.ids import UserId
from reachable.oversight.domain.findings import Found, Pattern

LONGEST_REASON = 200


def ask_for_home(*, declared_id: UUID, whom: UserId, stand: int, at: datetime) -> Found:
    """Return what a reviewer is asked when somebody declared one home more than stand by themselves."""
    sentence = (
        f"They declared one home more, where {stand} of theirs stand. It keeps them from nothing until you allow it:"
        " whoever declares one home after the other may find out where a child lives."
    )
    return _wish(declared_id, whom, sentence, at)


def ask_for_ending(*, declared_id: UUID, whom: UserId, because: str, at: datetime) -> Found:
    """Return what a reviewer is asked when somebody says that what they declared holds no more."""
    sentence = (
        "They ask that something they declared keeps them from no record any more. It goes on keeping them until you"
        f" end it. They say: {because.strip()[:LONGEST_REASON]}"
    )
    return _wish(declared_id, whom, sentence, at)


def find_declared(key: str) -> UUID | None:
    """Return which declaration a finding asks about; None for one that asks about none."""
    code, _, rest = key.partition(":")
    return UUID(rest.rpartition(":")[2]) if code == Pattern.DECLARED.code else None


def _wish(declared_id: UUID, whom: UserId, sentence: str, at: datetime) -> Found:
    return Found(
        whom=whom,
        pattern=Pattern.DECLARED,
        key=f"{Pattern.DECLARED.code}:{whom}:{at:%Y%m%dT%H%M%S%f}:{declared_id}",
        sentence=sentence,
        seen_from=at,
        seen_until=at,
    )
