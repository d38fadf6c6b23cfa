"""The number somebody is given for their concern: short, sayable on the telephone, with a letter that catches a slip.

In:  the concern's id.
Out: "RC-7K2M-4QXW"; the same from what somebody types; nothing when a letter is wrong.
"""

import re
from uuid import UUID

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters, none of them 0, 1, I, L or O. 31 is prime, so every single slip and every swap is caught."""

BODY = 7
_FORM = re.compile(rf"RC([{ALPHABET}]{{{BODY}}})([{ALPHABET}])")


def reference_for(concern_id: UUID) -> str:
    """Return the reference of a concern. Two concerns may, rarely, get the same: whoever keeps it checks."""
    number = concern_id.int
    body = ""
    for _ in range(BODY):
        number, position = divmod(number, len(ALPHABET))
        body += ALPHABET[position]
    return _written(body + _check_letter(body))


def read_reference(written: str) -> str | None:
    """Return a reference as it is kept from what somebody typed, or None when it cannot be one."""
    match = _FORM.fullmatch(re.sub(r"[\s\-]", "", written).upper())
    if match is None or _check_letter(match[1]) != match[2]:
        return None
    return _written(match[1] + match[2])


def _check_letter(body: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def _written(letters: str) -> str:
    return f"RC-{letters[:4]}-{letters[4:]}"
