"""Addresses in the form in which they can be compared.

In:  an address as written.
Out: AddressForm, and a key that is the same for most ways of writing one address.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from reachable.matching.domain.description import Address
from reachable.matching.domain.name_forms import APOSTROPHES
from reachable.people.domain.identifiers import names_a_place, read_postcode

ABBREVIATIONS = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "cl": "close",
    "ct": "court",
    "cres": "crescent",
    "dr": "drive",
    "gdns": "gardens",
    "gdn": "gardens",
    "gr": "grove",
    "ho": "house",
    "hse": "house",
    "ln": "lane",
    "pk": "park",
    "pl": "place",
    "sq": "square",
    "ter": "terrace",
    "terr": "terrace",
    "wk": "walk",
}
FLAT_WORDS = re.compile(r"\b(?:flat|apartment|apt|unit|room|rm)\s*([0-9]+[a-z]?|[a-z])\b")
HOUSE_NUMBER = re.compile(r"\b([0-9]+)\s?([a-z])?\b")


@dataclass(frozen=True, slots=True)
class AddressForm:
    """The parts of an address that tell homes apart; each "" when it is not written."""

    postcode: str
    house: str
    flat: str
    first_line: str


def address_form(address: Address) -> AddressForm:
    """Return an address in the form in which it can be compared."""
    return _form(address.lines, address.postcode)


def address_key(address: Address) -> str:
    """Return one key for one home, or "" when the address does not say which home it is."""
    form = address_form(address)
    home = "/".join(part for part in (form.flat, form.house or form.first_line) if part)
    if not home:
        return ""
    return f"{form.postcode.replace(' ', '')}|{home}|{'' if form.postcode else form.first_line}"


@lru_cache(maxsize=65_536)
def _form(lines: str, postcode: str) -> AddressForm:
    reading = read_postcode(postcode)
    place = reading.value if reading.is_accepted and names_a_place(reading.value) else ""
    text = APOSTROPHES.sub("", lines.casefold())
    first = re.sub(r"[^a-z0-9,\n ]+", " ", text)
    flat_found = FLAT_WORDS.search(first)
    flat = flat_found[1] if flat_found else ""
    without_flat = FLAT_WORDS.sub(" ", first)
    number = HOUSE_NUMBER.search(without_flat)
    house = number[1] + (number[2] or "") if number else ""
    street_line = next((part for part in re.split(r"[,\n]", without_flat) if re.search(r"[a-z]{2}", part)), "")
    words = (ABBREVIATIONS.get(word, word) for word in street_line.split())
    return AddressForm(place, house, flat, " ".join(words))
