"""Broken files are refused whole: nothing changes, and every problem has its line, column and remedy."""

from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.bank_holidays import england_and_wales
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.models import StagedFile
from reachable.intake.operations import ExtractNotWaiting
from reachable.intake.queries import find_extract
from reachable.journeys.extract_imported import (
    ExtractNotFound,
    SentExtract,
    bring_in_extract,
    let_go,
    stage_extract,
)
from tests.factories.broken_files import BROKEN, rows
from tests.factories.partnership import NOW, make_partnership
from tests.factories.state import dump_bytes
from tests.unit.intake.extract_files import write_file

SENDER = {
    **dict.fromkeys(LAYOUTS, "northshire-social-care"),
    **dict.fromkeys(("custody", "missing", "stops"), "northshire-police"),
    "school": "northshire-school",
    "hospital": "northshire-hospital",
}
LATER = NOW + timedelta(hours=1)
AT_LEAST = 25


@pytest.fixture
def made(database):
    return make_partnership()


def stage(made, feed, content, *, now=LATER, confirmed=False):
    agency_id = made.agencies[SENDER[feed]]
    sent = SentExtract(
        feed=feed, agency_id=agency_id, file_name="extract.csv", content=content, fewer_rows_confirmed=confirmed
    )
    return stage_extract(sent=sent, calendar=england_and_wales(), by=clerk(made, feed), now=now)


def bring_in(made, feed, extract_id, *, now=LATER):
    return bring_in_extract(extract_id=extract_id, calendar=england_and_wales(), by=clerk(made, feed), now=now)


def clerk(made, feed):
    return Actor(user_id=None, agency_id=made.agencies[SENDER[feed]], name="clerk")


def everything_but_the_refusal(privileged, database):
    with privileged.connect(database) as admin:
        return dump_bytes(admin, leaving_out=["intake_extract"])


def test_there_are_many_kinds_of_broken_file_and_every_feed_has_some():
    assert len(BROKEN) >= AT_LEAST
    assert {make()[0] for make, *_ in BROKEN.values()} == LAYOUTS.keys()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_whole_and_changes_nothing(what, made, database, privileged):
    make, kind, line, field, remedy = BROKEN[what]
    feed, content = make()
    good = stage(made, feed, write_file(feed, rows(feed)), now=NOW)
    bring_in(made, feed, good.extract_id, now=NOW)
    before = everything_but_the_refusal(privileged, database)
    staged = stage(made, feed, content)
    assert everything_but_the_refusal(privileged, database) == before
    problem = staged.reading.problems[0]
    assert (problem.kind, problem.line, problem.field) == (kind, line, field)
    assert problem.what
    assert problem.remedy
    assert remedy in problem.remedy
    kept = find_extract(viewer=Run("test"), extract_id=staged.extract_id)
    assert kept.state == "REFUSED"
    assert {key for each in kept.problems for key in each} == {"kind", "line", "field", "what", "remedy"}
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, feed, staged.extract_id)


def test_far_fewer_rows_come_in_once_somebody_confirms_that_they_are_right(made):
    bring_in(
        made, "custody", stage(made, "custody", write_file("custody", rows("custody")), now=NOW).extract_id, now=NOW
    )
    few = write_file("custody", rows("custody", 3, offence="Something else", recorded_at="04/03/2026 10:00"))
    assert stage(made, "custody", few).reading.is_refused
    staged = stage(made, "custody", few, confirmed=True)
    assert bring_in(made, "custody", staged.extract_id).new_versions == 1


def test_an_extract_comes_in_once_and_its_bytes_are_let_go(made):
    staged = stage(made, "school", write_file("school", rows("school")))
    bring_in(made, "school", staged.extract_id)
    with running(job="test", now=LATER):
        assert [bytes(row.content) for row in StagedFile.objects.all()] == [b""]
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, "school", staged.extract_id)


def test_an_extract_that_is_not_wanted_leaves_nothing_behind(made, database, privileged):
    before = everything_but_the_refusal(privileged, database)
    staged = stage(made, "school", write_file("school", rows("school")))
    let_go(extract_id=staged.extract_id, by=clerk(made, "school"), now=LATER)
    after = everything_but_the_refusal(privileged, database)
    assert {table for table in before if before[table] != after[table]} == {"intake_stagedfile"}
    with running(job="test", now=LATER):
        assert [bytes(row.content) for row in StagedFile.objects.all()] == [b""]
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, "school", staged.extract_id)


def test_another_agency_can_neither_bring_it_in_nor_let_it_go(made):
    staged = stage(made, "school", write_file("school", rows("school")))
    with pytest.raises(ExtractNotFound):
        bring_in(made, "custody", staged.extract_id)
    with pytest.raises(ExtractNotFound):
        let_go(extract_id=staged.extract_id, by=clerk(made, "custody"), now=LATER)
