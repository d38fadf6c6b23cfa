"""What of a fact is not shown to somebody who only broke the glass: where it was, and words that may say where.

In:  a fact as it is kept, but for its place.
Out: the same fact, saying that the place is withheld.
"""

import re
from dataclasses import replace

from reachable.timeline.domain.facts import Fact

PLACE_WITHHELD = "Place withheld"
WORDS_WITHHELD = "Words withheld: they may say where the child is or lives."
POSTCODE = r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b"
STREET = (
    r"\b(road|street|lane|avenue|close|drive|court|crescent|terrace|gardens|grove|place|square|way|hill|house|flat|"
    r"rd|st|ave|cl|cres|stryd|heol|ffordd)\b"
)
HOME = r"\b(address|placement|placed|refuge|foster|hostel|children's home|school|college|lives|staying|stays)\b"
MAY_SAY_WHERE = re.compile(f"{POSTCODE}|{STREET}|{HOME}", re.IGNORECASE)


def may_say_where(words: str) -> bool:
    """Test if words may say where somebody is: a postcode, a street, a home or a school. Rather once too often."""
    return MAY_SAY_WHERE.search(words) is not None


def withhold_place(fact: Fact) -> Fact:
    """Return a fact without its place, and without its words where these may say it."""
    words = WORDS_WITHHELD if may_say_where(fact.words) else fact.words
    return replace(fact, place=PLACE_WITHHELD, place_key="", words=words)
