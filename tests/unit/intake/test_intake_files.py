"""What may be sent with a concern, how it is called, and when it is held back."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.intake.domain.files import (
    QUOTA_BYTES,
    QUOTA_FILES,
    FileKind,
    KeptFile,
    QuotaUsed,
    check_quota,
    check_shows,
    is_held_back,
)
from reachable.kernel.ids import ConcernId

KEPT = KeptFile(
    id=UUID(int=1),
    concern_id=ConcernId(UUID(int=2)),
    kind=FileKind.JPEG,
    position=1,
    shows="The car by the gate",
    no_place=False,
    size=20,
    sent_at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC),
)


def test_a_file_has_our_own_name_by_kind_number_and_day() -> None:
    assert KEPT.name == "Photograph 1 of Tuesday 3 March"
    assert KEPT.file_name == "photograph-1-2026-03-03.jpg"
    assert replace(KEPT, kind=FileKind.PDF, position=2).file_name == "document-2-2026-03-03.pdf"


@given(shows=st.text(max_size=40), kind=st.sampled_from(FileKind))
def test_nothing_somebody_typed_is_in_the_name(shows: str, kind: FileKind) -> None:
    assert replace(KEPT, shows=shows, kind=kind).file_name == replace(KEPT, shows="", kind=kind).file_name


@pytest.mark.parametrize(("said", "kept"), [("", ""), ("car", ""), ("  a  red  car ", "a red car"), ("white", "white")])
def test_what_a_file_shows_is_said_in_more_than_a_word_or_two(said: str, kept: str) -> None:
    assert check_shows(said) == kept


@pytest.mark.parametrize(
    ("files", "size", "fresh", "fits"),
    [
        (0, 0, 1, True),
        (QUOTA_FILES - 1, 0, 1, True),
        (QUOTA_FILES, 0, 1, False),
        (1, QUOTA_BYTES - 1, 1, True),
        (1, QUOTA_BYTES - 1, 2, False),
    ],
)
def test_one_person_cannot_fill_the_disk(files: int, size: int, fresh: int, *, fits: bool) -> None:
    if fits:
        check_quota(files=files, size=size, fresh=fresh)
    else:
        with pytest.raises(QuotaUsed, match="as many files as one person can in a day"):
            check_quota(files=files, size=size, fresh=fresh)


@given(kind=st.sampled_from(FileKind), no_place=st.booleans(), is_protected=st.booleans())
def test_a_file_with_a_protected_place_in_its_words_is_held_back_whatever_anybody_said(
    kind: FileKind, no_place: bool, is_protected: bool
) -> None:
    assert is_held_back(kind=kind, no_place=no_place, is_protected=is_protected, place_in_words=True)


@pytest.mark.parametrize(
    ("kind", "no_place", "is_protected", "held"),
    [
        (FileKind.JPEG, False, True, True),
        (FileKind.PDF, False, True, True),
        (FileKind.JPEG, True, True, False),
        (FileKind.TEXT, False, True, False),
        (FileKind.JPEG, False, False, False),
    ],
)
def test_a_picture_about_a_protected_child_is_held_back_until_somebody_said_that_no_place_is_recognised(
    kind: FileKind, *, no_place: bool, is_protected: bool, held: bool
) -> None:
    found = is_held_back(kind=kind, no_place=no_place, is_protected=is_protected, place_in_words=False)
    assert found is held
