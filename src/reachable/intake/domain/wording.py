"""Notices wording that blames the child, and offers a better phrase. It never changes or stops anything.

In:  what somebody wrote of a child. The child's own words are never looked at.
Out: suggestions, each with where it is, a better phrase and why.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase found from `start` up to `end`, a better one, and why. `code` is the entry of the language guide."""

    code: str
    start: int
    end: int
    found: str
    better: str
    why: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    code: str
    pattern: re.Pattern[str]
    better: str
    why: str


def _phrase(code: str, pattern: str, better: str, why: str) -> _Phrase:
    return _Phrase(code, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), better, why)


SAID_BY_CHILD = "Put it with the child's own words if the child said it."

PHRASES: tuple[_Phrase, ...] = (
    _phrase(
        "LG_IS_RUNNING",
        r"(?:is|are|was|were|been) (?:(?:drug|drugs|county lines?) running|running (?:the )?(?:drugs|lines?))",
        "is being made to carry drugs",
        "Say who is doing it to the child, not what the child does.",
    ),
    _phrase(
        "LG_DRUG_RUNNING",
        r"drugs? running|running drugs|drugs? (?:runner|mule)s?|county lines? runners?",
        "child criminal exploitation",
        "Name the exploitation, not the child's act.",
    ),
    _phrase(
        "LG_WORK",
        r"(?:work(?:s|ed|ing)?|run(?:s|ning)?|recruited|employed) (?:for|by) (?:a |an |the |some )?"
        r"(?:gangs?|line|lines|dealers?|elders?|olders?)",
        "is being exploited by them",
        "These words suggest a job that was chosen.",
    ),
    _phrase(
        "LG_LIFESTYLE",
        r"(?:choos(?:es?|ing)|chose|chosen) (?:this|that|the|a|his|her|their) (?:\w+ )?(?:lifestyle|way of life|life)|"
        r"lifestyle choices?|gang lifestyle",
        "is being exploited",
        "A child cannot choose to be exploited.",
    ),
    _phrase(
        "LG_ELDERS",
        r"(?:associat\w+|hang(?:s|ing)? (?:out|around|about)|mix(?:es|ing)?) with "
        r"(?:known |the |some )?(?:elders|olders|older (?:males|men|boys|peers|youths))",
        "older people may be controlling the child; I am worried about age and power",
        "State the concern: who holds the power.",
    ),
    _phrase(
        "LG_SEX_FOR_DRUGS",
        r"(?:sex|sexual favou?rs) (?:in (?:return|exchange) )?for (?:\w+ (?:or|and) )?(?:drugs|money|gifts|weed)|"
        r"swaps? sex for \w+",
        "is being sexually or criminally abused",
        "Name the abuse; a child cannot trade it.",
    ),
    _phrase(
        "LG_OUT_OF_JAIL",
        r"get[- ]out[- ]of[- ]jail(?:[- ]free)?(?: card)?",
        "the protection the law gives a child who was made to do this",
        "Protection is not a trick.",
    ),
    _phrase(
        "LG_FREQUENT_FLYER",
        r"frequent flyers?|regular customers?|well known to police",
        "has been arrested several times; ask about debt",
        "Repeated arrest may be a sign of debt and threat.",
    ),
    _phrase(
        "LG_COCKY",
        r"cocky|anti[- ]police|gobby|streetwise",
        "what was said or done, and when",
        "Describe what was seen; leave the judgement out.",
    ),
    _phrase("LG_SLAP_WRIST", r"slaps? on the wrist", "the outcome of the case", "Say what was decided."),
    _phrase(
        "LG_VICTIM_OR_OFFENDER",
        r"(?:either )?(?:a )?victim or (?:an )?offender|offender,? not (?:a )?victim|victim,? not (?:an )?offender",
        "may be both harmed and harming",
        "One child can be both in one week.",
    ),
    _phrase(
        "LG_NON_ENGAGE",
        r"(?:will not|won['’]?t|refus(?:es|ed|ing) to|fail(?:s|ed|ing)? to|does(?: not|n['’]?t)|did(?: not|n['’]?t)|"
        r"is not|isn['’]?t|not) engag(?:e|ing)|non[- ]engag(?:ement|ing)|disengaged (?:from|with) (?:us|services?)",
        "we have not yet found a way to reach the child; say what was offered and what stood in the way",
        "Finding a way is the service's task.",
    ),
    _phrase("LG_PART_OF_GAME", r"(?:all )?part of the game", "harm the child has come to see as normal", SAID_BY_CHILD),
    _phrase(
        "LG_OT",
        r"(?:going|gone|went|goes) (?:country|cunch|ot)|cunch",
        "taken away to sell drugs; say where if known",
        SAID_BY_CHILD,
    ),
    _phrase("LG_BANDO", r"bandos?|trap ?houses?", "a place drugs are sold from", SAID_BY_CHILD),
    _phrase(
        "LG_GRASS", r"(?:a )?(?:snitch(?:es|ed|ing)?)|a grass|grassed|grassing", "at risk of reprisal", SAID_BY_CHILD
    ),
    _phrase(
        "LG_ALPHA",
        r"alpha victims?",
        "child who is exploited and made to exploit others",
        "A label stays with a child.",
    ),
    _phrase("LG_CLEAN_SKIN", r"clean ?skins?", "child with no police record", "A label stays with a child."),
    _phrase("LG_NOMINAL", r"(?:gang )?nominals?", "child known to police", "A label stays with a child."),
    _phrase(
        "LG_LONE_LAD",
        r"(?:young )?(?:lad|boy|girl|kid|youth)s? with no ticket|fare dodg(?:er|ers|ing)",
        "child travelling alone; ask why",
        "Look at why the child travels.",
    ),
    _phrase(
        "LG_EXILE",
        r"(?:placed|moved|sent) (?:out of area|away) for (?:his|her|their) own good",
        "moved far away; say the reasons and what the child wished",
        "Name the choice and who made it.",
    ),
    _phrase("LG_CASE_CLOSED", r"case closed", "support ended; say what the risk is now", "Say what the risk is now."),
)

_REPORTED_SPEECH = re.compile(r"“[^”]*”|‘[^’\n]*’(?!\w)|\"[^\"]*\"|(?<!\w)'[^'\n]*(?:(?<=\w)'(?=\w)[^'\n]*)*'(?!\w)")


def notice_wording(text: str) -> tuple[Suggestion, ...]:
    """Return a suggestion for each phrase that blames the child, in the order of the text.

    What stands in quotation marks is somebody's own words and is left alone. Where two phrases overlap, the one that
    begins first is kept, and the longer of two that begin together.
    """
    spoken = [match.span() for match in _REPORTED_SPEECH.finditer(text)]
    found = [
        Suggestion(phrase.code, match.start(), match.end(), match.group(), phrase.better, phrase.why)
        for phrase in PHRASES
        for match in phrase.pattern.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in spoken)
    ]
    kept: list[Suggestion] = []
    for suggestion in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or kept[-1].end <= suggestion.start:
            kept.append(suggestion)
    return tuple(kept)
