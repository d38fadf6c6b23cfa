"""Small numbers of people are never told apart."""

import pytest

from reachable.kernel.safe_counts import SafeCount


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "none"), (1, "fewer than 8"), (7, "fewer than 8"), (8, "about 10"), (12, "about 10"), (1234, "about 1,235")],
)
def test_one_to_seven_are_told_as_fewer_than_eight_and_others_to_the_nearest_five(count, said):
    assert SafeCount.of(count).say() == said


def test_small_numbers_cannot_be_told_apart():
    assert len({SafeCount.of(count) for count in range(1, 8)}) == 1


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        SafeCount.of(-1)
