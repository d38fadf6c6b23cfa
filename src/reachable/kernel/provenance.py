"""Who says so, when they wrote it down, when we heard, and how sure they are.

In:  ids and instants.
Out: Instants, Sureness, Source.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from reachable.kernel.ids import AgencyId, SourceRecordId
from reachable.kernel.when import When


class Reliability(Enum):
    """How far the source can be relied on, apart from what it says."""

    RELIABLE = "RELIABLE"
    USUALLY_RELIABLE = "USUALLY_RELIABLE"
    NOT_RELIABLE = "NOT_RELIABLE"
    NOT_KNOWN = "NOT_KNOWN"


class Confidence(Enum):
    """How far this piece of information can be relied on, apart from who gave it."""

    SEEN = "SEEN"
    REPORTED = "REPORTED"
    SUSPECTED = "SUSPECTED"
    NOT_KNOWN = "NOT_KNOWN"


@dataclass(frozen=True, slots=True)
class Sureness:
    """Two separate judgements: of the source, and of the information."""

    source: Reliability = Reliability.NOT_KNOWN
    information: Confidence = Confidence.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Instants:
    """The three instants of anything we hold, in UTC.

    Live evaluation uses `received_at`; "what was known to that agency" uses `recorded_at`; nothing uses `happened`
    alone.
    """

    happened: When
    recorded_at: datetime
    received_at: datetime

    def known_to_all_by(self, moment: datetime) -> bool:
        """Test if the partnership had been told by then."""
        return self.received_at <= moment

    def known_to_recorder_by(self, moment: datetime) -> bool:
        """Test if the agency that recorded it had written it down by then."""
        return self.recorded_at <= moment


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: the agency, its system, and its own number for the record."""

    agency_id: AgencyId
    agency_name: str
    system: str
    reference: str
    source_record_id: SourceRecordId | None = None
