"""The signed token that opens a context in the database.

In:  who asks, and the connection and transaction it is for.
Out: a text and its signature, which only this installation's key can make.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

FIELD_SEPARATOR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextToken:
    """What the database is told, and believes because it is signed.

    `transaction` and `backend` stop it being used again.
    """

    kind: str
    user_id: UUID | None
    agency_id: UUID | None
    role_code: str
    may_read: bool
    purpose_code: str
    request_id: UUID
    at: datetime
    backend: int
    transaction: str

    def text(self) -> str:
        """Return the token as the database parses it."""
        fields = (
            self.kind,
            "" if self.user_id is None else str(self.user_id),
            "" if self.agency_id is None else str(self.agency_id),
            self.role_code,
            "1" if self.may_read else "0",
            self.purpose_code,
            str(self.request_id),
            self.at.isoformat(),
            str(self.backend),
            self.transaction,
        )
        if any(FIELD_SEPARATOR in field for field in fields):
            raise ValueError("a field of a context token holds a separator")
        return FIELD_SEPARATOR.join(fields)


def sign(token: ContextToken, key: bytes) -> bytes:
    """Return the HMAC-SHA256 of a token's text."""
    return hmac.new(key, token.text().encode(), hashlib.sha256).digest()


def inner_and_outer_pads(key: bytes) -> tuple[bytes, bytes]:
    """Return the two padded keys of HMAC-SHA256, from which the database can verify without pgcrypto.

    :raises ValueError: when the key is shorter than 32 or longer than 64 bytes.
    """
    if not 32 <= len(key) <= 64:
        raise ValueError("the context key must be 32 to 64 bytes")
    padded = key.ljust(64, b"\0")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)
