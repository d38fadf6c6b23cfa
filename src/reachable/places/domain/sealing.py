"""Seals a value so that it opens only with the child's key, and only where it was sealed.

In:  a key of the child's own, itself wrapped by the installation's; a value and the place it is kept at.
Out: text that says nothing; the value again, or CannotBeOpened.

AES-256-GCM. Table, column, row and child are bound in: a value moved to another row, column or child opens no more.
"""

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotBeOpened(ValueError):
    """A sealed value was moved, changed, sealed under another key, or its key is destroyed."""


@dataclass(frozen=True, slots=True)
class KeptAt:
    """Where a sealed value is kept, bound into it."""

    table: str
    column: str
    row_id: UUID
    about_id: UUID

    def bound(self) -> bytes:
        """Return what is authenticated with the value."""
        return f"{self.table}|{self.column}|{self.row_id}|{self.about_id}".encode()


def make_child_key() -> bytes:
    """Return a fresh key for one child."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def key_mark(key: bytes) -> str:
    """Return a short mark of an installation's key, so that the wrong one is known before it is tried."""
    return hashlib.sha256(b"reachable places key|" + key).hexdigest()[:16]


def seal_raw(key: bytes, value: bytes, at: KeptAt) -> bytes:
    """Return bytes sealed for one place, as bytes: for what is large."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, value, at.bound())


def open_raw(key: bytes, sealed: bytes, at: KeptAt) -> bytes:
    """Return what was sealed as bytes.

    :raises CannotBeOpened: when it was moved, changed, or sealed under another key.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], at.bound())
    except (InvalidTag, ValueError) as problem:
        raise CannotBeOpened("this sealed value does not open here") from problem


def seal_bytes(key: bytes, value: bytes, at: KeptAt) -> str:
    """Return bytes sealed for one place."""
    return base64.b64encode(seal_raw(key, value, at)).decode()


def open_bytes(key: bytes, sealed: str, at: KeptAt) -> bytes:
    """Return what was sealed.

    :raises CannotBeOpened: when it was moved, changed, or sealed under another key.
    """
    try:
        raw = base64.b64decode(sealed, validate=True)
    except ValueError as problem:
        raise CannotBeOpened("this sealed value does not open here") from problem
    return open_raw(key, raw, at)


def seal(key: bytes, value: str, at: KeptAt) -> str:
    """Return a text sealed for one place."""
    return seal_bytes(key, value.encode(), at)


def open_sealed(key: bytes, sealed: str, at: KeptAt) -> str:
    """Return a sealed text.

    :raises CannotBeOpened: when it was moved, changed, or sealed under another key.
    """
    return open_bytes(key, sealed, at).decode()


def open_or_none(key: bytes, sealed: str, at: KeptAt) -> str | None:
    """Return a sealed text; None when it was moved, changed, or sealed under another key."""
    try:
        return open_sealed(key, sealed, at)
    except CannotBeOpened:
        return None


def blind_key(installation_key: bytes) -> bytes:
    """Return the key of the blind index, which opens nothing."""
    return hmac.digest(installation_key, b"reachable blind index of places", "sha256")


def home_key(installation_key: bytes, postcode: str) -> str:
    """Return the keyed hash by which a home that somebody declared compares with one kept apart; "" for no postcode.

    It is made with a key of its own out of the installation's, so that it is no token of the blind index.
    """
    written = re.sub("[^a-z0-9]", "", postcode.lower())
    return blind(hmac.digest(installation_key, b"reachable declared homes", "sha256"), written) if written else ""


def draft_key(installation_key: bytes) -> bytes:
    """Return the key that seals what somebody is still typing, which nobody has looked through for places yet."""
    return hmac.digest(installation_key, b"reachable drafts", "sha256")


def blind(key: bytes, said: str) -> str:
    """Return the token of one form of a place: the same for the same place, and it says nothing else."""
    return hmac.digest(key, said.encode(), "sha256").hex()
