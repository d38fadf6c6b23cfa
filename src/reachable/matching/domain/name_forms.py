"""Names in the form in which they can be compared: small plain letters, without the differences clerks make.

In:  a name as written.
Out: NameForm: the parts that tell people apart, and how they sound.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
APOSTROPHES = re.compile(r"['’‘`´ʼʻ]")
NOT_LETTERS = re.compile(r"[^a-z]+")

JOINED_TO_NEXT = frozenset({"o", "mc", "mac", "ap", "ab", "abdul", "abdel", "abdal", "abd", "abdur"})
LINKING_WORDS = frozenset(
    {"al", "el", "ul", "ur", "ud", "bin", "ibn", "bint", "binti", "de", "da", "do", "dos", "das", "del", "della", "di"}
    | {"du", "la", "le", "van", "von", "der", "den", "ter", "ferch", "verch", "the"}
)
# Carried by so many, beside or instead of a name of the family's own, that they tell nobody apart.
SHARED_BY_MANY = frozenset(
    {"singh", "kaur", "begum", "begom", "begam", "khatun", "khatoon", "bibi", "banu", "bano", "khanam", "khanom"}
)
# Often written before the name somebody goes by.
LEADING_NAMES = frozenset(
    {
        "mohammed",
        "mohamed",
        "muhammad",
        "mohammad",
        "muhammed",
        "mohamad",
        "muhamed",
        "muhamad",
        "mohd",
        "md",
        "maxamed",
    }
)
WOMENS_ENDINGS = (("ska", "ski"), ("cka", "cki"), ("dzka", "dzki"), ("ova", "ov"), ("eva", "ev"))


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name's parts in small plain letters, the name somebody goes by first.

    `family_says_little` when all there is of the family name is shared by very many.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    family_says_little: bool = False

    @property
    def given_joined(self) -> str:
        """Return the given names without spaces."""
        return "".join(self.given)

    @property
    def family_joined(self) -> str:
        """Return the family name without spaces."""
        return "".join(self.family)


@lru_cache(maxsize=65_536)
def name_form(given: str, family: str) -> NameForm:
    """Return a name in the form in which it can be compared."""
    given_parts, family_parts = _parts(given), _parts(family)
    telling_given = tuple(part for part in given_parts if part not in SHARED_BY_MANY) or given_parts
    if telling_given[:1] and telling_given[0] in LEADING_NAMES:
        telling_given = (*telling_given[1:], telling_given[0])
    family_parts = tuple(_family_part(part) for part in family_parts)
    telling_family = tuple(part for part in family_parts if part not in SHARED_BY_MANY)
    return NameForm(telling_given, telling_family or family_parts, bool(family_parts) and not telling_family)


def plain_letters(text: str) -> str:
    """Return text in small letters without accents or apostrophes; anything else becomes a space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return NOT_LETTERS.sub(" ", APOSTROPHES.sub("", bare)).strip()


@lru_cache(maxsize=65_536)
def sound_of(part: str) -> str:
    """Return how one part of a name sounds, the same for most spellings of it."""
    softened = re.sub(r"(?<=[kgbdj])h", "", part)
    softened = re.sub(r"^([rl])h", r"\1", softened)
    softened = re.sub(r"w(?![aeiouy])", "", softened).replace("w", "v")
    softened = re.sub(r"(.)\1+", r"\1", softened.replace("ck", "k").replace("q", "k"))
    softened = re.sub(r"^[aeiouy]+", "a", softened)
    return jellyfish.metaphone(softened.rstrip("h")) or part


def _parts(text: str) -> tuple[str, ...]:
    """Return the parts of a name, with particles joined on or left out."""
    joined: list[str] = []
    carried = ""
    for word in plain_letters(text).split():
        if word in JOINED_TO_NEXT:
            carried += word
        elif carried.startswith("abd") and word in LINKING_WORDS:
            continue
        else:
            joined.append(carried + word)
            carried = ""
    if carried:
        joined.append(carried)
    telling = tuple(word for word in joined if word not in LINKING_WORDS)
    return telling or tuple(joined)


def _family_part(part: str) -> str:
    """Return one part of a family name without Mac or Mc, saint or st, and the ending a woman's name takes."""
    if part == "st":
        return "saint"
    if part.startswith("mac") and len(part) > 5:
        return "mc" + part[3:]
    for womans, mans in WOMENS_ENDINGS:
        if part.endswith(womans) and len(part) > len(womans) + 1:
            return part[: -len(womans)] + mans
    return part
