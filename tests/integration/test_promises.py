"""What Reachable will never do, tried on a whole site: each test would fail if the promise were broken."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from reachable.access.context import running
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, Telling
from reachable.intake.domain.concern import About
from reachable.journeys.alert_answered import DecideFirst, give_answer
from reachable.journeys.alerts_opened import list_my_alerts
from reachable.journeys.briefing_made import make_briefing
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.concern_triaged import decide_concern, list_concerns_of_area
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.journeys.match_judged import judge_match, undo_match
from reachable.kernel.ids import AlertId, ConcernId, JudgementId
from reachable.kernel.when import When
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Judgement
from reachable.people.domain.claims import BirthDateClaim, EqualityClaim, NameClaim, TakenRecord
from reachable.people.operations import take_in_records
from reachable.rules.models import Firing
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.operations import add_events
from tests.factories.child_stories import tell
from tests.factories.children import BORN, add_event, ask_rules, let_look, make_child
from tests.factories.concerns import a_decision, about_something_else, raise_concern
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.routes_table import ROUTES
from tests.factories.state import dump_derived
from tests.factories.whole_scene import OWN_WORDS, make_scene
from tests.integration.test_promises_routes import address

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
COORDINATOR, SOCIAL_WORKER = "northshire-coordinator", "northshire-social-worker"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield


@pytest.fixture
def made(database, pages):
    return make_partnership()


@pytest.fixture
def scene(database, pages):
    return make_scene()


def page_of(made, code, path):
    answer = made.client(code).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def alerts_of(subject_id, rule_id):
    with running(job="test", now=NOW):
        return list(Alert.objects.filter(about_id=subject_id, rule_id=rule_id))


# 1. No score, no ranking of children, no prediction.


def test_a_child_with_much_on_record_comes_no_earlier_than_one_with_little(made):
    little, much = make_child(made, "Milo Sandpiper"), make_child(made, "Rhian Plover")
    for subject_id in (little, much):
        let_look(made, "northshire-triage", subject_id)
    for day in range(3, 13):
        for kind in (K.ARREST, K.STOP_SEARCH, K.MISSING_REPORTED):
            tell(made, much, kind, NOW - day * DAY)
    for minute, subject_id in ((3, little), (2, much)):
        raised = NOW - minute * MINUTE
        add_event(made, subject_id, K.SEIZURE, raised, drugs="cannabis", wraps=2, cash_pence=1000)
        ask_rules(raised)
    viewer = made.viewer(COORDINATOR)
    seizures = [
        each.subject_id for each in list_my_alerts(viewer=viewer, now=NOW).waiting if each.alert.rule_id == "R050"
    ]
    assert seizures == [little, much]
    briefing = make_briefing(viewer=made.viewer(COORDINATOR), on=None, calendar=settings.CALENDAR, now=NOW)
    lines = [each.child.subject_id for each in briefing.reachable if each.matter.reason.rule_id == "R050"]
    assert lines == [little, much]


# 2. No label on a child.


def test_a_child_who_is_a_victim_and_a_suspect_in_one_week_is_shown_as_both_and_called_neither(made):
    child = make_child(made, "Milo Sandpiper")
    let_look(made, "northshire-workers", child)
    events = [
        TakenEvent(
            subject_id=child,
            agency_id=made.agencies["northshire-police"],
            system="test",
            natural_key=role.value,
            version_hash="0" * 64,
            kind=kind,
            happened=When.at(NOW - days * DAY),
            recorded_at=NOW - days * DAY,
            role=role,
        )
        for days, kind, role in ((4, K.ARREST, RoleInEvent.SUSPECT), (2, K.INCIDENT, RoleInEvent.VICTIM))
    ]
    with running(job="test", now=NOW):
        add_events(events=events, by=MACHINE, now=NOW)
    records = page_of(made, SOCIAL_WORKER, f"/child/{child}/records/")
    assert "As a suspect, in this event" in records
    assert "As a victim, in this event" in records
    for path in ("", "people/"):
        top = page_of(made, SOCIAL_WORKER, f"/child/{child}/{path}").split("<table", 1)[0]
        head = top[top.index("<main") :].lower()
        assert "victim" not in head
        assert "suspect" not in head


# 3. Ethnicity, religion, nationality, sex and disability never enter a rule.


def take_in(made, equality):
    record = TakenRecord(
        local_id=str(uuid4()),
        reference=str(uuid4()),
        version_hash="0" * 64,
        payload={},
        recorded_at=NOW - 30 * DAY,
        names=(NameClaim(kind="GIVEN", given="Milo", family=f"Sandpiper{uuid4().hex[:4]}"),),
        birth_date=BirthDateClaim(BORN, BORN),
        equality=equality,
    )
    with running(job="test", now=NOW - 30 * DAY):
        (taken,) = take_in_records(
            agency_id=made.agencies["northshire-police"],
            system="test",
            records=[record],
            batch_id=None,
            by=MACHINE,
            now=NOW - 30 * DAY,
        )
    return taken.subject_id


def test_two_children_alike_but_for_sex_and_ethnicity_are_answered_alike(made):
    told = []
    for equality in (EqualityClaim("F", "A1", "SELF"), EqualityClaim("M", "W1", "OFFICER"), None):
        child = take_in(made, equality)
        add_event(made, child, K.ARREST, NOW - 2 * HOUR, drugs_supply=True, away_from_home_area=True)
        add_event(made, child, K.SEIZURE, NOW - HOUR, drugs="heroin", wraps=14, cash_pence=34000)
        ask_rules(NOW)
        with running(job="test", now=NOW):
            firings = Firing.objects.filter(about_id=child).values_list("rule_id", "certainty", "whose_turn", "due_at")
            alerts = Alert.objects.filter(about_id=child).values_list("rule_id", "urgency", "team_id")
            told.append((sorted(firings), sorted(alerts)))
    assert told[0][0]
    assert told[0] == told[1] == told[2]


def test_no_page_and_no_answer_of_the_rules_asks_the_table_of_sex_and_ethnicity(scene, django_statements):
    clients = {code: scene.made.client(code) for code in {route.whose for route in ROUTES}}
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[scene.child], because="test", by=MACHINE, now=NOW)
    with django_statements() as sent:
        # Somebody's pack is made of everything that is held of them.
        for route in [each for each in ROUTES if each.name != "new_pack"]:
            clients[route.whose].get(address(route.name, scene.words()))
        clients[COORDINATOR].post("/look-up/", {"words": "Ayaan Kestrel 2011"})
        ask_rules(NOW)
    assert len(sent) > 100
    assert [statement for statement in sent if "equalitydetail" in statement] == []


# 5. People are linked, never merged.


def test_a_link_that_is_undone_leaves_everything_as_it_was_and_both_records_untouched(made, privileged, database):
    one, other = (make_child(made, "Milo Sandpiper", agency=f"northshire-{each}") for each in ("police", "school"))
    for subject_id in (one, other):
        let_look(made, "northshire-triage", subject_id)
        add_event(made, subject_id, K.SEIZURE, NOW - HOUR, drugs="heroin", wraps=14, cash_pence=34000)
    ask_rules(NOW)

    def as_held():
        with privileged.connect(database) as admin:
            tables = ("people_sourcerecord", "people_name", "people_subject", "timeline_event")
            return [admin.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]

    held, before = as_held(), dump_derived(NOW)
    viewer = made.viewer(COORDINATOR)
    judge_match(left=one, right=other, answer=Answer.SAME, because="One boy", viewer=viewer, now=NOW)
    assert dump_derived(NOW)["people"] != before["people"]
    with running(job="test", now=NOW):
        judgement = Judgement.objects.get(answer="SAME")
    viewer = made.viewer(COORDINATOR)
    undo_match(judgement_id=JudgementId(judgement.id), because="Two boys", viewer=viewer, now=NOW)
    after = dump_derived(NOW)
    for what in ("people", "firings", "duties", "alerts", "judged"):
        assert after[what] == before[what], what
    assert as_held() == held
    with running(job="test", now=NOW):
        judgement.refresh_from_db()
    assert (judgement.because, judgement.undone_because) == ("One boy", "Two boys")


# 6. When it happened and when we knew are two facts.


def test_a_record_that_came_late_is_on_the_day_it_happened_and_was_known_only_when_it_came(made):
    child = make_child(made, "Milo Sandpiper")
    let_look(made, "northshire-workers", child)
    happened, told = NOW - 9 * DAY, NOW - 2 * DAY
    add_event(made, child, K.SEIZURE, happened, told_at=told, drugs="heroin", wraps=14, cash_pence=34000)
    ask_rules(NOW)
    with running(job="test", now=NOW):
        firing = Firing.objects.get(about_id=child, rule_id="R050")
    assert firing.known_at == told

    def as_known_on(day):
        page = open_child(
            viewer=made.viewer(SOCIAL_WORKER),
            subject_id=child,
            asked=AskedToSee(known_on=day.date()),
            now=NOW,
            what="test",
        )
        return [fact.instants.happened.earliest for fact in page.told]

    assert as_known_on(happened + DAY) == []
    assert as_known_on(told) == [happened]


# 7. Nothing is handed over by tagging.


def test_an_alert_nobody_answers_is_told_to_one_named_person_after_another_and_is_never_closed(scene):
    with running(job="test", now=NOW):
        told_at_first = Telling.objects.filter(alert_id=scene.alert).count()
    for hours in range(1, 73, 3):
        climb_ladders(now=NOW + hours * HOUR)
    with running(job="test", now=NOW):
        alert = Alert.objects.get(pk=scene.alert)
        told = list(Telling.objects.filter(alert_id=scene.alert).order_by("step"))
    assert alert.state == "OPEN"
    assert alert.look_again_at is not None
    assert len(told) > told_at_first + 3
    assert len({each.name for each in told}) >= 3
    assert all(each.name and each.phone for each in told)


@pytest.mark.parametrize("act", [Act.ACT_ON, Act.CALL_NOT_RELEVANT])
def test_a_concern_is_not_brought_to_an_end_by_answering_its_alert(act, scene):
    answered = {"alert_id": AlertId(scene.concern_alert), "act": act, "reason": "Somebody else has it", "act_by": None}
    with pytest.raises(DecideFirst):
        give_answer(**answered, viewer=scene.made.viewer(COORDINATOR), now=NOW)
    client = scene.made.client(COORDINATOR)
    sent = {"act": act.name, f"{act.name.lower()}-reason": "Somebody else has it"}
    page = client.post(f"/alerts/{scene.concern_alert}/answer/", sent, follow=True).content.decode()
    assert "answered by the decision on it" in page
    assert "Read the concern and decide" in page
    with running(job="test", now=NOW):
        assert Alert.objects.get(pk=scene.concern_alert).state == "OPEN"
    decide_concern(
        concern_id=ConcernId(scene.concern), decision=a_decision(), viewer=scene.made.viewer(COORDINATOR), now=NOW
    )
    with running(job="test", now=NOW):
        assert Alert.objects.get(pk=scene.concern_alert).state == "ACTED_ON"


# 8. A place, a peer group and a deal line can be worked.


@pytest.mark.parametrize(
    ("about", "described_as"),
    [(About.PLACE, "The arcade"), (About.GROUP, "Boys at the bus station"), (About.NUMBER, "07700 900123")],
)
def test_what_is_no_child_has_its_turn_its_ladder_and_its_decision(about, described_as, made):
    received = raise_concern(made, about_something_else(about, described_as))
    climb_ladders(now=NOW + 30 * HOUR)
    with running(job="test", now=NOW):
        alert = Alert.objects.get(concern_id=received.concern_id)
        assert alert.state == "OPEN"
        assert len(set(Telling.objects.filter(alert=alert).values_list("name", flat=True))) >= 2
    viewer = made.viewer(COORDINATOR)
    (waiting,) = list_concerns_of_area(viewer=viewer, now=NOW).waiting
    assert (waiting.described_as, waiting.children) == (described_as, ())
    decide_concern(concern_id=received.concern_id, decision=a_decision(), viewer=made.viewer(COORDINATOR), now=NOW)
    found = list_concerns_of_area(viewer=made.viewer(COORDINATOR), now=NOW)
    assert found.waiting == ()
    assert [each.described_as for each in found.decided] == [described_as]
    with running(job="test", now=NOW):
        assert Alert.objects.get(pk=alert.pk).state == "ACTED_ON"


# 10. Sharing is a decision.


def test_a_record_its_holder_keeps_is_read_by_the_holder_and_shared_is_read_by_all_who_work_with_the_child(made):
    child = make_child(made, "Milo Sandpiper")
    for team in ("northshire-workers", "northshire-missing"):
        let_look(made, team, child)
    tell(made, child, K.STOP_SEARCH, NOW - DAY)
    tell(made, child, K.SEIZURE, NOW - DAY, shared=False, drugs="brown powder")
    holder = page_of(made, "northshire-missing-officer", f"/child/{child}/records/")
    partner = page_of(made, SOCIAL_WORKER, f"/child/{child}/records/")
    assert "brown powder" in holder
    assert "brown powder" not in partner
    assert "Stopped and searched" in holder
    assert "Stopped and searched" in partner
    assert "1 record is held by Northshire police" in page_of(made, SOCIAL_WORKER, f"/child/{child}/")


# 11. Non-engagement never closes a case by itself.


def test_a_case_closed_for_non_engagement_is_put_before_somebody_and_stays_until_they_answer(made):
    child = make_child(made, "Milo Sandpiper", agency="northshire-social-care")
    closed = NOW - HOUR
    add_event(made, child, K.CASE_CLOSED, closed, agency="northshire-social-care", reason="CL_NON_ENGAGE")
    ask_rules(NOW)
    (alert,) = alerts_of(child, "R119")
    assert alert.state == "OPEN"
    later = NOW
    for _ in range(8):
        later += 2 * DAY
        add_event(made, child, K.RETURN_INTERVIEW_DECLINED, later, reason="did not come")
        ask_rules(later + HOUR)
        climb_ladders(now=later + HOUR)
    (alert,) = alerts_of(child, "R119")
    assert alert.state == "OPEN"
    assert alert.closed_at is None
    with running(job="test", now=later):
        assert Telling.objects.filter(alert=alert).count() > 1


def test_a_case_closed_because_risk_was_shown_to_be_lower_raises_no_such_alert(made):
    child = make_child(made, "Milo Sandpiper", agency="northshire-social-care")
    add_event(made, child, K.CASE_CLOSED, NOW - HOUR, agency="northshire-social-care", reason="CL_RISK_REDUCED")
    ask_rules(NOW)
    assert alerts_of(child, "R119") == []


# 12. The child's own words first.


@pytest.mark.parametrize("name", ["child", "custody_card"])
def test_the_childs_own_words_come_before_every_section_of_a_page_of_them(name, scene):
    page = page_of(scene.made, SOCIAL_WORKER, address(name, scene.words()))
    words = page.index(OWN_WORDS)
    assert page.index("<h1") < words < page.index("<h2")
    for later in ("brown powder", "14 wraps"):
        assert words < page.index(later)


def test_the_childs_words_come_before_what_the_adult_saw_in_a_concern(scene):
    page = page_of(scene.made, COORDINATOR, f"/triage/{scene.concern}/")
    assert page.index("can’t say no to them") < page.index("New trainers and two phones")
