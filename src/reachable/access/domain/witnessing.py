"""When a witness is to be shown the head of the audit record again, and when its silence must be said.

In:  what a witness took last, and now.
Out: Witness; Witnessed; whether it is due or overdue; how a head is signed for a partner.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from reachable.access.domain.audit_verifier import Head

SHOWN_EVERY = timedelta(minutes=5)
SILENT_FOR = timedelta(hours=1)
"""A witness that took nothing for so long is said to be silent: of what was done meanwhile nobody outside has proof."""


class WitnessRefuses(Exception):
    """A witness knows another record than the one it is shown: entries were cut off, or the record was rewritten."""


class WitnessAway(Exception):
    """A witness could not be reached. It is shown the head again at the next round; nothing is skipped."""


class NotSigned(ValueError):
    """A head came that no partner of this installation signed."""


class Witness(Protocol):
    """Somebody outside who keeps heads. `name` is how it is told apart from others."""

    @property
    def name(self) -> str:
        """Return what the witness is called."""

    def take(self, head: Head) -> None:
        """Keep a head.

        :raises WitnessAway: when it cannot be reached.
        :raises WitnessRefuses: when it knows another record.
        """


@dataclass(frozen=True, slots=True)
class Witnessed:
    """The last head a witness took. `at` is in UTC."""

    witness: str
    sequence: int
    hash: str
    at: datetime

    def is_due(self, head: Head, now: datetime) -> bool:
        """Test if the witness should be shown this head now."""
        return head.sequence != self.sequence and now - self.at >= SHOWN_EVERY

    def is_silent(self, head: Head, now: datetime) -> bool:
        """Test if the witness has taken nothing for too long, though there was something to take."""
        return head.sequence != self.sequence and now - self.at >= SILENT_FOR


def write_head(head: Head) -> str:
    """Return a head as one line that any witness can keep."""
    kept = {"installation": head.installation, "sequence": head.sequence, "hash": head.hash, "at": head.at}
    return json.dumps(kept, sort_keys=True)


def sign_head(line: str, key: str) -> str:
    """Return the signature of a head's line under the key that two partners share, in hexadecimal."""
    return hmac.new(key.encode(), line.encode(), hashlib.sha256).hexdigest()


def read_signed_head(line: str, signature: str, keys: dict[str, str]) -> Head:
    """Return the head of a line that a known partner signed. `keys` are by the partner's installation.

    :raises NotSigned: when it is no head, or none of a partner, or not signed by that partner.
    """
    try:
        kept = json.loads(line)
        head = Head(str(kept["installation"]), int(kept["sequence"]), str(kept["hash"]), str(kept["at"]))
        datetime.fromisoformat(head.at)
        right_length = len(bytes.fromhex(head.hash)) == hashlib.sha256().digest_size
    except (ValueError, KeyError, TypeError) as problem:
        raise NotSigned("this is not the head of an audit record") from problem
    key = keys.get(head.installation, "")
    if not key or not hmac.compare_digest(sign_head(line, key), signature):
        raise NotSigned("no partner of this installation signed it")
    if not right_length or head.sequence < 1:
        raise NotSigned("this is not the head of an audit record")
    return head
