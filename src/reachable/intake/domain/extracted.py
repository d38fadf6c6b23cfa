"""What one row of an extract says, as plain values for the later stages.

In:  values read from a row.
Out: ExtractedRecord, ExtractedEvent, LocalSettings; the hashes by which a change is known.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reachable.access.domain.viewer import Sharing
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.people.domain.claims import TakenRecord

Detail = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSettings:
    """What the sender's area decides: its own name, from how many miles a child counts as found away, its holidays.

    Twenty miles is the distance national statistics use for placements, not a limit of law (004:1064).
    """

    own_area: str
    calendar: Calendar
    away_from_home_miles: float = 20.0


@dataclass(frozen=True, slots=True)
class OtherTold:
    """Somebody else in an event: their role in it, words for who that is, and the sender's number for their row."""

    role: str
    described_as: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedEvent:
    """One dated thing about the child of a row. `kind` and `role` are the names the timeline gives them.

    `natural_key` begins with the record's reference and a colon, and names the event in the agency's system.
    """

    natural_key: str
    kind: str
    happened: When
    recorded_at: datetime
    role: str = "SUBJECT"
    episode: str = ""
    place: str = ""
    words: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)
    co_arrestee_refs: tuple[str, ...] = ()
    others: tuple[OtherTold, ...] = ()
    handling_code: str = ""
    sharing: Sharing = Sharing.PARTNERS

    @property
    def references(self) -> frozenset[str]:
        """Return the sender's own numbers for the rows of the others in it."""
        return frozenset((*self.co_arrestee_refs, *(other.reference for other in self.others if other.reference)))

    @property
    def version_hash(self) -> str:
        """Return the hash of what the event says. When it was written is left out: writing it again changes nothing."""
        return _hash(
            {
                "kind": self.kind,
                "earliest": self.happened.earliest.isoformat(),
                "latest": self.happened.latest.isoformat(),
                "precision": self.happened.precision.value,
                "role": self.role,
                "episode": self.episode,
                "place": self.place,
                "words": self.words,
                "details": dict(self.details),
                "co_arrestee_refs": list(self.co_arrestee_refs),
                "others": [[other.role, other.described_as, other.reference] for other in self.others],
                "handling_code": self.handling_code,
                "sharing": self.sharing.code,
            }
        )

    @property
    def told(self) -> tuple[str, str, str]:
        """Return its key, its hash and when it was recorded, as a record keeps what it tells of."""
        return (self.natural_key, self.version_hash, self.recorded_at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedRecord:
    """What a row says of its child, for the people stage, and what it says happened, for the timeline.

    Team, worker, trusted adult and the authority responsible are as they stood when the row was written.
    """

    feed: str
    line: int
    taken: TakenRecord
    events: tuple[ExtractedEvent, ...]
    responsible_authority: str = ""
    allocated_team: str = ""
    allocated_worker: str = ""
    trusted_adult: str = ""
    child_said: str = ""
    sharing: Sharing = Sharing.PARTNERS


def hash_payload(payload: Mapping[str, str]) -> str:
    """Return the hash of a row as sent, whatever the order of its columns."""
    return _hash(dict(payload))


def _hash(content: Mapping[str, object]) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
