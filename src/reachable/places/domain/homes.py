"""Whether two addresses are of one home, and whether a home stands in a text.

In:  addresses and postcodes as somebody wrote or recorded them; a text.
Out: yes or no. Where it cannot be told apart, the answer is yes: it is asked before something leaves.
"""

from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import PlaceForm, candidates_in, closed_text, forms_of


def is_same_home(one: str, other: str) -> bool:
    """Test if two addresses, each with its postcode in it, may be of one home.

    The same house in the same street is one home, unless both say a postcode and the postcodes differ. Without a house
    on either side the postcode decides; an address that says neither is compared as it is written.
    """
    here, there = _forms(one), _forms(other)
    if not here or not there:
        return _plain(one) != "" and _plain(one) == _plain(other)
    lines, postcodes = (here & there for here, there in zip(_by_kind(here), _by_kind(there), strict=True))
    both_houses = all(_by_kind(each)[0] for each in (here, there))
    both_postcodes = all(_by_kind(each)[1] for each in (here, there))
    if both_houses:
        return bool(lines) and (bool(postcodes) or not both_postcodes)
    return bool(postcodes)


def stands_in(text: str, home: str) -> bool:
    """Test if a home stands in a text: its postcode, or the house in its street."""
    forms = _forms(home)
    return any(each.form in forms for each in candidates_in(closed_text(text), with_names=False))


def _forms(home: str) -> frozenset[PlaceForm]:
    lines = ", ".join(part.strip() for part in closed_text(home).splitlines() if part.strip())
    return frozenset(each for each in forms_of(PlaceKind.HOME, lines=lines) if each.what in ("LINE", "POSTCODE"))


def _by_kind(forms: frozenset[PlaceForm]) -> tuple[frozenset[PlaceForm], frozenset[PlaceForm]]:
    return (
        frozenset(each for each in forms if each.what == "LINE"),
        frozenset(each for each in forms if each.what == "POSTCODE"),
    )


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
