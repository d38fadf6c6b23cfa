"""What of a fact is not shown to somebody who only broke the glass: where it was, and what may say where.

In:  a fact as it is kept, but for its place.
Out: the same fact, saying that the place, and any detail or words that may say it, are withheld.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from reachable.intake.domain.custody_layout import DISPOSALS, REFUSING_SIDES
from reachable.intake.domain.hospital_layout import INJURIES
from reachable.intake.domain.missing_layout import GRADES
from reachable.intake.domain.nrm_layout import DECISIONS as NRM_DECISIONS
from reachable.intake.domain.sightings_layout import HOW_KNOWN
from reachable.intake.domain.social_care_layout import CLOSURE_REASONS, DECISIONS, PLAN_TYPES
from reachable.intake.domain.youth_justice_layout import OUTCOMES, TOOLS
from reachable.timeline.domain.facts import DetailValue, Fact

PLACE_WITHHELD = "Place withheld"
DETAILS_WITHHELD = (
    "more is recorded and withheld, as it may say where the child is: ring the desk that answers for the child"
)
WITHHELD = "withheld"
"""The detail that says so. No kind declares it, and no rule asks for it."""

YES_OR_NO = frozenset(
    {
        "drugs_supply",
        "away_from_home_area",
        "out_of_hours",
        "no_ticket",
        "reason_verified",
        "independent",
        "positive",
        "authorised",
        "child_seen",
        "out_of_area",
        "accommodation_confirmed",
        "assault",
        "wants_out",
        "alone",
        "in_school_hours",
        "after_school_day",
        "exploitation_seen",
    }
)
HOW_MANY = frozenset({"wraps", "phones", "cash_pence", "days", "sessions", "hours_per_week"})
"""Numbers that are no distance: how far from home a child was found says where, to whoever knows the home."""


def _codes(*lists: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(code for each in lists for code, _ in each)


def _words(*lists: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(words for each in lists for _, words in each)


ONE_OF: Mapping[str, frozenset[str]] = {
    "grade": _codes(GRADES),
    "disposal": _codes(DISPOSALS),
    "area_side": _codes(REFUSING_SIDES),
    "injury": _codes(INJURIES),
    "how_known": _codes(HOW_KNOWN),
    "plan_type": _codes(PLAN_TYPES),
    "decision": _codes(DECISIONS, NRM_DECISIONS),
    "reason": _codes(CLOSURE_REASONS),
    "sentence": _words(OUTCOMES),
    "outcome": _words(OUTCOMES),
    "tool": _words(TOOLS),
}
"""Details that are shown where they hold one of these and nothing else: what somebody wrote instead may be a place."""

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
    """Return a fact without its place, without details not known to hold none, and without words that may say it."""
    words = WORDS_WITHHELD if may_say_where(fact.words) else fact.words
    return replace(fact, place=PLACE_WITHHELD, place_key="", words=words, details=_withhold(fact.details))


def _withhold(details: Mapping[str, DetailValue]) -> Mapping[str, DetailValue]:
    shown = {name: value for name, value in details.items() if value is None or _holds_no_place(name, value)}
    return MappingProxyType(shown if len(shown) == len(details) else {**shown, WITHHELD: DETAILS_WITHHELD})


def _holds_no_place(name: str, value: DetailValue) -> bool:
    if isinstance(value, bool):
        return name in YES_OR_NO
    if isinstance(value, int | float):
        return name in HOW_MANY
    return value in ONE_OF.get(name, ())
