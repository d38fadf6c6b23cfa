"""Who must not be told of a child is written, corrected and ended on pages, and holds back what would leave."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from reachable.access.context import running
from reachable.access.models import User
from reachable.people.domain.telling import WouldBeTold
from reachable.people.models import MustNotBeTold
from reachable.sharing.models import Letter, ShareDecision
from reachable.timeline.domain.kinds import EventKind
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, let_look, make_child
from tests.factories.letters import adults_around, child_of, letter, send_rows, social_care_row
from tests.factories.not_told import WHY, WRITER, filled_in, say_who_must_not_be_told
from tests.factories.partnership import NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.integration import test_sharing_pages as sharing

COLLEAGUE, OTHER_AGENCY, STRANGER = "northshire-supervisor", "northshire-missing-officer", "eastham-social-worker"
CORRECTED = "It was his uncle, of another name."
ENDED = "The child wants him told again, and says why."


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    send_rows(made, "social_care", social_care_row())
    subject_id = child_of()
    for team in ("northshire-workers", "northshire-missing"):
        let_look(made, team, subject_id)
    return subject_id


@pytest.fixture
def entry(made, child):
    return say_who_must_not_be_told(made, child)


def said(answer):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return html.unescape(text)


def listed(made, child, code=WRITER):
    """Return what the list says stands now, and what stands no more."""
    now, _, before = said(made.client(code).get(f"/child/{child}/not-told/")).partition("Stands no more")
    return now.partition("Stands now")[2], before


def write(made, child, code=WRITER, **changed):
    who = changed.pop("who", "OTHER")
    return made.client(code).post(f"/child/{child}/not-told/new/", filled_in(who, **changed))


def rows():
    with running(job="test", now=NOW):
        return list(MustNotBeTold.objects.order_by("recorded_at", "ended_at").values())


def acts(database, privileged):
    """Return what people wrote, as it is noted."""
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT what FROM audit.entry WHERE kind = 'WROTE' AND what LIKE '%must not be told' ORDER BY id"
        )
        return [what for (what,) in noted.fetchall()]


def test_somebody_not_recorded_around_the_child_is_written_by_name_and_stands_on_its_pages(made, child):
    answer = write(made, child, of_what="Where he sleeps")
    assert (answer.status_code, answer.url) == (302, f"/child/{child}/not-told/")
    now, before = listed(made, child)
    assert f"Must not be told: Rex Unlikely (Where he sleeps): {WHY}" in now
    assert "said by The child" in now
    assert "looked at again by" in now
    assert before == ""
    assert "Must not be told of this child: Rex Unlikely" in said(made.client(COLLEAGUE).get(f"/child/{child}/"))
    assert "Must not be told: Rex Unlikely" in said(made.client(OTHER_AGENCY).get(f"/child/{child}/people/"))


def test_one_of_those_around_the_child_is_chosen_by_who_they_are_and_their_name_is_shown_to_nobody(made, child):
    mother = adults_around(made)["MOTHER"]
    form = said(made.client(WRITER).get(f"/child/{child}/not-told/new/"))
    assert "Mother, as Northshire children's social care recorded" in form
    assert "Kestrel" not in form.partition("Who must not be told?")[2], "an adult is said as a role, never as a name"
    assert write(made, child, who=mother).status_code == 302
    now, _ = listed(made, child)
    assert f"Must not be told: Mother (Anything about this child): {WHY}" in now
    assert "Must not be told: Father , he takes the boy to the men" in now, "what agencies recorded stands beside it"
    assert "Sana" not in now
    assert [(row["adult_id"], row["relation"], row["adult_name"]) for row in rows()] == [(mother, "MOTHER", "")]


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"because": ""}, "Say why in a sentence"),
        ({"because": "He does"}, "Say why in a sentence"),
        ({"review_on_day": "", "review_on_month": "", "review_on_year": ""}, "Enter when it is looked at again"),
        ({"review_on_day": "14", "review_on_month": "5"}, "must still be to come"),
        ({"review_on_month": "13"}, "must be a real date"),
        ({"said_by": ""}, "Say who said so"),
        ({"of_what": " "}, "Say of what they must not be told"),
        ({"who": ""}, "Choose who must not be told"),
        ({"name": ""}, "Write their name, or choose who they are to the child"),
        ({"who": "11111111-1111-4111-8111-111111111111"}, "Choose somebody from the list, or write who it is"),
    ],
)
def test_what_is_missing_is_said_nothing_is_kept_and_what_was_typed_is_still_there(left_out, says, made, child):
    answer = write(made, child, **{"email": "rex@example.org", **left_out})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing is kept yet" in page
    assert says in said(answer)
    assert 'value="rex@example.org"' in page
    assert rows() == []


def test_a_letter_to_whoever_was_written_down_is_made_no_more(made, child):
    write(made, child, name="Rex Unlikely", email="northshire-coordinator@example.org")
    for reader, says in (
        (("PROFESSIONAL", "northshire-coordinator@example.org", ""), "must not be told of this child"),
        (("CHILD", "Rex Unlikely", ""), "say how you know"),
    ):
        answer = made.client(WRITER).post(f"/child/{child}/letters/new/", letter(reader, considered="on"))
        assert (answer.status_code, says in said(answer)) == (422, True), said(answer)
    with running(job="test", now=NOW):
        assert not Letter.objects.exists()


def test_nothing_is_shared_with_whoever_was_written_down_until_that_is_ended(made):
    child = make_child(made, sharing.NAME)
    for team in ("northshire-workers", "northshire-missing"):
        let_look(made, team, child)
    add_event(made, child, EventKind.ARREST, NOW - timedelta(hours=5), place=sharing.PLACE, offence="Possession")
    with running(job="test", now=NOW):
        email = User.objects.get(pk=made.users[sharing.RECIPIENT]).email
    entry = say_who_must_not_be_told(made, child, WouldBeTold(name="Rex Unlikely", email=email))
    answer = sharing.post(made, child, step="decide", recipients=[], person=email, different_because="x")
    assert (answer.status_code, "Nothing goes to them" in said(answer)) == (422, True), said(answer)
    made.client(WRITER).post(f"/child/{child}/not-told/{entry}/end/", {"because": ENDED})
    assert sharing.shared(made, child, recipients=[], person=email)
    with running(job="test", now=NOW):
        assert ShareDecision.objects.count() == 1


def test_a_correction_ends_what_stood_keeps_it_to_read_and_stands_in_its_place(made, child, entry):
    address = f"/child/{child}/not-told/{entry}/"
    form = made.client(COLLEAGUE).get(address).content.decode()
    assert 'value="Rex Unlikely"' in form
    assert WHY in form
    refused = made.client(COLLEAGUE).post(address, filled_in(name="Max Unlikely", why=""))
    assert (refused.status_code, "Say why you correct it" in said(refused)) == (422, True)
    assert 'value="Max Unlikely"' in refused.content.decode()
    assert len(rows()) == 1
    answer = made.client(COLLEAGUE).post(address, filled_in(name="Max Unlikely", why=CORRECTED), follow=True)
    assert "What stood before stays to read" in said(answer)
    now, before = listed(made, child)
    assert "Max Unlikely" in now
    assert "Rex Unlikely" not in now
    assert "Must not be told: Rex Unlikely" in before
    assert CORRECTED in before
    assert "Northshire Supervisor" in before
    corrected = next(row for row in rows() if row["ended_at"] is None)
    assert corrected["corrects_id"] == entry
    assert made.client(WRITER).get(address).url == f"/child/{child}/not-told/", "what was corrected is corrected once"


def test_ending_needs_a_reason_and_keeps_the_entry_to_read(made, child, entry):
    address = f"/child/{child}/not-told/{entry}/end/"
    for reason in ("", "He may"):
        refused = made.client(WRITER).post(address, {"because": reason})
        assert (refused.status_code, "It still stands" in said(refused)) == (422, True)
    assert reason in refused.content.decode()
    assert "Must not be told of this child: Rex Unlikely" in said(made.client(WRITER).get(f"/child/{child}/"))
    assert made.client(WRITER).post(address, {"because": ENDED}).status_code == 302
    now, before = listed(made, child)
    assert "Rex Unlikely" not in now
    assert ENDED in before
    assert "Must not be told" not in said(made.client(WRITER).get(f"/child/{child}/"))
    assert made.client(WRITER).post(address, {"because": ENDED}).status_code == 422, "what is ended is ended once"


@pytest.mark.parametrize(
    ("end", "sent"),
    [
        ("", filled_in(name="Max Unlikely", why=CORRECTED)),
        ("end/", {"because": CORRECTED}),
        ("end/", {"because": "No"}),
    ],
)
def test_what_was_typed_is_still_there_when_a_colleague_ended_the_entry_meanwhile(made, child, entry, end, sent):
    address = f"/child/{child}/not-told/{entry}/"
    assert made.client(WRITER).get(f"{address}{end}").status_code == 200
    made.client(COLLEAGUE).post(f"{address}end/", {"because": ENDED})
    answer = made.client(WRITER).post(f"{address}{end}", sent)
    assert answer.status_code == 422
    page = said(answer)
    assert "Somebody has corrected or ended it in the meantime. Nothing was changed" in page
    assert "Read what stands now" in page
    assert "It still stands" not in page
    assert ENDED in page
    for typed in (sent.get("why", sent["because"]), sent.get("name", "")):
        assert typed in answer.content.decode(), "what was typed is still there"
    assert [row["ended_because"] for row in rows()] == [ENDED]
    seen = made.client(WRITER).get(f"{address}{end}", follow=True)
    assert "This is what stands now" in said(seen)


def test_whoever_corrects_waits_for_the_turn_before_any_row_is_held(made, child, entry):
    with CaptureQueriesContext(connection) as queries:
        sent = filled_in(name="Max Unlikely", why=CORRECTED)
        assert made.client(COLLEAGUE).post(f"/child/{child}/not-told/{entry}/", sent).status_code == 302
    asked = [each["sql"] for each in queries]
    turn = next(place for place, sql in enumerate(asked) if "pg_advisory_xact_lock" in sql)
    held = next(place for place, sql in enumerate(asked) if sql.startswith('UPDATE "people_mustnotbetold"'))
    assert turn < held


def test_another_agency_reads_an_entry_and_neither_corrects_nor_ends_it(made, child, entry):
    now, _ = listed(made, child, OTHER_AGENCY)
    assert "Rex Unlikely" in now
    assert "Northshire children's social care wrote this: ask them to correct or end it." in now
    other = made.client(OTHER_AGENCY)
    assert "Correct it" not in now
    for end, sent in (("", filled_in(name="Max", why=CORRECTED)), ("end/", {"because": ENDED})):
        address, absent = (f"/child/{child}/not-told/{each}/{end}" for each in (entry, uuid4()))
        answers = [other.get(address), other.post(address, sent), other.get(absent), other.post(absent, sent)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({without_tokens(answer.content) for answer in answers}) == 1
    assert [row["ended_at"] for row in rows()] == [None]


@pytest.mark.parametrize("page", ["", "new/", "{entry}/", "{entry}/end/"])
def test_whoever_does_not_work_with_the_child_is_answered_as_if_there_were_none(page, made, child, entry):
    client, path = made.client(STRANGER), f"not-told/{page.format(entry=entry)}"
    refused, absent = (client.get(f"/child/{each}/{path}") for each in (child, uuid4()))
    assert (refused.status_code, without_tokens(refused.content)) == (404, without_tokens(absent.content))
    if page:
        sent = filled_in(why=CORRECTED)
        refused, absent = (client.post(f"/child/{each}/{path}", sent) for each in (child, uuid4()))
        assert (refused.status_code, without_tokens(refused.content)) == (404, without_tokens(absent.content))
    assert [(row["adult_name"], row["ended_at"]) for row in rows()] == [("Rex Unlikely", None)]


def test_each_act_is_noted_and_what_was_refused_is_not(made, child, database, privileged):
    write(made, child, because="")
    assert acts(database, privileged) == []
    write(made, child)
    first = rows()[0]["entry_id"]
    made.client(WRITER).post(f"/child/{child}/not-told/{first}/", filled_in(name="Max Unlikely", why=CORRECTED))
    second = next(row["entry_id"] for row in rows() if row["ended_at"] is None)
    made.client(WRITER).post(f"/child/{child}/not-told/{second}/end/", {"because": ENDED})
    assert acts(database, privileged) == [
        "wrote down who must not be told",
        "corrected who must not be told",
        "ended that somebody must not be told",
    ]


def test_the_list_asks_as_much_for_many_entries_as_for_one(made, child, entry):
    def asked():
        client = made.client(WRITER)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/child/{child}/not-told/").status_code == 200
        return len(queries)

    few = asked()
    for name in ("Max Unlikely", "Tom Unlikely", "Una Unlikely", "Ivy Unlikely"):
        say_who_must_not_be_told(made, child, WouldBeTold(name=name))
    now, _ = listed(made, child)
    assert now.count("Must not be told:") == 5
    assert asked() == few


def test_after_its_day_an_entry_still_stands_and_is_shown_to_be_looked_at_again(made, child, entry, monkeypatch):
    let_look(made, "northshire-workers", child, now=NOW + timedelta(days=60))
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + timedelta(days=60))
    now, _ = listed(made, child)
    assert "Rex Unlikely" in now
    assert "To be looked at again" in now
