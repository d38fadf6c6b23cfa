"""The coded signs on the form."""

from reachable.intake.domain.indicators import CONTEXT_OF, GROUPS, HOW_KNOWN, INDICATORS, Context
from reachable.kernel.provenance import Confidence


def test_a_tired_person_sees_at_most_eight_groups_with_short_labels() -> None:
    assert len(GROUPS) <= 8
    assert len({group.code for group in GROUPS}) == len(GROUPS)
    for group in GROUPS:
        assert len(group.label) <= 30
        for indicator in group.indicators:
            assert len(indicator.label) <= 40, indicator.code


def test_every_part_of_a_childs_life_has_signs() -> None:
    assert {group.context for group in GROUPS} == set(Context)
    assert {context.code for context in Context} == {"CHILD", "HOME", "PEERS", "SCHOOL", "NEIGHBOURHOOD", "ONLINE"}


def test_every_sign_stands_in_one_group_and_fits_where_it_is_kept() -> None:
    codes = [indicator.code for group in GROUPS for indicator in group.indicators]
    assert len(codes) == len(set(codes)) == len(INDICATORS) == len(CONTEXT_OF) == 53
    assert all(len(code) <= 40 and code.startswith("IND_") for code in codes)


def test_a_sign_is_seen_told_or_suspected() -> None:
    assert [confidence for confidence, _ in HOW_KNOWN] == [Confidence.SEEN, Confidence.REPORTED, Confidence.SUSPECTED]
