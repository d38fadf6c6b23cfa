"""Packs of everything held of one person: complete, without place, source or anybody else, and released by two."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from reachable.access.context import acting, running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.operations import begin_relationship
from reachable.journeys.looks_watched import watch_looks
from reachable.journeys.words_screened import count_screened
from reachable.people.domain.telling import WouldBeTold
from reachable.people.operations.telling import record_must_not_be_told
from reachable.places.domain.kinds import PlaceKind
from reachable.places.operations import PlaceToKeep, keep_places
from reachable.sharing.models import LeftHere, Pack
from reachable.timeline.domain.kinds import EventKind as K
from reachable.web.shared.fresh_proof import PROVED_AT
from tests.factories.child_stories import tell, without_tokens
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.pdf_files import open_pdf, text_of
from tests.factories.plain_files import PLAIN_FILES

WORKER, RELEASER, STRANGER = "northshire-social-worker", "northshire-supervisor", "eastham-social-worker"
AGENCY = "northshire-social-care"
CALM, PLACE_SAID, SISTER = (
    "Spoke calmly about college",
    "Lives at 12 Larchwood Rise, ZZ9 4YX",
    "His sister Zeta rang us",
)
PROVED = {"proof_demo": "1"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    child, neighbour = (make_child(made, name, agency=AGENCY) for name in ("Ayaan Kestrel", "Zeb Larkin"))
    let_look(made, "northshire-workers", child, agency=AGENCY)
    for days, words in ((3, CALM), (2, PLACE_SAID), (1, SISTER)):
        tell(made, child, K.CONTACT, NOW - timedelta(days=days), agency=AGENCY, words=words)
    tell(made, child, K.ARREST, NOW - timedelta(days=4), agency="northshire-police", words="What the police wrote")
    with acting(by=MACHINE, what="test", now=NOW):
        record_must_not_be_told(
            subject_id=child,
            controller_id=made.agencies[AGENCY],
            who=WouldBeTold(name="Dean Marlow", email="dean@example.org"),
            because="He takes the boy to the men",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )
        keep_places(
            places=[
                PlaceToKeep(
                    subject_id=neighbour,
                    controller_id=made.agencies[AGENCY],
                    kind=PlaceKind.HOME,
                    lines="12 Larchwood Rise",
                    postcode="ZZ9 4YX",
                    came_from="test",
                )
            ],
            by=MACHINE,
            now=NOW,
        )
    return child


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def after_a_while(made, code):
    """Return a browser of somebody who proved too long ago that it is them."""
    client = made.client(code)
    session = client.session
    session[PROVED_AT] = (NOW - timedelta(hours=2)).isoformat()
    session.save()
    return client


def form_of(made, child):
    return made.client(WORKER).get(f"/child/{child}/packs/new/").content.decode()


def texts(made, child, words):
    """Return the keys of the words to read that hold something."""
    found = re.findall(r'name="read"[^>]*value="([^"]+)".*?<label[^>]*>(.*?)</label>', form_of(made, child), re.DOTALL)
    return [key for key, label in found if words in html.unescape(label)]


def wanted(made, child, *words, **changed):
    return {
        "kind": "SUBJECT_ACCESS",
        "asked_by": "The person themselves",
        "checked_how": "Seen with their worker",
        "asked_on_day": "14",
        "asked_on_month": "5",
        "asked_on_year": "2026",
        "read": [key for each in words for key in texts(made, child, each)],
        **changed,
    }


def prepared(made, child, *words, **changed):
    answer = made.client(WORKER).post(f"/child/{child}/packs/new/", wanted(made, child, *words, **changed))
    assert answer.status_code == 302, said(answer)
    return answer.url


def release(made, pack, code=RELEASER, **changed):
    given = {"to_whom": "Ayaan Kestrel", "because": "Read every line", **PROVED, **changed}
    return made.client(code).post(f"{pack}release/", given)


def released(made, child, *words):
    pack = prepared(made, child, *words)
    assert release(made, pack).status_code == 302
    return pack


def test_case_33_a_pack_has_what_is_held_and_no_place_source_or_other_person(made, child):
    page = said(made.client(RELEASER).get(prepared(made, child, CALM, PLACE_SAID)))
    assert [word for word in ("Kestrel", CALM, "Left out here: It says where somebody is") if word not in page] == []
    secrets = ("Larchwood", "ZZ9", "Zeta", "Dean Marlow", "dean@example.org", "to the men", "the police wrote")
    assert [word for word in secrets if word in page] == []


def searches(admin):
    noted = admin.execute("SELECT what FROM audit.entry WHERE kind = 'SEARCHED' AND user_id IS NOT NULL").fetchall()
    return sum(count_screened(what) for (what,) in noted)


def test_reading_what_is_held_raises_nothing_and_typing_new_words_still_counts(made, child, database, privileged):
    for number in range(29):
        words = f"Seen at {number + 1} Mistle Road, ZZ8 {number % 10}YY"
        tell(made, child, K.CONTACT, NOW - timedelta(days=5, minutes=number), agency=AGENCY, words=words)
    pack = prepared(made, child, "Seen at")
    release(made, pack)
    with privileged.connect(database) as admin:
        before = searches(admin)
    assert before <= 2, "what was typed into the two forms, and none of what is held"
    assert watch_looks(now=NOW + timedelta(minutes=1)) == 0
    many = ", ".join(f"{number + 1} Mistle Road" for number in range(29))
    made.client(WORKER).post("/handover/new/", {"words": many})
    with privileged.connect(database) as admin:
        assert searches(admin) == before + 25
    assert watch_looks(now=NOW + timedelta(minutes=1)) == 1


def test_what_is_left_out_of_every_pack_is_said_the_same_whether_or_not_there_is_any(made, child):
    other = make_child(made, "Zeb Marsh", agency=AGENCY)
    let_look(made, "northshire-workers", other, agency=AGENCY)
    ends = [
        said(made.client(RELEASER).get(prepared(made, each))).split("What is left out of every pack")[1]
        for each in (child, other)
    ]
    assert re.sub("Release it.*", "", ends[0]) == re.sub("Release it.*", "", ends[1])


def test_words_that_nobody_read_are_left_out_and_the_pack_says_so(made, child):
    page = said(made.client(RELEASER).get(prepared(made, child)))
    assert CALM not in page
    assert "Left out here: Nobody has read it for this pack yet" in page


def test_case_80_the_person_reads_who_opened_their_record_by_agency_and_role_and_never_by_name(made, child):
    made.client(WORKER).get(f"/child/{child}/")
    page = said(made.client(RELEASER).get(prepared(made, child)))
    looked = page.split("Who has opened the record")[1].split("What is left out of every pack")[0]
    assert "Northshire children's social care: works with children, Safeguarding a child" in looked
    assert "Northshire Social Worker" not in looked


def test_case_80_who_opened_it_is_left_out_for_a_reason_that_only_who_releases_it_reads(made, child):
    made.client(WORKER).get(f"/child/{child}/")
    why = "An officer who opened it is known to the men he owes"
    pack = prepared(made, child, no_looks_because=why)
    page = said(made.client(RELEASER).get(pack))
    looked = page.split("Who has opened the record")[1].split("What is left out of every pack")[0]
    assert "does not say who opened the record, or whether anybody did" in looked
    assert "social care" not in looked
    assert why in page
    assert release(made, pack).status_code == 302
    paper = text_of(open_pdf(made.client(RELEASER).get(f"{pack}pack.pdf").content))
    assert "does not say who opened the record" in paper
    assert "known to the men" not in paper


def test_case_80_a_record_opened_more_than_five_hundred_times_is_told_of_whole(made, child, database, privileged):
    worker = made.viewer(WORKER)
    with privileged.connect(database) as admin:
        admin.execute(
            "INSERT INTO audit.entry"
            " (at, request_id, kind, user_id, agency_id, role_code, purpose_code, about_id, what, grants)"
            " SELECT %s - each * interval '1 day', gen_random_uuid(), 'OPENED', %s, %s, %s, %s, %s, 'test', true"
            " FROM generate_series(1, 620) AS each",
            [NOW, worker.user_id, worker.agency_id, worker.role.code, worker.purpose.code, child],
        )
    page = said(made.client(RELEASER).get(prepared(made, child)))
    looked = page.split("Who has opened the record")[1].split("What is left out of every pack")[0]
    assert looked.count("works with children, Safeguarding a child") == 621  # A line a day, and today's.
    older, found, client = f"/child/{child}/looked/", 0, made.client(WORKER)
    while older:
        shown = client.get(older).content.decode()
        found += shown.count('<span class="reach-small">Opened')
        more = re.search(r'href="(\?of_first=\d+)"', shown)
        older = f"/child/{child}/looked/{more[1]}" if more else ""
    assert found >= 620


def test_no_pack_says_that_somebody_feared_for_the_child_and_broke_the_glass(made, child):
    with running(job="test", now=NOW):
        begin_relationship(
            about_id=child,
            controller_id=made.agencies[AGENCY],
            reason=RelationshipReason.BROKEN_GLASS,
            user_id=made.users[STRANGER],
            starts_at=NOW - timedelta(hours=2),
            ends_at=NOW - timedelta(hours=1),
            by=MACHINE,
            now=NOW,
        )
    page = said(made.client(RELEASER).get(prepared(made, child)))
    assert "roke the glass" not in page
    assert "Who may open" not in page


def test_to_whom_something_left_is_given_once_somebody_has_read_that_it_may_be(made, child):
    assert release(made, prepared(made, child), to_whom="Ms Grey, who acts for his mother").status_code == 302
    unread, read = prepared(made, child), prepared(made, child, "Ms Grey")
    assert "Ms Grey" not in said(made.client(RELEASER).get(unread)).split("Who has opened the record")[0]
    assert "Ms Grey" in said(made.client(RELEASER).get(read))


def test_who_made_a_file_of_a_page_is_given_without_a_name_and_nobody_has_to_read_it_first(made, child):
    pack = released(made, child)
    made.client(RELEASER).post(f"{pack}pack.pdf", PROVED)
    page = said(made.client(RELEASER).get(prepared(made, child)))
    assert "for their own use: a pack as PDF" in page
    assert texts(made, child, "for their own use") == []


def test_two_people_release_a_pack_and_the_second_proves_that_it_is_them(made, child):
    pack = prepared(made, child)
    unproved = after_a_while(made, RELEASER).post(f"{pack}release/", {"to_whom": "x", "because": "x"})
    assert (unproved.status_code, made.client(RELEASER).get(f"{pack}pack.pdf").status_code) == (403, 404)
    assert "Somebody who supervises releases it" in said(release(made, pack, WORKER))
    assert release(made, pack, to_whom="").status_code == 422
    assert release(made, pack).status_code == 302
    with running(job="test", now=NOW):
        line = LeftHere.objects.get()
        assert (line.way, line.to_whom, str(line.item_id) in pack) == ("PACK", "Ayaan Kestrel", True)
    release(made, pack, to_whom="Somebody else")
    with running(job="test", now=NOW):
        assert LeftHere.objects.count() == 1


def test_the_database_lets_nobody_release_their_own_pack_nor_write_one_over(made, child):
    prepared(made, child)
    with pytest.raises(IntegrityError, match="pack_released_by_somebody_else"), running(job="test", now=NOW):
        row = Pack.objects.get()
        row.released_by_id, row.released_at, row.to_whom, row.release_because = row.prepared_by_id, NOW, "x", "x"
        row.save(update_fields=["released_by", "released_at", "to_whom", "release_because"])
    with pytest.raises(Exception, match="never written over"), running(job="test", now=NOW):
        Pack.objects.update(frozen={})


@pytest.mark.parametrize("column", ["to_whom", "release_because", "release_different_because", "released_at"])
def test_how_a_pack_was_released_is_never_written_over(made, child, column):
    released(made, child)
    with pytest.raises(Exception, match="never written over"), running(job="test", now=NOW):
        Pack.objects.update(**{column: NOW if column == "released_at" else "Other words"})


def test_the_version_for_a_court_and_that_for_the_person_never_leave_to_the_same(made, child):
    released(made, child)
    court = prepared(made, child, kind="COURT", due_on_day="20", due_on_month="5", due_on_year="2026")
    assert "only one leaves" in said(release(made, court))
    assert release(made, court, to_whom="The family court").status_code == 302


def test_cases_105_and_106_the_file_has_no_word_that_the_page_has_not_and_says_nothing_of_its_making(made, child):
    pack = released(made, child, CALM)
    assert after_a_while(made, RELEASER).get(f"{pack}pack.pdf").status_code == 403
    client = made.client(RELEASER)
    file = open_pdf(client.get(f"{pack}pack.pdf").content)
    page = said(client.get(pack))
    written = text_of(file)
    assert CALM in written
    assert [word for word in ("Zeta", "Larchwood", "Seen with their worker") if word in written] == []
    band = "Made for Northshire Supervisor, supervises and reviews who has looked, on 14:20. passed Page of Not to be"
    extra = set(re.findall(r"\w+", written)) - set(re.findall(r"\w+", page)) - set(re.findall(r"\w+", band))
    assert {word for word in extra if not word.isdigit()} == set()
    assert [value for value in (file.metadata or {}).values() if "Kestrel" in str(value)] == []


def test_the_day_a_pack_is_owed_and_who_must_release_it_are_said(made, child):
    prepared(made, child)
    page = said(made.client(WORKER).get(f"/child/{child}/packs/"))
    assert "Owed by Monday 15 June 2026" in page
    assert "Waits for a second person" in page


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"asked_by": ""}, "Say who asked"),
        ({"checked_how": " "}, "Say how you made sure"),
        ({"asked_on_year": "2027"}, "cannot be in the future"),
        ({"kind": "COURT"}, "Enter the day the court set"),
        ({"read": ["timeline.Event|x|words"]}, "is not one of the available choices"),
    ],
)
def test_a_pack_that_lacks_something_is_not_kept_and_the_page_says_what(made, child, changed, problem):
    answer = made.client(WORKER).post(f"/child/{child}/packs/new/", wanted(made, child, **changed))
    assert (answer.status_code, problem in said(answer)) == (422, True)
    with running(job="test", now=NOW):
        assert Pack.objects.count() == 0


def test_a_pack_is_for_nobody_else_and_is_answered_like_one_that_does_not_exist(made, child):
    pack = prepared(made, child)
    for code in (STRANGER, "northshire-nurse", "northshire-coordinator"):
        client = made.client(code)
        refused, absent = (client.get(each) for each in (pack, f"/packs/{uuid4()}/"))
        assert (refused.status_code, without_tokens(refused.content)) == (404, without_tokens(absent.content))


def test_the_pages_ask_as_much_for_a_long_record_as_for_a_short_one(made, child):
    def asked():
        client = made.client(WORKER)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/child/{child}/packs/new/").status_code == 200
        return len(queries)

    few = asked()
    for number in range(5):
        tell(made, child, K.CONTACT, NOW - timedelta(hours=number + 1), agency=AGENCY, words=f"Call {number}")
    assert asked() == few
