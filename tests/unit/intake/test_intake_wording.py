"""Wording that blames the child is noticed; a better phrase is offered; nothing is forced."""

from itertools import pairwise

import pytest

from reachable.intake.domain.wording import PHRASES, notice_wording

BLAMING = [
    ("LG_DRUG_RUNNING", "He was caught running drugs in Southbay.", "running drugs"),
    ("LG_DRUG_RUNNING", "She is a drug runner.", "drug runner"),
    ("LG_IS_RUNNING", "He is drug running again.", "is drug running"),
    ("LG_IS_RUNNING", "They have been running drugs.", "been running drugs"),
    ("LG_WORK", "He works for a gang.", "works for a gang"),
    ("LG_WORK", "She was recruited by olders.", "recruited by olders"),
    ("LG_LIFESTYLE", "It is a lifestyle choice.", "lifestyle choice"),
    ("LG_LIFESTYLE", "He is choosing this lifestyle.", "choosing this lifestyle"),
    ("LG_ELDERS", "Associating with elders on the estate.", "Associating with elders"),
    ("LG_ELDERS", "She hangs around with older males.", "hangs around with older males"),
    ("LG_SEX_FOR_DRUGS", "She has sex in return for drugs.", "sex in return for drugs"),
    ("LG_OUT_OF_JAIL", "The NRM is a get-out-of-jail-free card.", "get-out-of-jail-free card"),
    ("LG_FREQUENT_FLYER", "A frequent flyer in custody.", "frequent flyer"),
    ("LG_COCKY", "He was cocky with staff.", "cocky"),
    ("LG_COCKY", "Anti-police attitude.", "Anti-police"),
    ("LG_SLAP_WRIST", "Another slap on the wrist.", "slap on the wrist"),
    ("LG_VICTIM_OR_OFFENDER", "Is he a victim or an offender?", "a victim or an offender"),
    ("LG_NON_ENGAGE", "Mum says he won't engage.", "won't engage"),
    ("LG_NON_ENGAGE", "He won’t engage.", "won’t engage"),
    ("LG_NON_ENGAGE", "Closed: non-engagement.", "non-engagement"),
    ("LG_NON_ENGAGE", "She is not engaging.", "is not engaging"),
    ("LG_PART_OF_GAME", "It is all part of the game to him.", "all part of the game"),
    ("LG_OT", "He is going cunch at weekends.", "going cunch"),
    ("LG_BANDO", "Found in a trap house.", "trap house"),
    ("LG_GRASS", "Others call him a snitch.", "a snitch"),
    ("LG_ALPHA", "An alpha victim in the group.", "alpha victim"),
    ("LG_CLEAN_SKIN", "Used because he is a clean skin.", "clean skin"),
    ("LG_NOMINAL", "A gang nominal.", "gang nominal"),
    ("LG_LONE_LAD", "Just a young lad with no ticket.", "young lad with no ticket"),
    ("LG_EXILE", "Placed out of area for his own good.", "Placed out of area for his own good"),
    ("LG_CASE_CLOSED", "Case closed in May.", "Case closed"),
]


@pytest.mark.parametrize(("code", "text", "found"), BLAMING)
def test_a_phrase_that_blames_the_child_gets_a_better_one_offered(code: str, text: str, found: str) -> None:
    (suggestion,) = notice_wording(text)
    assert (suggestion.code, suggestion.found) == (code, found)
    assert text[suggestion.start : suggestion.end] == found
    assert suggestion.better
    assert suggestion.why


def test_every_phrase_of_the_guide_has_an_example_here() -> None:
    assert {phrase.code for phrase in PHRASES} == {code for code, _, _ in BLAMING}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He has new trainers and two phones, and missed Tuesday.",
        "He told me \u201cI\u2019m running drugs for them, I can\u2019t stop\u201d and cried.",
        'She said "it is all part of the game".',
        "He said 'I won't engage with them' and left.",
        "He said \u2018they call me a snitch\u2019.",
        "Mum works for the council and runs for the bus.",
        "She sat on the grass at the recreation ground.",
        "He was absent on Monday and goes to OT on Fridays.",
        "We will engage a tutor.",
        "He is being made to carry drugs.",
        "Streets around the school are busy; a flyer was handed out.",
        "He plays trap music and set a mouse trap.",
        "The fee was nominally low.",
    ],
)
def test_ordinary_words_and_somebodys_own_words_are_left_alone(text: str) -> None:
    assert notice_wording(text) == ()


def test_an_apostrophe_does_not_begin_a_quotation() -> None:
    (suggestion,) = notice_wording("The lads' teacher says he won't engage, and the boys' mum agrees.")
    assert suggestion.found == "won't engage"


def test_suggestions_come_in_the_order_of_the_text_and_never_overlap() -> None:
    found = notice_wording("He is cocky, is drug running, and won't engage.")
    assert [suggestion.code for suggestion in found] == ["LG_COCKY", "LG_IS_RUNNING", "LG_NON_ENGAGE"]
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_no_better_phrase_is_itself_noticed() -> None:
    for phrase in PHRASES:
        assert notice_wording(phrase.better) == (), phrase.code
