"""Whoever decides how long records are kept reads what is due on a page, and keeps, holds, or erases it by two."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.models import WorkingRelationship
from reachable.alerts.models import OutboxMessage
from reachable.jobs.rounds import do_daily_round
from reachable.journeys import records_kept
from reachable.journeys.keepers_asked import let_keepers_open
from reachable.journeys.record_erased import hold_child
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.records_due import climb_reviews, put_due_before_people, put_holds_before_people
from reachable.keeping.domain.deciding import HoldKind
from reachable.keeping.models import Hold, Proposal, Review, ToTell
from reachable.keeping.operations import ask_to_lift
from reachable.kernel.london import start_of_day
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.people.models import Subject
from reachable.sharing.operations.agreements import name_data_protection_officer
from reachable.timeline.domain.kinds import EventKind
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, make_child
from tests.factories.erasing_scene import A_COURT, AGENCY, make_second
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

FIRST, SECOND, OFFICER = "northshire-supervisor", "second", "northshire-duty-manager"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PROVED = {"proof_demo": "1"}
WHY = "She has asked to read it first."
HELD_FOR = {
    "hold-kind": "COURT",
    "hold-wanted_by": "The family court at Northshire",
    "hold-reference": "ZZ26C00001",
    "hold-because": "The whole file is wanted for a hearing.",
}


class Clock:
    """The moment at which the pages are looked at."""

    now = NOW


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: clock.now)
    return clock


@pytest.fixture
def made(database, tmp_path, clock):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_partnership()
        make_second(made)
        yield made


@pytest.fixture
def due(made):
    """Make a record whose thirtieth birthday is past, and one that is not due, and put them before people."""
    old = make_child(made, "Anna Older", agency=AGENCY, born=date(1995, 3, 3))
    make_child(made, "Bilal Khan", agency=AGENCY)
    assert put_due_before_people(now=NOW) == 1
    return old


def on(prefix, day, **more):
    return {f"{prefix}_day": day.day, f"{prefix}_month": day.month, f"{prefix}_year": day.year, **more}


def send(made, who, subject, act, **fields):
    return made.client(who).post(f"/keeping/record/{subject}/", {"act": act, **PROVED, **fields}, follow=True)


def seal(made, subject, named="northshire-social-worker"):
    """Seal a record from everybody but one person: a worker, who does not decide how long it is kept, unless said."""
    with running(job="test", now=NOW):
        Subject.objects.filter(id=subject).update(system="social_care")
        number = Subject.objects.get(id=subject).local_id
    person = NamedPerson(made.users[named], NOW + 300 * DAY)
    seal_child(
        agency_id=made.agencies[AGENCY],
        system="social_care",
        local_id=number,
        wanted=WantedSeal(kind=SealKind.WITNESS_PROTECTION, because="Threats", named=(person,), into_user_id=None),
        by=made.actor("northshire-sealing-authority"),
        now=NOW,
    )


def join(made, left, right):
    """Say that two records are of the same person."""
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=NOW):
        record_judgement(left=left, right=right, answer=Answer.SAME, because="Alike in all", by=by, now=NOW)


def read(made, who, address="/keeping/"):
    return made.client(who).get(address).content.decode()


def test_what_is_due_is_read_with_its_rule_its_source_and_its_owner_and_no_name_until_it_is_opened(made, due):
    page = read(made, FIRST)
    for said in (f"K-{due.hex[:6]}", "until the 30th birthday", "Published schedule of North Somerset", "Due since"):
        assert said in page, said
    assert "Older" not in page
    record = read(made, FIRST, f"/keeping/record/{due}/")
    for said in ("Anna Older", "Owner: the agency", "3 March 2025", "Keep it longer", "Propose to erase it"):
        assert said in record, said


def test_case_76_a_record_is_kept_longer_with_a_reason_and_a_day_and_then_asked_about_again(made, due, clock):
    clock.now = NOW + timedelta(minutes=5)
    refused = send(made, FIRST, due, "KEEP", **{"keep-because": "x", **on("keep-next_on", date(2040, 1, 1))})
    assert refused.status_code == 422
    assert "Nothing is decided yet" in refused.content.decode()
    next_on = (NOW + 90 * DAY).date()
    kept = send(made, FIRST, due, "KEEP", **{"keep-because": WHY, **on("keep-next_on", next_on)})
    assert "kept until the day you gave" in kept.content.decode()
    assert "Nothing waits for a decision of yours" in read(made, FIRST)
    assert made.client(FIRST).get(f"/keeping/record/{due}/").status_code == 404, "nobody is asked any more"
    assert put_due_before_people(now=NOW + 89 * DAY) == 0
    assert put_due_before_people(now=NOW + 90 * DAY) == 1


def test_case_76_one_that_nobody_answers_climbs_to_the_officer_and_says_so_on_the_page(made, due, clock):
    with running(job="test", now=NOW):
        name_data_protection_officer(
            agency_id=made.agencies[AGENCY], user_id=made.users[OFFICER], starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    assert read(made, OFFICER).count("K-") == 0, "named after it was put before people"
    assert climb_reviews(now=NOW + 28 * DAY) == 1
    clock.now = NOW + 28 * DAY + timedelta(minutes=1)
    assert OutboxMessage.objects.filter(to_address=f"{OFFICER}@example.org").count() == 1
    page = read(made, OFFICER)
    assert "Passed over" in page
    assert "Put before somebody else 1 time." in page


def test_erasing_is_proposed_by_one_and_done_by_another_and_whom_to_tell_is_left(made, due):
    proposed = send(made, FIRST, due, "PROPOSE", **{"propose-ground": "TIME_IS_UP", "propose-because": WHY})
    assert "Another supervisor of your agency decides" in proposed.content.decode()
    own = read(made, FIRST, f"/keeping/record/{due}/")
    assert "You proposed it" in own
    assert "Erase it<" not in own
    alone = send(made, FIRST, due, "ERASE")
    assert "Another person of your agency has to decide" in alone.content.decode()
    assert "it waits for you" in read(made, SECOND)
    done = send(made, SECOND, due, "ERASE")
    assert "The record is erased" in done.content.decode()
    assert "The time for which it is kept is over" in done.content.decode()
    assert "Older" not in done.content.decode()
    with running(job="test", now=NOW):
        assert not Subject.objects.filter(id=due).exists()


def test_erasing_and_lifting_ask_again_who_somebody_is(made, due, clock):
    client = made.client(FIRST)
    clock.now = NOW + timedelta(hours=2)
    sent = {"act": "PROPOSE", "propose-ground": "TIME_IS_UP", "propose-because": WHY}
    assert "show that it is still you" in client.post(f"/keeping/record/{due}/", sent).content.decode()


def test_what_was_proposed_is_refused_by_another_or_taken_back(made, due):
    send(made, FIRST, due, "PROPOSE", **{"propose-ground": "TIME_IS_UP", "propose-because": WHY})
    refused = send(
        made, SECOND, due, "REFUSE", **{"refuse-because": WHY, **on("refuse-next_on", (NOW + 90 * DAY).date())}
    )
    assert "Nothing is erased" in refused.content.decode()
    assert "Nothing waits" in read(made, FIRST)


def test_case_77_a_hold_says_who_asked_and_until_when_and_two_lift_it(made, due, clock):
    review_on = (NOW + 60 * DAY).date()
    missing = send(made, FIRST, due, "HOLD", **{**HELD_FOR, "hold-wanted_by": "", **on("hold-review_on", review_on)})
    assert "Say who asked for it to be kept" in missing.content.decode()
    held = send(made, FIRST, due, "HOLD", **{**HELD_FOR, **on("hold-review_on", review_on)}).content.decode()
    for said in ("The record is held", "The family court at Northshire", "ZZ26C00001", "Looked at again by"):
        assert said in held, said
    assert "Propose to erase it" not in read(made, SECOND, f"/keeping/record/{due}/")
    assert put_holds_before_people(now=NOW + 59 * DAY) == 0
    before = OutboxMessage.objects.count()
    assert put_holds_before_people(now=NOW + 60 * DAY) == 1
    assert OutboxMessage.objects.count() == before + 2
    clock.now = NOW + 60 * DAY
    assert "To be looked at again" in read(made, FIRST, "/keeping/holds/")
    again = on("hold-review_on", (NOW + 100 * DAY).date())
    send(made, SECOND, due, "HOLD", **{**HELD_FOR, **again})
    assert "Last looked at by Second Supervisor" in read(made, FIRST, f"/keeping/record/{due}/")
    send(made, FIRST, due, "ASK_OFF", **{"lift-because": "The court has given it back."})
    assert "You asked for it" in send(made, FIRST, due, "LIFT").content.decode()
    assert "The hold is lifted" in send(made, SECOND, due, "LIFT").content.decode()
    with running(job="test", now=NOW):
        assert not Hold.objects.filter(lifted_at__isnull=True).exists()
    assert put_due_before_people(now=NOW + 61 * DAY) == 1


def test_whom_to_tell_is_ticked_off_by_those_who_decide_and_nobody_else(made, due):
    with running(job="test", now=NOW):
        row = ToTell(
            act_id=due, controller_id=made.agencies[AGENCY], to_whom="Northshire police", way="LINKED", copies=1
        )
        row.about_id = row.id
        row.save()
    for who in ("northshire-social-worker", "eastham-supervisor", "northshire-sergeant"):
        assert made.client(who).post(f"/keeping/erased/{row.id}/told/", PROVED).status_code == 404, who
    assert "Northshire police" in read(made, FIRST, "/keeping/erased/")
    told = made.client(FIRST).post(f"/keeping/erased/{row.id}/told/", PROVED, follow=True).content.decode()
    assert "It is kept that they were told" in told


def test_who_does_not_decide_and_another_agencys_supervisor_read_nothing_of_it(made, due):
    for who in ("eastham-supervisor", "northshire-sergeant", "northshire-coordinator", "northshire-teacher"):
        closed = made.client(who).get(f"/keeping/record/{due}/")
        assert closed.status_code == 404, who
        assert f"K-{due.hex[:6]}" not in read(made, who), who
    client = made.client("eastham-supervisor")
    closed, absent = (client.get(f"/keeping/record/{each}/") for each in (due, made.users[FIRST]))
    assert without_tokens(closed.content) == without_tokens(absent.content)


def test_a_sealed_record_is_put_before_nobody_who_may_not_know_of_it(made):
    old = make_child(made, "Anna Older", agency=AGENCY, born=date(1995, 3, 3))
    seal(made, old)
    assert put_due_before_people(now=NOW + DAY) == 0
    assert OutboxMessage.objects.count() == 0


def test_a_record_sealed_after_it_was_put_before_people_is_on_no_list(made, due):
    seal(made, due)
    assert "K-" not in read(made, FIRST)
    assert made.client(FIRST).get(f"/keeping/record/{due}/").status_code == 404
    climb_reviews(now=NOW + 28 * DAY)
    assert not OutboxMessage.objects.filter(key__contains="kept:1").exists()


def test_the_daily_round_puts_before_people_what_is_due(made):
    make_child(made, "Anna Older", agency=AGENCY, born=date(1995, 3, 3))
    assert do_daily_round(now=NOW)
    with running(job="test", now=NOW):
        assert Review.objects.filter(state="WAITING").count() == 1
        asked = WorkingRelationship.objects.filter(reason=RelationshipReason.KEEPING.code)
        assert {each.user_id for each in asked} == {made.users[FIRST], made.users[SECOND]}


def test_a_sealed_record_of_the_same_child_is_counted_in_nothing_and_stands_against_erasing_without_a_word_of_it(
    made, due
):
    hidden = make_child(made, "Anna Hidden", agency=AGENCY, born=date(2015, 3, 3))
    seal(made, hidden)
    join(made, due, hidden)
    page = read(made, FIRST, f"/keeping/record/{due}/")
    assert "more record" not in page
    assert "3 March 2025" in page, "by the rule of the record that may be read"
    for said in ("2045", "seal", "another agency"):
        assert said not in page, said
    assert "A hold or another protection stands" in page
    refused = send(made, FIRST, due, "PROPOSE", **{"propose-ground": "ASKED_FOR", "propose-because": WHY})
    assert refused.status_code == 422
    assert "A hold or another protection stands" in refused.content.decode()
    with running(job="test", now=NOW):
        assert not Proposal.objects.exists()


def test_whoever_a_seal_names_may_still_propose_what_others_are_told_they_cannot(made, due):
    hidden = make_child(made, "Anna Hidden", agency=AGENCY, born=date(1995, 3, 3))
    seal(made, hidden, named=FIRST)
    join(made, due, hidden)
    refused = send(made, SECOND, due, "PROPOSE", **{"propose-ground": "ASKED_FOR", "propose-because": WHY})
    assert refused.status_code == 422
    assert "1 more record of your agency" in read(made, FIRST, f"/keeping/record/{due}/")
    done = send(made, FIRST, due, "PROPOSE", **{"propose-ground": "ASKED_FOR", "propose-because": WHY})
    assert "Another supervisor of your agency decides" in done.content.decode()


def test_a_hold_of_another_agency_is_said_without_saying_whose_it_is(made, due):
    elsewhere = make_child(made, "Anna Older", born=date(1995, 3, 3))
    join(made, due, elsewhere)
    hold(made, elsewhere, agency="northshire-police", by="northshire-missing-officer")
    page = read(made, FIRST, f"/keeping/record/{due}/")
    assert "A hold or another protection stands" in page
    assert "another agency" not in page
    assert "Propose to erase it" not in page


def test_a_hold_is_put_before_its_agency_about_its_own_records_and_nobody_opens_them_when_it_is_lifted(made, due):
    beside = make_child(made, "Anna Older", agency=AGENCY, born=date(1995, 3, 3))
    police = [make_child(made, "Anna Older", born=date(1995, 3, 3)) for _each in range(4)]
    for each in (beside, *police):
        join(made, due, each)
    act_id = hold(made, due, agency=AGENCY, by=FIRST)
    later = NOW + 91 * DAY
    assert put_holds_before_people(now=later) == 1
    with running(job="test", now=later):
        written = {each.key[:36] for each in OutboxMessage.objects.filter(key__contains=":held:")}
        tied = WorkingRelationship.objects.filter(reason=RelationshipReason.KEEPING.code, ends_at__gt=later)
        opened = set(tied.values_list("about_id", flat=True))
    assert written == {str(due), str(beside)}
    assert opened == {due, beside}
    agency = made.agencies[AGENCY]
    with acting(by=made.actor(FIRST), what="test", now=later):
        ask_to_lift(act_id=act_id, agency_id=agency, because="Given back by it.", by=made.actor(FIRST), now=later)
    found = records_kept.open_kept(subject_id=due, viewer=made.viewer(SECOND, at=later + HOUR), now=later + HOUR)
    records_kept.lift(found=found, viewer=made.viewer(SECOND, at=later + HOUR), now=later + HOUR)
    with running(job="test", now=later):
        assert not tied.filter(ends_at__gt=later + HOUR).exists()


def test_a_proposal_of_a_record_that_was_not_due_is_written_of_climbs_and_is_kept_until_the_day_that_was_given(
    made, due, clock
):
    with running(job="test", now=NOW):
        young = Subject.objects.exclude(id=due).get().id
        let_keepers_open(about_ids=[young], agency_id=made.agencies[AGENCY], until=NOW + DAY, now=NOW)
    clock.now = NOW + timedelta(minutes=5)
    send(made, FIRST, young, "PROPOSE", **{"propose-ground": "NEVER_RIGHT", "propose-because": WHY})
    told = [each.to_address for each in OutboxMessage.objects.filter(key__contains=":proposed:")]
    assert told == ["second@example.org"]
    assert climb_reviews(now=NOW + 29 * DAY) == 2, "the one that is due, and the one that is proposed"
    assert climb_reviews(now=NOW + 44 * DAY) == 2
    clock.now = NOW + 70 * DAY
    assert "it waits for you" in read(made, SECOND)
    day = (NOW + 90 * DAY).date()
    send(made, SECOND, young, "REFUSE", **{"refuse-because": WHY, **on("refuse-next_on", day)})
    with running(job="test", now=NOW):
        assert Review.objects.get(about_id=young).next_on == day
    assert put_due_before_people(now=NOW + 89 * DAY) == 0
    assert put_due_before_people(now=NOW + 90 * DAY) == 1


def test_what_came_to_be_known_since_it_was_proposed_is_not_erased_as_if_its_time_were_up(made, due, clock):
    send(made, FIRST, due, "PROPOSE", **{"propose-ground": "TIME_IS_UP", "propose-because": WHY})
    add_event(made, due, EventKind.PLACEMENT_STARTED, NOW, agency=AGENCY)
    clock.now = NOW + timedelta(minutes=5)
    refused = send(made, SECOND, due, "ERASE")
    assert refused.status_code == 422
    for said in ("recorded since erasing was proposed", "3 March 2070", "Nothing was erased", "choose to keep it"):
        assert said in refused.content.decode(), said
    with running(job="test", now=NOW):
        assert Subject.objects.filter(id=due).exists()
        assert Proposal.objects.filter(refused_at__isnull=True).exists()


def test_a_list_asks_only_for_what_its_reader_was_asked_about_and_says_when_others_were(made, due, monkeypatch):
    monkeypatch.setattr(records_kept, "SHOWN_AT_ONCE", 1)
    newer = make_child(made, "Carl Older", agency=AGENCY, born=date(1995, 4, 4))
    assert put_due_before_people(now=NOW) == 1
    with running(job="test", now=NOW):
        first = WorkingRelationship.objects.filter(about_id=due, user_id=made.users[SECOND])
        first.update(ends_at=NOW - timedelta(minutes=1), starts_at=NOW - HOUR)
    page = read(made, SECOND)
    assert f"K-{newer.hex[:6]}" in page
    assert "Nothing waits" not in page
    with running(job="test", now=NOW):
        WorkingRelationship.objects.filter(user_id=made.users[SECOND]).update(
            ends_at=NOW - timedelta(minutes=1), starts_at=NOW - HOUR
        )
    opened = records_kept.open_records
    asked = []
    monkeypatch.setattr(records_kept, "open_records", lambda **said: asked.extend(said["about_ids"]) or opened(**said))
    page = read(made, SECOND)
    assert asked == [], "no refusal is noted of what nobody asked for"
    assert "Others of your agency have been asked about records" in page


def hold(made, subject, *, agency, by):
    return hold_child(
        subject_id=subject,
        agency_id=made.agencies[agency],
        kind=HoldKind.COURT,
        asked=A_COURT,
        because="The court asked for it to be kept.",
        by=made.actor(by),
        now=NOW,
    )


def test_a_hold_is_due_from_the_first_minutes_of_its_london_day(made, due, clock):
    review_on = (NOW + 90 * DAY).date()
    send(made, FIRST, due, "HOLD", **{**HELD_FOR, **on("hold-review_on", review_on)})
    for at, is_due in ((start_of_day(review_on) - HOUR / 2, False), (start_of_day(review_on) + HOUR / 2, True)):
        clock.now = at
        assert ("To be looked at again" in read(made, FIRST, "/keeping/holds/")) is is_due
    assert clock.now.date() < review_on, "in summer the day begins in London before it does in UTC"
