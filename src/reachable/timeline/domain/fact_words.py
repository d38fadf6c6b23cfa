"""What a fact says beyond its kind, in words: "14 wraps, £340", "84 miles from home", "not accepted".

In:  a fact's details.
Out: a line for a page.
"""

from collections.abc import Callable

from reachable.intake.domain.custody_layout import DISPOSALS
from reachable.intake.domain.missing_layout import GRADES
from reachable.intake.domain.social_care_layout import CLOSURE_REASONS, DECISIONS, PLAN_TYPES
from reachable.timeline.domain.facts import DetailValue, Fact

GRADE_WORDS = {code: words if "risk" in words else f"{words} risk" for code, words in GRADES}
Say = Callable[[DetailValue], str]
WORDS_OF_CODE: dict[str, str] = {
    **dict((*PLAN_TYPES, *DECISIONS, *CLOSURE_REASONS, *DISPOSALS)),
    "HOME": "the home area",
    "HOST": "the area where the child is",
}


def say_details(fact: Fact) -> str:
    """Return what the record adds to the kind of event, "" when it adds nothing. Not recorded is never said as "no"."""
    said = [_say(name, value) for name, value in fact.details.items() if value is not None]
    return ", ".join(words for words in said if words)


def say_pence(pence: int) -> str:
    """Return "£340" or "£12.50"."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def _say(name: str, value: DetailValue) -> str:
    if name in _SAID:
        return _SAID[name](value)
    if isinstance(value, bool):
        return ""
    return WORDS_OF_CODE.get(str(value), str(value))


def _either(yes: str, no: str = "") -> Say:
    return lambda value: yes if value else no


def _count(one: str, many: str) -> Say:
    return lambda value: f"{value:g} {one if value == 1 else many}" if isinstance(value, int | float) and value else ""


_SAID: dict[str, Say] = {
    "drugs_supply": _either("intent to supply drugs"),
    "away_from_home_area": _either("away from the home area"),
    "out_of_hours": _either("out of hours"),
    "no_ticket": _either("without a ticket"),
    "reason_verified": _either("reason for being there checked", "reason for being there not confirmed"),
    "independent": _either("by somebody independent", "not by somebody independent"),
    "positive": _either("yes", "no"),
    "authorised": _either("authorised", "not authorised"),
    "child_seen": _either("the child was seen", "the child was not seen"),
    "out_of_area": _either("outside the home area"),
    "accommodation_confirmed": _either("somewhere to live confirmed", "nowhere to live confirmed"),
    "assault": _either("assaulted"),
    "wants_out": _either("wants to get out"),
    "alone": _either("alone", "not alone"),
    "in_school_hours": _either("in school hours"),
    "after_school_day": _either("after the school day"),
    "exploitation_seen": _either("signs of exploitation seen", "no signs of exploitation seen"),
    "wraps": _count("wrap", "wraps"),
    "phones": _count("phone", "phones"),
    "miles_from_home": _count("mile from home", "miles from home"),
    "days": _count("day", "days"),
    "sessions": _count("session", "sessions"),
    "hours_per_week": _count("hour a week", "hours a week"),
    "cash_pence": lambda value: say_pence(value) if isinstance(value, int) and value else "",
    "grade": lambda value: GRADE_WORDS.get(str(value), str(value)),
    "heard_by": lambda value: f"to {value}" if value else "",
    "referred_by": lambda value: f"by {value}" if value else "",
    "seen_by": lambda value: f"by {value}" if value else "",
    "with_whom": lambda value: f"with {value}" if value else "",
}
