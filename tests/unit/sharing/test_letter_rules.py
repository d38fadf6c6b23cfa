"""A letter says what it must, and a calendar file says nothing but when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.sharing.domain.calendar_file import write_calendar_file
from reachable.sharing.domain.deciding import CannotShare, SharePurpose
from reachable.sharing.domain.letters import (
    LetterKind,
    Reader,
    ReaderKind,
    WantedLetter,
    check_letter,
    freeze_readers,
    thaw_readers,
    version_of,
)

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
MOTHER = Reader(kind=ReaderKind.ADULT, number=UUID(int=7), who="Mother", name="Sana Kestrel")
LETTER = WantedLetter(
    kind=LetterKind.LETTER,
    readers=(MOTHER,),
    heading="Thursday",
    words="Please ring us.",
    purpose=SharePurpose.SAFEGUARDING,
    grounds=("6-1-e", "9-2-g"),
    because="She decides with us",
    considered=True,
)
MEETING = replace(
    LETTER,
    kind=LetterKind.INVITATION,
    starts_at=NOW + timedelta(days=2),
    ends_at=NOW + timedelta(days=2, hours=1),
)


def problems_of(wanted, *, names_somebody=False):
    with pytest.raises(CannotShare) as refused:
        check_letter(wanted, names_somebody=names_somebody, now=NOW)
    return refused.value.problems


def test_a_whole_letter_and_a_whole_invitation_may_be_made():
    check_letter(LETTER, names_somebody=False, now=NOW)
    check_letter(MEETING, names_somebody=False, now=NOW)
    check_letter(replace(LETTER, considered=False), names_somebody=True, now=NOW)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"readers": ()}, "Choose whom it is for"),
        ({"readers": (replace(MOTHER, is_copy=True),)}, "Choose whom it is for"),
        ({"readers": (replace(MOTHER, name=" "),)}, "Write the name"),
        ({"readers": (MOTHER, replace(MOTHER, name="Ms Kestrel"))}, "named twice"),
        ({"readers": tuple(replace(MOTHER, number=UUID(int=each)) for each in range(5))}, "4 people at most"),
        ({"heading": " "}, "Write what it is about"),
        ({"words": ""}, "Write what it says"),
        ({"because": ""}, "Say why they need it"),
        ({"grounds": ()}, "lawful basis"),
        ({"purpose": SharePurpose.IMMIGRATION}, "decide to share"),
        ({"considered": False}, "Nobody is recorded as who must not be told"),
        ({"place": "Town Hall"}, "A letter has no meeting"),
    ],
)
def test_what_a_letter_lacks_is_said(changed, says):
    assert any(says in each for each in problems_of(replace(LETTER, **changed)))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"starts_at": None}, "from when until when"),
        ({"ends_at": None}, "from when until when"),
        ({"starts_at": NOW}, "in the future"),
        ({"ends_at": MEETING.starts_at}, "ends after it begins"),
        ({"ends_at": MEETING.starts_at + timedelta(hours=8, minutes=1)}, "within eight hours"),
    ],
)
def test_what_an_invitation_lacks_is_said(changed, says):
    assert any(says in each for each in problems_of(replace(MEETING, **changed)))


WORDS = st.text(max_size=40)
READERS = st.builds(
    Reader,
    kind=st.sampled_from(ReaderKind),
    number=st.none() | st.uuids(),
    who=WORDS,
    name=WORDS,
    envelope=WORDS,
    is_copy=st.booleans(),
)


@given(st.lists(READERS, max_size=4))
def test_readers_are_kept_as_they_are(readers):
    assert thaw_readers(freeze_readers(readers)) == tuple(readers)


@given(READERS, WORDS)
def test_other_words_are_another_version(reader, words):
    other = replace(LETTER, words=words)
    assert (version_of(LETTER, reader) == version_of(other, reader)) == (words == LETTER.words)


@given(
    number=st.uuids(),
    starts_at=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.integers(1, 480),
)
def test_a_calendar_file_is_lines_of_rfc_5545_and_nothing_else(number, starts_at, minutes):
    made = write_calendar_file(
        number=number,
        reference="RC-ABCD-EFGH",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        made_at=NOW,
    )
    lines = made.decode("ascii").split("\r\n")
    assert lines.pop() == ""
    assert all(len(line) <= 75 and ":" in line for line in lines)
    names = [line.partition(":")[0] for line in lines]
    assert names[:4] == ["BEGIN", "VERSION", "PRODID", "METHOD"]
    assert names[4:9] == ["BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND"]
    assert names[9:] == ["SUMMARY", "DESCRIPTION", "CLASS", "TRANSP", "END", "END"]
    assert f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}" in lines
    assert "DESCRIPTION:Reference RC-ABCD-EFGH" in lines


@pytest.mark.parametrize("reference", ["RC\r\nATTENDEE:mailto:a@example.org", "R" * 70])
def test_a_calendar_file_takes_no_line_that_is_not_its_own(reference):
    with pytest.raises(ValueError, match="short and plain"):
        write_calendar_file(number=UUID(int=1), reference=reference, starts_at=NOW, ends_at=NOW, made_at=NOW)
