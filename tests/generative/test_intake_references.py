"""A slip in a concern's reference is always noticed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from reachable.intake.domain.concern_reference import ALPHABET, read_reference, reference_for


@given(st.uuids())
def test_every_reference_reads_back_as_itself(concern_id) -> None:
    assert read_reference(reference_for(concern_id)) == reference_for(concern_id)


@given(st.uuids(), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(concern_id, position, letter) -> None:
    letters = list(reference_for(concern_id).removeprefix("RC-").replace("-", ""))
    assume(letters[position] != letter)
    letters[position] = letter
    assert read_reference("RC" + "".join(letters)) is None


@given(st.uuids(), st.integers(0, 7), st.integers(0, 7))
def test_two_characters_swapped_are_always_noticed(concern_id, first, second) -> None:
    letters = list(reference_for(concern_id).removeprefix("RC-").replace("-", ""))
    assume(letters[first] != letters[second])
    letters[first], letters[second] = letters[second], letters[first]
    assert read_reference("RC" + "".join(letters)) is None
