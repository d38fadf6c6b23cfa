"""A small made-up county, brought in agency by agency as its records arrived, and matched in memory: one result."""

from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.demo.county.loading import claims_of
from reachable.demo.county.records import ASKED_AT, county_records
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.describe import describe
from reachable.matching.domain.register import make_register
from reachable.matching.domain.routes import describe_routes
from reachable.matching.models import Candidate, Judgement
from reachable.matching.operations import look_among_all, refresh_matches
from reachable.people.domain.claims import TakenRecord
from reachable.people.operations import seal_record, take_in_records
from reachable.people.queries import find_subjects
from tests.factories.partnership import MACHINE, make_partnership

CHILDREN = 120
AGENCIES = {
    "custody": "police",
    "missing": "police",
    "social_care": "social-care",
    "school": "school",
    "hospital": "police",
    "youth_justice": "social-care",
    "voluntary": "school",
}
RUN = Run("test")


def agency_of(made, record):
    area = "northshire" if record.office[-1] != "2" else "eastham"
    return made.agencies[f"{area}-{AGENCIES[record.kind]}"]


def taken(record, version):
    return TakenRecord(
        local_id=record.local_id,
        reference=record.local_id,
        version_hash=uuid5(NAMESPACE_URL, f"{record.local_id} {version.recorded_at}").hex.ljust(64, "0"),
        payload={"made up": True},
        recorded_at=version.recorded_at,
        names=version.names,
        birth_date=version.birth_date,
        identifiers=version.identifiers,
        residence=version.residence,
        contacts=version.contacts,
        school_name=version.school_name,
    )


@pytest.fixture
def county(database):
    """Bring a county in, version by version in the order of arrival, a month at a time."""
    made = make_partnership(now=ASKED_AT)
    arriving = sorted(
        (
            (version.received_at, record.kind, record.office, index, record, version)
            for index, record in enumerate(county_records(5, CHILDREN))
            for version in record.versions
        ),
        key=lambda each: each[:4],
    )
    sealed = [each[4] for each in arriving if each[4].is_sealed]
    months = groupby(arriving, key=lambda each: (each[0].year, each[0].month))
    for _, month in months:
        by_sender = sorted(month, key=lambda each: each[1:3])
        for _, sent in groupby(by_sender, key=lambda each: each[1:3]):
            batch = list(sent)
            now = max(each[0] for each in batch)
            with acting(by=MACHINE, what="test", now=now):
                subjects = take_in_records(
                    agency_id=agency_of(made, batch[0][4]),
                    system=batch[0][1],
                    records=[taken(each[4], each[5]) for each in batch],
                    batch_id=None,
                    by=MACHINE,
                    now=now,
                )
                refresh_matches(subject_ids=[each.subject_id for each in subjects], by=MACHINE, now=now)
    with acting(by=MACHINE, what="test", now=ASKED_AT):
        ids = [
            seal_record(
                agency_id=agency_of(made, each),
                system=each.kind,
                local_id=each.local_id,
                because="Adopted",
                by=MACHINE,
                now=ASKED_AT,
            )
            for each in sealed
        ]
        refresh_matches(subject_ids=ids, by=MACHINE, now=ASKED_AT)
    return made


def by_record(made, records):
    found = {}
    with running(job="test", now=ASKED_AT):
        for record in records:
            key = (agency_of(made, record), record.kind)
            if key not in found:
                found[key] = find_subjects(viewer=RUN, agency_id=key[0], system=key[1])
    return {
        (record.kind, record.office, record.local_id): found[agency_of(made, record), record.kind][record.local_id]
        for record in records
    }


def kept():
    with running(job="test", now=ASKED_AT):
        linked = Judgement.objects.filter(automatic=True, undone_at__isnull=True)
        asked = Candidate.objects.filter(state="WAITING")
        return tuple({frozenset(pair) for pair in rows.values_list("left_id", "right_id")} for rows in (linked, asked))


def test_a_county_brought_in_month_by_month_is_matched_as_all_at_once_in_memory(county):
    records = [each for each in county_records(5, CHILDREN) if not each.is_sealed]
    subject_of = by_record(county, records)
    own_id = {claims_of(each).subject_id: subject_of[each.kind, each.office, each.local_id] for each in records}
    described = [describe(claims_of(each)) for each in records]
    register = make_register(described)
    pairs = pairs_to_compare((each.subject_id, describe_routes(each).keys) for each in described)

    compared = list(register.compare(pairs))

    in_memory = tuple(
        {frozenset(own_id[side] for side in each.pair) for each in chosen}
        for chosen in ([each for each in compared if each.links], [each for each in compared if each.asks])
    )
    assert kept() == in_memory
    assert len(in_memory[0]) > 20


def test_looking_among_all_of_a_county_again_changes_nothing(county):
    before = kept()
    with acting(by=MACHINE, what="test", now=ASKED_AT):
        found = look_among_all(proposed=(), by=MACHINE, now=ASKED_AT)

    assert kept() == before
    assert found.moved == frozenset()
    assert found.to_judge == ()
