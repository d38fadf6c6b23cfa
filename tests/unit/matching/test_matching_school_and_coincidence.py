"""The third rule that links without a person, and what coincidence brings in a county and nobody is asked (0042)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from people_to_match import (
    HOME,
    MOBILE,
    NHS_NUMBER,
    OTHER_NHS_NUMBER,
    OTHER_PUPIL_NUMBER,
    PUPIL_NUMBER,
    record,
)

from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.decide import Proposal, Suggestion, decide
from reachable.matching.domain.description import Description, School

SWAPPED = date(2011, 3, 4)
ANOTHER_DAY = date(2009, 11, 26)


def suggested(left: Description, right: Description) -> Suggestion:
    return decide(left, right, gather_evidence(left, right))


def at_school(description: Description, name: str) -> Description:
    return replace(description, schools=(School(name),))


@pytest.mark.parametrize("reached", [{"address": HOME}, {"phone": MOBILE}], ids=["current address", "telephone"])
def test_full_name_birth_date_school_and_address_or_telephone_are_linked_without_a_person(
    reached: dict[str, Any],
) -> None:
    left, right = record(1, **reached), record(2, "Jason Smyth", **reached)

    linked = suggested(at_school(left, "Aldermere High School"), at_school(right, "Aldermere High"))

    assert linked.proposal is Proposal.AUTOMATIC_SAME
    assert suggested(left, right).proposal is Proposal.REVIEW


@pytest.mark.parametrize(
    "right",
    [
        record(2),
        record(2, address=replace(HOME, lived_to=date(2026, 1, 5))),
        record(2, "Jay Smith", address=HOME),
        record(2, born=SWAPPED, address=HOME),
        record(2, address=HOME, twin_known=True),
        record(2, upn=OTHER_PUPIL_NUMBER, address=HOME),
    ],
    ids=["no address", "earlier address", "short form", "swapped date", "twin", "other pupil no."],
)
def test_a_school_in_common_links_nobody_when_anything_else_is_wanting(right: Description) -> None:
    left = record(1, upn=PUPIL_NUMBER, address=HOME, phone=MOBILE)

    suggestion = suggested(at_school(left, "Aldermere High"), at_school(right, "Aldermere High"))

    assert suggestion.proposal is Proposal.REVIEW


BROTHER = record(2, "Harry Jason Smith", born=ANOTHER_DAY, address=HOME, phone=MOBILE)
WITHIN_A_MONTH = date(2011, 4, 21)
ONE_DIGIT_OFF = date(2011, 4, 13)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (record(1, "Jason Lee Smith", address=HOME, phone=MOBILE), BROTHER),
        (record(1), record(2, born=WITHIN_A_MONTH)),
        (record(1, "Jason Lee Smith"), record(2, "Harry Jason Smith", born=ONE_DIGIT_OFF)),
        (record(1, upn=PUPIL_NUMBER), record(2, born=ONE_DIGIT_OFF, upn=OTHER_PUPIL_NUMBER)),
        (record(1, "Jason "), record(2, born=ONE_DIGIT_OFF)),
    ],
    ids=["brother", "within a month", "part of a name", "other number", "given name only"],
)
def test_what_coincidence_brings_in_a_county_is_not_asked_about(left: Description, right: Description) -> None:
    assert suggested(left, right).proposal is Proposal.TOO_LITTLE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (record(1, phone=MOBILE), record(2, born=WITHIN_A_MONTH, phone=MOBILE)),
        (at_school(record(1), "Aldermere High"), at_school(record(2, born=WITHIN_A_MONTH), "Aldermere High")),
        (record(1), record(2, born=ONE_DIGIT_OFF)),
        (record(1, address=HOME), record(2, "Jason ", born=ONE_DIGIT_OFF, address=HOME)),
    ],
    ids=["telephone", "school", "one digit and a full name", "given name at one address"],
)
def test_a_birth_date_only_similar_is_asked_about_where_anything_else_speaks_for_it(
    left: Description, right: Description
) -> None:
    assert suggested(left, right).proposal is Proposal.REVIEW


def test_twins_at_one_school_are_never_linked_without_a_person() -> None:
    one, other = record(1, address=HOME), record(2, "Jordan Smith", address=HOME)

    suggestion = suggested(at_school(one, "Aldermere High"), at_school(other, "Aldermere High"))

    assert suggestion.proposal is Proposal.REVIEW


@pytest.mark.parametrize(
    "numbers",
    [
        ({"nhs": NHS_NUMBER}, {"nhs": OTHER_NHS_NUMBER}),
        ({"upn": PUPIL_NUMBER}, {"upn": OTHER_PUPIL_NUMBER}),
    ],
)
def test_twins_whom_one_register_tells_apart_are_not_asked_about(
    numbers: tuple[dict[str, str], dict[str, str]],
) -> None:
    one = record(1, address=HOME, phone=MOBILE, **numbers[0])  # type: ignore[arg-type]
    other = record(2, "Harry Smith", address=HOME, phone=MOBILE, **numbers[1])  # type: ignore[arg-type]
    no_number = record(2, "Harry Smith", address=HOME, phone=MOBILE)

    assert suggested(one, other).proposal is Proposal.TOO_LITTLE
    assert suggested(one, no_number).proposal is Proposal.REVIEW


def test_another_number_of_a_child_of_the_same_name_is_still_asked_about() -> None:
    one, other = record(1, upn=PUPIL_NUMBER, address=HOME), record(2, upn=OTHER_PUPIL_NUMBER, address=HOME)

    assert suggested(one, other).proposal is Proposal.REVIEW
