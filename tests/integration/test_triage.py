"""Every concern gets a named decision with a reason, in time, and whoever raised it hears what came of it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Shown
from reachable.adapters.clock import read_clock
from reachable.alerts.models import Alert, OutboxMessage
from reachable.intake.domain.concern import About, ChildDescribed
from reachable.intake.domain.triage import TriageAnswer
from reachable.intake.models import ConcernChild, TriageDecision
from reachable.journeys.concern_received import list_concerns_of
from reachable.journeys.concern_triaged import (
    NotComplete,
    NotYoursToDecide,
    decide_concern,
    list_concerns_of_area,
    open_concern,
)
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.kernel.ids import AboutId
from reachable.people.queries import open_records
from tests.factories.concerns import (
    TOLD,
    a_decision,
    about_a_child,
    about_a_worker,
    about_something_else,
    raise_concern,
)
from tests.factories.partnership import DAY, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

LATER = NOW + timedelta(hours=2)


def decide(made, received, decision=None, *, by="northshire-coordinator", now=LATER):
    decide_concern(
        concern_id=received.concern_id, decision=decision or a_decision(), viewer=made.viewer(by, at=now), now=now
    )


def waiting(made, by="northshire-coordinator", *, now=LATER):
    return [each.reference for each in list_concerns_of_area(viewer=made.viewer(by, at=now), now=now).waiting]


def alert_state() -> str:
    with running(job="test", now=NOW):
        return Alert.objects.get(cause="CONCERN").state


def test_concerns_wait_in_the_order_they_came_and_only_those_of_the_area(database):
    made = make_partnership()
    first = raise_concern(made, about_a_child())
    second = raise_concern(made, about_something_else(About.PLACE, "Bus station"), now=NOW + timedelta(minutes=1))
    raise_concern(made, about_a_child(), by="eastham-teacher")
    assert waiting(made) == [first.reference, second.reference]


def test_a_team_that_decides_on_nothing_has_no_such_list(database):
    made = make_partnership()
    assert list_concerns_of_area(viewer=made.viewer("northshire-social-worker"), now=NOW) is None
    assert list_concerns_of_area(viewer=made.viewer("northshire-teacher"), now=NOW) is None


def test_every_concern_on_the_list_is_noted_before_it_is_shown(database, privileged):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    waiting(made)
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT kind, user_id FROM audit.entry WHERE about_id = %s AND kind <> 'WROTE'", [received.concern_id]
        ).fetchall()
    assert noted == [("LISTED", made.users["northshire-coordinator"])]


def test_a_decision_is_kept_with_its_reason_and_ends_the_wait(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received)
    with running(job="test", now=NOW):
        kept = TriageDecision.objects.get()
        alert = Alert.objects.get(cause="CONCERN")
    assert (kept.decision, kept.decided_by_id) == ("ACCEPT_TO_SOCIAL_CARE", made.users["northshire-coordinator"])
    assert (kept.risk_outside_family, kept.risk_in_family) == ("PRESENT", "NOT_SEEN")
    assert (alert.state, alert.closed_because, alert.look_again_at) == ("ACTED_ON", kept.because, None)
    assert waiting(made) == []


def test_a_decided_concern_is_not_climbed_any_more(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received)
    assert climb_ladders(now=received.due_at + DAY) == 0


def test_whoever_raised_it_reads_the_answer_and_gets_a_message_without_a_name(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received)
    (mine,) = list_concerns_of(viewer=made.viewer("northshire-teacher"), now=LATER)
    assert (mine.is_decided, mine.told, mine.told_at) == (True, TOLD, LATER)
    message = OutboxMessage.objects.get(to_address="northshire-teacher@example.org")
    assert received.reference in message.text
    assert "Jaydon" not in message.text
    assert TOLD not in message.text


def test_asking_for_more_is_told_to_whoever_raised_it_and_does_not_stop_the_clock(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received, a_decision(TriageAnswer.NEEDS_MORE))
    assert alert_state() == "OPEN"
    assert waiting(made) == [received.reference]
    (mine,) = list_concerns_of(viewer=made.viewer("northshire-teacher"), now=LATER)
    assert (mine.is_decided, mine.told) == (False, TOLD)
    assert climb_ladders(now=received.due_at + timedelta(minutes=1)) == 1


def test_a_concern_not_linked_to_anybody_gets_a_decision_too(database):
    made = make_partnership()
    received = raise_concern(made, about_something_else(About.NUMBER, "07700 900321"))
    decide(made, received, a_decision(TriageAnswer.PLACE_OR_GROUP_WORK))
    assert waiting(made) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"because": " "}, "because"),
        ({"told_reporter": ""}, "told_reporter"),
        ({"risk_outside_family": None}, "risk_outside_family"),
        ({"answer": TriageAnswer.NO_FURTHER_ACTION}, "answer"),
        ({"answer": TriageAnswer.LINK_TO_OPEN_WORK}, "linked_subject_id"),
    ],
)
def test_a_decision_that_says_too_little_is_not_kept_and_the_clock_runs_on(changed, field, database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    with pytest.raises(NotComplete) as refusal:
        decide(made, received, replace(a_decision(), **changed))
    assert field in {problem.field for problem in refusal.value.problems}
    assert alert_state() == "OPEN"


def test_a_concern_is_added_only_to_the_work_with_a_child_in_it(database):
    made = make_partnership()
    received, other = raise_concern(made, about_a_child()), raise_concern(made, about_a_child(ChildDescribed("Mo")))
    with running(job="test", now=NOW):
        ours = ConcernChild.objects.get(concern_id=received.concern_id).subject_id
        theirs = ConcernChild.objects.get(concern_id=other.concern_id).subject_id
    linked = a_decision(TriageAnswer.LINK_TO_OPEN_WORK)
    with pytest.raises(NotComplete):
        decide(made, received, replace(linked, linked_subject_id=theirs))
    decide(made, received, replace(linked, linked_subject_id=ours))
    with running(job="test", now=NOW):
        assert TriageDecision.objects.get().linked_subject_id == ours


@pytest.mark.parametrize("by", ["eastham-coordinator", "northshire-social-worker", "northshire-teacher"])
def test_somebody_the_concern_is_not_open_to_decides_nothing(by, database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    with pytest.raises(NotYoursToDecide):
        decide(made, received, by=by)
    assert alert_state() == "OPEN"


def test_whoever_it_climbed_to_may_decide_as_well(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received, by="northshire-duty-worker")
    assert waiting(made) == []


def test_the_team_looks_back_for_four_weeks_after_deciding_and_no_longer(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received)

    def opens(by, at):
        asked = {"about_ids": [AboutId(received.concern_id)], "shown": Shown.OPENED, "what": "test"}
        return bool(open_records(viewer=made.viewer(by, at=at), **asked).granted)

    assert opens("northshire-coordinator", LATER + 27 * DAY)
    assert not opens("northshire-coordinator", LATER + 29 * DAY)
    assert not opens("northshire-duty-worker", LATER + timedelta(minutes=1))


def test_a_decision_can_be_made_again_and_both_are_kept(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    decide(made, received)
    decide(made, received, a_decision(TriageAnswer.EARLY_HELP), now=LATER + DAY)
    opened = open_concern(
        concern_id=received.concern_id, viewer=made.viewer("northshire-coordinator", at=LATER + DAY), now=LATER + DAY
    )
    assert [each.answer for each in opened.concern.decisions] == [
        TriageAnswer.ACCEPT_TO_SOCIAL_CARE,
        TriageAnswer.EARLY_HELP,
    ]


def test_the_allegations_officer_decides_on_a_concern_about_a_worker_and_the_reporter_hears(database):
    made = make_partnership()
    received = raise_concern(made, about_a_worker())
    with pytest.raises(NotComplete, match="one of the answers"):
        decide(made, received, a_decision(TriageAnswer.EARLY_HELP), by="northshire-allegations-officer")
    decide(made, received, by="northshire-allegations-officer")
    (mine,) = list_concerns_of(viewer=made.viewer("northshire-teacher"), now=LATER)
    assert mine.told == TOLD
    with pytest.raises(NotYoursToDecide):
        decide(made, received, by="northshire-coordinator")


def test_two_concerns_about_the_same_child_are_shown_as_perhaps_the_same_with_reasons(database):
    made = make_partnership()
    raise_concern(made, about_a_child(ChildDescribed("Jaydon Marsh", "03/02/2012")), by="northshire-nurse")
    received = raise_concern(made, about_a_child(ChildDescribed("Jaydon Marsh", "03/02/2012")))
    opened = open_concern(concern_id=received.concern_id, viewer=made.viewer("northshire-coordinator"), now=NOW)
    (card,) = opened.possible
    assert card.agency_name == "Northshire General Hospital"
    assert card.for_it


@pytest.fixture
def site(database, tmp_path):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership(now=read_clock())


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


FILLED = {
    "answer": "ACCEPT_TO_SOCIAL_CARE",
    "risk_outside_family": "PRESENT",
    "risk_in_family": "NOT_SEEN",
    "because": "Two phones and fear.",
    "told_reporter": TOLD,
}


def test_the_list_says_how_long_is_left_or_by_how_much_it_is_overdue(site):
    now = read_clock()
    raise_concern(site, about_a_child(now=now), now=now)
    old = now - 20 * DAY
    raise_concern(site, about_a_child(ChildDescribed("Mo"), now=old), now=old)
    page = words(site.client("northshire-coordinator").get("/triage/"))
    assert "2 concerns wait for a decision, the oldest first." in page
    assert "overdue by" in page
    assert re.search(r"\d+ (hours|days) left", page)


def test_the_page_of_a_concern_shows_it_word_for_word_and_takes_the_decision(site):
    now = read_clock()
    received = raise_concern(site, about_a_child(now=now), now=now)
    client = site.client("northshire-coordinator")
    address = f"/triage/{received.concern_id}/"
    page = words(client.get(address))
    assert "He looks at the door all the time." in page
    assert "his mother’s partner" in page
    assert "I suspect it" in page
    answer = client.post(address, FILLED)
    assert (answer.status_code, answer["Location"]) == (302, "/triage/")
    assert TOLD in words(site.client("northshire-teacher").get("/concerns/mine/"))


def test_a_decision_without_a_reason_is_sent_back_with_what_was_typed(site):
    now = read_clock()
    received = raise_concern(site, about_a_child(now=now), now=now)
    answer = site.client("northshire-coordinator").post(f"/triage/{received.concern_id}/", {**FILLED, "because": ""})
    assert answer.status_code == 422
    assert "Give the reason for the decision." in words(answer)
    assert TOLD in words(answer)


def test_a_concern_that_is_not_open_and_one_that_does_not_exist_are_answered_alike(site):
    now = read_clock()
    received = raise_concern(site, about_a_worker(now=now), now=now)
    client = site.client("northshire-coordinator")
    sealed = client.get(f"/triage/{received.concern_id}/")
    absent = client.get("/triage/6b2f1a52-0d6b-4a9a-9a0e-6a1c8b8a9d11/")
    assert (sealed.status_code, absent.status_code) == (404, 404)
    assert words(sealed) == words(absent)
    assert "no concerns" not in words(sealed)
    assert received.reference not in words(client.get("/triage/"))


def test_records_of_the_same_child_can_be_said_to_be_the_same_with_a_reason(site):
    now = read_clock()
    raise_concern(
        site, about_a_child(ChildDescribed("Jaydon Marsh", "03/02/2012"), now=now), by="northshire-nurse", now=now
    )
    received = raise_concern(site, about_a_child(ChildDescribed("Jaydon Marsh", "03/02/2012"), now=now), now=now)
    client = site.client("northshire-coordinator")
    address = f"/triage/{received.concern_id}/"
    page = client.get(address).content.decode()
    own, other = (re.search(rf'name="{name}" value="([0-9a-f-]+)"', page)[1] for name in ("own", "other"))
    judged = {"own": own, "other": other, "answer": "SAME"}
    assert "Nothing was changed." in words(client.post(f"{address}same-child/", judged, follow=True))
    answer = client.post(f"{address}same-child/", {**judged, "because": "Same name and birth date"}, follow=True)
    assert "Your answer is kept" in words(answer)
    assert "May be the same child" not in words(answer)
