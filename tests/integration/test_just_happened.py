"""What just happened is recorded at once, the rules are asked, and the page says what now and whom to ring."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import product
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings

from reachable.access.context import running
from reachable.access.domain.agency_kinds import AgencyKind as K
from reachable.access.domain.viewer import Shown
from reachable.adapters.clock import read_clock
from reachable.alerts.models import Alert
from reachable.intake.domain.just_happened import Happening, JustHappened
from reachable.journeys.just_happened import NotComplete, NotYoursToRecord, list_to_record, record_what_happened
from reachable.journeys.match_judged import judge_match
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.what_now import open_what_now
from reachable.kernel.ids import AboutId
from reachable.matching.domain.clusters import Answer
from reachable.people.domain.claims import BirthDateClaim, ContactClaim, NameClaim, ResidenceClaim, TakenRecord
from reachable.people.models import Subject
from reachable.people.operations import take_in_records
from reachable.people.queries import open_records
from reachable.timeline.models import Event
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

PHONE = "07700900456"
BORN = date(2012, 2, 3)
ARREST = JustHappened(
    happening=Happening.ARRESTED,
    happened_at=NOW - timedelta(minutes=40),
    recorded_at=NOW,
    given_name="Jaydon",
    family_name="Marsh",
    age=14,
    phone=PHONE,
    place="Eastham custody",
    answers={"drugs_supply": True, "drugs": "crack", "wraps": 14, "cash_pence": 34000, "away_from_home_area": True},
)


def known_at_home(made, *, now=NOW):
    """Return the record the home area's social care has of the same child."""
    with running(job="test", now=now):
        (taken,) = take_in_records(
            agency_id=made.agencies["northshire-social-care"],
            system="social_care",
            records=[
                TakenRecord(
                    local_id="N-1",
                    reference="N-1",
                    version_hash="0" * 64,
                    payload={},
                    recorded_at=now,
                    names=(NameClaim(kind="GIVEN", given="Jaydon", family="Marsh"),),
                    birth_date=BirthDateClaim(BORN, BORN),
                    contacts=(ContactClaim("PHONE", PHONE, "child"),),
                    residence=ResidenceClaim("12 Larch Close", "ZZ1 1AA"),
                )
            ],
            batch_id=None,
            by=MACHINE,
            now=now,
        )
        look_for_same_child(subject_ids=[taken.subject_id], because="test", by=MACHINE, now=now)
    return taken.subject_id


def record(made, what=ARREST, by="eastham-sergeant", *, now=NOW):
    return record_what_happened(what=what, viewer=made.viewer(by, at=now), now=now).subject_id


def test_an_arrest_is_on_the_timeline_and_the_rules_are_asked_before_the_page_answers(database):
    made = make_partnership()
    record(made)
    with running(job="test", now=NOW):
        assert set(Event.objects.values_list("kind", flat=True)) == {"ARREST", "SEIZURE"}
        assert Alert.objects.filter(cause="RULE").exists()


def test_something_without_any_name_is_not_kept(database):
    made = make_partnership()
    nameless = JustHappened(happening=Happening.FOUND, happened_at=NOW, recorded_at=NOW)
    with pytest.raises(NotComplete) as refusal:
        record(made, nameless)
    assert set(refusal.value.problems) == {"given_name"}
    with running(job="test", now=NOW):
        assert not Subject.objects.exists()


def test_whoever_recorded_it_may_open_the_child_for_a_while_and_others_of_the_force_may_not(database):
    made = make_partnership()
    about = AboutId(record(made))

    def opens(code, at=NOW):
        asked = {"about_ids": [about], "shown": Shown.OPENED, "what": "test"}
        return bool(open_records(viewer=made.viewer(code, at=at), **asked).granted)

    assert opens("eastham-sergeant")
    assert not opens("eastham-sergeant", at=NOW + timedelta(days=15))
    assert not opens("eastham-missing-officer")
    assert not opens("northshire-sergeant")


def test_a_child_the_home_area_knows_is_shown_as_perhaps_the_same_with_reasons(database):
    made = make_partnership()
    home = known_at_home(made)
    page = open_what_now(subject_id=record(made), viewer=made.viewer("eastham-sergeant"), now=NOW)
    (card,) = page.possible
    assert (card.other_id, card.agency_name) == (home, "Northshire children's social care")
    assert any("telephone" in sentence.lower() for sentence in card.for_it)
    assert [area.name for area in page.perhaps_home] == ["Northshire"]


def test_once_judged_the_same_the_page_gives_the_home_area_and_both_areas_numbers(database):
    made = make_partnership()
    home, here = known_at_home(made), record(made)
    viewer = made.viewer("eastham-sergeant")
    assert open_what_now(subject_id=here, viewer=viewer, now=NOW).home is None
    judge_match(
        left=home,
        right=here,
        answer=Answer.SAME,
        because="He gave his address",
        viewer=made.viewer("eastham-sergeant"),
        now=NOW,
    )
    page = open_what_now(subject_id=here, viewer=made.viewer("eastham-sergeant"), now=NOW)
    assert (page.home.name, page.here.name, page.records) == ("Northshire", "Eastham", 2)
    assert page.perhaps_home == ()
    assert "DUTY" in page.home.numbers[0].duties


def test_the_numbers_to_ring_leave_out_the_desk_for_concerns_about_workers(database):
    made = make_partnership()
    page = open_what_now(subject_id=record(made), viewer=made.viewer("eastham-sergeant"), now=NOW)
    assert page.here.numbers
    assert not any("ALLEGATIONS" in number.duties for number in page.here.numbers)


def test_what_must_happen_before_release_comes_with_what_to_do_and_not_to_do(database):
    made = make_partnership()
    leaving = replace(ARREST, happening=Happening.RELEASED, answers={"has_left": False, "away_from_home_area": True})
    page = open_what_now(subject_id=record(made, leaving), viewer=made.viewer("eastham-sergeant"), now=NOW)
    before_release = [matter for matter in page.matters.waiting if matter.before_release]
    assert before_release
    assert all(matter.reason.do for matter in before_release)


def test_what_now_is_opened_to_nobody_without_a_relationship_and_the_opening_is_noted(database, privileged):
    made = make_partnership()
    subject_id = record(made)
    assert open_what_now(subject_id=subject_id, viewer=made.viewer("eastham-social-worker"), now=NOW) is None
    open_what_now(subject_id=subject_id, viewer=made.viewer("eastham-sergeant"), now=NOW)
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT kind, user_id FROM audit.entry WHERE about_id = %s AND kind IN ('OPENED', 'REFUSED') ORDER BY id",
            [subject_id],
        ).fetchall()
    assert noted == [
        ("REFUSED", made.users["eastham-social-worker"]),
        ("OPENED", made.users["eastham-sergeant"]),
    ]


def test_a_role_that_only_records_is_given_nobodys_records_to_judge(database):
    made = make_partnership()
    known_at_home(made)
    hospital = JustHappened(
        happening=Happening.AT_HOSPITAL,
        happened_at=NOW,
        recorded_at=NOW,
        given_name="Jaydon",
        family_name="Marsh",
        phone=PHONE,
    )
    subject_id = record(made, hospital, "eastham-nurse")
    assert open_what_now(subject_id=subject_id, viewer=made.viewer("eastham-nurse"), now=NOW) is None


def test_leaving_at_night_is_told_apart_from_leaving_in_office_hours(database):
    made = make_partnership()
    night = NOW - timedelta(hours=12)
    released = JustHappened(
        happening=Happening.RELEASED,
        happened_at=night,
        recorded_at=NOW,
        given_name="Jaydon",
        answers={"disposal": "RUI"},
    )
    record(made, released)
    with running(job="test", now=NOW):
        event = Event.objects.get()
    assert (event.kind, event.details) == ("RELEASED", {"disposal": "RUI", "out_of_hours": True})


def test_the_childs_own_number_in_custody_ties_two_reports_to_one_record(database):
    made = make_partnership()
    first, second = (
        record(
            made,
            JustHappened(
                happening=happening, happened_at=NOW, recorded_at=NOW, given_name="Jaydon", own_reference="EC/1/26"
            ),
        )
        for happening in (Happening.ARRESTED, Happening.RELEASED)
    )
    assert first == second


@pytest.fixture
def site(database, tmp_path):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership(now=read_clock())


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(
    ("who", "theirs"),
    [
        ("eastham-sergeant", {Happening.ARRESTED, Happening.RELEASED, Happening.FOUND}),
        ("eastham-social-worker", {Happening.FOUND}),
        ("eastham-nurse", {Happening.AT_HOSPITAL}),
        ("eastham-safeguarding-lead", {Happening.EXCLUDED}),
        ("eastham-coordinator", set()),
    ],
)
def test_one_page_offers_what_ones_own_agency_knows_of_itself_and_a_concern_for_the_rest(who, theirs, site):
    page = unescape(words(site.client(who).get("/happened/")))
    assert {each for each in Happening if each.label in page} == theirs
    assert "Record a concern" in page


POLICE = {K.HOME_POLICE_FORCE, K.ARRESTING_FORCE, K.BRITISH_TRANSPORT_POLICE, K.MISSING_AND_EXPLOITATION_POLICE_TEAM}
FIRST_HAND = {
    Happening.ARRESTED: {*POLICE, K.CID, K.YOUTH_OFFENDING_TEAM},
    Happening.RELEASED: {*POLICE, K.CID, K.YOUTH_OFFENDING_TEAM},
    Happening.FOUND: {
        *POLICE,
        K.CHILDRENS_SOCIAL_CARE,
        K.EMERGENCY_DUTY_TEAM,
        K.EXPLOITATION_TEAM,
        K.ADOLESCENT_TEAM,
        K.LEAVING_CARE,
        K.CHILDRENS_HOME,
        K.SECURE_CHILDRENS_HOME,
        K.PROVIDER_16_PLUS,
    },
    Happening.AT_HOSPITAL: {K.EMERGENCY_DEPARTMENT, K.MAJOR_TRAUMA_CENTRE},
    Happening.EXCLUDED: {K.SCHOOL, K.PUPIL_REFERRAL_UNIT, K.ACADEMY_TRUST},
}


@pytest.mark.parametrize("happening", Happening)
def test_each_happening_is_recorded_by_those_it_happens_to_and_by_no_other_kind_of_agency(happening, monkeypatch):
    asked = SimpleNamespace(agency_id=None)
    for kind in K:
        monkeypatch.setattr("reachable.journeys.just_happened._kind_of", lambda _viewer, kind=kind: kind)
        assert (happening in list_to_record(viewer=asked)) is (kind in FIRST_HAND[happening]), kind


@pytest.mark.parametrize("happening", Happening)
def test_nothing_is_kept_of_what_ones_agency_does_not_know_of_itself(happening, database):
    made = make_partnership()
    with pytest.raises(NotYoursToRecord):
        record(made, replace(ARREST, happening=happening, answers={}), "eastham-coordinator")
    with running(job="test", now=NOW):
        assert not Subject.objects.exists()


def test_an_arrest_typed_in_pounds_is_kept_in_pence_and_what_is_left_open_is_not_no(site):
    client = site.client("eastham-sergeant")
    answer = client.post(
        "/happened/arrested/",
        {"given_name": "Jaydon", "cash": "£1,340.50", "wraps": "14", "drugs_supply": "YES", "concealed": "NO"},
    )
    assert answer.status_code == 302
    with running(job="test", now=read_clock()):
        details = {event.kind: event.details for event in Event.objects.all()}
    assert details == {"ARREST": {"drugs_supply": True}, "SEIZURE": {"wraps": 14, "cash_pence": 134050}}
    page = words(client.get(answer["Location"]))
    assert "What must happen now" in page
    assert "Home area: not known" in page
    assert "Who to ring" in page


@pytest.mark.parametrize(
    ("code", "typed", "kind"),
    [
        ("at-hospital", {"injury": "stab wound", "assault": "YES"}, "HOSPITAL_ATTENDANCE"),
        ("found", {"place": "Thornwick station", "miles_from_home": "104"}, "FOUND_AWAY_FROM_HOME"),
        ("excluded", {"permanent": "YES"}, "EXCLUSION_PERMANENT"),
        ("excluded", {"days": "3"}, "EXCLUSION_FIXED"),
        ("released", {"has_left": "NO"}, "READY_FOR_RELEASE"),
    ],
)
def test_each_happening_has_a_short_form(code, typed, kind, site):
    who = {"at-hospital": "eastham-nurse", "excluded": "eastham-safeguarding-lead"}.get(code, "eastham-sergeant")
    answer = site.client(who).post(f"/happened/{code}/", {"given_name": "Jaydon", **typed})
    assert answer.status_code == 302
    with running(job="test", now=read_clock()):
        assert kind in set(Event.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given_name": ""}, "Enter any name you have been given"),
        ({"clock": "25:10"}, "Write a time like 01:20"),
        ({"cash": "lots"}, "Write pounds, like 340"),
        ({"nhs_number": "1"}, "NHS number:"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_question_and_nothing_is_lost(typed, said, site):
    code, who = ("at-hospital", "eastham-nurse") if "nhs_number" in typed else ("arrested", "eastham-sergeant")
    answer = site.client(who).post(f"/happened/{code}/", {"given_name": "Jaydon", "place": "Lea Cross", **typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="Lea Cross"' in answer.content.decode()


def test_somebody_who_only_records_is_told_it_is_kept_and_whom_to_ring_and_sees_no_child(site):
    client = site.client("eastham-nurse")
    answer = client.post("/happened/at-hospital/", {"given_name": "Jaydon"})
    assert answer["Location"] == "/happened/recorded/"
    page = words(client.get(answer["Location"]))
    assert "Who to ring in Eastham" in page
    with running(job="test", now=read_clock()):
        subject_id = Subject.objects.get().id
    assert client.get(f"/happened/now/{subject_id}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "code"),
    [
        *product(["eastham-safeguarding-lead", "eastham-nurse", "eastham-social-worker"], ["arrested", "released"]),
        *product(["eastham-safeguarding-lead", "eastham-nurse", "eastham-coordinator"], ["found"]),
        *product(["eastham-safeguarding-lead", "eastham-sergeant", "eastham-social-worker"], ["at-hospital"]),
        *product(["eastham-sergeant", "eastham-nurse", "eastham-social-worker"], ["excluded"]),
    ],
)
def test_what_ones_agency_does_not_know_of_itself_is_not_recorded_and_it_is_said_whom_to_ring(who, code, site):
    client = site.client(who)
    assert f"/happened/{code}/" not in client.get("/happened/").content.decode()
    for answer in (client.get(f"/happened/{code}/"), client.post(f"/happened/{code}/", {"given_name": "Jaydon"})):
        assert answer.status_code == 403
        page = words(answer)
        assert "Your agency does not record this" in page
        assert "record a concern" in page
        assert "Who to ring in Eastham" in page
    with running(job="test", now=read_clock()):
        assert not Subject.objects.exists()


def test_nobody_signed_in_records_nothing(site):
    assert Client().post("/happened/arrested/", {"given_name": "Jaydon"}).status_code == 302
    with running(job="test", now=read_clock()):
        assert not Subject.objects.exists()
