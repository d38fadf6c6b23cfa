"""Each look for protected places counts as what it is: a list of postcodes in one text is as many searches."""

import pytest

from reachable.journeys.words_screened import count_screened, say_screened

POSTCODES = tuple(f"NM{number} {number}AB" for number in range(1, 10))


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("He said no to all of it",), 1),
        (POSTCODES[:1], 1),
        (POSTCODES[:5], 1),
        (POSTCODES[:6], 2),
        ((" ".join(POSTCODES),), 5),
        (("12 Larch Rise and 14 Larch Rise and 16 Larch Rise", " ".join(POSTCODES)), 8),
    ],
)
@pytest.mark.parametrize("what", ["words", "a letter"])
def test_a_handful_of_addresses_is_one_search_and_each_more_is_one_more(what, texts, count):
    assert count_screened(say_screened(what, texts)) == count


@pytest.mark.parametrize("what", ["looked through what leaves for protected places", "look-up", "by number", ""])
def test_what_nobody_typed_counts_as_none(what):
    assert count_screened(what) == 0
