"""What every event of one row has in common, written once.

In:  a row, its reference, and how it may be shared.
Out: events of that row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Sharing
from reachable.intake.domain.extracted import Detail, ExtractedEvent
from reachable.kernel.when import Precision, When


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMaker:
    """The reference, writing time, episode and sharing that every event of a row carries."""

    reference: str
    recorded_at: datetime
    episode: str = ""
    handling_code: str = ""
    sharing: Sharing = Sharing.PARTNERS

    def make(
        self,
        kind: str,
        happened: When,
        details: Mapping[str, Detail | None] | None = None,
        *,
        part: str = "",
        role: str = "SUBJECT",
        place: str = "",
        words: str = "",
        co_arrestee_refs: tuple[str, ...] = (),
    ) -> ExtractedEvent:
        """Return an event of this row. `part` tells apart two of one kind; details nobody recorded are left out."""
        key = f"{self.reference}:{kind}" + (f":{part}" if part else "")
        return ExtractedEvent(
            natural_key=key,
            kind=kind,
            happened=happened,
            recorded_at=self.recorded_at,
            role=role,
            episode=self.episode,
            place=place,
            words=words,
            details={name: value for name, value in (details or {}).items() if value is not None},
            co_arrestee_refs=co_arrestee_refs,
            handling_code=self.handling_code,
            sharing=self.sharing,
        )


def some_time_from(earliest: datetime, latest: datetime) -> When:
    """Return some time between two instants, for what is known to have happened but not when."""
    return When(earliest, max(earliest, latest), Precision.RANGE)
