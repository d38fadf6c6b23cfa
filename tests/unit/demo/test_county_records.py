"""The made-up county: the same each time, planted with children easily confused, and noisy in ways not ours."""

from dataclasses import replace
from itertools import islice

from reachable.demo.county.children import IN_A_SHARD, make_shard
from reachable.demo.county.loading import claims_of
from reachable.demo.county.records import ASKED_AT, county_records
from reachable.demo.county.slips import NOISE
from reachable.matching.domain.name_variants import family_spellings_of, roots_of
from reachable.people.domain.identifiers import Scheme, read_identifier, read_phone, read_postcode

SEED = 11


def some_records(children=600):
    return list(county_records(SEED, children))


def test_no_other_form_of_a_name_in_the_noise_is_one_the_matcher_knows():
    known = [
        (name, form)
        for table in NOISE.values()
        for name, forms in table.items()
        for form in forms
        if roots_of(name) & roots_of(form) or family_spellings_of(name) & family_spellings_of(form)
    ]

    assert known == []


def test_the_search_for_shared_forms_finds_one():
    assert roots_of("william") & roots_of("billy")


def test_a_county_is_the_same_each_time_and_another_seed_makes_another():
    assert some_records(50) == some_records(50)
    assert some_records(50) != list(county_records(SEED + 1, 50))


def test_a_shard_is_the_same_however_many_children_there_are():
    alone = list(make_shard(SEED, 0, IN_A_SHARD))
    among_many = list(make_shard(SEED, 0, 10 * IN_A_SHARD))

    assert alone == among_many


def test_records_are_yielded_one_after_another_however_large_the_county():
    assert len(list(islice(county_records(SEED, 200_000), 5))) == 5


def test_every_number_telephone_and_postcode_passes_the_check_that_extracts_are_read_with():
    for record in some_records():
        for version in record.versions:
            for number in version.identifiers:
                assert read_identifier(Scheme(number.scheme), number.value).value == number.value
            for contact in version.contacts:
                assert read_phone(contact.value).value == contact.value
            if version.residence is not None and version.residence.postcode:
                assert read_postcode(version.residence.postcode).value == version.residence.postcode


def test_no_two_children_have_one_number_of_their_own():
    children = list(make_shard(SEED, 0, IN_A_SHARD)) + list(make_shard(SEED, 1, 2 * IN_A_SHARD))
    own = [child for child in children if not child.before_adoption]

    for numbers in ({each.nhs for each in children}, {each.upn for each in children}):
        assert len(numbers) == len(children)
    assert len({each.uln for each in own}) == len({each.pnc for each in own}) == len(own)


def test_twins_share_birth_date_home_and_family_name_and_are_marked():
    groups = {}
    for child in make_shard(SEED, 0, IN_A_SHARD):
        if child.easily_taken_for.startswith("twins"):
            groups.setdefault(child.easily_taken_for, []).append(child)

    assert len(groups) > 3
    for one, other in groups.values():
        assert (one.born, one.home, one.family) == (other.born, other.home, other.family)
        assert one.given != other.given


def test_namesakes_share_name_and_birth_date_and_no_home_or_number():
    groups = {}
    for shard in range(4):
        for child in make_shard(SEED, shard, 4 * IN_A_SHARD):
            if child.easily_taken_for.startswith("namesakes"):
                groups.setdefault(child.easily_taken_for, []).append(child)

    assert groups
    for one, other in groups.values():
        assert (one.given, one.family, one.born) == (other.given, other.family, other.born)
        assert one.home != other.home
        assert one.nhs != other.nhs


def test_a_child_before_adoption_is_another_person_whom_social_care_sealed():
    children = [child for shard in range(4) for child in make_shard(SEED, shard, 4 * IN_A_SHARD)]
    before = [child for child in children if child.before_adoption]
    after = {child.key: child for child in children if not child.before_adoption}

    assert before
    for child in before:
        adopted = after[child.key.removesuffix(" before adoption")]
        assert child.easily_taken_for == adopted.easily_taken_for
        assert (child.nhs, child.upn, child.home) != (adopted.nhs, adopted.upn, adopted.home)
    sealed = [each for each in county_records(SEED, 4 * IN_A_SHARD) if each.is_sealed]
    assert {each.kind for each in sealed} == {"social_care"}


def test_some_records_are_late_some_are_corrected_and_none_is_from_the_future():
    records = some_records()
    versions = [version for record in records for version in record.versions]

    assert any(len(record.versions) > 1 for record in records)
    assert any((each.received_at - each.recorded_at).days >= 5 for each in versions)
    assert all(each.recorded_at < each.received_at <= ASKED_AT for each in versions)


def test_what_the_agency_wrote_last_is_what_a_record_says_now_whichever_came_first():
    record = next(each for each in some_records() if len(each.versions) > 1)
    turned_round = replace(record, versions=record.versions[::-1])
    newest = max(record.versions, key=lambda each: each.recorded_at)

    for each in (record, turned_round):
        assert [sourced.claim for sourced in claims_of(each).names] == list(newest.names)
        assert claims_of(each).residences[0].claim == newest.residence
