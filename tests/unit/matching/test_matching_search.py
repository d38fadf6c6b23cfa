"""Finding a child from the little that somebody knows at two in the morning."""

from dataclasses import replace
from datetime import date

import pytest
from people_to_match import HOME, MOBILE, NHS_NUMBER, named, record, subject

from reachable.matching.domain.blocking import blocking_keys
from reachable.matching.domain.description import BirthDate, Description, NameKind, School
from reachable.matching.domain.search import (
    LookedFor,
    choose_found,
    compare_looked_for,
    describe_looked_for,
    look_up_keys,
    read_looked_for,
)

TODAY = date(2026, 11, 21)
JASON = record(1, "Jason Smith", address=HOME, phone=MOBILE, nhs=NHS_NUMBER, agency="Aldermere High")


def is_found(looked_for: LookedFor, among: Description) -> bool:
    in_reach = bool(look_up_keys(looked_for, TODAY) & blocking_keys(among))
    return in_reach and bool(choose_found(looked_for, [among], TODAY))


@pytest.mark.parametrize(
    "looked_for",
    [
        LookedFor(given="Jason", family="Smith"),
        LookedFor(given="Jay", family="Smith"),
        LookedFor(given="Smith", family="Jason"),
        LookedFor(given="Jayson", family="Smyth"),
        LookedFor(given="Jay", age=15),
        LookedFor(given="Jay", age=14),
        LookedFor(family="Smith", age=16),
        LookedFor(given="Tyler", family="Brown", also_called="Jay Smith"),
        LookedFor(given="Tyler", family="Brown", phone="07700900123"),
        LookedFor(phone="07700900123"),
        LookedFor(born=date(2011, 4, 3)),
        LookedFor(born=date(2011, 3, 4)),
    ],
    ids=str,
)
def test_a_child_is_found_by_what_is_known(looked_for: LookedFor) -> None:
    assert is_found(looked_for, JASON)


@pytest.mark.parametrize(
    "looked_for",
    [
        LookedFor(given="Jay", age=9),
        LookedFor(given="Tyler", family="Smith", age=15),
        LookedFor(given="Tyler", family="Brown"),
    ],
    ids=str,
)
def test_a_child_with_too_little_in_common_is_not_shown(looked_for: LookedFor) -> None:
    assert not is_found(looked_for, JASON)


def test_the_reason_names_what_was_asked_and_what_the_record_says() -> None:
    sentences = [each.sentence for each in compare_looked_for(LookedFor(given="Jay", family="Smith"), JASON, TODAY)]

    assert sentences == ["Your search gives ‘Jay Smith’; Aldermere High gives ‘Jason Smith’: Jay is short for Jason."]


def test_an_alias_asked_for_is_compared_with_every_name() -> None:
    alias = record(2, (named("Tyler", "Brown"), named("Ghost", "", NameKind.NICKNAME)), agency="Northshire Police")

    found = choose_found(LookedFor(also_called="Ghost", age=15), [alias], TODAY)

    assert found[0].evidence[0].sentence == (
        "Your search gives ‘Ghost’ as another name; Northshire Police gives ‘Ghost’ as a nickname: "
        "the given names agree, and one has no family name."
    )


def test_an_age_is_a_year_of_birth_dates_with_a_year_of_give_and_take() -> None:
    exactly = describe_looked_for(LookedFor(age=15, give_or_take=0), TODAY)
    about = describe_looked_for(LookedFor(age=15), TODAY)

    assert exactly.birth_dates == (BirthDate(date(2010, 11, 22), date(2011, 11, 21)),)
    assert about.birth_dates == (BirthDate(date(2009, 11, 22), date(2012, 11, 21)),)


def test_an_age_counted_from_the_29th_of_february_is_still_a_date() -> None:
    born = describe_looked_for(LookedFor(age=15, give_or_take=0), date(2028, 2, 29)).birth_dates

    assert born == (BirthDate(date(2012, 3, 1), date(2013, 2, 28)),)


def test_a_place_alone_shows_nobody_but_a_place_beside_a_name_counts() -> None:
    pupil = replace(JASON, addresses=(), schools=(School("Lea Cross Academy"),))

    assert choose_found(LookedFor(place="Lea Cross"), [pupil], TODAY) == ()
    with_place = compare_looked_for(LookedFor(given="Jay", family="Smith", place="lea cross"), pupil, TODAY)
    assert with_place[-1].sentence == "Aldermere High gives Lea Cross Academy, which names the place you gave."


def test_those_with_most_in_common_come_first_and_ties_stay_in_order() -> None:
    same_name = record(3, "Jason Smith", date(2011, 9, 19))
    twin_of_it = record(2, "Jason Smith", date(2011, 9, 19))

    found = choose_found(
        LookedFor(given="Jason", family="Smith", phone="07700900123"), [same_name, twin_of_it, JASON], TODAY
    )

    assert [each.subject_id for each in found] == [subject(1), subject(2), subject(3)]


@pytest.mark.parametrize(
    ("words", "looked_for"),
    [
        ("jay smith 14", LookedFor(given="jay", family="smith", age=14)),
        ("jay smith aged 14 lea cross", LookedFor(given="jay", family="smith", age=14, place="lea cross")),
        ("Jason Smith 03/04/2011", LookedFor(given="Jason", family="Smith", born=date(2011, 4, 3))),
        ("jay 07700 900123", LookedFor(given="jay", phone="07700900123")),
        ("jay smith nx1 1aa", LookedFor(given="jay", family="smith", postcode="NX1 1AA")),
        ("", LookedFor()),
    ],
)
def test_words_typed_into_one_box_are_read(words: str, looked_for: LookedFor) -> None:
    assert read_looked_for(words) == looked_for


def test_an_nhs_number_typed_into_the_box_is_looked_up() -> None:
    looked_for = read_looked_for("999 000 0018")

    assert looked_for.number is not None
    assert is_found(looked_for, JASON)


@pytest.mark.parametrize("words", ["jay 31/02/2011", "jay 99", "jay 999 000 0017"])
def test_what_cannot_be_read_is_said_back(words: str) -> None:
    assert read_looked_for(words).not_understood == (words.removeprefix("jay "),)
