"""Judging records on their pages: both open, side by side, with what it would change, a reason, and undo."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.adapters.clock import read_clock
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.matches_listed import IN_A_DAY
from reachable.journeys.matches_refreshed import keep_asking
from reachable.matching.models import Candidate, Judgement
from reachable.people.operations import seal_record
from reachable.people.queries import list_same_person
from tests.factories.partnership import MACHINE, make_partnership
from tests.factories.sent_records import HOME, JAYDEN, custody_row, missing_row, send, social_care_row, subjects

ARREST, CARE = "EC/26/000001", "N100001"
PNC, NHS, PHONE = "2024/0000123Y", "9990000018", "07700900123"
COORDINATOR = "northshire-coordinator"


@pytest.fixture
def now():
    """Return the clock of the pages, which is the real one."""
    return read_clock()


@pytest.fixture
def made(database, now):
    return make_partnership(now=now)


@pytest.fixture
def pair(made, now):
    """Give two records of one child that only name and birth date bring together."""
    send(made, "custody", custody_row(ARREST, pnc_id=PNC, **JAYDEN, **HOME, drugs_seized="cannabis"), now=now)
    send(made, "social_care", social_care_row(CARE, **JAYDEN), now=now)
    known = subjects()
    return tuple(sorted((known[PNC], known[CARE])))


@pytest.fixture
def judge(made, pair):
    return made.client(COORDINATOR)


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def address(pair):
    return f"/matches/{pair[0]}/{pair[1]}/"


def answer(client, pair, answer="SAME", because="The school knows both families"):
    return client.post(address(pair), {"answer": answer, "because": because}, follow=True)


def are_one(pair, now):
    with running(job="test", now=now):
        return pair[1] in list_same_person(viewer=Run("test"), subject_ids=[pair[0]])[pair[0]]


def take_back(client, pair, because="The wrong boy"):
    page = words(client.get(address(pair)))
    undo = re.search(r'action="(/matches/judgements/[^"]+/undo/)"', page).group(1)
    return client.post(undo, {"because": because, "left": pair[0], "right": pair[1]}, follow=True)


def test_the_queue_shows_initials_and_what_agrees_and_no_name(judge):
    page = words(judge.get("/matches/"))
    assert re.search(r"J\.O\., \d\d", page)
    assert "Name, Birth date" in page
    assert "Northshire police (police custody and incidents)" in page
    assert "Okafor" not in page


def test_two_records_are_set_side_by_side_with_words_source_and_age(judge, pair):
    page = words(judge.get(address(pair)))
    for told in (
        "What agrees",
        "Agrees strongly",
        "What says little",
        "Northshire police",
        "Northshire children&#39;s social care",
    ):
        assert told in page
    assert "Jayden Okafor-Bell" in page
    assert "first told today" in page
    assert "not recorded" in page
    assert "Only the name and the birth date agree, and two children can share both." in page


def test_it_says_what_would_change(judge, pair):
    page = words(judge.get(address(pair)))
    assert "2 events join the other’s timeline." in page
    assert "1 event joins the other’s timeline." in page
    assert "Could then see these records too: Custody suite, Northshire police" in page


def test_which_way_round_the_address_names_them_makes_no_difference(judge, pair):
    page, turned = (words(judge.get(address(each))) for each in (pair, pair[::-1]))
    without = r'value="[A-Za-z0-9]{64}"|\d\d:\d\d</text>'  # Tokens, and the minute in the mark of whose page it is.
    assert re.sub(without, "", page) == re.sub(without, "", turned)


def test_an_answer_without_a_reason_keeps_nothing_and_what_was_chosen(judge, pair, now):
    page = judge.post(address(pair), {"answer": "SAME", "because": "  "})
    assert page.status_code == 422
    assert "Say why. Whoever reads this after you needs to know" in words(page)
    assert 'value="SAME" checked' in words(page)
    assert judge.post(address(pair), {"because": "A reason"}).status_code == 422
    assert not are_one(pair, now)


def test_the_same_child_is_one_person_and_gone_from_the_queue(judge, pair, now):
    page = words(answer(judge, pair))
    assert "Kept: the same child." in page
    assert "No pair of records waits for you." in page
    assert are_one(pair, now)
    opened = words(judge.get(address(pair)))
    assert "these records are already taken for one child" in opened
    assert "The school knows both families" in opened
    assert "Northshire Coordinator" in opened


def test_different_children_stay_apart_and_are_not_asked_about_again(judge, pair, made, now):
    answer(judge, pair, "DIFFERENT")
    assert not are_one(pair, now)
    send(made, "social_care", social_care_row(CARE, **JAYDEN, phone="07700900123"), now=now + timedelta(minutes=1))
    assert "No pair of records waits for you." in words(judge.get("/matches/"))


def test_not_sure_stays_on_the_list_with_the_reason(judge, pair, now):
    page = words(answer(judge, pair, "NOT_SURE", "Asked the school"))
    assert "Not sure so far: Asked the school" in page
    assert not are_one(pair, now)


def test_a_judgement_taken_back_is_kept_with_the_reason_and_the_pair_waits_again(judge, pair, now):
    answer(judge, pair)
    page = words(take_back(judge, pair))
    assert "Taken back. Everything that hung on it is as if it had never been answered." in page
    assert "The wrong boy" in page
    assert not are_one(pair, now)
    assert "J.O., " in words(judge.get("/matches/"))


def test_taking_back_needs_a_reason(judge, pair, now):
    answer(judge, pair)
    page = take_back(judge, pair, because="")
    assert page.status_code == 422
    assert "Say why." in words(page)
    assert are_one(pair, now)


def test_an_answer_changed_and_taken_back_lets_the_first_stand_again(judge, pair, now):
    answer(judge, pair, "SAME", "The first reason")
    answer(judge, pair, "DIFFERENT", "On second thoughts")
    assert not are_one(pair, now)
    take_back(judge, pair)
    assert are_one(pair, now)
    with running(job="test", now=now):
        standing = Judgement.objects.get(undone_at__isnull=True)
    assert standing.because == "The first reason"


def test_a_link_reachable_made_is_not_made_again_once_a_person_undid_it(judge, pair, made, now):
    strong = {**JAYDEN, "nhs_number": NHS}
    send(made, "missing", missing_row("MP/26/000001", **strong), now=now)
    send(made, "social_care", social_care_row("N100002", **strong), now=now)
    known = subjects()
    linked = tuple(sorted((known[NHS], known["N100002"])))
    assert are_one(linked, now)
    take_back(made.client("northshire-missing-officer"), linked)
    later = social_care_row("N100002", **strong, phone="07700900123") | {"recorded_at": "14/05/2026 12:00"}
    send(made, "social_care", later, now=now + timedelta(hours=1))
    assert not are_one(linked, now)
    assert "somebody undid the link that Reachable made" in words(judge.get(address(linked)))


def test_a_link_is_not_made_where_it_would_join_what_a_person_judged_apart(judge, pair, made, now):
    answer(judge, pair, "DIFFERENT")
    send(made, "missing", missing_row("MP/26/000001", **JAYDEN, **HOME, nhs_number=NHS, phone=PHONE), now=now)
    both = [
        custody_row(ARREST, pnc_id=PNC, **JAYDEN, **HOME, phone=PHONE) | {"recorded_at": "14/05/2026 09:00"},
        social_care_row(CARE, **JAYDEN, nhs_number=NHS) | {"recorded_at": "14/05/2026 09:00"},
    ]
    send(made, "custody", both[0], now=now)
    send(made, "social_care", both[1], now=now)
    assert not are_one(pair, now)
    with running(job="test", now=now):
        warned = [each for row in Candidate.objects.filter(state="WAITING") for each in row.warnings]
    assert any("judged to be of different children" in each for each in warned)


@pytest.mark.parametrize("person", ["northshire-social-worker", "eastham-coordinator", "northshire-teacher"])
def test_a_pair_is_shown_only_to_somebody_who_may_open_both(person, made, pair, now):
    other = made.client(person)
    refused, absent = other.get(address(pair)), other.get(address((uuid4(), uuid4())))
    assert (refused.status_code, absent.status_code) == (404, 404)
    token = r'value="[A-Za-z0-9]{64}"'
    assert re.sub(token, "", words(refused)) == re.sub(token, "", words(absent))
    assert "There is nothing you can see here." in words(refused)
    assert answer(other, pair).status_code == 404
    assert not are_one(pair, now)


def test_somebody_who_may_not_open_both_cannot_take_a_judgement_back(judge, pair, made, now):
    answer(judge, pair)
    with running(job="test", now=now):
        standing = Judgement.objects.get(undone_at__isnull=True).id
    other = made.client("eastham-coordinator")
    for judgement in (standing, uuid4()):
        assert other.post(f"/matches/judgements/{judgement}/undo/", {"because": "Mine"}).status_code == 404
    assert are_one(pair, now)


def test_records_of_two_areas_are_put_before_the_teams_of_both(made, now):
    send(made, "custody", custody_row("EC/26/000009", **JAYDEN), area="eastham", now=now)
    send(made, "social_care", social_care_row("N100009", **JAYDEN), now=now)
    for area in ("northshire", "eastham"):
        page = words(made.client(f"{area}-coordinator").get("/matches/"))
        assert "1 pair of records waits for you." in page


def test_a_sealed_record_is_never_suggested_and_cannot_be_opened(made, now):
    agency = made.agencies["northshire-social-care"]
    with acting(by=MACHINE, what="test", now=now):
        sealed = seal_record(
            agency_id=agency, system="social_care", local_id=CARE, because="Adopted", by=MACHINE, now=now
        )
    send(made, "custody", custody_row(ARREST, pnc_id=PNC, **JAYDEN, **HOME), now=now)
    send(made, "social_care", social_care_row(CARE, **JAYDEN), now=now)
    judge = made.client(COORDINATOR)
    assert "No pair of records waits for you." in words(judge.get("/matches/"))
    assert judge.get(address((subjects()[PNC], sealed))).status_code == 404


def test_no_more_is_shown_than_a_person_can_judge_in_a_day(made, now):
    rows = [custody_row(f"EC/26/{number:06}", **JAYDEN) for number in range(8)]
    send(made, "custody", *rows, now=now)
    page = words(made.client(COORDINATOR).get("/matches/"))
    assert f"{IN_A_DAY} of 28 that wait for you" in page
    assert page.count('href="/matches/') - page.count('href="/matches/"') == IN_A_DAY


def test_the_page_says_what_its_order_means_and_how_many_more_wait(made, now):
    send(made, "custody", *(custody_row(f"EC/26/{number:06}", **JAYDEN) for number in range(8)), now=now)
    page = words(made.client(COORDINATOR).get("/matches/"))
    assert "The other 8 come when these are answered." in page
    assert "first those where a clock runs or an alert has no answer" in page
    assert "nothing about the child" in page


def test_a_pair_on_which_a_clock_or_an_alert_hangs_is_before_one_that_waited_longer(made, now):
    calm = {**JAYDEN, "forename": "Corey", "surname": "Whitlock"}
    earlier = now - timedelta(days=9)
    send(made, "social_care", social_care_row("N100002", **calm), social_care_row("N100003", **calm), now=earlier)
    yesterday = {"reported_at": f"{now - timedelta(days=1):%d/%m/%Y %H:%M}", "recorded_at": f"{now:%d/%m/%Y %H:%M}"}
    send(made, "missing", missing_row("M/26/000001", **JAYDEN, **yesterday), now=now)
    send(made, "social_care", social_care_row(CARE, **JAYDEN), now=now)
    evaluate_waiting(now=now)
    page = words(made.client(COORDINATOR).get("/matches/"))
    assert "2 pairs of records wait for you." in page
    assert page.index("J.O.") < page.index("C.W.")
    assert "An alert has had no answer since" in page or "Due" in page


def test_answers_of_today_are_counted_for_whoever_gave_them(judge, pair, made):
    assert "You have answered" not in words(judge.get("/matches/"))
    answer(judge, pair, "NOT_SURE")
    assert "You have answered 1 today." in words(judge.get("/matches/"))
    assert "You have answered" not in words(made.client("eastham-coordinator").get("/matches/"))


def test_how_many_pairs_wait_does_not_change_how_often_the_database_is_asked(made, now, django_statements):
    judge = made.client(COORDINATOR)
    judge.get("/matches/")  # The first page of a session notes the session itself.
    asked = []
    for number in (2, 7):
        send(made, "custody", *(custody_row(f"EC/26/{each:06}", **JAYDEN) for each in range(number)), now=now)
        with django_statements() as sent:
            judge.get("/matches/")
        asked.append(len(sent))
    assert asked[0] == asked[1] < 60


def test_the_records_shown_and_the_answer_are_noted(judge, pair, database, privileged, made):
    judge.get("/matches/")
    judge.get(address(pair))
    answer(judge, pair)
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT kind, what, count(*) FROM audit.entry WHERE user_id = %s AND about_id = ANY (%s) GROUP BY 1, 2",
            [made.users[COORDINATOR], list(pair)],
        ).fetchall()
        acts = admin.execute("SELECT what FROM audit.entry WHERE kind = 'WROTE' AND user_id IS NOT NULL").fetchall()
    assert {
        ("LISTED", "records to judge"),
        ("OPENED", "two records side by side"),
        ("OPENED", "judging two records"),
    } <= {(kind, what) for kind, what, _ in noted}
    assert ("judged whether two records are of the same child",) in acts


def test_a_question_does_not_fall_silent_because_nobody_answered_in_time(judge, pair, made, now, monkeypatch):
    later = now + timedelta(days=40)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later)
    assert "No pair of records waits for you." in words(judge.get("/matches/"))
    assert keep_asking(now=later) == 1
    assert "1 pair of records waits for you." in words(judge.get("/matches/"))
