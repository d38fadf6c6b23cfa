"""Recovery codes: made at random, shown once, kept only as what cannot be turned back into them.

In:  a code somebody typed; what is kept of theirs.
Out: new codes with what is kept of them; what is still kept once one was used.

All codes of one person are hashed under one salt, so that what is typed is hashed once, however many are left.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw

SIGNS = "23456789CFGHJMPQRVWX"
"""Digits and letters that cannot be taken for one another, and, having no vowels, spell nothing."""
HOW_MANY, LENGTH, SALT_BYTES = 10, 10, 16
LONGEST = 64
"""What is longer is no code, and is not hashed."""
PASSES, KIBIBYTES, LANES, BYTES = 2, 19 * 1024, 1, 32
"""Argon2id as OWASP's sheet on storing passwords asks at least; the codes are random, so no dictionary helps."""


@dataclass(frozen=True, slots=True)
class KeptCodes:
    """What is kept of somebody's recovery codes that were not used yet."""

    salt: bytes
    hashes: tuple[bytes, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as it is stored. The library that signs people in reads `migrated_codes`, and finds none."""
        return {"migrated_codes": [], "salt": self.salt.hex(), "kept": [each.hex() for each in self.hashes]}


def read_kept(data: dict[str, Any]) -> KeptCodes:
    """Return what is stored."""
    return KeptCodes(bytes.fromhex(data.get("salt", "")), tuple(bytes.fromhex(each) for each in data.get("kept", ())))


def make_codes() -> tuple[str, ...]:
    """Return new codes, of 43 bits each, as they are shown: CFGH2-3456J."""
    made = ["".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    return tuple(f"{each[: LENGTH // 2]}-{each[LENGTH // 2 :]}" for each in made)


def keep_codes(codes: Iterable[str]) -> KeptCodes:
    """Return what is kept of codes."""
    salt = secrets.token_bytes(SALT_BYTES)
    return KeptCodes(salt, tuple(_hash(each, salt) for each in codes))


def use_code(typed: str, kept: KeptCodes) -> KeptCodes | None:
    """Return what is still kept once this code was used, or None when it is none of them."""
    if not kept.hashes or not 0 < len(typed) <= LONGEST:
        return None
    found = _hash(typed, kept.salt)
    left = tuple(each for each in kept.hashes if not hmac.compare_digest(each, found))
    return KeptCodes(kept.salt, left) if len(left) < len(kept.hashes) else None


def _hash(code: str, salt: bytes) -> bytes:
    """Return the hash of a code, however it was typed: with spaces, without its stroke, in small letters."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum()).encode()
    return hash_secret_raw(
        plain, salt, time_cost=PASSES, memory_cost=KIBIBYTES, parallelism=LANES, hash_len=BYTES, type=Type.ID
    )
