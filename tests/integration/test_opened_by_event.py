"""A record that opens by an event somebody elsewhere wrote: its agency is told, and looking at it is no own work."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.pace import WINDOW
from reachable.access.domain.viewer import Role, Run, Shown
from reachable.access.operations import register_membership
from reachable.alerts.models import OutboxMessage
from reachable.intake.domain.just_happened import Happening, JustHappened
from reachable.journeys.just_happened import record_what_happened
from reachable.journeys.looks_watched import climb_findings, watch_looks
from reachable.journeys.match_judged import judge_match
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.kernel.ids import AboutId
from reachable.matching.domain.clusters import Answer
from reachable.oversight.domain.limits import LIMITS
from reachable.oversight.models import LookFinding
from reachable.oversight.queries.looks import list_look_rows
from reachable.people.domain.claims import BirthDateClaim, ContactClaim, NameClaim, TakenRecord
from reachable.people.models import Subject
from reachable.people.operations import seal_record, take_in_records
from reachable.people.queries import open_records
from reachable.timeline.models import Event
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

SERGEANT, COLLEAGUE = "eastham-sergeant", "eastham-missing-officer"
REVIEWER, OTHERS = "northshire-supervisor", "eastham-supervisor"
BORN, MINUTE = date(2012, 2, 3), timedelta(minutes=1)
FOUND = JustHappened(
    happening=Happening.FOUND, happened_at=NOW, recorded_at=NOW, given_name="Jaydon", own_reference="EC/1/26"
)


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def phone(number):
    return f"077009004{number:02}"


def known(made, number=0, *, agency="northshire-social-care"):
    """Return the record an agency has of a child, who may be found by a telephone."""
    with running(job="test", now=NOW):
        (taken,) = take_in_records(
            agency_id=made.agencies[agency],
            system="social_care",
            records=[
                TakenRecord(
                    local_id=f"N-{number}",
                    reference=f"N-{number}",
                    version_hash="0" * 64,
                    payload={},
                    recorded_at=NOW,
                    names=(NameClaim(kind="GIVEN", given="Jaydon", family=f"Marsh{chr(97 + number)}"),),
                    birth_date=BirthDateClaim(BORN, BORN),
                    contacts=(ContactClaim("PHONE", phone(number), "child"),),
                )
            ],
            batch_id=None,
            by=MACHINE,
            now=NOW,
        )
        look_for_same_child(subject_ids=[taken.subject_id], because="test", by=MACHINE, now=NOW)
    return taken.subject_id


def find(number=0, **changes):
    """Return that a child of that telephone was found."""
    given = {"family_name": f"Marsh{chr(97 + number)}", "phone": phone(number), "own_reference": f"EC/{number}"}
    return replace(FOUND, **(given | changes))


def record(made, what, by=SERGEANT, *, now=NOW):
    return record_what_happened(what=what, viewer=made.viewer(by, at=now), now=now)


def told():
    with running(job="test", now=NOW):
        return list(LookFinding.objects.filter(pattern="OPENED_BY_EVENT").select_related("controller"))


def opens(made, child, who=SERGEANT):
    viewer, asked = made.viewer(who), [AboutId(child)]
    return bool(open_records(viewer=viewer, about_ids=asked, shown=Shown.OPENED, what="child's page").granted)


def test_the_reviewers_of_the_agency_whose_record_opened_are_told_by_reference_and_find_their_own_number(made):
    child = known(made)
    record(made, find())
    assert opens(made, child)
    (row,) = told()
    assert row.controller.code == "northshire-social-care"
    assert row.whom_id == made.users[SERGEANT]
    (message,) = OutboxMessage.objects.filter(key__startswith="finding")
    assert message.to_address == f"{REVIEWER}@example.org"
    assert re.search(r"Reference F-[0-9a-f]{8}\.", message.text)
    assert not any(word in message.text for word in ("Jaydon", "Marsh", "N-0", "missing", "Sergeant"))
    page = made.client(REVIEWER).get(f"/findings/{row.id}/").content.decode()
    assert "They recorded “A missing child was found” as having just happened" in page
    assert "one record of your agency" in page
    assert "Your own numbers of what opened: N-0." in page
    assert "Marsh" not in page
    for who in (SERGEANT, OTHERS):
        assert made.client(who).get(f"/findings/{row.id}/").status_code == 404


def test_the_number_is_still_found_once_somebody_judged_and_no_other_agency_reads_it(made):
    child = known(made)
    mine = record(made, find()).subject_id
    judge_match(left=child, right=mine, answer=Answer.DIFFERENT, because="Older", viewer=made.viewer(SERGEANT), now=NOW)
    (row,) = told()
    assert "N-0" in made.client(REVIEWER).get(f"/findings/{row.id}/").content.decode()
    with running(job="test", now=NOW):
        LookFinding.objects.update(told_at=NOW - timedelta(days=30))
    assert climb_findings(now=NOW) == 1
    page = made.client(OTHERS).get(f"/findings/{row.id}/").content.decode()
    assert "They recorded" in page
    assert "N-0" not in page


def test_nobody_is_told_where_nothing_of_another_agency_opened(made):
    known(made, 1, agency="eastham-police")
    record(made, find(1))
    record(made, find(2))
    child = known(made, 3)
    with running(job="test", now=NOW):
        subject = Subject.objects.get(id=child)
        seal_record(
            agency_id=subject.agency_id, system="social_care", local_id="N-3", because="test", by=MACHINE, now=NOW
        )
    record(made, find(3))
    assert not opens(made, child)
    known(made, 4)
    record(made, find(4, happening=Happening.AT_HOSPITAL), "eastham-nurse")
    assert told() == []


def test_what_is_recorded_of_one_child_twice_a_day_is_told_once_and_of_one_person_not_at_all(made):
    child = known(made)
    mine = record(made, find(happening=Happening.ARRESTED)).subject_id
    assert record(made, find(happening=Happening.RELEASED), now=NOW + MINUTE).subject_id == mine
    assert len(told()) == 1
    viewer = made.viewer(SERGEANT)
    judge_match(left=child, right=mine, answer=Answer.SAME, because="His own address", viewer=viewer, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    record(made, find(happening=Happening.ARRESTED, happened_at=tomorrow, recorded_at=tomorrow), now=tomorrow)
    assert len(told()) == 1


def test_a_look_at_what_ones_own_event_opened_is_outside_ones_own_work_and_a_colleagues_is_not(made, monkeypatch):
    children = [known(made, number) for number in range(3)]
    for number in range(3):
        record(made, find(number))
    monkeypatch.setattr(
        "reachable.journeys.looks_watched.find_limits",
        lambda on: replace(LIMITS[0], night_records=3, night_from_hour=0, night_to_hour=24),
    )
    with running(job="test", now=NOW):
        made.memberships[COLLEAGUE] = register_membership(
            user_id=made.users[COLLEAGUE],
            team_id=made.teams["eastham-custody"],
            role=Role.PRACTITIONER,
            starts_at=NOW - timedelta(days=9),
            by=MACHINE,
            now=NOW,
        )
    for child in children:
        assert opens(made, child)
        assert opens(made, child, COLLEAGUE)
    assert watch_looks(now=NOW) == 1
    with running(job="test", now=NOW):
        row = LookFinding.objects.get(pattern="NIGHT_BULK")
    assert "3 children’s records outside their own work" in row.sentence
    assert row.whom_id == made.users[SERGEANT]


def test_a_happening_that_opens_others_records_is_one_look_up_and_one_that_opens_none_is_not(made):
    known(made)
    record(made, find())
    record(made, find(1))
    with running(job="test", now=NOW):
        searched = [row for row in list_look_rows(viewer=Run("test"), since=NOW - WINDOW) if row.kind == "SEARCHED"]
    assert [row.user_id for row in searched] == [made.users[SERGEANT]]


@override_settings(LOOK_UPS_AN_HOUR=2)
def test_who_looks_up_too_fast_records_all_the_same_and_is_shown_no_other_agencys_records(made):
    children = [known(made, number) for number in range(3)]
    client = made.client(SERGEANT)
    pages = []
    for number in range(3):
        sent = {"given_name": "Jaydon", "family_name": f"Marsh{chr(97 + number)}", "phone": phone(number)}
        pages.append(client.post("/happened/found/", sent, follow=True).content.decode())
    with running(job="test", now=NOW):
        assert Event.objects.filter(kind="MISSING_FOUND").count() == 3
    assert [opens(made, child) for child in children] == [True, True, False]
    assert len(told()) == 2
    assert "Other agencies’ records that may be of this child are not shown to you" in pages[2]
    assert "What must happen now" in pages[2]
    assert "Other agencies’ records that" not in pages[1]
    assert client.post("/look-up/", {"words": "Jaydon Marsha"}).status_code == 429
