"""A place is recognised however it is written, and a town is not one."""

import pytest

from reachable.places.domain.kinds import HIDDEN, PlaceKind
from reachable.places.domain.place_forms import closed_text, coarse_area, forms_of
from reachable.places.domain.screening import hide_places, hide_throughout, places_in, tokens_in
from reachable.places.domain.sealing import blind, blind_key

KEY = blind_key(b"k" * 32)


def tokens(kind, lines="", postcode=""):
    return {blind(KEY, form.said) for form in forms_of(kind, lines=lines, postcode=postcode)}


HOME = tokens(PlaceKind.HOME, "Flat 2, 12 Larch Rise, Northmere", "ZZ99 4AB")


def hidden(text, protected=HOME, **how):
    closed = closed_text(text)
    return hide_places(closed, places_in(closed, tokens_in(closed, KEY), protected, **how))


@pytest.mark.parametrize(
    "written",
    [
        "zz994ab",
        "ZZ99 4AB",
        "ZZ99-4AB",
        "zz99   4ab",
        "Z\u200bZ99 4AB",
        "12 Larch Rise",
        "12, larch rise",
        "12 LARCH RISE NORTHMERE",
    ],
)
def test_an_address_is_found_however_it_is_written(written):
    text = hidden(f"He is now at {written}, tell nobody.")
    assert HIDDEN in text
    assert "arch" not in text.casefold()
    assert "4ab" not in text.casefold()


def test_a_street_is_found_by_its_short_name_too():
    kept = tokens(PlaceKind.HOME, "4 Mill Rd")
    assert HIDDEN in hidden("at 4 Mill Road", kept)
    assert HIDDEN in hidden("at 4 mill rd.", kept)


@pytest.mark.parametrize("other", ["13 Larch Rise", "12 Larch Close", "ZZ99 4AC", "Northmere", "Flat 2", "12 wraps"])
def test_another_place_or_a_town_is_not_found(other):
    assert hidden(f"seen at {other} on Monday") == f"seen at {other} on Monday"


def test_a_telephone_is_found_in_any_grouping():
    kept = tokens(PlaceKind.PHONE, "01632 960123")
    for written in ("01632 960123", "(01632) 960 123", "+44 1632 960123", "01632960123"):
        assert "960" not in hidden(f"ring {written} after six", kept)
    assert hidden("ring 01632 960124", kept) == "ring 01632 960124"


def test_the_name_of_a_school_is_found_in_a_sentence():
    kept = tokens(PlaceKind.SCHOOL, "St. Aldhelm's Academy, Northmere")
    assert "aldhelm" not in hidden("He started at St Aldhelm’s Academy last week", kept).casefold()


def test_where_any_address_would_give_a_child_away_every_address_is_found():
    text = hidden("seen at 9 Poplar Grove, ZZ99 8XY, by a neighbour", set(), any_address=True)
    assert "Poplar" not in text
    assert "8XY" not in text
    assert "by a neighbour" in text


def test_all_texts_of_a_value_are_hidden_and_nothing_else_of_it():
    value = {"a": ["at ZZ99 4AB", 3, None], "b": {"c": "12 Larch Rise"}, "d": True}
    assert hide_throughout(value, hidden) == {"a": [f"at {HIDDEN}", 3, None], "b": {"c": HIDDEN}, "d": True}


def test_only_the_district_of_a_postcode_is_coarse():
    assert coarse_area("zz99 4ab") == "ZZ99"
    assert coarse_area("12 Larch Rise") == ""


def test_a_token_says_nothing_without_the_key():
    assert blind(KEY, "POSTCODE|ZZ99 4AB") != blind(blind_key(b"j" * 32), "POSTCODE|ZZ99 4AB")
    assert "ZZ99" not in blind(KEY, "POSTCODE|ZZ99 4AB")
