"""The page on which a concern is recorded: short, forgiving, kept, and open to those who can open nothing else."""

import re
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from reachable.access.context import running
from reachable.adapters.clock import read_clock
from reachable.intake.domain.concern import Route
from reachable.intake.models import Concern
from reachable.journeys.concern_received import find_own_draft
from tests.factories.partnership import make_partnership
from tests.factories.plain_files import PLAIN_FILES

BLAMING = "He is running drugs for the older boys."
FILLED = {
    "immediate_danger": "NO",
    "about": "CHILD",
    "called": "Jaydon Marsh",
    "age": "14",
    "what_i_saw": "New trainers and two phones.",
    "childs_words": "I can’t say no to them.",
    "noticed": ["IND_MULTI_PHONES", "IND_FEAR_REPRISAL"],
    "known_IND_FEAR_REPRISAL": "SUSPECTED",
    "when": "TODAY",
    "where_seen": "School gate",
    "safe_to_contact_family": "NO",
}


@pytest.fixture
def made(database, tmp_path):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership(now=read_clock())


def send(client: Client, **changed):
    return client.post("/concerns/new/", {"sending": str(uuid4()), **FILLED, **changed})


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def kept() -> list[Concern]:
    with running(job="test", now=read_clock()):
        return list(Concern.objects.all())


def test_the_form_asks_about_danger_first_and_says_to_ring_999(made):
    page = words(made.client("northshire-teacher").get("/concerns/new/"))
    assert page.index("Is a child in danger right now?") < page.index("What did you see or hear?")
    assert "Yes: ring 999 first" in page
    assert "does not replace a referral the law asks you to make" in page


def test_a_concern_sent_on_one_page_gives_a_reference_and_says_what_happens_next(made):
    answer = send(made.client("northshire-teacher"))
    (concern,) = kept()
    assert (answer.status_code, answer["Location"]) == (302, f"/concerns/sent/{concern.reference}/")
    page = words(made.client("northshire-teacher").get(answer["Location"]))
    assert concern.reference in page
    assert "They decide by" in page


def test_signs_are_kept_as_seen_told_or_suspected(made):
    send(made.client("northshire-teacher"))
    with running(job="test", now=read_clock()):
        signs = set(Concern.objects.get().observations.values_list("indicator", "confidence"))
    assert signs == {("IND_MULTI_PHONES", "SEEN"), ("IND_FEAR_REPRISAL", "SUSPECTED")}


@pytest.mark.parametrize(
    ("changed", "field", "described_as"),
    [
        ({"about": "PLACE", "place": "The shelter by the bus station"}, "place", "The shelter by the bus station"),
        ({"about": "GROUP", "group": "Four boys in year 9"}, "group", "Four boys in year 9"),
        ({"about": "NUMBER", "number": "07700 900321"}, "number", "07700 900321"),
    ],
)
def test_it_may_be_about_a_place_a_group_or_a_number(changed, field, described_as, made):
    client = made.client("northshire-teacher")
    missing = send(client, about=changed["about"])
    assert missing.status_code == 422
    assert f'href="#id_{field}"' in missing.content.decode()
    send(client, **changed)
    assert [each.described_as for each in kept()] == [described_as]


def test_what_is_missing_is_said_beside_the_question_and_nothing_typed_is_lost(made):
    answer = send(made.client("northshire-teacher"), what_i_saw="", immediate_danger="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_immediate_danger"' in page
    assert 'href="#id_what_i_saw"' in page
    assert 'value="Jaydon Marsh"' in page
    assert kept() == []


def test_what_was_not_sent_is_there_again_on_return(made):
    client = made.client("northshire-teacher")
    send(client, what_i_saw="", childs_words="Leave me alone", day_day="1")
    page = made.client("northshire-teacher").get("/concerns/new/").content.decode()
    assert 'value="Jaydon Marsh"' in page
    assert "Leave me alone" in page
    assert re.search(r'id="sign-IND_MULTI_PHONES"[^>]* checked', page)
    assert re.search(r'name="known_IND_FEAR_REPRISAL" value="SUSPECTED" checked', page)
    assert re.search(r'name="day_day"[^>]*value="1"', page)
    assert "Draft kept at" in page
    assert "Jaydon" not in made.client("northshire-nurse").get("/concerns/new/").content.decode()


def test_a_draft_is_kept_while_typing_and_gone_once_sent(made):
    client = made.client("northshire-teacher")
    answer = client.post("/concerns/draft/", {"what_i_saw": "He was crying"}, headers={"HX-Request": "true"})
    assert "Draft kept at" in words(answer)
    assert "He was crying" in client.get("/concerns/new/").content.decode()
    send(client)
    assert "He was crying" not in client.get("/concerns/new/").content.decode()


def test_an_empty_form_keeps_no_draft(made):
    client = made.client("northshire-teacher")
    client.post("/concerns/draft/", {"about": "CHILD", "when": "TODAY", "sending": str(uuid4())})
    viewer = made.viewer("northshire-teacher", at=read_clock())
    assert find_own_draft(route=Route.SAFEGUARDING, viewer=viewer, now=read_clock()) is None


def test_somebody_signed_out_while_typing_is_told_so_and_stays_on_the_page(made):
    answer = Client().post("/concerns/draft/", {"what_i_saw": "He was crying"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "You have been signed out." in words(answer)
    assert "HX-Redirect" not in answer


def test_after_signing_in_again_the_open_form_gets_a_fresh_token(made):
    answer = made.client("northshire-teacher").get("/concerns/draft/", headers={"HX-Request": "true"})
    assert re.search(r'name="csrfmiddlewaretoken" id="token" value="\w+" hx-swap-oob="true"', answer.content.decode())


def test_a_draft_can_be_left_for_later_and_thrown_away(made):
    client = made.client("northshire-teacher")
    assert send(client, later="yes")["Location"] == "/concerns/mine/"
    assert "Not sent yet" in words(client.get("/concerns/mine/"))
    send(client, start_again="yes")
    assert "Not sent yet" not in words(client.get("/concerns/mine/"))
    assert kept() == []


def test_a_better_phrase_is_offered_once_and_the_writer_decides(made):
    client = made.client("northshire-teacher")
    offered = send(client, what_i_saw=BLAMING)
    assert kept() == []
    assert "is being made to carry drugs" in words(offered)
    assert "Send as it is" in words(offered)
    send(client, what_i_saw=BLAMING, wording_offered="yes")
    assert [each.what_i_saw for each in kept()] == [BLAMING]


def test_a_better_phrase_is_offered_while_typing_and_the_childs_own_words_are_left_alone(made):
    client = made.client("northshire-teacher")
    answer = client.post("/concerns/draft/", {"what_i_saw": BLAMING})
    assert "is being made to carry drugs" in words(answer)
    answer = client.post("/concerns/draft/", {"childs_words": BLAMING})
    assert "Another way to say it" not in words(answer)


def test_a_concern_about_a_worker_has_a_form_of_its_own(made):
    client = made.client("northshire-teacher")
    assert "/concerns/new/worker/" in client.get("/concerns/new/").content.decode()
    page = words(client.get("/concerns/new/worker/"))
    assert "to nobody else" in page
    assert "Did you notice any of these?" not in page
    sent = {**FILLED, "sending": str(uuid4()), "works_with_children": "A coach", "called": "", "noticed": []}
    answer = client.post("/concerns/new/worker/", sent)
    (concern,) = kept()
    assert (concern.route, concern.described_as) == ("ALLEGATION", "not known, 14")
    assert "Nobody else has." in words(client.get(answer["Location"]))


def test_nobody_reads_the_reference_page_of_somebody_elses_concern(made):
    address = send(made.client("northshire-teacher"))["Location"]
    assert made.client("northshire-nurse").get(address).status_code == 404
    assert made.client("northshire-coordinator").get("/concerns/sent/RC-2222-2222/").status_code == 404


def test_the_page_of_ones_own_concerns_shows_no_child_to_a_role_that_only_records(made):
    client = made.client("northshire-teacher")
    send(client)
    page = words(client.get("/concerns/mine/"))
    assert "Waiting for a decision, due" in page
    assert "New trainers" not in page
    with running(job="test", now=read_clock()):
        subject_id = Concern.objects.get().children.get().subject_id
    for address in (f"/child/{subject_id}/", f"/happened/now/{subject_id}/"):
        refused = client.get(address)
        assert refused.status_code == 404
        assert "There is nothing you can see here." in words(refused)
