"""How long a record is kept: by the rule that keeps it longest, counted from its own day, and then reviewed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.agency_kinds import AgencyKind as A
from reachable.keeping.domain.deciding import (
    CannotErase,
    CannotHold,
    CannotKeep,
    HoldAsked,
    check_hold,
    check_kept_on,
    check_lifting,
    check_proposal,
)
from reachable.keeping.domain.kept_rules import RULES
from reachable.keeping.domain.rule_book import KeptAs, NoRuleKeepsIt, RecordFacts, find_kept_until
from reachable.kernel.ids import UserId
from reachable.kernel.period import Period
from reachable.timeline.domain.kinds import EventKind as K

ON = date(2026, 5, 14)
BORN = date(2011, 3, 3)
ONE, OTHER = UserId(UUID(int=1)), UserId(UUID(int=2))
DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))


def facts(**changes):
    return {
        "agency_kind": A.CHILDRENS_SOCIAL_CARE,
        "kept_as": KeptAs.CHILD_RECORD,
        "born": BORN,
        "first_received": date(2025, 1, 1),
        "last_recorded": date(2026, 2, 2),
        "closed": None,
        "tells_of": frozenset({K.CONTACT}),
        **changes,
    }


def kept(**changes):
    found = find_kept_until(RecordFacts(**facts(**changes)), RULES, on=ON)
    return found.rule.key, found.review_on


@pytest.mark.parametrize(
    ("changes", "rule", "review_on"),
    [
        ({}, "CHILD_IN_NEED", date(2041, 3, 3)),
        ({"tells_of": frozenset({K.PLACEMENT_STARTED})}, "LOOKED_AFTER", date(2086, 3, 3)),
        ({"tells_of": frozenset({K.PLAN_STARTED})}, "PROTECTION_PLAN", date(2061, 2, 2)),
        ({"tells_of": frozenset({K.PLAN_STARTED}), "closed": date(2026, 4, 4)}, "PROTECTION_PLAN", date(2061, 4, 4)),
        ({"tells_of": frozenset({K.PLAN_STARTED, K.PLACEMENT_STARTED})}, "LOOKED_AFTER", date(2086, 3, 3)),
        ({"agency_kind": A.HOME_POLICE_FORCE}, "POLICE", date(2036, 2, 2)),
        (
            {"agency_kind": A.HOME_POLICE_FORCE, "tells_of": frozenset({K.PLACEMENT_STARTED})},
            "POLICE",
            date(2036, 2, 2),
        ),
        ({"agency_kind": A.EMERGENCY_DEPARTMENT}, "HEALTH", date(2037, 3, 3)),
        ({"agency_kind": A.SCHOOL}, "SCHOOL", date(2036, 3, 3)),
        ({"agency_kind": A.YOUTH_OFFENDING_TEAM}, "YOUTH_JUSTICE", date(2036, 3, 3)),
        ({"agency_kind": A.TRAIN_COMPANIES}, "ANY_OTHER_AGENCY", date(2032, 2, 2)),
        ({"kept_as": KeptAs.CONTEXT}, "PLACE_OR_GROUP", date(2028, 2, 2)),
        ({"born": date(2008, 2, 29)}, "CHILD_IN_NEED", date(2038, 3, 1)),
    ],
)
def test_a_record_is_kept_by_the_rule_of_its_agency_that_keeps_it_longest(changes, rule, review_on):
    assert kept(**changes) == (rule, review_on)


def test_a_birth_nobody_knows_is_taken_as_late_as_it_can_be():
    assert kept(born=None) == ("CHILD_IN_NEED", date(2055, 1, 1))


def test_a_rule_holds_from_its_day_until_its_end_and_another_from_then_on():
    old = next(each for each in RULES if each.key == "SCHOOL")
    until = replace(old, in_force=Period(old.in_force.start, date(2027, 1, 1)))
    longer = replace(old, key="SCHOOL_LONGER", years=30, in_force=Period(date(2027, 1, 1)))
    of_school = RecordFacts(**facts(agency_kind=A.SCHOOL))
    assert find_kept_until(of_school, [until, longer], on=date(2026, 12, 31)).rule.key == "SCHOOL"
    assert find_kept_until(of_school, [until, longer], on=date(2027, 1, 1)).rule.key == "SCHOOL_LONGER"
    with pytest.raises(NoRuleKeepsIt):
        find_kept_until(of_school, [until], on=date(2027, 1, 1))


@given(born=DAYS, last=DAYS, more=st.sets(st.sampled_from([K.PLACEMENT_STARTED, K.PLAN_STARTED, K.CONTACT])))
def test_knowing_more_of_a_child_never_brings_the_review_forward(born, last, more):
    little = kept(born=born, last_recorded=last, tells_of=frozenset())[1]
    assert kept(born=born, last_recorded=last, tells_of=frozenset(more))[1] >= little


def test_every_rule_names_its_source_its_owner_and_the_day_it_is_looked_at_again():
    for rule in RULES:
        assert len(rule.source) > 10
        assert rule.owner
        assert rule.sentence.endswith(".")
        assert rule.next_check > ON
    assert len({rule.key for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("because", "days", "word"),
    [("x", 30, "why"), ("She is still at risk.", 0, "still to come"), ("She is still at risk.", 4000, "five years")],
)
def test_a_record_is_kept_on_for_a_reason_and_until_a_day_and_not_for_ever(because, days, word):
    with pytest.raises(CannotKeep, match=word):
        check_kept_on(because=because, next_on=ON + timedelta(days=days), today=ON)
    check_kept_on(because="She is still at risk.", next_on=ON + timedelta(days=30), today=ON)


def test_a_hold_and_a_proposal_say_why_and_a_hold_is_lifted_by_two():
    asked = HoldAsked(wanted_by="The family court", reference="", review_on=ON + timedelta(days=30))
    check_hold(because="The whole file is wanted.", asked=asked, today=ON)
    for because, changed in (
        ("court", asked),
        ("The whole file is wanted.", replace(asked, wanted_by=" ")),
        ("The whole file is wanted.", replace(asked, review_on=ON)),
        ("The whole file is wanted.", replace(asked, review_on=ON + timedelta(days=1000))),
    ):
        with pytest.raises(CannotHold):
            check_hold(because=because, asked=changed, today=ON)
    with pytest.raises(CannotErase):
        check_proposal(because="old")
    for asked_by, by in ((None, ONE), (ONE, ONE), (ONE, None)):
        with pytest.raises(CannotHold):
            check_lifting(asked_by=asked_by, by=by)
    check_lifting(asked_by=ONE, by=OTHER)
