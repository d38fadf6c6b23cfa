"""How NHS, pupil, learner and police numbers are compared."""

from dataclasses import replace

from people_to_match import (
    NHS_NUMBER,
    OTHER_NHS_NUMBER,
    OTHER_PUPIL_NUMBER,
    PUPIL_NUMBER,
    TEMPORARY_PUPIL_NUMBER,
    record,
)

from reachable.matching.domain.description import Identifier
from reachable.matching.domain.evidence import Direction, EvidenceKind, Finding, Strength
from reachable.matching.domain.numbers import compare_numbers
from reachable.people.domain.identifiers import Scheme


def test_one_nhs_number_in_common_agrees_strongly() -> None:
    (evidence,) = compare_numbers(record(1, nhs=NHS_NUMBER), record(2, nhs=NHS_NUMBER))

    assert (evidence.kind, evidence.finding, evidence.strength) == (
        EvidenceKind.NHS_NUMBER,
        Finding.SAME_NUMBER,
        Strength.STRONG,
    )
    assert evidence.sentence == "Both give NHS number 999 000 0018."


def test_two_nhs_numbers_disagree_strongly() -> None:
    (evidence,) = compare_numbers(record(1, nhs=NHS_NUMBER), record(2, nhs=OTHER_NHS_NUMBER))

    assert (evidence.direction, evidence.strength) == (Direction.DISAGREES, Strength.STRONG)
    assert evidence.sentence == "NHS numbers differ: 999 000 0018 and 999 000 0026."


def test_two_pupil_numbers_disagree_only_fairly_for_a_child_may_be_given_a_second() -> None:
    (evidence,) = compare_numbers(record(1, upn=PUPIL_NUMBER), record(2, upn=OTHER_PUPIL_NUMBER))

    assert (evidence.direction, evidence.strength) == (Direction.DISAGREES, Strength.MODERATE)
    assert evidence.sentence == "Unique pupil numbers differ: K820200001001 and Y306123400001."


def test_a_temporary_pupil_number_in_common_agrees_only_fairly() -> None:
    (evidence,) = compare_numbers(record(1, upn=TEMPORARY_PUPIL_NUMBER), record(2, upn=TEMPORARY_PUPIL_NUMBER))

    assert (evidence.finding, evidence.strength) == (Finding.SAME_TEMPORARY_NUMBER, Strength.MODERATE)
    assert evidence.sentence == "Both give temporary unique pupil number W82020000100A."


def test_a_temporary_pupil_number_says_nothing_against_a_permanent_one() -> None:
    (evidence,) = compare_numbers(record(1, upn=TEMPORARY_PUPIL_NUMBER), record(2, upn=PUPIL_NUMBER))

    assert (evidence.direction, evidence.strength) == (Direction.NEUTRAL, Strength.WEAK)
    assert evidence.sentence.endswith("; one is temporary.")


def test_a_number_that_fails_its_own_check_is_no_evidence() -> None:
    mistyped = "9990000017"

    assert list(compare_numbers(record(1, nhs=mistyped), record(2, nhs=mistyped))) == []


def test_a_number_only_one_record_has_cannot_be_compared() -> None:
    (evidence,) = compare_numbers(record(1, nhs=NHS_NUMBER, agency="Aldermere High"), record(2, agency="Police"))

    assert evidence.direction is Direction.NOT_COMPARABLE
    assert evidence.sentence == "Aldermere High has an NHS number; Police has none."


def test_the_numbers_of_two_agencies_own_systems_are_not_compared() -> None:
    own = (Identifier(Scheme.LOCAL, "1001"),)

    assert list(compare_numbers(replace(record(1), identifiers=own), replace(record(2), identifiers=own))) == []
