"""Places in the form in which they can be compared, where being at one place may say something about several children.

In:  a kind of event, and the place as an agency wrote it.
Out: a key, or "" for what links nobody: a hospital, a police station, a school, a home; or too few words to tell.
"""

import re

from reachable.matching.domain.address_forms import ABBREVIATIONS, FLAT_WORDS, HOUSE_NUMBER
from reachable.timeline.domain.kinds import EventKind

LONGEST = 120
LINKING = frozenset(
    {
        EventKind.ARREST,
        EventKind.STOP_SEARCH,
        EventKind.STOPPED,
        EventKind.ASSAULT_ON_CHILD,
        EventKind.ROBBERY_OF_CHILD,
        EventKind.THREAT,
        EventKind.INCIDENT,
        EventKind.MISSING_FOUND,
        EventKind.FOUND_AWAY_FROM_HOME,
        EventKind.FOUND_AT_CUCKOOED_ADDRESS,
        EventKind.CONCERN_RAISED,
        EventKind.SIGN_NOTICED,
        EventKind.SIGHTING,
    }
)
"""The kinds whose place is where the child came to notice, and not where a service works or the child lives."""

MOST_CHILDREN = 24
"""How many records may have been at one place before it says nothing: a town centre, a shop, a big station. Ours."""

LINKS_NOBODY = re.compile(
    r"\b(?:hospital|infirmary|a&e|a and e|clinic|surgery|station|custody|court|prison|school|academy|college|nursery|"
    r"children'?s home|care home|library|town hall|civic|council|home|train|bus|taxi|car(?! park)|hotel lobby|"
    r"friend|aunt|uncle|cousin|mum|mother|dad|father|gran|grandmother|nan|sister|brother|girlfriend|boyfriend|family)"
    r"(?:'?s)?\b"
)
"""What serves everybody, what moves, and what is written in relation to the child: "friend's house" is many houses."""

NAMES_ONE_PLACE = re.compile(
    r"\b(?:street|road|lane|close|avenue|drive|grove|crescent|terrace|gardens|square|walk|way|court|place|row|rise|hill|"
    r"flat|house|estate|block|alley|underpass|subway|bridge|arches|garages|yard|park|playground|pitch|towpath|canal|"
    r"arcade|precinct|market|mall|shop|shops|takeaway|cafe|barber|barbers|garage|pub|club|pier|seafront|promenade|beach)\b"
)
"""A place without a number has one of these words after another: a town alone is no place, whatever its name."""

POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?) ?([0-9][a-z]{2})\b")


def place_key(kind: EventKind, place: str) -> str:
    """Return one key for most ways of writing one place, or "" where it must link nobody."""
    text = place.casefold()
    if kind not in LINKING or LINKS_NOBODY.search(text):
        return ""
    postcode, flat = POSTCODE.search(text), FLAT_WORDS.search(text)
    number = HOUSE_NUMBER.search(FLAT_WORDS.sub(" ", POSTCODE.sub(" ", text)))
    if postcode and number:
        return f"{postcode[1]}{postcode[2]}|{flat[1] if flat else ''}|{number[1]}{number[2] or ''}"
    words = [ABBREVIATIONS.get(word, word) for word in re.sub(r"[^a-z0-9 ]+", " ", POSTCODE.sub(" ", text)).split()]
    key = " ".join(word for word in words if word not in ("the", "near", "by", "outside"))[:LONGEST]
    return key if NAMES_ONE_PLACE.search(key.partition(" ")[2]) else ""
