"""How answers of different certainty combine."""

import pytest

from reachable.kernel.certainty import Certainty, all_of, any_of

YES, MAYBE, UNSURE, NO = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY, Certainty.NO


@pytest.mark.parametrize(
    ("answers", "both", "either"),
    [
        ((YES, YES), YES, YES),
        ((YES, MAYBE), MAYBE, YES),
        ((YES, UNSURE), UNSURE, YES),
        ((YES, NO), NO, YES),
        ((MAYBE, UNSURE), UNSURE, MAYBE),
        ((MAYBE, NO), NO, MAYBE),
        ((UNSURE, NO), NO, UNSURE),
        ((NO, NO), NO, NO),
    ],
)
def test_two_answers_combine(answers: tuple[Certainty, Certainty], both: Certainty, either: Certainty) -> None:
    assert answers[0] & answers[1] is both
    assert answers[0] | answers[1] is either


def test_no_questions_asked_means_all_hold_and_none_does() -> None:
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_many_answers_combine_to_the_weakest_or_the_strongest() -> None:
    assert all_of([YES, MAYBE, UNSURE]) is UNSURE
    assert any_of([NO, UNSURE, MAYBE]) is MAYBE


@pytest.mark.parametrize(("answer", "opposite"), [(YES, NO), (NO, YES), (MAYBE, MAYBE), (UNSURE, UNSURE)])
def test_not_knowing_stays_not_knowing_when_the_question_is_turned_round(
    answer: Certainty, opposite: Certainty
) -> None:
    assert answer.negated() is opposite
