"""Sharing on the pages: what a recipient would see is shown first; what was recalled is gone; nobody else reads it."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from reachable.access.context import acting, running
from reachable.alerts.models import OutboxMessage
from reachable.journeys.messages_sent import send_messages
from reachable.journeys.sharing_told import say_reference
from reachable.people.domain.telling import WouldBeTold
from reachable.people.operations.telling import record_must_not_be_told
from reachable.places.domain.kinds import PlaceKind
from reachable.places.operations import PlaceToKeep, keep_places
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine
from reachable.sharing.models import SharedCopy, ShareDecision, SharedItem, ShareRecipient, ShareReply
from reachable.sharing.operations.agreements import name_data_protection_officer
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.agreements import agree, written
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

HOLDER, SECOND, RECIPIENT, STRANGER = (
    "northshire-missing-officer",
    "northshire-sergeant",
    "northshire-duty-worker",
    "eastham-social-worker",
)
NAME, PLACE = "Ayaan Kestrel", "Behind the Kiteway shops"
DAY = timedelta(days=1)


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    child = make_child(made, NAME)
    let_look(made, "northshire-missing", child)
    for hours in (30, 20, 10, 5):
        add_event(made, child, K.ARREST, NOW - timedelta(hours=hours), place=PLACE, offence="Possession")
    return child


def new(child):
    return f"/child/{child}/sharing/new/"


def items_of(made, child):
    """Return what the form offers, most recent first."""
    page = made.client(HOLDER).get(new(child)).content.decode()
    return list(dict.fromkeys(re.findall(r'name="items"[^>]* value="([0-9a-f-]{36})"', page)))


def wish(made, child, **changed):
    given = {
        "items": items_of(made, child)[:1],
        "recipients": [str(made.agencies["northshire-social-care"])],
        "share_purpose": "SAFEGUARDING",
        "basis": ["6-1-e"],
        "condition": ["9-2-g"],
        "because": "They plan his return tonight",
        "expires_on_day": "21",
        "expires_on_month": "5",
        "expires_on_year": "2026",
        **changed,
    }
    return {name: value for name, value in given.items() if value is not None}


def post(made, child, code=HOLDER, **changed):
    return made.client(code).post(new(child), wish(made, child, **changed))


def shared(made, child, **changed):
    """Share on the page, and return the decision."""
    answer = post(made, child, step="decide", **changed)
    assert answer.status_code == 302, said(answer)
    return answer.url


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def sent_to(made, code=RECIPIENT):
    """Return the addresses of what somebody was sent."""
    page = made.client(code).get("/sharing/").content.decode()
    return re.findall(r'href="(/sharing/sent/[0-9a-f-]{36}/)"', page)


def count(model):
    with running(job="test", now=NOW):
        return model.objects.count()


def test_before_anything_leaves_the_page_shows_exactly_what_each_recipient_will_see(made, child):
    page = said(
        post(made, child, recipients=[str(made.agencies[f"northshire-{code}"]) for code in ("social-care", "hospital")])
    )
    for name in ("Northshire children's social care", "Northshire General Hospital"):
        assert f"{name} will see exactly this" in page
    assert page.count(PLACE) == 2
    assert "Nothing has left yet" in page
    assert "No agreement speaks of this" in page
    assert count(ShareDecision) == 0


def test_a_recipient_reads_what_was_chosen_marked_as_theirs_and_nobody_else_does(made, child):
    shared(made, child, withheld="What his sister said", withheld_because="It would tell who rang")
    (address,) = sent_to(made)
    page = said(made.client(RECIPIENT).get(address))
    with running(job="test", now=NOW):
        reference = say_reference(ShareRecipient.objects.get().id)
    mark = "For Northshire Duty Worker, Northshire children's social care. Opened Thursday 14 May 2026, 14:20."
    assert page.count(f"{mark} {reference}") == 2
    assert NAME in page
    assert PLACE in page
    assert "Something was held back" in page
    assert "sister" not in page
    stranger = made.client(STRANGER)
    absent, refused = (stranger.get(each) for each in ("/sharing/sent/3f2504e0-4f89-41d3-9a0c-0305e82c3301/", address))
    assert (refused.status_code, without_tokens(refused.content)) == (404, without_tokens(absent.content))
    assert sent_to(made, STRANGER) == []


def test_recalled_the_next_request_shows_that_it_was_and_not_a_word_of_it(made, child):
    decision = shared(made, child)
    (address,) = sent_to(made)
    reader = made.client(RECIPIENT)
    assert PLACE in said(reader.get(address))
    assert made.client(HOLDER).post(f"{decision}recall/", {"because": " "}).status_code == 422
    made.client(HOLDER).post(f"{decision}recall/", {"because": "The wrong team"})
    page = said(reader.get(address))
    assert "This was recalled by Northshire police on Thursday 14 May 2026, 14:20" in page
    assert [word for word in (NAME, PLACE, "Possession", "The wrong team") if word in page] == []
    assert "Recalled" in said(made.client(RECIPIENT).get("/sharing/"))
    assert "The wrong team" in said(made.client(HOLDER).get(decision))


def test_once_it_has_ended_the_page_says_so_and_shows_nothing(made, child, monkeypatch):
    shared(made, child)
    (address,) = sent_to(made)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + 9 * DAY)
    page = said(made.client(RECIPIENT).get(address))
    assert ("This ended on" in page, PLACE in page) == (True, False)


def test_whoever_it_is_for_is_told_of_sharing_and_recalling_by_a_reference_and_a_time(made, child):
    decision = shared(made, child)
    made.client(HOLDER).post(f"{decision}recall/", {"because": "The wrong team"})
    with running(job="test", now=NOW):
        told = list(OutboxMessage.objects.order_by("to_address").values_list("to_address", "text"))
        reference = say_reference(ShareRecipient.objects.get().id)
    people = sorted(f"northshire-{code}@example.org" for code in ("duty-worker", "duty-manager", "supervisor"))
    assert [address for address, _ in told] == [each for each in people for _ in range(2)]
    assert all(reference in text and "14 May 2026, 14:20" in text for _, text in told)
    assert [text for _, text in told if "Ayaan" in text or "Kestrel" in text or "social" in text] == []


def test_no_message_of_a_share_goes_to_an_adult_who_must_not_be_told(made, child):
    with acting(by=MACHINE, what="test", now=NOW):
        record_must_not_be_told(
            subject_id=child,
            controller_id=made.agencies["northshire-social-care"],
            who=WouldBeTold(name="Northshire Duty Worker", email="northshire-duty-worker@example.org"),
            because="Lives with the man he owes",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )
    shared(made, child)
    left = []
    send_messages(now=NOW, send=lambda name, address, text: left.append(address))
    assert sorted(left) == ["northshire-duty-manager@example.org", "northshire-supervisor@example.org"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"items": []}, "Choose what to share, item by item"),
        ({"recipients": []}, "With nobody chosen, nobody would read it"),
        ({"recipients": ["3f2504e0-4f89-41d3-9a0c-0305e82c3301"]}, "is not one of the available choices"),
        ({"recipients": [], "person": "nobody@example.org"}, "Nobody who reads records signs in with this address"),
        ({"basis": []}, "Choose the lawful basis"),
        ({"condition": []}, "Choose the condition for sensitive information"),
        ({"because": " "}, "Say why they need it"),
        ({"withheld": "A name"}, "Say why you hold it back"),
        ({"expires_on_year": "2025"}, "Choose a day in the future"),
        ({"expires_on_year": "2028"}, "A share ends within a year"),
        ({"share_purpose": "ENFORCEMENT"}, "Your data-protection officer must agree"),
    ],
)
def test_a_share_that_lacks_something_is_not_kept_and_the_page_says_what(made, child, changed, problem):
    answer = post(made, child, step="decide", **changed)
    assert answer.status_code == 422
    assert problem in said(answer)
    assert count(ShareDecision) == 0


def test_on_the_page_neither_a_whole_record_nor_one_thing_in_two_forms_is_shared(made, child):
    every = items_of(made, child)
    assert len(every) == 4
    assert "not shared at a stroke" in said(post(made, child, step="decide", items=every))
    assert "never leave together" in said(post(made, child, step="decide", redacted=every[:1]))
    assert count(SharedItem) == 0


def test_without_names_the_recipient_reads_only_what_happened_and_when(made, child):
    shared(made, child, items=[], redacted=items_of(made, child)[:1])
    (address,) = sent_to(made)
    page = said(made.client(RECIPIENT).get(address))
    assert "Arrest" in page
    assert [word for word in (NAME, PLACE, "Possession") if word in page] == []


def test_one_named_person_reads_it_and_no_colleague_of_theirs(made, child):
    shared(made, child, recipients=[], person="Northshire-Duty-Worker@example.org")
    (address,) = sent_to(made)
    assert PLACE in said(made.client(RECIPIENT).get(address))
    assert made.client("northshire-duty-manager").get(address).status_code == 404


def agreed(made, answer, reviewer=None):
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, answer)
    agree(made, written(line, reviewer=reviewer or made.users[SECOND]))


def test_what_agencies_agreed_is_shown_before_anything_leaves_and_read_in_plain_english(made, child):
    agreed(made, AgreementAnswer.PERMIT)
    assert "An agreement allows it: Northshire sharing agreement, version 1" in said(post(made, child))
    page = said(made.client(HOLDER).get("/sharing/agreements/"))
    assert "Northshire police gives to Northshire children's social care" in page


def test_what_an_agreement_denies_is_refused_with_the_way_that_is_always_open(made, child):
    agreed(made, AgreementAnswer.DENY)
    assert "you may always tell by voice" in said(post(made, child, step="decide"))


def test_what_an_agreement_has_reviewed_waits_for_the_second_person_who_answers_on_their_page(made, child):
    agreed(made, AgreementAnswer.REVIEW, made.users[SECOND])
    assert "Northshire Sergeant must agree first" in said(post(made, child))
    decision = shared(made, child)
    assert sent_to(made) == []
    own = made.client(HOLDER).post(f"{decision}answer/", {"agrees": "yes", "because": "I say so"}, follow=True)
    assert "This decision does not wait for you" in said(own)
    second = made.client(SECOND)
    assert decision in second.get("/sharing/").content.decode()
    page = said(second.get(decision))
    assert "It waits for you" in page
    assert "Northshire children's social care" in page
    assert PLACE in page
    assert second.post(f"{decision}answer/", {"agrees": "yes"}).status_code == 422
    second.post(f"{decision}answer/", {"agrees": "yes", "because": "They need it tonight"})
    assert len(sent_to(made)) == 1
    assert "They need it tonight" in said(made.client(HOLDER).get(decision))
    with running(job="test", now=NOW):
        told = dict(OutboxMessage.objects.values_list("to_address", "text"))
    assert "waits for your answer" in told[f"{SECOND}@example.org"]
    assert "answered on" in told[f"{HOLDER}@example.org"]


def test_for_another_purpose_the_data_protection_officer_answers_on_the_same_page(made, child):
    with acting(by=MACHINE, what="test", now=NOW):
        name_data_protection_officer(
            agency_id=made.agencies["northshire-police"],
            user_id=made.users[SECOND],
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    decision = shared(made, child, share_purpose="ENFORCEMENT", basis=["DPA-3"], condition=["SCH-8"])
    made.client(SECOND).post(f"{decision}answer/", {"agrees": "no", "because": "Not proportionate"})
    assert sent_to(made) == []
    assert "Not proportionate" in said(made.client(HOLDER).get(decision))


def test_a_decision_not_to_share_is_kept_on_the_page_with_its_reason(made, child):
    address = f"/child/{child}/sharing/not/"
    given = {"asked_by": "The school", "share_purpose": "SAFEGUARDING", "because": "It would tell who rang us"}
    assert made.client(HOLDER).post(address, {}).status_code == 422
    page = said(made.client(HOLDER).post(address, given, follow=True))
    assert "A decision not to share" in page
    assert "It would tell who rang us" in page
    assert made.client(STRANGER).post(address, given).status_code == 404
    assert count(ShareDecision) == 1


def test_a_recipient_says_that_something_is_wrong_and_reads_the_answer(made, child):
    decision = shared(made, child)
    (address,) = sent_to(made)
    item = items_of(made, child)[0]
    reader = made.client(RECIPIENT)
    assert reader.post(f"{address}reply/", {"item": item, "kind": "CORRECTION"}).status_code == 422
    reader.post(f"{address}reply/", {"item": item, "kind": "CORRECTION", "words": "It was his cousin"})
    with running(job="test", now=NOW):
        reply = ShareReply.objects.get().id
        assert "wrote back" in OutboxMessage.objects.get(to_address=f"{HOLDER}@example.org").text
    assert "It was his cousin" in said(made.client(HOLDER).get(decision))
    answer = f"{decision}replies/{reply}/"
    for code, status in ((HOLDER, 422), (STRANGER, 404)):
        assert made.client(code).post(answer, {}).status_code == status
    made.client(HOLDER).post(answer, {f"{reply}-answer": "TAKEN_IN", f"{reply}-words": "Thank you"})
    page = said(reader.get(address))
    assert "Their answer: We agree, and have put it right at its source: “Thank you”" in page


def test_the_register_on_the_page_says_where_copies_went(made, child):
    shared(made, child)
    page = said(made.client(HOLDER).get(f"/child/{child}/sharing/"))
    assert "Northshire children's social care" in page
    assert "Left Thursday 14 May 2026, 14:20, by Northshire Missing Officer" in page


def protect_elsewhere(made, lines):
    other = make_child(made, "Zeb Marlow")
    with acting(by=MACHINE, what="test", now=NOW):
        keep_places(
            places=[
                PlaceToKeep(
                    subject_id=other,
                    controller_id=made.agencies["northshire-police"],
                    kind=PlaceKind.HOME,
                    lines=lines,
                    postcode="ZZ9 4YX",
                    came_from="test",
                )
            ],
            by=MACHINE,
            now=NOW,
        )


def test_a_protected_place_neither_leaves_in_a_share_nor_stays_in_one(made, child):
    home = "12 Larchwood Rise, ZZ9 4YX"
    add_event(made, child, K.ARREST, NOW - timedelta(hours=1), place=home)
    shared(made, child)
    (address,) = sent_to(made)
    assert home in said(made.client(RECIPIENT).get(address))
    protect_elsewhere(made, "12 Larchwood Rise")
    page = said(made.client(RECIPIENT).get(address))
    assert "Larchwood" not in page
    assert "1 thing was withdrawn, corrected or protected since" in page
    answer = post(made, child, step="decide")
    assert answer.status_code == 422
    assert "stands in what you chose" in said(answer)
    assert count(SharedCopy) == 1


def test_the_pages_ask_as_much_for_many_decisions_as_for_one(made, child):
    shared(made, child)
    few = [_asked(made, address) for address in _addresses(made, child)]
    everybody = [str(made.agencies[f"northshire-{code}"]) for code in ("social-care", "hospital", "school")]
    for item in items_of(made, child)[1:3]:
        shared(made, child, items=[item], recipients=everybody)
    assert [_asked(made, address) for address in _addresses(made, child)] == few


def _addresses(made, child):
    page = made.client(HOLDER).get(f"/child/{child}/sharing/").content.decode()
    decision = re.findall(r'href="(/sharing/[0-9a-f-]{36}/)"', page)[0]
    return [
        (HOLDER, f"/child/{child}/sharing/"),
        (HOLDER, decision),
        (RECIPIENT, "/sharing/"),
        (RECIPIENT, sent_to(made)[0]),
    ]


def _asked(made, asked):
    code, address = asked
    client = made.client(code)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
