"""Asking a holder: when an answer is due, what an answer must say, and that every refusal leads on."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.kernel.ids import ShareId
from reachable.oversight.domain.asking import (
    ANSWERED_WITHIN,
    AskUrgency,
    HolderAnswer,
    NewAnswer,
    RefusalGround,
    check_answer,
    find_due,
    list_next_steps,
)

NOW = datetime(2026, 5, 16, 1, 0, tzinfo=UTC)
SHARE, OTHER = ShareId(UUID(int=1)), ShareId(UUID(int=2))


def test_nights_and_weekends_count_and_each_setting_names_its_ground():
    assert find_due(AskUrgency.NOW, NOW) == NOW + timedelta(hours=1)
    assert find_due(AskUrgency.TODAY, NOW) == NOW + timedelta(hours=8)
    assert find_due(AskUrgency.THIS_WEEK, NOW) == NOW + timedelta(days=5)
    assert all(each.ground for settings in ANSWERED_WITHIN.values() for each in settings)


@pytest.mark.parametrize(
    ("given_answer", "wrong"),
    [
        (NewAnswer(answer=HolderAnswer.SHARED, share_id=SHARE), set()),
        (NewAnswer(answer=HolderAnswer.SHARED), {"share"}),
        (NewAnswer(answer=HolderAnswer.SHARED, share_id=OTHER), {"share"}),
        (NewAnswer(answer=HolderAnswer.REFUSED), {"words", "ground"}),
        (NewAnswer(answer=HolderAnswer.REFUSED, words="why", ground=RefusalGround.INQUIRY), set()),
        (NewAnswer(answer=HolderAnswer.NEED_MORE, words=" "), {"words"}),
        (NewAnswer(answer=HolderAnswer.NEED_MORE, words="For when?"), set()),
    ],
)
def test_an_answer_says_by_which_decision_or_why_not(given_answer, wrong):
    assert set(check_answer(given_answer, [SHARE])) == wrong


@given(st.sampled_from(HolderAnswer), st.none() | st.sampled_from(RefusalGround))
def test_every_answer_but_a_share_leads_on_to_something(answer, ground):
    steps = list_next_steps(answer, ground)
    assert bool(steps) is (answer is not HolderAnswer.SHARED)
    assert all(step.endswith(".") for step in steps)
