"""How names are compared, as a table of names and what is said of them."""

import pytest
from people_to_match import named, record

from reachable.matching.domain.description import Name, NameKind
from reachable.matching.domain.evidence import Direction, Evidence, Finding, Strength
from reachable.matching.domain.likeness import is_slip
from reachable.matching.domain.names import compare_names, find_other_child_named, match_names

STRONGLY, FAIRLY, WEAKLY = Strength.STRONG, Strength.MODERATE, Strength.WEAK


def compared(left: str, right: str) -> Evidence:
    evidence = compare_names(record(1, left, agency="Aldermere High"), record(2, right, agency="Northshire Police"))
    assert evidence is not None
    return evidence


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Siobhán O’Dowd", "SIOBHAN O'DOWD"),
        ("Zofia Wiśniewska", "zofia wisniewska"),
        ("Zofia Wiśniewska", "Zofia Wiśniewski"),
        ("Ka-Ho Lau", "Kaho Lau"),
        ("Jason Lee Smith", "Jason Smith"),
        ("Mohammed Hamza Iqbal", "Hamza Iqbal"),
        ("Md. Hamza Iqbal", "Mohammed Hamza Iqbal"),
        ("Gurpreet Singh Sandhu", "Gurpreet Sandhu"),
        ("Aisha Begum Miah", "Aisha Miah"),
        ("Keira McCabe", "Keira MacCabe"),
    ],
)
def test_one_name_written_two_ways_is_the_same_name(left: str, right: str) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.direction, evidence.strength) == (
        Finding.SAME_NAME,
        Direction.AGREES,
        STRONGLY,
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mohammed Malik", "Muhammad Malik"),
        ("Aisha Chowdhury", "Ayesha Choudhury"),
        ("Yusuf Jama", "Yousuf Jaamac"),
        ("Rhodri Gwilym", "Rodri Gwillim"),
        ("Owain Pritchard", "Owen Prichard"),
        ("Abdul Rahman Farah", "Abdirahman Faarax"),
        ("Michael Doyle", "Micheal Doyle"),
        ("Hasan Malik", "Hassan Malik"),
    ],
)
def test_a_spelling_that_clerks_change_is_still_the_name(left: str, right: str) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.strength) == (Finding.OTHER_SPELLING, STRONGLY)
    assert evidence.sentence.endswith(": two spellings of one name.")


def test_ap_before_a_welsh_name_may_be_left_out() -> None:
    with_ap, without = Name("Rhodri", "ap Gwilym"), Name("Rhodri", "Gwilym")

    assert match_names(with_ap, without).finding is Finding.OTHER_SPELLING


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("Jay Smith", "Jason Smith", "Jay is short for Jason"),
        ("Mohammed Aziz", "Mo Aziz", "Mo is short for Mohammed"),
        ("Muhammad Aziz", "Mo Aziz", "Mo is short for Muhammad"),
        ("Bob Fenn", "Rob Fenn", "Bob and Rob can both be short for Robert"),
        ("Kuba Kowal", "Jakub Kowal", "Kuba is short for Jakub"),
        ("Tomos Bevan", "Twm Bevan", "Twm is short for Tomos"),
        ("Harps Gill", "Harpreet Gill", "Harps is short for Harpreet"),
    ],
)
def test_a_short_form_says_what_it_is_short_for(left: str, right: str, why: str) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.direction, evidence.strength) == (
        Finding.SHORT_FORM,
        Direction.AGREES,
        FAIRLY,
    )
    assert evidence.sentence == f"Aldermere High gives ‘{left}’; Northshire Police gives ‘{right}’: {why}."


@pytest.mark.parametrize(
    ("left", "right", "finding", "strength"),
    [
        ("Wei Zhang", "Zhang Wei", Finding.ORDER_SWAPPED, FAIRLY),
        ("Yusuf Jama", "Jama Yusuf", Finding.ORDER_SWAPPED, FAIRLY),
        ("Marky Boateng", "Boateng Marcus", Finding.ORDER_SWAPPED, WEAKLY),
        ("Maisie Thornton", "Mais Thornton", Finding.SHORT_FORM, FAIRLY),
        ("Bartholomeus Fenn", "Barth Fenn", Finding.MAY_BE_SHORT_FORM, FAIRLY),
        ("Mary Ann Fenn", "Mary Jane Fenn", Finding.PART_OF_GIVEN, FAIRLY),
        ("Mohammed Hamza Iqbal", "Mohammed Iqbal", Finding.PART_OF_GIVEN, FAIRLY),
        ("J Smith", "Jason Smith", Finding.ALIKE, WEAKLY),
        ("Jayden Clarke", "Kayden Clarke", Finding.ALIKE, WEAKLY),
        ("Samir Aziz", "Samar Aziz", Finding.ALIKE, WEAKLY),
        ("Gurpreet Singh", "Gurpreet Sandhu", Finding.FAMILY_SAYS_LITTLE, FAIRLY),
        ("Fatima Begum", "Fatema Khatun", Finding.FAMILY_SAYS_LITTLE, FAIRLY),
    ],
)
def test_names_that_partly_agree_say_how_far(left: str, right: str, finding: Finding, strength: Strength) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.direction, evidence.strength) == (finding, Direction.AGREES, strength)


def test_half_of_a_double_barrelled_name_agrees_in_part() -> None:
    match = match_names(Name("Ana", "Okafor-Bell"), Name("Ana", "Bell"))

    assert (match.finding, match.strength) == (Finding.PART_OF_FAMILY, FAIRLY)


def test_a_double_barrelled_name_may_come_in_either_order() -> None:
    assert match_names(Name("Ana", "Okafor-Bell"), Name("Ana", "Bell Okafor")).finding is Finding.SAME_NAME


@pytest.mark.parametrize(
    ("left", "right", "finding", "strength"),
    [
        ("Jack Turnbull", "Harry Turnbull", Finding.OTHER_GIVEN, STRONGLY),
        ("Aaliyah Clarke", "Aleah Clarke", Finding.OTHER_GIVEN, STRONGLY),
        ("Mohammed Hamza Iqbal", "Muhammad Bilal Iqbal", Finding.OTHER_GIVEN, STRONGLY),
        ("Fatima Begum", "Nadia Begum", Finding.OTHER_NAME, STRONGLY),
        ("Tom Fenn", "Thomas Marsh", Finding.OTHER_NAME, STRONGLY),
        ("Jason Smith", "Jason Brown", Finding.OTHER_FAMILY, FAIRLY),
    ],
)
def test_names_of_two_children_disagree(left: str, right: str, finding: Finding, strength: Strength) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.direction, evidence.strength) == (finding, Direction.DISAGREES, strength)


def test_a_single_name_that_is_the_other_s_family_name_agrees_weakly() -> None:
    match = match_names(Name("Dean", ""), Name("Evie", "Dean"))

    assert (match.finding, match.direction, match.strength) == (Finding.FAMILY_ONLY, Direction.AGREES, WEAKLY)


def test_the_sentence_says_what_police_were_given_and_what_the_school_knows() -> None:
    police = record(1, (named("Jay", "Smith", NameKind.GIVEN_TO_POLICE),), agency="Northshire Police")
    school = record(2, "Jason Smith", agency="Aldermere High")

    evidence = compare_names(police, school)

    assert evidence is not None
    assert evidence.sentence == (
        "Northshire Police was given the name ‘Jay Smith’; Aldermere High gives ‘Jason Smith’: Jay is short for Jason."
    )
    assert evidence.left_source.agency_name == "Northshire Police"


def test_the_names_that_agree_best_are_the_ones_compared() -> None:
    police = record(1, (named("Tyler", "Brown"), named("Jason", "Smith", NameKind.ALIAS)), agency="Northshire Police")

    evidence = compare_names(police, record(2, "Jason Smith", agency="Aldermere High"))

    assert evidence is not None
    assert evidence.sentence == (
        "Northshire Police gives ‘Jason Smith’ as another name; Aldermere High gives ‘Jason Smith’: the same name."
    )


def test_a_name_that_may_be_false_disagrees_only_fairly() -> None:
    police = record(1, (named("Tyler", "Brown", NameKind.GIVEN_TO_POLICE),))

    evidence = compare_names(police, record(2, "Jason Smith"))

    assert evidence is not None
    assert (evidence.direction, evidence.strength) == (Direction.DISAGREES, FAIRLY)


def test_a_record_without_a_name_cannot_be_compared() -> None:
    evidence = compare_names(record(1, (Name("", ""),), agency="Northshire Police"), record(2, agency="Aldermere High"))

    assert evidence is not None
    assert evidence.direction is Direction.NOT_COMPARABLE
    assert evidence.sentence == "Aldermere High has a name; Northshire Police has none."


def test_two_records_without_names_give_no_evidence_of_names() -> None:
    assert compare_names(record(1, ()), record(2, ())) is None


@pytest.mark.parametrize(("left", "right"), [("hasan", "hassan"), ("micheal", "michael"), ("rwoe", "rowe")])
def test_a_doubled_letter_or_two_letters_changed_round_is_a_slip(left: str, right: str) -> None:
    assert is_slip(left, right)


@pytest.mark.parametrize(
    ("left", "right"), [("jayden", "kayden"), ("samir", "samar"), ("ali", "alia"), ("louis", "louise"), ("mia", "mya")]
)
def test_a_changed_or_added_letter_is_never_a_slip_for_it_may_be_a_twin(left: str, right: str) -> None:
    assert not is_slip(left, right)


def test_an_alias_in_the_family_may_be_another_child_s_name() -> None:
    with_alias = record(1, (named("Jason", "Smith"), named("Tyler", "Smith", NameKind.ALIAS)))

    assert find_other_child_named(with_alias, record(2, "Jason Smith")) == ("Jason Smith", "Tyler Smith")


def test_a_nickname_is_nobody_else_s_name() -> None:
    with_nickname = record(1, (named("Jason", "Smith"), named("Ghost", "Smith", NameKind.NICKNAME)))

    assert find_other_child_named(with_nickname, record(2, "Jason Smith")) is None
