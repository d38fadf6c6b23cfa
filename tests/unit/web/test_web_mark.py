"""Whose a page is and when stands all over it: half a photograph of a telephone has a whole copy of it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reachable.web.shared.page_context import LETTER, LONGEST_LINE, SPACE, say_mark

HALF_A_TELEPHONE = (195, 322)
"""Half the width of the narrowest screen we promise, 390 by 644 of it left by the browser, and half its height."""

SUMMER = datetime(2026, 5, 14, 13, 20, tzinfo=UTC)


def test_the_mark_says_who_which_of_that_name_and_the_time_in_london():
    said = say_mark("Farah Lindqvist", "3f2a9c11-0000-4000-8000-000000000000", SUMMER)
    assert said == ("Farah", "Lindqvist", "3f2a9c11", "14.05.2026", "14:20")


@given(st.text(st.characters(categories=("L",)), min_size=1, max_size=40), st.text(max_size=20))
def test_case_24_a_whole_copy_lies_in_any_half_of_the_screen_of_a_telephone(first, rest):
    said = say_mark(f"{first} {rest}", "3f2a9c11", SUMMER)
    written = max(len(line) for line in said) * LETTER
    tile = written + SPACE
    assert max(len(line) for line in said) <= LONGEST_LINE
    assert tile + written <= HALF_A_TELEPHONE[0]
    assert "".join(said[:-3]) == "".join(f"{first} {rest}".split())
