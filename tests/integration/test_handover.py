"""One shift leaves a note to the next: kept, read with what stood open, and taken over by a named person or told on."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from reachable.access.context import running
from reachable.adapters.bank_holidays import england_and_wales
from reachable.adapters.clock import read_clock
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, Telling
from reachable.casework.models import HandoverLine, HandoverNote
from reachable.journeys.alert_answered import DecideFirst, give_answer
from reachable.journeys.handed_over import (
    NotYoursToHandOver,
    TakenOverAlready,
    YourOwnNote,
    find_next_shift,
    hand_over,
    open_handover,
    take_over,
)
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.partnership import make_partnership
from tests.factories.pdf_files import open_pdf, tags_of, text_of, words_of

WORDS = "The line to the duty desk is down until eight."
LINE = "His aunt rings back after six."
COORDINATOR, SECOND, STRANGER = "northshire-coordinator", "northshire-second-coordinator", "eastham-coordinator"


@pytest.fixture
def now():
    return read_clock()


@pytest.fixture
def made(database, now):
    return make_partnership(now=now)


@pytest.fixture
def child(made, now):
    child = make_child(made, "Ayaan Khan", now=now)
    at = now - timedelta(minutes=30)
    add_event(made, child, K.ARREST, at, drugs_supply=True, offence="Possession with intent")
    ask_rules(at + timedelta(minutes=1))
    return child


def leave(made, child, now, *, by=COORDINATOR, lines=None):
    lines = {child: LINE} if lines is None else lines
    return hand_over(words=WORDS, lines=lines, viewer=made.viewer(by, at=now), now=now)


def seen(ask, now):
    with running(job="test", now=now):
        return ask()


def page_of(made, note_id, code=COORDINATOR):
    return made.client(code).get(reverse("handover", args=[note_id])).content.decode()


def told(note_id, now):
    return seen(
        lambda: list(Telling.objects.filter(about_id=note_id).order_by("step").values_list("name", flat=True)), now
    )


def test_whoever_writes_sees_what_the_next_shift_will_see_and_the_note_is_kept_word_for_word(made, child):
    client = made.client(COORDINATOR)
    page = client.get(reverse("new_handover")).content.decode()
    assert "A.K., 15" in page
    assert "Held with drugs in amounts for supply" in page
    sent = {"words": WORDS, "about_1": str(child), "said_1": LINE}
    answer = client.post(reverse("new_handover"), sent, follow=True).content.decode()
    assert "It waits until somebody takes it over by name." in answer
    for words in (
        WORDS,
        LINE,
        "A.K., 15",
        "Nobody has taken it over",
        "Due by the end of the next shift, by law first",
    ):
        assert words in answer
    assert "Ayaan" not in answer
    line = seen(lambda: HandoverLine.objects.get(), read_clock())
    assert (line.about_id, line.words) == (child, LINE)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "  "}, "Write what the next shift must know"),
        ({"words": WORDS, "said_1": LINE}, "Choose whom the line is about"),
        ({"words": WORDS, "about_1": "child"}, "Write what the next shift must know about them"),
    ],
)
def test_a_note_that_says_nothing_and_half_a_line_are_not_kept(made, child, now, sent, said):
    sent = {field: str(child) if value == "child" else value for field, value in sent.items()}
    answer = made.client(COORDINATOR).post(reverse("new_handover"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert seen(lambda: HandoverNote.objects.count(), now) == 0


def test_a_line_about_a_child_whom_the_writer_does_not_work_with_is_refused(made, child, now):
    other = make_child(made, "Mia Turner", now=now)
    with pytest.raises(NotYoursToHandOver):
        leave(made, child, now, lines={other: "x"})
    assert seen(lambda: HandoverNote.objects.count(), now) == 0


def refused_with(made, sent):
    """Leave a note that is refused, show that nothing was kept, and return what the page says."""
    answer = made.client(COORDINATOR).post(reverse("new_handover"), sent)
    assert answer.status_code == 422
    assert seen(lambda: HandoverNote.objects.count(), read_clock()) == 0
    page = answer.content.decode()
    assert "not in your list any more" in page
    for words in (WORDS, LINE):
        assert words in page, "what was typed is still there"
    return page


def test_a_line_written_when_the_list_was_longer_is_not_lost_and_is_said_to_be_kept_nowhere(made, child):
    gone = uuid4()
    sent = {"words": WORDS, "about_1": str(child), "said_1": "He ate.", "about_3": str(gone), "said_3": LINE}
    page = refused_with(made, sent)
    assert "He ate." in page
    assert re.search(r'href="#\w*about_3"', page), "the error leads to the line"
    again = {**sent, "about_3": str(child)}
    assert made.client(COORDINATOR).post(reverse("new_handover"), again).status_code == 302
    assert seen(lambda: HandoverLine.objects.get().words, read_clock()) == f"He ate.\n{LINE}"


def test_a_child_who_is_closed_to_the_writer_while_they_write_costs_no_word_of_the_note(made, child, now, monkeypatch):
    other = make_child(made, "Mia Turner", now=now)
    monkeypatch.setattr("reachable.web.handover.views._children", lambda _: [(child, "A.K., 15"), (other, "M.T., 14")])
    sent = {"words": WORDS, "about_1": str(child), "said_1": "He ate.", "about_2": str(other), "said_2": LINE}
    assert "He ate." in refused_with(made, sent)


def test_it_is_taken_over_by_a_named_person_who_did_not_write_it_and_once(made, child, now):
    note_id = leave(made, child, now)
    with pytest.raises(YourOwnNote):
        take_over(note_id=note_id, viewer=made.viewer(COORDINATOR, at=now), now=now)
    assert "I take this over" not in page_of(made, note_id)
    client = made.client(SECOND)
    answer = client.post(reverse("take_over_handover", args=[note_id]), follow=True).content.decode()
    assert "Taken over by Northshire Second Coordinator" in answer
    assert seen(lambda: Alert.objects.get(about_id=note_id).state, now) == "ACTED_ON"
    with pytest.raises(TakenOverAlready):
        take_over(note_id=note_id, viewer=made.viewer("northshire-duty-worker", at=now), now=now)


def test_nobody_is_told_before_the_next_shift_and_then_one_after_another_until_somebody_takes_it(made, child, now):
    note_id = leave(made, child, now)
    shift = find_next_shift(team_id=made.teams["northshire-triage"], now=now)
    climb_ladders(now=now)
    climb_ladders(now=shift.starts_at - timedelta(minutes=1))
    assert told(note_id, now) == []
    climb_ladders(now=shift.starts_at)
    assert len(told(note_id, now)) == 1
    later = shift.starts_at + timedelta(hours=3)
    climb_ladders(now=later)
    assert len(told(note_id, now)) == 2
    take_over(note_id=note_id, viewer=made.viewer(SECOND, at=later), now=later)
    climb_ladders(now=later + timedelta(days=1))
    assert len(told(note_id, now)) == 2


def test_the_alert_leads_to_the_note_and_cannot_be_answered_beside_it(made, child, now):
    note_id = leave(made, child, now)
    alert_id = seen(lambda: Alert.objects.get(about_id=note_id).id, now)
    page = made.client(SECOND).get(reverse("alert", args=[alert_id])).content.decode()
    assert "A handover note waits to be taken over" in page
    assert reverse("handover", args=[note_id]) in page
    assert "A handover note waits to be taken over" in made.client(SECOND).get(reverse("alerts")).content.decode()
    for act, reason in ((Act.ACT_ON, "done"), (Act.ACKNOWLEDGE, "")):
        with pytest.raises(DecideFirst):
            give_answer(
                alert_id=alert_id,
                act=act,
                reason=reason,
                act_by=now + timedelta(hours=1),
                viewer=made.viewer(SECOND, at=now),
                now=now,
            )


def test_a_line_opens_only_with_the_childs_record_and_the_page_says_that_one_is_left_out(made, child, now):
    other = make_child(made, "Mia Turner", now=now)
    with_writer = made.viewer(COORDINATOR, at=now)
    let_look(made, "northshire-triage", other, now=now)
    note_id = hand_over(words=WORDS, lines={other: "She is at her aunt’s."}, viewer=with_writer, now=now)
    assert "She is at her aunt’s." in page_of(made, note_id)
    page = page_of(made, note_id, "northshire-duty-worker")
    assert WORDS in page
    assert "aunt" not in page
    assert "1 line is about a child you do not work with. Ask Northshire Coordinator." in page


def test_the_note_shows_what_stood_when_it_was_written_and_not_what_came_later(made, child, now):
    note_id = leave(made, child, now)
    later = now + timedelta(hours=2)
    add_event(made, child, K.MISSING_REPORTED, later - timedelta(minutes=5))
    ask_rules(later)
    page = open_handover(
        note_id=note_id, viewer=made.viewer(COORDINATOR, at=later), calendar=england_and_wales(), now=later
    )
    assert page.briefing.as_at == now
    assert page.briefing.away == ()
    assert all(line.matter.known_at <= now for line in page.briefing.reachable)


def test_the_pdf_says_no_more_than_the_page_is_tagged_and_is_noted_as_read(made, child, now, database, privileged):
    note_id = leave(made, child, now)
    page = page_of(made, note_id)
    response = made.client(COORDINATOR).get(reverse("handover_pdf", args=[note_id]))
    pdf = open_pdf(response.content)
    text = text_of(pdf)
    assert WORDS in text
    assert "Not to be passed on." in text
    assert "Ayaan" not in text
    assert {"H1", "H2", "P", "L", "LI"} <= set(tags_of(pdf))
    on_page = words_of(re.sub(r"<[^>]+>", " ", page).replace("&#39;", "'"))
    marking = words_of(text.split("Not to be passed on.")[0]) | {"Not", "to", "be", "passed", "on", "Page", "of"}
    assert {word for word in words_of(text) - on_page - marking if not word.isdecimal()} == set()
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT about_id FROM audit.entry WHERE what = 'a handover note, as PDF' AND grants")
        assert {note_id, child} <= {about for (about,) in rows.fetchall()}


def test_a_note_is_nothing_to_another_area_and_to_whoever_carries_no_shift(made, child, now):
    note_id = leave(made, child, now)
    for code in (STRANGER, "northshire-teacher"):
        client = made.client(code)
        for name in ("handover", "handover_pdf"):
            assert client.get(reverse(name, args=[note_id])).status_code == 404
        assert client.post(reverse("take_over_handover", args=[note_id])).status_code == 404
    assert made.client("northshire-teacher").get(reverse("new_handover")).status_code == 404
    assert seen(lambda: HandoverNote.objects.get().taken_over_by_id, now) is None
