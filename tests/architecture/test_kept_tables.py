"""Every table about somebody says how long its rows are kept, and every class has a rule for every kind of agency."""

from datetime import date

import pytest
from django.apps import apps

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.tables import RetentionClass
from reachable.keeping.domain.kept_rules import RULES
from reachable.keeping.domain.kept_tables import KEPT
from reachable.keeping.domain.rule_book import KeptAs, RecordFacts, find_kept_until
from tests.unit.keeping.test_keeping_rules import ON, facts

PERSONAL = {model._meta.db_table for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)}


def test_every_table_about_somebody_says_as_what_its_rows_are_kept_and_no_other():
    assert PERSONAL - KEPT.keys() == set(), "say in keeping/domain/kept_tables.py how long its rows are kept"
    assert KEPT.keys() - PERSONAL == set()


@pytest.mark.parametrize("table", sorted(KEPT))
def test_what_a_table_says_of_its_rows_is_argued(table):
    assert KEPT[table].kept_as
    assert len(KEPT[table].because) > 10


def test_a_row_is_kept_as_one_of_the_classes_of_the_rule_book():
    assert {(each.code, each.label) for each in KeptAs} == set(RetentionClass.choices)


@pytest.mark.parametrize("kept_as", KeptAs, ids=lambda each: each.code)
@pytest.mark.parametrize("kind", AgencyKind, ids=lambda each: each.code)
def test_each_kind_of_agency_has_a_rule_for_each_class(kind, kept_as):
    found = find_kept_until(RecordFacts(**facts(agency_kind=kind, kept_as=kept_as)), RULES, on=ON)
    assert found.review_on > date(2020, 1, 1)
