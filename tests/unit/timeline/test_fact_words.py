"""What a record says beyond its kind, in words."""

import pytest

from reachable.timeline.domain.fact_words import say_details, say_pence
from reachable.timeline.domain.kinds import EventKind as K
from tests.unit.tracks.made_up import fact

DAY = "Tue 2026-03-03"


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        (
            K.SEIZURE,
            {"drugs": "heroin", "wraps": 14, "cash_pence": 34000, "phones": 1},
            "heroin, 14 wraps, £340, 1 phone",
        ),
        (K.SEIZURE, {"drugs": "", "wraps": 0, "cash_pence": 0, "phones": 0, "weapon": "knife"}, "knife"),
        (K.REFERRAL_DECISION, {"decision": "TO_REFUSED"}, "not accepted"),
        (K.CASE_CLOSED, {"reason": "CL_NON_ENGAGE"}, "not engaged"),
        (K.PLAN_STARTED, {"plan_type": "CIN"}, "child in need"),
        (K.RELEASED, {"disposal": "RUI", "out_of_hours": True}, "released under investigation, out of hours"),
        (K.MISSING_REPORTED, {"from_setting": "home", "grade": "HIGH"}, "home, high risk"),
        (K.MISSING_REPORTED, {"grade": "NO_APPARENT_RISK"}, "no apparent risk"),
        (K.MISSING_FOUND, {"miles_from_home": 84.0}, "84 miles from home"),
        (K.TIMETABLE_SET, {"hours_per_week": 1.0}, "1 hour a week"),
        (K.SOCIAL_WORK_VISIT, {"child_seen": False}, "the child was not seen"),
        (K.COLLECTION_REFUSED, {"area_side": "HOST"}, "the area where the child is"),
        (K.ARREST, {"offence": "theft", "drugs_supply": False, "away_from_home_area": None}, "theft"),
        (K.STRATEGY_DISCUSSION, {}, ""),
    ],
)
def test_details_are_said_in_words_and_never_as_codes(kind, details, words) -> None:
    assert say_details(fact(kind, DAY, **details)) == words


def test_no_code_of_an_extract_reaches_a_page() -> None:
    for codes in ({"reason": "CL_FUNDING"}, {"decision": "TO_YJ_ONLY"}, {"plan_type": "ROTH"}, {"disposal": "BAIL"}):
        said = say_details(fact(K.CASE_CLOSED, DAY, **codes))
        assert said
        assert said == said.lower()


@pytest.mark.parametrize(("pence", "words"), [(34000, "£340"), (1250, "£12.50"), (123405, "£1,234.05")])
def test_pence_are_said_in_pounds(pence, words) -> None:
    assert say_pence(pence) == words
