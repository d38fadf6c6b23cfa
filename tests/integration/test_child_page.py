"""The child's page: what comes first, who may see what, and what stands where something may not be seen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.journeys.match_judged import judge_match
from reachable.kernel.ids import SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.people.operations import seal_record
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.taken_event import OtherPerson
from tests.factories.child_stories import tell, tell_absences, without_tokens
from tests.factories.children import ask_rules, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    """A child whom the social workers work with and the police have told of."""
    subject_id = make_child(made, "Ayaan Kestrel")
    let_look(made, "northshire-workers", subject_id)
    return subject_id


def read(made, code, path):
    return made.client(code).get(path)


def words_of(made, child, path="", code="northshire-social-worker"):
    answer = read(made, code, f"/child/{child}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def entries(privileged, database, kind):
    with privileged.connect(database) as admin:
        return admin.execute("SELECT what, about_id FROM audit.entry WHERE kind = %s", [kind]).fetchall()


def test_the_childs_own_words_stand_before_everything_else(made, child):
    tell(made, child, K.CHILD_SAID, NOW - DAY, words="I just want them to leave my sister alone.", heard_by="a coach")
    page = words_of(made, child)
    order = [page.index(words) for words in ("Ayaan Kestrel", "leave my sister alone", ">Now<", "each process stands")]
    assert order == sorted(order)
    assert "To a coach, Wednesday 13 May" in page


def test_what_must_happen_before_release_comes_first_with_whom_to_ring(made, child):
    tell(made, child, K.ARREST, NOW - 3 * HOUR, away_from_home_area=True, drugs_supply=True)
    tell(made, child, K.SEIZURE, NOW - 3 * HOUR, drugs="heroin", wraps=14, cash_pence=34000)
    tell(made, child, K.READY_FOR_RELEASE, NOW - HOUR, away_from_home_area=True)
    wake(child)
    page = words_of(made, child)
    assert page.index("Before release:") < page.index("What was taken is owed")
    assert "heroin, 14 wraps, £340" in page
    assert "Ring Northshire Sergeant" in page
    assert "NRM referral:" in page
    assert "reasons recorded: none" in page


def test_no_child_is_said_to_have_no_concerns(made, child):
    page = words_of(made, child)
    assert "That does not mean that nobody is worried." in page
    assert "no concerns" not in page.lower()


@pytest.mark.parametrize("page", ["", "records/", "people/", "looked/"])
def test_refused_absent_and_sealed_are_answered_with_the_same_bytes(made, child, page):
    with running(job="test", now=NOW):
        sealed = seal_record(
            agency_id=made.agencies["northshire-social-care"],
            system="test",
            local_id="before",
            because="adopted",
            by=MACHINE,
            now=NOW,
        )
    let_look(made, "northshire-missing", sealed)
    client = made.client("northshire-missing-officer")
    answers = [client.get(f"/child/{each}/{page}") for each in (child, uuid4(), sealed)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({without_tokens(answer.content) for answer in answers}) == 1
    text = answers[0].content.decode()
    assert "There is nothing you can see here." in text
    assert "Northshire" in text
    assert "tel:" in text
    assert "no concerns" not in text.lower()


def test_a_relationship_that_ended_opens_nothing(made, child, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + 8 * DAY)
    assert read(made, "northshire-social-worker", f"/child/{child}/").status_code == 404


def test_somebody_who_only_records_sees_the_same_page_as_for_a_child_nobody_knows(made, child):
    let_look(made, "northshire-staff", child)
    client = made.client("northshire-teacher")
    known, unknown = client.get(f"/child/{child}/"), client.get(f"/child/{uuid4()}/")
    assert without_tokens(known.content) == without_tokens(unknown.content)


def test_what_another_agency_holds_is_counted_and_nothing_else(made, child):
    tell(made, child, K.HOSPITAL_ATTENDANCE, NOW - DAY, agency="northshire-hospital", shared=False, injury="stab wound")
    page = words_of(made, child)
    assert "1 record is held by Northshire General Hospital and not shared with you." in page
    assert "01632 960150" in page
    for word in ("stab wound", "Seen at hospital"):
        assert word not in page
        assert word not in words_of(made, child, "records/")


def test_a_reason_that_rests_on_what_is_held_elsewhere_gives_nothing_away(made, child):
    tell(
        made,
        child,
        K.HOSPITAL_ATTENDANCE,
        NOW - HOUR,
        agency="northshire-hospital",
        shared=False,
        assault=True,
        weapon="knife",
    )
    wake(child)
    page = words_of(made, child)
    assert "a record you cannot see" in page
    assert "Ring Northshire children&#39;s social care" in page
    for word in ("hurt", "injur", "knife", "assault", "still in hospital", "A&amp;E"):
        assert word not in page.lower(), word


def test_another_child_appears_as_a_role_and_by_name_only_to_whoever_works_with_both(made, child, privileged, database):
    friend = make_child(made, "Milo Sandpiper")
    other = OtherPerson(RoleInEvent.CO_ARRESTEE, "another child, 14", SubjectId(friend))
    tell(made, child, K.ARREST, NOW - DAY, others=[other])
    page = words_of(made, child, "records/")
    assert "another child, 14" in page
    assert "Sandpiper" not in page
    let_look(made, "northshire-workers", friend)
    page = words_of(made, child, "records/")
    assert "Milo Sandpiper" in page
    assert f"/child/{friend}/" in page
    assert ("others in a child's events", friend) in entries(privileged, database, "LISTED")


def test_what_was_told_later_is_left_out_as_known_on_a_day(made, child):
    tell(made, child, K.ARREST, NOW - 9 * DAY)
    tell(made, child, K.STOP_SEARCH, NOW - 10 * DAY, recorded_at=NOW - 2 * DAY)
    assert "Stopped and searched" in words_of(made, child, "records/")
    then = words_of(made, child, f"records/?known_on={(NOW - 5 * DAY).date()}")
    assert "Stopped and searched" not in then
    assert "Arrested" in then
    assert "What was told later is left out." in then


def test_an_agency_alone_knew_what_it_wrote_down_before_anybody_else_was_told(made, child):
    tell(made, child, K.STOP_SEARCH, NOW - 10 * DAY, recorded_at=NOW - 9 * DAY, received_at=NOW - DAY)
    tell(made, child, K.ABSENCE, NOW - 10 * DAY, agency="northshire-school", sessions=2)
    day = (NOW - 5 * DAY).date()
    everybody = words_of(made, child, f"records/?known_on={day}")
    assert "Stopped and searched" not in everybody
    police = made.agencies["northshire-police"]
    alone = words_of(made, child, f"records/?known_on={day}&known_to={police}")
    assert "Stopped and searched" in alone
    assert "Absent from school" not in alone


def test_a_day_that_cannot_be_read_is_said_back_and_everything_is_shown(made, child):
    tell(made, child, K.ARREST, NOW - DAY)
    page = words_of(made, child, "?known_on=yesterday")
    assert "Enter a day, like 2026-05-14" in page
    assert 'value="yesterday"' in page


def test_a_corrected_record_stays_and_says_that_it_was_replaced(made, child):
    tell(made, child, K.EXCLUSION_FIXED, NOW - 6 * DAY, key="one", agency="northshire-school", days=2)
    tell(
        made,
        child,
        K.EXCLUSION_FIXED,
        NOW - 6 * DAY,
        key="one",
        version="1",
        agency="northshire-school",
        recorded_at=NOW - DAY,
        days=5,
    )
    page = words_of(made, child, "records/")
    assert "Corrected: replaced by what was received on Wednesday 13 May 2026, 14:20" in page
    assert "<s>Suspended from school: 2 days</s>" in page
    assert "Suspended from school: 5 days" in page


def test_records_read_backwards_and_forwards(made, child):
    tell(made, child, K.ARREST, NOW - 3 * DAY)
    tell(made, child, K.STOP_SEARCH, NOW - 2 * DAY)
    backwards = words_of(made, child, "records/")
    forwards = words_of(made, child, "records/?order=forwards")
    assert backwards.index("Stopped and searched") < backwards.index("Arrested")
    assert forwards.index("Arrested") < forwards.index("Stopped and searched")


def test_the_picture_says_the_same_as_its_table(made, child):
    tell(made, child, K.ARREST, NOW - 3 * DAY, offence="possession")
    page = words_of(made, child)
    assert page.count("Arrested: possession") == 2
    assert "The same as a table" in page


def test_who_says_so_stands_beside_every_name_and_home(made, child):
    page = words_of(made, child, "people/")
    assert "Ayaan Kestrel" in page
    assert "1 Larch Close, ZZ1 1AA" in page
    assert "Northshire police, first received 30 days ago" in page
    assert "One record, from one agency." in page


def test_records_that_were_linked_say_by_whom_and_why_and_where_to_undo_it(made, child):
    at_school = make_child(made, "Ayan Kestrel", agency="northshire-school")
    let_look(made, "northshire-workers", at_school)
    judge_match(
        left=child,
        right=at_school,
        answer=Answer.SAME,
        because="The school rang back: the same child",
        viewer=made.viewer("northshire-social-worker"),
        now=NOW,
    )
    page = words_of(made, child, "people/")
    left, right = sorted((child, at_school))
    assert "Northshire Social Worker" in page
    assert "The school rang back: the same child" in page
    assert f"/matches/{left}/{right}/" in page
    assert "Ayan Kestrel" in page


def test_opening_is_noted_and_who_has_looked_can_be_read(made, child, privileged, database):
    words_of(made, child)
    assert ("child's page", child) in entries(privileged, database, "OPENED")
    page = words_of(made, child, "looked/")
    assert "Northshire Social Worker" in page
    assert "Safeguarding a child" in page


def test_as_many_statements_are_sent_for_sixty_events_as_for_five(made, child, django_statements):
    client = made.client("northshire-social-worker")
    client.get(f"/child/{child}/")  # The first page of a session notes the session itself.
    counts = []
    for more in (5, 55):
        tell_absences(made, child, more, until=NOW - more * HOUR)
        with django_statements() as sent:
            assert client.get(f"/child/{child}/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def wake(child):
    """Ask the rules about a child."""
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
