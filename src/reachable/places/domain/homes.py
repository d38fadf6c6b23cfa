"""Whether two addresses are of one home, and whether a home stands in a text.

In:  addresses and postcodes as somebody wrote or recorded them; a text.
Out: yes or no. Where it cannot be told apart, the answer is yes: it is asked before something leaves.
"""

from string import ascii_letters

from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import (
    HOUSE_NUMBER,
    POSTCODE,
    WORD,
    PlaceForm,
    candidates_in,
    closed_text,
    forms_of,
)


def is_same_home(one: str, other: str) -> bool:
    """Test if two addresses, each with its postcode in it, may be of one home.

    With one postcode they are one home, however the street is written, unless each says a number and none is the same.
    The same house in the same street is one home, unless both say a postcode and the postcodes differ. An address that
    says neither is compared as it is written.
    """
    here, there = _forms(one), _forms(other)
    if not here or not there:
        return _plain(one) != "" and _plain(one) == _plain(other)
    (lines, postcodes), (other_lines, other_postcodes) = _by_kind(here), _by_kind(there)
    if postcodes & other_postcodes:
        numbers, others = _numbers(one), _numbers(other)
        return not numbers or not others or bool(numbers & others)
    if postcodes and other_postcodes:
        return False
    return any(_is_same_line(one.form, other.form) for one in lines for other in other_lines)


def stands_in(text: str, home: str) -> bool:
    """Test if a home stands in a text: its postcode, or the house in its street."""
    forms = _forms(home)
    return any(each.form in forms for each in candidates_in(closed_text(text), with_names=False))


def _forms(home: str) -> frozenset[PlaceForm]:
    lines = ", ".join(part.strip() for part in closed_text(home).splitlines() if part.strip())
    return frozenset(each for each in forms_of(PlaceKind.HOME, lines=lines) if each.what in ("LINE", "POSTCODE"))


def _is_same_line(one: str, other: str) -> bool:
    """Test if two lines are of one house. A flat may stand before it: "2 3 heathwood road"."""
    return one == other or f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def _numbers(home: str) -> frozenset[str]:
    """Return the numbers an address says beside its postcode, without their letters: 3a may be in 3."""
    words = WORD.findall(POSTCODE.sub(" ", closed_text(home)))
    return frozenset(
        word.rstrip(ascii_letters).lstrip("0") for word in words if HOUSE_NUMBER.fullmatch(word.casefold())
    )


def _by_kind(forms: frozenset[PlaceForm]) -> tuple[frozenset[PlaceForm], frozenset[PlaceForm]]:
    return (
        frozenset(each for each in forms if each.what == "LINE"),
        frozenset(each for each in forms if each.what == "POSTCODE"),
    )


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
