"""Places in the form in which they can be found again, in an address or in the middle of a sentence.

In:  a place as written; a text.
Out: PlaceForm values of a place; Candidate values: stretches of a text that could be one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reachable.people.domain.identifiers import read_phone, read_postcode
from reachable.places.domain.kinds import PlaceKind

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
    "gr": "grove",
    "ho": "house",
    "hse": "house",
    "ln": "lane",
    "pl": "place",
    "sq": "square",
    "ter": "terrace",
    "terr": "terrace",
    "wk": "walk",
}
STREETS = re.compile(
    r"street|road|avenue|close|court|crescent|drive|gardens|grove|lane|place|square|terrace|walk|way|rise|row|hill|mews|"
    r"view|green|park|parade|quay|wharf|bank|end|vale|mount"
)
HOUSES = re.compile(
    r"house|cottage|lodge|farm|villas?|hostel|refuge|grange|manor|barn|flats|apartments|bungalow|project|shelter|home|unit"
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
POSTCODE = re.compile(r"\b(?:[A-Za-z]{1,2}[0-9][0-9A-Za-z]?)[\s\-]{0,3}[0-9][A-Za-z]{2}\b")
PHONE = re.compile(r"(?<![\w])(?:\+|0)(?:[\s().\-–]{0,2}[0-9]){8,14}(?![\w])")
HOUSE_NUMBER = re.compile(r"[0-9]{1,4}[a-z]?")
MOST_WORDS = 6
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """One way by which a place can be recognised: `what` is POSTCODE, LINE, PHONE or NAME, `form` how it is written."""

    what: str
    form: str

    @property
    def said(self) -> str:
        """Return the form as it is hashed."""
        return f"{self.what}|{self.form}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a text that could be a place."""

    start: int
    end: int
    form: PlaceForm


def forms_of(kind: PlaceKind, *, lines: str = "", postcode: str = "") -> tuple[PlaceForm, ...]:
    """Return every form by which a place of a kind can be recognised. `lines` is an address, a name or a number."""
    found: dict[PlaceForm, None] = {}
    if kind is PlaceKind.WORDS:
        return ()
    for written in (postcode, *POSTCODE.findall(lines)):
        reading = read_postcode(written)
        if reading.is_accepted:
            found[PlaceForm("POSTCODE", reading.value)] = None
    if kind is PlaceKind.PHONE:
        found[PlaceForm("PHONE", read_phone(lines).value)] = None
    elif lines:
        found.update(dict.fromkeys(_line_forms(lines)))
        if kind is not PlaceKind.HOME:
            found[PlaceForm("NAME", " ".join(_words(lines.split(",", maxsplit=1)[0])[:MOST_WORDS]))] = None
    return tuple(each for each in found if each.form)


def forms_of_value(kind: PlaceKind, value: str) -> tuple[PlaceForm, ...]:
    """Return every form a place may have been kept with, from the place as it is shown: lines, and maybe a postcode."""
    lines, _, last = value.rpartition(", ")
    ways = (forms_of(kind, lines=value), forms_of(kind, lines=lines, postcode=last), forms_of(kind, postcode=value))
    return tuple(dict.fromkeys(form for way in ways for form in way))


def candidates_in(text: str, *, with_names: bool = True) -> Iterator[Candidate]:
    """Yield every stretch of a text that could be a place: a postcode, a telephone, a house in a street, a name."""
    for found in POSTCODE.finditer(text):
        reading = read_postcode(found.group())
        if reading.is_accepted:
            yield Candidate(found.start(), found.end(), PlaceForm("POSTCODE", reading.value))
    for found in PHONE.finditer(text):
        phone = read_phone(found.group())
        if phone.is_accepted:
            yield Candidate(found.start(), found.end(), PlaceForm("PHONE", phone.value))
    words = [(found.start(), found.end(), _spelt(found.group())) for found in WORD.finditer(text)]
    for first, (start, _, word) in enumerate(words):
        is_number = HOUSE_NUMBER.fullmatch(word) is not None
        so_far = ""
        for _, end, next_word in words[first : first + MOST_WORDS]:
            so_far = f"{so_far} {next_word}" if so_far else next_word
            if (is_number and so_far != word) or HOUSES.fullmatch(next_word):
                yield Candidate(start, end, PlaceForm("LINE", so_far))
            if with_names:
                yield Candidate(start, end, PlaceForm("NAME", so_far))


def addresses_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has an address of anybody: a whole postcode, or a number before a street."""
    for found in POSTCODE.finditer(text):
        if read_postcode(found.group()).is_accepted:
            yield found.start(), found.end()
    words = [(found.start(), found.end(), _spelt(found.group())) for found in WORD.finditer(text)]
    for first, (start, _, word) in enumerate(words):
        if HOUSE_NUMBER.fullmatch(word):
            near = words[first + 2 : first + 5]
            end = next((end for _, end, other in near if STREETS.fullmatch(other)), None)
            if end is not None:
                yield start, end


def needles_of(kind: PlaceKind, value: str) -> tuple[str, ...]:
    """Return what stands in any text that names a place of anybody's, as small letters and digits alone."""
    forms = forms_of(kind, lines=value) if kind.is_anybodys else ()
    return tuple("".join(letter for letter in form.form.casefold() if letter.isalnum()) for form in forms)


def coarse_area(postcode: str) -> str:
    """Return the district of a postcode, its first half, or "" when it is none."""
    reading = read_postcode(postcode)
    return reading.value.split(" ")[0] if reading.is_accepted else ""


def closed_text(text: str) -> str:
    """Return a text without the characters that cannot be seen, which would hide a place from whoever looks for one."""
    return INVISIBLE.sub("", text)


def _line_forms(lines: str) -> Iterator[PlaceForm]:
    for part in re.split(r"[,\n;]", POSTCODE.sub(" ", lines)):
        words = _words(part)
        number = next((place for place, word in enumerate(words) if HOUSE_NUMBER.fullmatch(word)), None)
        if number is not None and len(words) > number + 1:
            street = next(
                (place for place, word in enumerate(words) if place > number + 1 and STREETS.fullmatch(word)), None
            )
            last = len(words) if street is None else street + 1
            yield PlaceForm("LINE", " ".join(words[number:last][:MOST_WORDS]))
        house = next((place for place, word in enumerate(words) if place and HOUSES.fullmatch(word)), None)
        if house is not None and number is None:
            yield PlaceForm("LINE", " ".join(words[max(0, house + 1 - MOST_WORDS) : house + 1]))


def _words(text: str) -> list[str]:
    return [_spelt(found) for found in WORD.findall(text)]


def _spelt(word: str) -> str:
    plain = word.casefold().replace("'", "").replace("’", "")
    return ABBREVIATIONS.get(plain, plain)
