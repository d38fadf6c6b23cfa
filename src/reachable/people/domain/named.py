"""Whom words may name: names, titles and who somebody is to a child, however they are written.

In:  a name as it was recorded; words somebody wrote.
Out: whether the words may mean whoever has the name; who to a child the words speak of.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _each(
    "mr mrs ms miss mx master dr doctor prof professor rev reverend father fr sir dame lady lord madam messrs"
    " pc dc sgt sergeant ds di dci insp inspector det detective cllr councillor nurse sister"
)
WORDS_OF_RELATIONS = (
    ("mother mum mam mom mummy mammy mama mothers mams mums", ("MOTHER",)),
    ("father dad daddy papa tad fathers dads", ("FATHER",)),
    ("stepfather stepdad stepmother stepmum stepmom stepparent stepparents", ("STEP_PARENT",)),
    ("partner boyfriend girlfriend", ("STEP_PARENT",)),
    ("parent parents", ("MOTHER", "FATHER", "STEP_PARENT")),
    ("carer carers fosterer fostercarer fostermother fosterfather", ("CARER",)),
    ("grandmother grandfather grandparent grandparents grandma grandad granddad grandpa", ("GRANDPARENT",)),
    ("granny gran nan nana nanna nanny nain taid", ("GRANDPARENT",)),
    ("brother sister sibling siblings stepbrother stepsister", ("SIBLING",)),
    ("uncle aunt auntie aunty cousin godmother godfather", ("OTHER_FAMILY",)),
)
"""Who to a child a word speaks of. "Parent" may be any of them."""

RELATIONS_OF_WORD = {word: relations for words, relations in WORDS_OF_RELATIONS for word in words.split()}
FIRST_HALVES = _each("step grand god foster")
PARTICLES = _each("van der den de la le du da dos del di von bin bint ibn al el st saint mac mc o ap ab")
PLACE_WORDS = _each(
    "road rd street st lane avenue ave close court drive way terrace crescent place gardens rise row house school"
    " academy college hospital centre"
)
"""What makes a last name the name of a place: "Marlow Road"."""

SMALL_WORDS = _each(
    "a and or of for to by with the from at in on is as attn attention fao dear care co his her their my our your him"
    " them he she they family household home ring call write"
)
BEGIN_SOMEBODY = TITLES | SMALL_WORDS | frozenset(RELATIONS_OF_WORD)
LETTERS_THAT_STAY = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
BETWEEN_PEOPLE = re.compile(r"[^\w\s.'’‘`´ʼ\-‐‑–]|[\r\n]")
APOSTROPHES = re.compile(r"['’‘`´ʼ]")
NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _SpeltName:
    """A name as it is compared: given names, and every way its last name is written."""

    given: tuple[str, ...]
    last: frozenset[str]
    whole: frozenset[str]


def spelt_name(name: str) -> str:
    """Return a name as it is compared: without accents, capitals, points and hyphens."""
    return " ".join("".join(letter for letter in _folded(name) if letter.isalnum() or letter.isspace()).split())


def may_name(words: str, names: Iterable[str]) -> bool:
    """Test if words may mean whoever has one of these names, whatever else stands in them.

    A last name with no given name before it may, with a title or none; so may one with an initial or a short form of
    the given name. A last name with another given name is somebody else.
    """
    said = _Said.read(words)
    return any(_may_mean(said, _spell(name)) for name in names)


def list_relations(words: str) -> frozenset[str]:
    """Return who to a child the words speak of: "his step-dad" is a step-parent."""
    found: set[str] = set()
    waiting = ""
    for word in _words_of(_folded(words)):
        joined = f"{waiting}{word}"
        found |= set(RELATIONS_OF_WORD.get(joined, RELATIONS_OF_WORD.get(word, ())))
        waiting = word if word in FIRST_HALVES else ""
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words as they are looked through: all; those that are no title or small word; those that stand together."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, words: str) -> "_Said":
        folded = _folded(words)
        people = tuple(person for part in BETWEEN_PEOPLE.split(folded) for person in _people_in(part))
        return cls(tuple(_words_of(folded)), tuple(word for person in people for word in person), people)


def _folded(words: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", words.casefold()).translate(LETTERS_THAT_STAY)
    bare = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", bare).casefold()


def _words_of(words: str) -> list[str]:
    return [word for word in NO_LETTER.split(APOSTROPHES.sub("", words)) if word]


def _people_in(part: str) -> Iterator[tuple[str, ...]]:
    """Yield the words that stand together: a title, "and" or "his father" begins somebody else."""
    person: list[str] = []
    for word in _words_of(part):
        if word in BEGIN_SOMEBODY:
            yield tuple(person)
            person = []
        else:
            person.append(word)
    yield tuple(person)


def _spell(name: str) -> _SpeltName:
    recorded = name.partition("(")[0]
    last, comma, rest = recorded.partition(",")
    said = recorded if not comma else last if list_relations(rest) else f"{rest} {last}"
    parts = [part for part in map(_words_of, _folded(said).split()) if part]
    is_nobody = len(parts) == 1 and set(parts[0]) <= BEGIN_SOMEBODY
    while len(parts) > 1 and set(parts[0]) <= BEGIN_SOMEBODY:
        parts.pop(0)
    if not parts or is_nobody:
        return _SpeltName((), frozenset(), frozenset())
    before, joined = [word for part in parts[:-1] for word in part], "".join(parts[-1])
    lasts = {joined, *(word for word in parts[-1] if word not in PARTICLES)}
    while before and before[-1] in PARTICLES:
        joined = before.pop() + joined
        lasts.add(joined)
    whole = "".join(before)
    return _SpeltName(tuple(before), frozenset(lasts), frozenset({whole + joined, joined + whole}))


def _may_mean(said: _Said, name: _SpeltName) -> bool:
    if any(_stands(words, whole) for words in (said.words, said.names) for whole in name.whole):
        return True
    if any(last in BEGIN_SOMEBODY and last in said.words for last in name.last):
        return True
    if any(_stands(said.names, last) and not any(_stands(each, last) for each in said.people) for last in name.last):
        return True  # A title or a comma stands inside the name.
    has_given = any(_is_alike(word, given) for word in said.names for given in name.given if len(word) > 1)
    for person, last in product(said.people, name.last):
        for start, end in _places(person, last):
            if not name.given or has_given or _may_be_bare(person[:start], person[end:], name.given):
                return True
    return False


def _may_be_bare(before: tuple[str, ...], after: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Test if a last name is one of nobody else and of no place, by the words before and after it."""
    names = [word for word in before if word not in PARTICLES and not word.isdigit()]
    if names:
        return any(_is_alike(names[0], each) for each in given)
    return not after or after[0] not in PLACE_WORDS


def _is_alike(one: str, other: str) -> bool:
    """Test if two given names may be one: the same, an initial, or a short form."""
    return one.startswith(other) or other.startswith(one)


def _stands(words: tuple[str, ...], joined: str) -> bool:
    return next(_places(words, joined), None) is not None


def _places(words: tuple[str, ...], joined: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where words make up a name, however it is spaced: "o rourke" is "orourke"."""
    for start in range(len(words)):
        made = ""
        for end in range(start, len(words)):
            made += words[end]
            if made == joined:
                yield start, end + 1
            if not joined.startswith(made):
                break
