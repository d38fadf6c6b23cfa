"""The child's own words, which come first on the page.

In:  the facts standing at a moment.
Out: the most recent words, who heard them and when.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reachable.kernel.ids import EventId
from reachable.kernel.when import When
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the child said, to whom, and when. `wants_out` is None when nobody wrote down whether the child does."""

    words: str
    heard_by: str
    said: When
    wants_out: bool | None
    event_id: EventId


def pick_own_words(facts: Iterable[Fact]) -> OwnWords | None:
    """Return the child's most recent own words, or None. Words without a date come after any with one."""
    spoken = [fact for fact in facts if _is_own_voice(fact)]
    if not spoken:
        return None
    latest = max(spoken, key=_lateness)
    wants_out = latest.details.get("wants_out")
    return OwnWords(
        words=latest.words.strip(),
        heard_by=str(latest.details.get("heard_by") or latest.source.agency_name),
        said=latest.instants.happened,
        wants_out=wants_out if isinstance(wants_out, bool) else None,
        event_id=latest.id,
    )


def _is_own_voice(fact: Fact) -> bool:
    """Test if this child spoke: not a friend, and not somebody's account of the child."""
    someone_else = fact.role not in (RoleInEvent.SUBJECT, RoleInEvent.VICTIM, RoleInEvent.SUSPECT)
    return fact.kind is EventKind.CHILD_SAID and bool(fact.words.strip()) and not someone_else


def _lateness(fact: Fact) -> tuple[object, ...]:
    happened = fact.instants.happened
    return happened.is_known, happened.earliest, fact.instants.recorded_at, fact.id.hex
