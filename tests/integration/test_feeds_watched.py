"""A feed that is late or has changed is shown in words, in the briefing too, and named people are written to."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from reachable.access.domain.viewer import Run
from reachable.alerts.models import OutboxMessage
from reachable.intake.domain.feed_watch import FeedFault
from reachable.intake.models import Extract
from reachable.jobs.rounds import do_hourly_round
from reachable.journeys.briefing_made import make_briefing
from reachable.journeys.extract_undone import undo_extract
from reachable.journeys.feeds_watched import list_own_feeds, watch_feeds
from reachable.kernel.ids import ImportId
from tests.factories.partnership import DAY, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.sent_records import custody_row, send, social_care_row

HOUR = timedelta(hours=1)
MADE_UP_ROWS = 30
LONG_AGO = {"arrested_at": "01/04/2026 23:10", "recorded_at": "02/04/2026 02:00"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership(now=NOW - 30 * DAY)


def custody(count=MADE_UP_ROWS, **cells):
    return [
        custody_row(f"EC/26/{number:06}", **(LONG_AGO | {"offence": "Possession"} | cells)) for number in range(count)
    ]


def four_files(made, *last, until=NOW):
    """Bring in three files as usual, and a last one."""
    for days in (3, 2, 1):
        send(made, "custody", *custody(), now=until - days * DAY)
    send(made, "custody", *(last or custody()), now=until)


def watched(made, now=NOW):
    feeds = watch_feeds(viewer=Run("test"), area_id=made.areas["northshire"], now=now)
    return next(feed for feed in feeds if feed.checked.feed == "custody")


def off(made, now=NOW):
    return {finding.off for finding in watched(made, now).findings}


def test_a_feed_as_usual_has_nothing_off(made):
    four_files(made)
    assert off(made) == set()


def test_a_feed_is_late_once_its_own_rhythm_and_the_grace_have_passed(made):
    four_files(made)
    assert off(made, NOW + DAY + 2 * HOUR) == set()
    late = watched(made, NOW + DAY + 2 * HOUR + timedelta(minutes=1))
    assert [(finding.off, finding.since) for finding in late.findings] == [(FeedFault.LATE, NOW + DAY)]


def test_a_feed_that_loses_rows_and_a_column_is_off_since_that_file(made):
    four_files(made, *(row | {"offence": ""} for row in custody(20)))
    found = {(finding.off, finding.column): finding.since for finding in watched(made).findings}
    assert found[FeedFault.SHRINKING, ""] == NOW
    assert found[FeedFault.FILLED, "offence"] == NOW


def test_once_the_wrong_file_is_undone_nothing_is_off(made):
    four_files(made, *custody(10))
    assert FeedFault.SHRINKING in off(made)
    extract = Extract.objects.latest("brought_in_at")
    undo_extract(
        extract_id=ImportId(extract.id), because="Half of it", by=made.actor("northshire-coordinator"), now=NOW
    )
    assert FeedFault.SHRINKING not in off(made)


def test_no_cell_of_any_row_is_kept_with_the_counts(made):
    send(made, "custody", custody_row("EC/26/000001", surname="Okafor-Bell", home_postcode="ZZ1 4AB"))
    kept = str(Extract.objects.get().measures)
    assert "surname" in kept
    for cell in ("Okafor", "ZZ1", "EC/26"):
        assert cell not in kept


def test_of_a_refused_file_nothing_is_counted(made):
    with pytest.raises(AssertionError):
        send(made, "custody", custody_row("EC/26/000001", wraps="few"))
    assert Extract.objects.get().measures == {}


def test_the_briefing_says_what_is_off_where_it_says_how_fresh(made):
    four_files(made, *custody(10))
    page = made.client("northshire-coordinator").get(reverse("today")).content.decode()
    words = " ".join(page.split())
    assert "Changed: today" in words
    assert "The last file has 10 rows. Usual is 30." in words
    assert 'href="/feeds/"' in words


def test_a_feed_that_is_only_late_is_still_said_to_be_one_that_could_not_be_checked(made):
    four_files(made, until=NOW - 3 * DAY)
    briefing = make_briefing(
        viewer=made.viewer("northshire-coordinator", at=NOW), on=None, calendar=settings.CALENDAR, now=NOW
    )
    assert any(feed.checked.feed == "custody" and not feed.checked.is_fresh for feed in briefing.feeds)


def test_the_page_says_what_since_when_what_it_means_and_whom_to_ring(made):
    four_files(made, *custody(10))
    words = " ".join(made.client("northshire-coordinator").get("/feeds/").content.decode().split())
    for said in (
        "The last file has 10 rows. Usual is 30.",
        "A child who is not shown may still be known to the agency.",
        "since Thursday 14 May",
        "Ring",
        "It has never been received.",
    ):
        assert said in words


def test_somebody_who_brings_extracts_in_sees_their_own_agencys_feeds_and_no_others(made):
    feeds = list_own_feeds(viewer=made.viewer("northshire-extract-officer", at=NOW), now=NOW)
    assert {feed.checked.agency_id for feed in feeds} == {made.agencies["northshire-police"]}
    assert {feed.checked.feed for feed in feeds} >= {"custody", "missing"}


@pytest.mark.parametrize("code", ["northshire-teacher", "northshire-social-worker", "northshire-sergeant"])
def test_nobody_else_opens_the_page(code, made):
    assert made.client(code).get("/feeds/").status_code == 404


def test_whoever_brings_the_extracts_in_is_written_to_once_a_day_while_it_is_off(made):
    four_files(made, *custody(10))
    assert do_hourly_round(now=NOW) == 1
    do_hourly_round(now=NOW + HOUR)
    (message,) = OutboxMessage.objects.all()
    assert message.to_name == "Northshire Extract Officer"
    assert "Okafor" not in message.text
    do_hourly_round(now=NOW + DAY)
    assert OutboxMessage.objects.count() == 2


def test_where_nobody_brings_extracts_in_the_areas_coordinators_are_written_to(made):
    row = {"happened_at": "01/04/2026", "recorded_at": "01/04/2026 12:00"}
    send(made, "social_care", social_care_row("N-1", **row), now=NOW - 3 * DAY)
    assert do_hourly_round(now=NOW) >= 1
    assert set(OutboxMessage.objects.values_list("to_name", flat=True)) == {
        "Northshire Coordinator",
        "Northshire Second Coordinator",
    }


def test_what_never_came_and_what_is_too_new_to_compare_is_shown_and_written_to_nobody_about(made):
    send(made, "custody", *custody(), now=NOW)
    assert off(made) == {FeedFault.NOT_COMPARED}
    assert do_hourly_round(now=NOW) == 0
