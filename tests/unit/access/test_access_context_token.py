"""The token that opens a context cannot be misread, and its signature is the one the database works out."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import pytest

from reachable.access.domain.context_token import ContextToken, inner_and_outer_pads, sign

KEY = bytes(range(32))
TOKEN = ContextToken(
    kind="PERSON",
    user_id=UUID(int=1),
    agency_id=None,
    role_code="PRACTITIONER",
    may_read=True,
    purpose_code="SAFEGUARDING",
    request_id=UUID(int=2),
    at=datetime(2026, 3, 3, 14, 20, tzinfo=UTC),
    backend=77,
    transaction="1234",
)


def test_a_token_is_ten_fields_in_order():
    assert TOKEN.text() == (
        "PERSON|00000000-0000-0000-0000-000000000001||PRACTITIONER|1|SAFEGUARDING|"
        "00000000-0000-0000-0000-000000000002|2026-03-03T14:20:00+00:00|77|1234"
    )


def test_a_field_cannot_smuggle_in_another():
    with pytest.raises(ValueError, match="separator"):
        ContextToken(
            kind="PERSON",
            user_id=None,
            agency_id=None,
            role_code="RECORDER|1",
            may_read=False,
            purpose_code="RECORDING",
            request_id=UUID(int=2),
            at=TOKEN.at,
            backend=1,
            transaction="1",
        ).text()


@pytest.mark.parametrize("length", [32, 48, 64])
def test_the_two_pads_give_the_same_signature_as_the_key(length):
    key = bytes(range(length))
    inner, outer = inner_and_outer_pads(key)
    by_pads = hashlib.sha256(outer + hashlib.sha256(inner + TOKEN.text().encode()).digest()).digest()
    assert by_pads == sign(TOKEN, key)


@pytest.mark.parametrize("length", [0, 31, 65])
def test_a_key_too_short_or_too_long_is_refused(length):
    with pytest.raises(ValueError, match="32 to 64 bytes"):
        inner_and_outer_pads(bytes(length))
