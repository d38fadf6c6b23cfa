"""Small numbers of people are never told apart."""

import pytest

from reachable.kernel.safe_counts import SafeCount


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "none"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1234, "1,234")],
)
def test_one_to_four_are_told_as_fewer_than_five(count, said):
    assert SafeCount.of(count).say() == said


def test_small_numbers_cannot_be_told_apart():
    assert len({SafeCount.of(count) for count in range(1, 5)}) == 1


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        SafeCount.of(-1)
