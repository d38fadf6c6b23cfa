"""Whether two addresses are of one home, and whether a home stands in a text."""

import pytest

from reachable.places.domain.homes import is_same_home, stands_in

HOME = "3 Heathwood Road, Northmere, ZZ9 7BB"


@pytest.mark.parametrize(
    "other",
    [
        "3 Heathwood Rd\nNorthmere\nZZ97BB",
        "3 heathwood road",
        "ZZ9 7BB",
        "Flat 2, 3 Heathwood Road, Northmere",
        "3 Heath\u200bwood Road, Northmere",
        "3 Heathwod Road, Northmere, ZZ9 7BB",
        "Flat 2 3 Heathwood Road, ZZ9 7BB",
        "Flat 2 3 Heathwood Road",
        "Heathwood Road, ZZ9 7BB",
        "3a Heathwood Road, ZZ9 7BB",
    ],
)
def test_one_home_is_known_however_it_is_written(other):
    assert is_same_home(HOME, other)
    assert is_same_home(other, HOME)


@pytest.mark.parametrize(
    "other", ["", "5 Heathwood Road, Northmere, ZZ9 7BB", "3 Heathwood Road, Eastham, ZZ8 1AA", "ZZ9", "Northmere"]
)
def test_another_home_is_another(other):
    assert not is_same_home(HOME, other)
    assert not is_same_home(other, HOME)


def test_an_address_without_a_house_or_postcode_is_compared_as_it_is_written():
    assert is_same_home("The caravan by the weir", "the caravan, by the Weir")
    assert not is_same_home("", "")


@pytest.mark.parametrize("text", ["He is at 3 Heathwood Rd now", "Write to zz9 7bb", "3 HEATHWOOD ROAD"])
def test_a_home_stands_in_a_text_by_its_house_or_its_postcode(text):
    assert stands_in(text, HOME)


def test_a_text_about_somewhere_else_holds_no_home():
    assert not stands_in("We meet in Heathwood Road at 3, in the town hall", HOME)
