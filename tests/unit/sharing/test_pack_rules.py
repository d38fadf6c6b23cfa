"""Packs: every column about somebody is accounted for, the day one is owed, and what keeps one from leaving."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.tables import PersonalRow
from reachable.adapters.bank_holidays import england_and_wales
from reachable.kernel.ids import UserId
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.pack_catalogue import CATALOGUE
from reachable.sharing.domain.packs import (
    PackKind,
    WantedPack,
    add_months,
    check_release,
    check_wanted,
    find_due_day,
    pick_texts,
)

PERSONAL = [model for model in apps.get_models() if issubclass(model, PersonalRow)]
ASKED = date(2026, 5, 14)
ONE, OTHER = UserId(uuid4()), UserId(uuid4())


def label(model):
    return f"{model._meta.app_label}.{model.__name__}"


@pytest.mark.parametrize("model", PERSONAL, ids=label)
def test_a_column_about_somebody_that_no_pack_accounts_for_fails(model):
    table = CATALOGUE[label(model)]
    columns = [*model.Privacy.identifies, *model.Privacy.sensitive]
    assert [column for column in columns if not table.covers(column)] == []


def test_the_catalogue_speaks_of_no_table_or_column_that_is_not_there():
    assert CATALOGUE.keys() == {label(model) for model in PERSONAL}
    for name, table in CATALOGUE.items():
        there = {field.name for field in apps.get_model(name)._meta.concrete_fields}
        dated = {table.dated} if table.dated else set()
        assert {*table.given, *table.read_first, *table.withheld, *dated} <= there, name


def test_no_column_is_both_given_and_withheld():
    for name, table in CATALOGUE.items():
        told = [*table.given, *table.read_first, *table.withheld]
        assert len(told) == len(set(told)), name


def test_no_place_person_or_source_is_ever_given():
    never = {"address", "postcode", "school_name", "place", "phone", "email", "adult_name", "described_as", "said_by"}
    assert [name for name, table in CATALOGUE.items() if never & {*table.given, *table.read_first}] == []


def wanted(**changed):
    given = {
        "kind": PackKind.SUBJECT_ACCESS,
        "asked_by": "The person themselves",
        "asked_on": ASKED,
        "checked_how": "Seen with their worker",
        **changed,
    }
    return WantedPack(**given)


@pytest.mark.parametrize(
    ("asked_on", "longer", "due"),
    [
        (date(2026, 5, 14), "", date(2026, 6, 15)),
        (date(2026, 1, 31), "", date(2026, 3, 2)),
        (date(2026, 11, 25), "", date(2026, 12, 29)),
        (date(2026, 5, 14), "Four agencies hold files", date(2026, 8, 14)),
    ],
    ids=["a Sunday becomes Monday", "no such day", "Christmas", "two months more"],
)
def test_the_law_gives_one_month_and_two_more_with_a_reason_on_a_working_day(asked_on, longer, due):
    asked = wanted(asked_on=asked_on, longer_because=longer)
    assert find_due_day(asked, calendar=england_and_wales()) == due


def test_a_court_sets_its_own_day():
    court = wanted(kind=PackKind.COURT, due_on=date(2026, 5, 20))
    assert find_due_day(court, calendar=england_and_wales()) == date(2026, 5, 20)
    with pytest.raises(CannotShare, match="the day the court set"):
        check_wanted(wanted(kind=PackKind.COURT), today=ASKED)


@given(day=st.dates(date(2018, 5, 25), date(2040, 1, 1)), months=st.integers(1, 12))
def test_some_months_later_is_in_that_month_and_never_on_a_later_day_of_it(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def release(**changed):
    given = {
        "kind": PackKind.SUBJECT_ACCESS,
        "prepared_by": ONE,
        "prepared_on": ASKED,
        "to_whom": "Ayaan Kestrel",
        "because": "Read every line",
        "by": OTHER,
        "today": ASKED,
        "left_before": (),
        **changed,
    }
    check_release(**given)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"by": ONE}, "Another person"),
        ({"by": None}, "Another person"),
        ({"to_whom": " "}, "to whom"),
        ({"because": " "}, "what you checked"),
        ({"today": ASKED + timedelta(days=29)}, "Prepare it again"),
        ({"left_before": [(PackKind.COURT, "ayaan  KESTREL")]}, "only one leaves"),
    ],
)
def test_what_keeps_a_pack_from_leaving_is_said(changed, problem):
    release()
    release(left_before=[(PackKind.SUBJECT_ACCESS, "Ayaan Kestrel"), (PackKind.COURT, "The family court")])
    with pytest.raises(CannotShare, match=problem):
        release(**changed)


def test_words_are_given_only_when_somebody_chose_them_and_no_place_stands_in_them():
    texts = {"a": "He was calm", "b": "At 12 Larchwood Rise", "c": "She rang us"}
    assert pick_texts(texts, chosen=["a", "b"], with_places=["b"]) == {"a": "He was calm"}
    with pytest.raises(CannotShare, match="not there any more"):
        pick_texts(texts, chosen=["d"], with_places=[])
