"""What the demo knows to be true about its records, and what its people have judged.

In:  a world and the truth behind it.
Out: proof that false friends are planted and that judgements and relationships rest on records that exist.
"""

from datetime import UTC, datetime

import pytest

from reachable.access.domain.viewer import RelationshipReason
from reachable.demo.concerns import concerns
from reachable.demo.extracts import extract_rows
from reachable.demo.judgements import judgements
from reachable.demo.relationships import relationships, trusted_adults
from reachable.demo.reports import alert_answers, just_happened
from reachable.demo.truth import Truth, truth_of
from reachable.demo.world import World, build_world
from reachable.intake.domain.concern import check_concern
from reachable.intake.domain.just_happened import find_problems
from reachable.intake.domain.triage import check_decision


def test_every_record_is_of_a_child_who_is_there(world: World, truth: Truth) -> None:
    assert set(truth.child_of.values()) == {child.key for child in world.children}


def test_there_are_at_least_three_pairs_of_twins_born_and_living_together(world: World, truth: Truth) -> None:
    assert len(truth.twins) >= 3
    for first, second in ((world.child(one), world.child(other)) for one, other in truth.twins):
        assert (first.surname, first.born, first.address, first.parent_phone) == (
            second.surname,
            second.born,
            second.address,
            second.parent_phone,
        )
        assert first.forename != second.forename
        assert first.nhs != second.nhs


def test_there_are_at_least_four_pairs_of_namesakes_born_on_one_day(world: World, truth: Truth) -> None:
    assert len(truth.namesakes) >= 4
    for first, second in ((world.child(one), world.child(other)) for one, other in truth.namesakes):
        assert (first.forename, first.surname, first.born) == (second.forename, second.surname, second.born)
        assert first.address != second.address
        assert first.nhs != second.nhs


def test_brothers_and_sisters_are_there_who_are_not_twins(world: World, truth: Truth) -> None:
    twins = {key for pair in truth.twins for key in pair}
    families = [family for family in truth.families if not set(family) & twins]
    assert len(families) >= 5
    for family in families:
        assert len({world.child(key).forename for key in family}) == len(family)


def test_two_children_share_a_homes_address_and_telephone(world: World, truth: Truth) -> None:
    first, second = (world.child(key) for key in truth.one_home)
    assert (first.address, first.phone) == (second.address, second.phone)
    assert first.key != second.key


def test_the_adopted_childs_first_record_is_sealed_and_no_judgement_touches_either(world: World, truth: Truth) -> None:
    assert [truth.child_of[sealed.record] for sealed in truth.sealed] == [truth.adopted[0]]
    of_adopted = {record for child in truth.adopted for record in truth.records_of(child)}
    assert len(of_adopted) >= 2
    assert not any({made.first, made.second} & of_adopted for made in judgements(world, truth))


def test_the_adopted_childs_two_names_share_no_number(world: World, truth: Truth) -> None:
    before, after = (world.child(key) for key in truth.adopted)
    assert before.born == after.born
    assert before.nhs != after.nhs
    assert before.upn != after.upn


def test_judgements_that_stand_agree_with_the_truth_and_the_one_undone_did_not(world: World, truth: Truth) -> None:
    made = judgements(world, truth)
    assert {judgement.answer for judgement in made} == {"SAME", "DIFFERENT", "NOT_SURE"}
    for judgement in made:
        stands = judgement.undone_at is None
        if judgement.answer == "SAME":
            assert truth.is_same(judgement.first, judgement.second) == stands
        if judgement.answer == "DIFFERENT":
            assert not truth.is_same(judgement.first, judgement.second)
    assert len([judgement for judgement in made if judgement.undone_at]) == 1


def test_no_standing_judgement_joins_children_who_must_never_be_linked(world: World, truth: Truth) -> None:
    forbidden = {frozenset(pair) for pair in truth.must_never_be_linked()}
    joined = {
        frozenset({truth.child_of[made.first], truth.child_of[made.second]})
        for made in judgements(world, truth)
        if made.answer == "SAME" and made.undone_at is None
    }
    assert len(forbidden) >= 8
    assert not forbidden & joined


def test_some_records_are_left_for_somebody_to_judge(world: World, truth: Truth) -> None:
    judged = {record for made in judgements(world, truth) for record in (made.first, made.second)}
    assert set(truth.records_of("alfie-kendrick")).isdisjoint(judged)
    assert len(truth.records_of("alfie-kendrick")) >= 3


@pytest.mark.parametrize("day", range(16, 23))
def test_judgements_relationships_and_concerns_lie_in_order_on_every_day_of_the_week(day: int) -> None:
    world = build_world(datetime(2026, 11, day, 8, 0, tzinfo=UTC))
    truth = truth_of(world)
    for judgement in judgements(world, truth):
        assert judgement.at < (judgement.undone_at or world.now) <= world.now
    for relationship in relationships(world, truth):
        assert relationship.starts_at < relationship.ends_at
        assert relationship.starts_at <= world.now
    for raised in concerns(world):
        decided_at = raised.decided.at if raised.decided else world.now
        assert raised.concern.happened.latest < raised.raised_at < decided_at <= world.now


def test_every_relationship_is_of_one_person_or_one_team_that_exists(world: World, truth: Truth) -> None:
    teams, staff = {team.code for team in world.teams}, {member.code for member in world.staff}
    made = relationships(world, truth)
    for relationship in made:
        assert (relationship.staff is None) != (relationship.team is None)
        assert relationship.staff in staff | {None}
        assert relationship.team in teams | {None}
        assert relationship.record in truth.child_of
    reasons = {relationship.reason for relationship in made}
    assert {RelationshipReason.ALLOCATED, RelationshipReason.TRUSTED_ADULT, RelationshipReason.IN_CUSTODY} <= reasons


def test_a_worker_whose_case_was_closed_no_longer_works_with_the_child(world: World, truth: Truth) -> None:
    kofi = [
        relationship
        for relationship in relationships(world, truth)
        if truth.child_of[relationship.record] == "kofi-mensah" and relationship.staff
    ]
    assert [relationship.staff for relationship in kofi] == ["jin.howarth"]
    assert kofi[0].ends_at < world.now


def test_children_have_named_adults_they_trust(world: World, truth: Truth) -> None:
    named = {truth.child_of[adult.record]: adult for adult in trusted_adults(world, truth)}
    assert named["jayden-clarke"].name == "Omari Blake"
    assert named["jakub-kowal"].name == "His boxing coach"


def test_the_page_takes_every_report_as_it_is_made_by_somebody_who_exists(world: World) -> None:
    staff = {member.code for member in world.staff}
    for report in just_happened(world):
        assert find_problems(report.what) == {}
        assert report.by in staff
        assert report.what.happened_at <= report.what.recorded_at <= world.now
        assert world.child(report.child)


def test_the_sergeants_report_carries_the_number_his_extract_carries_later(world: World) -> None:
    report = next(each for each in just_happened(world) if each.by == "ian.brace")
    rows = [row.cells for row in extract_rows(world, "custody", "northshire-police") if row.child == report.child]
    assert [row["custody_ref"] for row in rows] == [report.what.own_reference]


def test_the_forms_take_every_concern_and_every_decision(world: World) -> None:
    staff = {member.code for member in world.staff}
    for raised in concerns(world):
        assert check_concern(raised.concern, now=raised.raised_at) == (), raised.code
        assert raised.by in staff
        if raised.decided:
            assert check_decision(raised.decided.decision) == (), raised.code
            assert raised.decided.by in staff


def test_alert_answers_are_by_people_who_exist_and_give_reasons(world: World) -> None:
    staff = {member.code for member in world.staff}
    for answer in alert_answers():
        assert answer.by in staff
        assert world.child(answer.child)
        assert answer.because or answer.answer == "ACKNOWLEDGED"
