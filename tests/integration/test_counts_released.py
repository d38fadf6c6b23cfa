"""Counts without children: what is released, who reads it, and that there is nothing else to be asked."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.test import override_settings

from reachable.access.context import NoContextOpen, OnlyCounts, acting, reading, running
from reachable.access.domain.policy import Asked, Ground, Part, SealState, Tie, decide, decide_counts
from reachable.access.domain.viewer import READ_COUNTS, Actor, Purpose, Role
from reachable.adapters.bank_holidays import england_and_wales
from reachable.jobs.rounds import do_daily_round
from reachable.journeys import counts_released
from reachable.journeys.counts_released import list_own_releases, release_counts
from reachable.kernel.ids import AboutId, SubjectId
from reachable.oversight.domain.count_tables import COUNT_TABLES
from reachable.oversight.domain.quarters import last_countable
from reachable.people.models import EqualityDetail, SourceRecord, Subject
from reachable.people.operations import mark_sealed
from reachable.people.queries import find_adults
from reachable.timeline.domain.kinds import EventKind
from tests.factories.children import add_event, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.routes_table import ROUTES
from tests.factories.whole_scene import SECRETS, make_scene
from tests.integration.made_up import as_app, sign_in
from tests.integration.test_promises_routes import address

ANALYST = "northshire-analyst"
IN_QUARTER = datetime(2026, 3, 10, 12, tzinfo=UTC)
CALENDAR = england_and_wales()


@pytest.fixture
def site(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield


@pytest.fixture
def made(site):
    return make_partnership()


def make_children(made, count, *, since=0, **changed):
    """Make records of so many children that came in the quarter."""
    return [make_child(made, f"Some Child{since + each}", now=IN_QUARTER, **changed) for each in range(count)]


def released(made, area="northshire"):
    return {each.table.code: each.release for each in list_own_releases(viewer=made.viewer(f"{area}-analyst"))}


def told(made, code, area="northshire"):
    return {row.row: row for row in released(made, area)[code].rows}


def test_case_101_what_was_released_stays_whatever_is_recorded_later(made):
    make_children(made, 9)
    assert release_counts(calendar=CALENDAR, now=NOW) == 2 * len(COUNT_TABLES)
    before = released(made)
    make_children(made, 9, since=9)
    assert do_daily_round(now=NOW + timedelta(days=1))
    assert release_counts(calendar=CALENDAR, now=NOW + timedelta(days=30)) == 0
    assert released(made) == before
    # The next quarter counts other children: those of this one are in it nowhere.
    assert release_counts(calendar=CALENDAR, now=NOW + timedelta(days=90)) == 2 * len(COUNT_TABLES)
    latest = list_own_releases(viewer=made.viewer(ANALYST))[: len(COUNT_TABLES)]
    assert {each.release.total for each in latest} == {0}


def test_case_79_children_are_counted_by_ethnicity_and_age_once_each_in_one_area(made):
    white = make_children(made, 12)
    white += make_children(made, 9, since=12, born=date(2009, 6, 1))
    make_children(made, 3, since=30)
    make_children(made, 8, since=40, agency="eastham-police", home="eastham")
    with running(job="test", now=NOW):
        for child in white:
            source = SourceRecord.objects.get(subject_id=child)
            EqualityDetail.objects.create(
                about_id=child,
                subject_id=child,
                source_record=source,
                controller_id=source.controller_id,
                received_at=NOW,
                ethnicity="W1",
            )
    release_counts(calendar=CALENDAR, now=NOW)
    rows = told(made, "CHILDREN")
    assert rows["W"].figures == (None, None, 10, 10, None)
    assert (rows["W"].whole, rows["W"].is_coarse) == (20, False)
    assert (rows["NOT_RECORDED"].whole, rows["NOT_RECORDED"].is_coarse) == (None, True)
    assert told(made, "CHILDREN", "eastham")["NOT_RECORDED"].whole == 10


def test_case_12_a_sealed_child_is_counted_nowhere(made):
    children = make_children(made, 13)
    for child in children:
        add_event(made, child, EventKind.ASSAULT_ON_CHILD, IN_QUARTER)
    with acting(by=MACHINE, what="test", now=NOW):
        mark_sealed(subject_ids=[children[0]], because="test", by=MACHINE, now=NOW)
    release_counts(calendar=CALENDAR, now=NOW)
    assert told(made, "CHILDREN")["NOT_RECORDED"].whole == 10, "12, and not 13, which would be 15"
    assert told(made, "HARM")["ASSAULT_ON_CHILD"].whole == 10


def test_concerns_about_one_child_are_one_child_and_those_about_a_child_counted_nowhere_are_none(monkeypatch):
    one, sealed, concerns = SubjectId(uuid4()), SubjectId(uuid4()), [AboutId(uuid4()) for _ in range(10)]
    about = {**dict.fromkeys(concerns[:8], frozenset({one})), concerns[8]: frozenset({sealed})}
    counting = counts_released._Counting(last_countable(NOW.date()), CALENDAR, NOW)
    monkeypatch.setattr(counts_released, "list_counted", lambda **_: ())
    monkeypatch.setattr(counts_released, "list_children_of_concerns", lambda **_: about)
    monkeypatch.setattr(counting, "_find_children", lambda _: {one: SimpleNamespace(key="one")})
    found = counting._find_children_of_alerts(concerns)
    assert {found[each] for each in concerns[:8]} == {"one"}
    assert (concerns[8] in found, found[concerns[9]]) == (False, str(concerns[9]))


def test_returns_are_counted_by_what_came_of_each(made):
    children = make_children(made, 25)
    for place, child in enumerate(children):
        add_event(made, child, EventKind.MISSING_FOUND, IN_QUARTER, episode="one")
        # Another agency tells of the same return.
        add_event(
            made, child, EventKind.MISSING_FOUND, IN_QUARTER + timedelta(hours=1), agency="northshire-social-care"
        )
        after = timedelta(hours=20) if place < 8 else timedelta(days=6)
        if place < 16:
            add_event(made, child, EventKind.RETURN_INTERVIEW_HELD, IN_QUARTER + after, episode="one")
    release_counts(calendar=CALENDAR, now=NOW)
    assert told(made, "RETURNS")["ALL"].figures == (10, 10, None, 10)


def test_case_9_an_analyst_reads_no_row_of_anybody_by_any_statement(made):
    make_children(made, 1)
    viewer = made.viewer(ANALYST)
    functions = (
        "SELECT * FROM resolver.open_records(ARRAY[gen_random_uuid()], 'OPENED', 'x')",
        "SELECT * FROM resolver.list_seals()",
        "SELECT * FROM audit.looked_at(ARRAY[gen_random_uuid()])",
    )
    # Of every table, with rows in it, `prove policies` asks the same.
    read = ("SELECT id FROM people_subject", "SELECT given FROM people_name", "SELECT id FROM people_residence")
    for statement in (*functions, *read, "SELECT count(*) FROM people_birthdate WHERE earliest > '2010-01-01'"):
        with as_app() as bare, pytest.raises(psycopg.Error) as refusal, bare.transaction():
            sign_in(bare, viewer)
            bare.execute(statement)
        assert refusal.value.sqlstate == "RC041", statement


def test_case_9_what_an_analyst_would_read_or_write_is_not_even_sent(made):
    viewer = made.viewer(ANALYST)
    with pytest.raises(OnlyCounts), reading(viewer):
        find_adults(viewer=viewer, subject_ids=[])
        list(Subject.objects.all())
    with pytest.raises(OnlyCounts), acting(by=Actor.from_viewer(viewer), what="test", now=NOW):
        list(Subject.objects.all())
    with pytest.raises(NoContextOpen), acting(by=Actor.from_viewer(viewer), what="test", now=NOW):
        mark_sealed(subject_ids=[], because="test", by=Actor.from_viewer(viewer), now=NOW)


def test_case_9_the_one_policy_says_no_to_an_analyst_whatever_ties_them():
    for tie in Tie:
        for seal in SealState:
            for part in Part:
                asked = Asked(
                    role=Role.ANALYST, purpose=Purpose.STATISTICS, of_holder=True, tie=tie, seal=seal, part=part
                )
                assert decide(asked).ground is Ground.COUNTS_ALONE
    assert {role for role in Role if decide_counts(role).may_see} == READ_COUNTS


def test_case_9_and_27_no_address_gives_an_analyst_or_a_manager_a_list_or_a_sheet_of_children(site):
    scene = make_scene()
    clients = {code: scene.made.client(f"northshire-{code}") for code in ("analyst", "supervisor", "coordinator")}
    sheets = set()
    for route in ROUTES:
        for code, client in clients.items():
            answer = client.get(address(route.name, scene.words()), {"format": "csv", "export": "all", "mark": "CCE"})
            # A picture is of one concern, and opens to nobody who reads counts alone: the status below says so.
            if answer.get("Content-Type", "").partition(";")[0] not in ("text/html", "application/pdf", "image/jpeg"):
                sheets.add((route.name, answer.get("Content-Type", "").partition(";")[0]))
            if code == "analyst":
                assert [word for word in SECRETS if word in answer.content.decode(errors="replace")] == [], route.name
                if route.theirs == 200 and route.whose not in ("northshire-teacher", ANALYST):
                    assert answer.status_code in (302, 404), route.name
    # The one sheet there is holds rounded counts; the rest are words for machines, and answers that are refused.
    assert {name for name, kind in sheets if kind == "text/csv"} == {"count_release_csv"}
    assert {kind for _, kind in sheets} <= {"text/csv", "text/plain", "application/json", "text/calendar", ""}, sheets


@pytest.mark.parametrize("code", ["analyst", "supervisor", "coordinator", "safeguarding-lead"])
def test_case_27_managers_and_analysts_are_led_to_the_counts(code, made):
    release_counts(calendar=CALENDAR, now=NOW)
    page = made.client(f"northshire-{code}").get("/counts/").content.decode()
    assert "January to March 2026" in page
    assert "no list of children can be made from them" in page
    assert 'href="/ring/"' in page


def test_case_108_asking_with_one_filter_more_changes_nothing(made):
    make_children(made, 12)
    release_counts(calendar=CALENDAR, now=NOW)
    client = made.client(ANALYST)
    (table,) = (each for each in list_own_releases(viewer=made.viewer(ANALYST)) if each.table.code == "CHILDREN")
    for path in ("/counts/", f"/counts/{table.id}/", f"/counts/{table.id}/counts.csv"):
        plain = made_plain(client.get(path).content)
        filters: dict[str, str] = {}
        for each in ("age", "ethnicity", "area", "school", "since", "until", "sex", "ward", "team", "name"):
            filters[each] = "1"
            assert made_plain(client.get(path, filters).content) == plain, filters
            assert client.post(path, filters).status_code == 405
    elsewhere = list_own_releases(viewer=made.viewer("eastham-analyst"))[0]
    assert client.get(f"/counts/{elsewhere.id}/").status_code == 404


def made_plain(content):
    return re.sub(rb'(csrfmiddlewaretoken" value|data-desk)="[^"]*"', b"", content)


def test_case_107_the_picture_and_the_file_carry_the_rounded_numbers_alone(made):
    make_children(made, 12)
    release_counts(calendar=CALENDAR, now=NOW)
    client = made.client(ANALYST)
    (table,) = (each for each in list_own_releases(viewer=made.viewer(ANALYST)) if each.table.code == "CHILDREN")
    page = client.get(f"/counts/{table.id}/").content.decode()
    picture = page[page.index("<figure") : page.index("</figure>")]
    assert "Not recorded: about 10" in picture
    assert re.findall(r'width="([\d.]+)%"', picture) == ["96.0"]
    assert "12" not in re.sub(r"<svg.*?>", "", picture)
    answer = client.get(f"/counts/{table.id}/counts.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="children-2026-01-01.csv"'
    sheet = answer.content.decode()
    assert "Not recorded,not told apart,not told apart,not told apart,not told apart,not told apart,about 10" in sheet
    assert not re.search(r"\b12\b", sheet)


def test_a_release_is_never_changed_and_takes_no_exact_number(made):
    release_counts(calendar=CALENDAR, now=NOW)
    with pytest.raises(Exception, match="only_rounded_numbers"), running(job="test", now=NOW):
        release = apps.get_model("oversight", "CountRelease")
        release.objects.create(
            table_code="OTHER",
            area_id=made.areas["northshire"],
            quarter_starts=NOW.date(),
            released_at=NOW,
            figures={"rows": [{"figures": [12]}]},
        )
    with as_app() as bare, pytest.raises(psycopg.errors.InsufficientPrivilege):
        bare.execute("UPDATE oversight_countrelease SET figures = '{}'")
