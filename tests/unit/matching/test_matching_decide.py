"""When two records are linked without a person, when a person is asked, and when nobody is."""

from dataclasses import replace
from datetime import date

import pytest
from people_to_match import (
    BORN,
    HOME,
    MOBILE,
    NHS_NUMBER,
    OTHER_NHS_NUMBER,
    OTHER_PUPIL_NUMBER,
    PUPIL_NUMBER,
    TEMPORARY_PUPIL_NUMBER,
    named,
    record,
    subject,
)

from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.decide import Proposal, Suggestion, decide
from reachable.matching.domain.description import Address, BirthDate, Description, Identifier, NameKind, Phone
from reachable.matching.domain.shared_widely import SharedWidely
from reachable.people.domain.identifiers import Scheme

LEARNER_NUMBER = "9020000011"
SWAPPED = date(2011, 3, 4)
ANOTHER_DAY = date(2009, 11, 26)


def suggested(left: Description, right: Description) -> Suggestion:
    return decide(left, right, gather_evidence(left, right))


@pytest.mark.parametrize("number", [{"nhs": NHS_NUMBER}, {"upn": PUPIL_NUMBER}, {"uln": LEARNER_NUMBER}])
def test_one_number_one_birth_date_and_one_name_are_linked_without_a_person(number: dict[str, str]) -> None:
    suggestion = suggested(record(1, **number), record(2, **number))  # type: ignore[arg-type]

    assert suggestion.proposal is Proposal.AUTOMATIC_SAME
    assert suggestion.warnings == ()
    assert "Both give the birth date 3 April 2011." in suggestion.reasons


@pytest.mark.parametrize(
    "name", ["Jason Smyth", "Jay Smith", "Smith Jason", "Jason Lee Smith", "Jason Jones-Smith", "JASON SMITH"]
)
def test_with_a_number_a_spelling_a_short_form_or_another_order_of_the_name_will_do(name: str) -> None:
    other = record(2, name, nhs=NHS_NUMBER)

    assert suggested(record(1, nhs=NHS_NUMBER), other).proposal is Proposal.AUTOMATIC_SAME


def test_full_name_birth_date_current_address_and_telephone_are_linked_without_a_person() -> None:
    left = record(1, address=HOME, phone=MOBILE)
    right = record(2, address=HOME, phone=Phone(MOBILE.number, "a parent"))

    assert suggested(left, right).proposal is Proposal.AUTOMATIC_SAME


def test_an_earlier_address_never_links_without_a_person() -> None:
    moved = replace(HOME, lived_to=date(2026, 1, 5))

    suggestion = suggested(record(1, address=HOME, phone=MOBILE), record(2, address=moved, phone=MOBILE))

    assert suggestion.proposal is Proposal.REVIEW


@pytest.mark.parametrize(
    "right",
    [
        record(2),
        record(2, address=HOME),
        record(2, phone=MOBILE),
        record(2, "Jay Smith", address=HOME, phone=MOBILE),
        record(2, born=SWAPPED, address=HOME, phone=MOBILE),
        record(2, upn=OTHER_PUPIL_NUMBER, address=HOME, phone=MOBILE),
        record(2, nhs=OTHER_NHS_NUMBER, address=HOME, phone=MOBILE),
    ],
    ids=[
        "name and birth date",
        "address",
        "telephone",
        "short form",
        "swapped date",
        "other pupil no.",
        "other NHS no.",
    ],
)
def test_without_a_number_in_common_anything_less_than_everything_is_for_a_person(right: Description) -> None:
    left = record(1, nhs=NHS_NUMBER, upn=PUPIL_NUMBER, address=HOME, phone=MOBILE)

    assert suggested(left, right).proposal is Proposal.REVIEW


def test_namesakes_born_on_one_day_are_never_linked_without_a_person() -> None:
    suggestion = suggested(record(1), record(2))

    assert suggestion.proposal is Proposal.REVIEW
    assert suggestion.warnings == ("Only the name and the birth date agree, and two children can share both.",)


def test_namesakes_with_two_nhs_numbers_come_with_a_warning() -> None:
    suggestion = suggested(record(1, nhs=NHS_NUMBER), record(2, nhs=OTHER_NHS_NUMBER))

    assert suggestion.proposal is Proposal.REVIEW
    assert any("two NHS numbers" in warning for warning in suggestion.warnings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jayden Clarke", "Kayden Clarke"),
        ("Aaliyah Clarke", "Aleah Clarke"),
        ("Jack Turnbull", "Harry Turnbull"),
        ("Samir Aziz", "Samar Aziz"),
        ("Ali Khan", "Alia Khan"),
        ("Mohammed Hamza Iqbal", "Mohammed Bilal Iqbal"),
        ("Fatima Begum", "Nadia Begum"),
        ("Gurpreet Singh", "Harpreet Singh"),
    ],
)
@pytest.mark.parametrize("number", ["", NHS_NUMBER])
def test_twins_are_never_linked_without_a_person_even_when_a_number_was_given_to_both(
    one: str, other: str, number: str
) -> None:
    suggestion = suggested(
        record(1, one, nhs=number, address=HOME, phone=MOBILE), record(2, other, nhs=number, address=HOME, phone=MOBILE)
    )

    assert suggestion.proposal is Proposal.REVIEW
    assert any("may be two children of one family" in warning for warning in suggestion.warnings)


def test_mary_ann_and_mary_jane_are_never_linked_without_a_person() -> None:
    left = record(1, (named("Mary Ann", "Fenn"),), nhs=NHS_NUMBER, address=HOME, phone=MOBILE)
    right = record(2, (named("Mary Jane", "Fenn"),), nhs=NHS_NUMBER, address=HOME, phone=MOBILE)

    assert suggested(left, right).proposal is Proposal.REVIEW


def test_a_child_with_a_known_twin_is_never_linked_without_a_person() -> None:
    left = record(1, nhs=NHS_NUMBER, address=HOME, phone=MOBILE, twin_known=True, agency="Aldermere High")

    suggestion = suggested(left, record(2, nhs=NHS_NUMBER, address=HOME, phone=MOBILE))

    assert suggestion.proposal is Proposal.REVIEW
    assert "Aldermere High’s record is known. Twins share nearly everything" in suggestion.warnings[0]


def test_a_brother_s_name_given_as_an_alias_is_never_linked_without_a_person() -> None:
    with_alias = record(1, (named("Jason", "Smith"), named("Tyler", "Smith", NameKind.GIVEN_TO_POLICE)), nhs=NHS_NUMBER)

    assert suggested(with_alias, record(2, nhs=NHS_NUMBER)).proposal is Proposal.REVIEW


@pytest.mark.parametrize(
    ("right", "what"),
    [
        (record(2, "Tyler Brown", nhs=NHS_NUMBER), "name"),
        (record(2, "Jason Brown", nhs=NHS_NUMBER), "name"),
        (record(2, born=ANOTHER_DAY, nhs=NHS_NUMBER), "birth date"),
        (record(2, born=date(2007, 4, 3), nhs=NHS_NUMBER), "birth date"),
    ],
)
def test_one_number_with_another_name_or_birth_date_is_for_a_person_with_a_warning(
    right: Description, what: str
) -> None:
    suggestion = suggested(record(1, nhs=NHS_NUMBER), right)

    assert suggestion.proposal is Proposal.REVIEW
    assert f"The number agrees but the {what} does not: it may be mistyped, or used for two children." in (
        suggestion.warnings
    )


@pytest.mark.parametrize(
    "born", [SWAPPED, date(2011, 4, 8), BirthDate(date(2011, 1, 1), date(2011, 12, 31)), date(2011, 1, 1), None]
)
def test_a_birth_date_that_is_not_the_same_day_is_for_a_person(born: date | BirthDate | None) -> None:
    suggestion = suggested(record(1, nhs=NHS_NUMBER), record(2, born=born, nhs=NHS_NUMBER))

    assert suggestion.proposal is Proposal.REVIEW


def test_the_first_of_january_on_both_records_is_for_a_person() -> None:
    new_year = date(2011, 1, 1)

    suggestion = suggested(record(1, born=new_year, nhs=NHS_NUMBER), record(2, born=new_year, nhs=NHS_NUMBER))

    assert suggestion.proposal is Proposal.REVIEW


def test_a_temporary_pupil_number_never_links_without_a_person() -> None:
    suggestion = suggested(record(1, upn=TEMPORARY_PUPIL_NUMBER), record(2, upn=TEMPORARY_PUPIL_NUMBER))

    assert suggestion.proposal is Proposal.REVIEW


def test_a_police_number_never_links_without_a_person() -> None:
    number = (Identifier(Scheme.PNC, "2024/0000123Y"),)

    suggestion = suggested(replace(record(1), identifiers=number), replace(record(2), identifiers=number))

    assert suggestion.proposal is Proposal.REVIEW


def test_two_pupil_numbers_beside_one_nhs_number_are_for_a_person() -> None:
    left, right = record(1, nhs=NHS_NUMBER, upn=PUPIL_NUMBER), record(2, nhs=NHS_NUMBER, upn=OTHER_PUPIL_NUMBER)

    assert suggested(left, right).proposal is Proposal.REVIEW


def test_two_records_of_one_agency_s_system_are_never_linked_without_a_person() -> None:
    left = record(1, nhs=NHS_NUMBER, system="custody", agency="Northshire Police")
    right = replace(record(2, nhs=NHS_NUMBER, system="custody"), agency_id=left.agency_id, agency_name=left.agency_name)

    suggestion = suggested(left, right)

    assert suggestion.proposal is Proposal.REVIEW
    assert "Both records are in one system of Northshire Police: two people, or one person entered twice." in (
        suggestion.warnings
    )


def test_a_record_that_contradicts_itself_is_never_linked_without_a_person() -> None:
    two_dates = replace(record(1, nhs=NHS_NUMBER), birth_dates=(BirthDate.on(BORN), BirthDate.on(ANOTHER_DAY)))
    two_numbers = replace(
        record(1), identifiers=(Identifier(Scheme.NHS, NHS_NUMBER), Identifier(Scheme.NHS, OTHER_NHS_NUMBER))
    )
    other = record(2, nhs=NHS_NUMBER)

    for left, warning in ((two_dates, "more than one birth date"), (two_numbers, "more than one NHS number")):
        suggestion = suggested(left, other)
        assert suggestion.proposal is Proposal.REVIEW
        assert any(warning in each for each in suggestion.warnings)


def test_the_two_identities_of_an_adopted_child_are_never_suggested_and_nothing_is_said_of_them() -> None:
    born_as = record(1, nhs=NHS_NUMBER, address=HOME, phone=MOBILE, never_suggest=frozenset({subject(2)}))
    adopted_as = record(2, nhs=NHS_NUMBER, address=HOME, phone=MOBILE)

    for suggestion in (suggested(born_as, adopted_as), suggested(adopted_as, born_as)):
        assert suggestion == Suggestion(Proposal.NEVER)


def test_a_children_s_home_and_its_telephone_never_link_anybody() -> None:
    left, right = record(1, address=HOME, phone=MOBILE), record(2, address=HOME, phone=MOBILE)
    shared = SharedWidely(frozenset({MOBILE.number}), frozenset({"NX11AA|12|"}))

    suggestion = decide(left, right, gather_evidence(left, right, shared))

    assert suggestion.proposal is Proposal.REVIEW


@pytest.mark.parametrize(
    "right",
    [
        record(2, "Tyler Brown", born=ANOTHER_DAY),
        record(2, "Tyler Brown"),
        record(2, "Jason Smith", born=ANOTHER_DAY),
        record(2, "Lacey Smith", born=ANOTHER_DAY, address=HOME, phone=MOBILE),
        record(2, born=None),
    ],
    ids=["stranger", "birthday in common", "namesake", "sister", "name and nothing else"],
)
def test_too_little_in_common_is_not_asked_about(right: Description) -> None:
    assert suggested(record(1, address=HOME, phone=MOBILE), right).proposal is Proposal.TOO_LITTLE


@pytest.mark.parametrize(
    "right",
    [
        record(2, (named("Tyler", "Brown", NameKind.GIVEN_TO_POLICE),), address=HOME),
        record(2, born=date(2007, 4, 3)),
        record(2, born=SWAPPED),
        record(2, born=None, phone=MOBILE),
        record(2, (named("Jay", "", NameKind.ALIAS),), born=None, phone=MOBILE),
        record(2, "Jason Brown", address=Address("12 Damson Cl", "NX1 1AA")),
        record(2, (named("Jason", "Peters", NameKind.GIVEN_TO_POLICE),), born=ANOTHER_DAY, phone=MOBILE),
        record(2, "Smith Jay"),
    ],
    ids=[
        "false name at home",
        "claims to be 18",
        "swapped date",
        "telephone",
        "alias on the telephone",
        "new surname",
        "own phone",
        "other order",
    ],
)
def test_what_children_and_clerks_change_is_still_asked_about(right: Description) -> None:
    assert suggested(record(1, address=HOME, phone=MOBILE), right).proposal is Proposal.REVIEW


def test_agreeing_kinds_are_counted_only_to_order_the_queue() -> None:
    more = suggested(record(1, nhs=NHS_NUMBER, phone=MOBILE), record(2, nhs=NHS_NUMBER, phone=MOBILE))
    fewer = suggested(record(1), record(2))

    assert (more.agreeing, fewer.agreeing) == (4, 2)
    assert not any(character.isdigit() for character in "".join(fewer.warnings))


def test_a_record_is_not_compared_with_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        gather_evidence(record(1), record(1))
