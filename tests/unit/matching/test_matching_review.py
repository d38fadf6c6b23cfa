"""What the person who judges two records sees side by side."""

from dataclasses import replace
from datetime import date

import pytest
from people_to_match import HOME, NHS_NUMBER, record

from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.decide import decide
from reachable.matching.domain.description import Address, BirthDate, Description, Name, NameKind, School
from reachable.matching.domain.review import ShownValue, SideBySide, say_age, set_side_by_side

TODAY = date(2026, 11, 21)


def shown(left: Description, right: Description) -> SideBySide:
    evidence = gather_evidence(left, right)
    return set_side_by_side(left, right, evidence, decide(left, right, evidence), TODAY)


SCHOOL = replace(
    record(1, agency="Aldermere High", nhs=NHS_NUMBER, address=HOME),
    birth_dates=(BirthDate.on(date(2011, 4, 3), date(2026, 3, 3)),),
    schools=(School("Aldermere High"),),
)
POLICE = replace(
    record(2, agency="Northshire Police", address=Address("3 Quarry Bank", "NX1 2BB", lived_to=date(2026, 5, 1))),
    names=(Name("Jay", "Smith", NameKind.GIVEN_TO_POLICE),),
)


def test_lines_that_agree_disagree_and_say_little_stand_apart() -> None:
    page = shown(POLICE, SCHOOL)

    assert (page.left_agency, page.right_agency) == ("Aldermere High", "Northshire Police")
    assert [(line.heading, line.verdict) for line in page.agreeing] == [
        ("Name", "Agrees fairly"),
        ("Birth date", "Agrees strongly"),
    ]
    assert [(line.heading, line.verdict) for line in page.disagreeing] == [("Address", "Disagrees weakly")]
    assert [(line.heading, line.verdict) for line in page.saying_little] == [
        ("NHS number", "Cannot be compared"),
        ("School", "Cannot be compared"),
    ]


def test_every_value_is_shown_with_its_agency_and_its_age() -> None:
    page = shown(SCHOOL, POLICE)
    name, born = page.agreeing

    assert born.left == (ShownValue("3 April 2011", "Aldermere High", date(2026, 3, 3), "8 months ago"),)
    assert born.sentence == "Both give the birth date 3 April 2011."
    assert [each.words for each in name.right] == ["Jay Smith (the name police were given)"]
    assert [each.words for each in page.disagreeing[0].right] == ["3 Quarry Bank, NX1 2BB (until 1 May 2026)"]
    assert [each.words for each in page.saying_little[0].left] == ["999 000 0018"]
    assert page.saying_little[0].right == ()


def test_the_warnings_stand_on_the_page_and_no_score_does() -> None:
    page = shown(record(1), record(2))

    assert page.warnings == ("Only the name and the birth date agree, and two children can share both.",)
    assert not hasattr(page, "score")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, ""),
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 10, 22), "30 days ago"),
        (date(2026, 3, 3), "8 months ago"),
        (date(2023, 11, 1), "3 years ago"),
    ],
)
def test_the_age_of_a_value_is_said_in_words(since: date | None, words: str) -> None:
    assert say_age(since, TODAY) == words
