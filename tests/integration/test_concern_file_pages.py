"""The form on which a photograph is sent with a concern, what a refused file says, and how a kept one is opened."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.access.queries.alarms import list_alarms
from reachable.adapters.clock import read_clock
from reachable.adapters.turns import NoTurn, hold_turn
from reachable.intake.domain import files
from reachable.intake.domain.files import LARGEST, PlaceInFile
from reachable.intake.models import Concern, ConcernFile
from reachable.journeys.concern_received import REFUSED_TOLD
from reachable.journeys.reviewers_told import tell_reviewers
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.places.domain.kinds import PlaceKind
from reachable.places.operations import PlaceToKeep, keep_places
from reachable.web.report import sent_files
from tests.factories.children import make_child
from tests.factories.erasing_scene import find_word
from tests.factories.partnership import MACHINE, make_partnership
from tests.factories.pdf_files import write_telling_pdf
from tests.factories.pictures import write_telling_picture
from tests.factories.plain_files import PLAIN_FILES

PLANTED, NAMED = "Zyxcanaryinside", "Zyxcanaryname"
TEACHER, TRIAGE = "northshire-teacher", "northshire-coordinator"
HOME, POSTCODE = "12 Larchcanary Rise, Northmere", "ZZ9 4YX"
FILLED = {
    "immediate_danger": "NO",
    "about": "CHILD",
    "called": "Jaydon Marsh",
    "age": "14",
    "what_i_saw": "A car waits for him at the gate.",
    "when": "TODAY",
    "safe_to_contact_family": "NO",
    "shows": "The car by the gate",
}


@pytest.fixture
def made(database, tmp_path):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership(now=read_clock())


def send(made, content, name=f"{NAMED}.jpg", **changed):
    file = {} if content is None else {"file": SimpleUploadedFile(name, content, "image/jpeg")}
    return made.client(TEACHER).post("/concerns/new/", {"sending": str(uuid4()), **FILLED, **file, **changed})


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def only_concern():
    with running(job="test", now=read_clock()):
        return Concern.objects.get()


def nothing_is_kept():
    with running(job="test", now=read_clock()):
        return not Concern.objects.exists() and not ConcernFile.objects.exists()


def test_cases_34_and_106_a_photograph_is_kept_under_our_name_without_what_it_said_of_itself(
    made, database, privileged
):
    sent = send(made, write_telling_picture("JPEG", PLANTED))
    concern = only_concern()
    assert (sent.status_code, sent["Location"]) == (302, f"/concerns/sent/{concern.reference}/")
    assert "Kept with it: Photograph 1 of" in words(made.client(TEACHER).get(sent["Location"]))
    reader = made.client(TRIAGE)
    page = reader.get(f"/triage/{concern.id}/")
    assert re.search(r"Open Photograph 1 of \w+day \d+ \w+ : The car by the gate", words(page))
    answer = reader.get(f"/triage/{concern.id}/file/1/")
    assert answer["Content-Type"] == "image/jpeg"
    assert re.fullmatch(r'attachment; filename="photograph-1-[-0-9]{10}\.jpg"', answer["Content-Disposition"])
    assert "sandbox;" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" not in page["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    with Image.open(io.BytesIO(answer.content)) as opened:
        assert opened.size == (24, 16)
    with privileged.connect(database) as admin:
        for word in (PLANTED, NAMED):
            assert word.encode() not in answer.content
            assert find_word(admin, word) == {}


def test_a_pdf_is_opened_as_it_was_drawn(made):
    send(made, write_telling_pdf("He came by the coach.", planted=PLANTED), "letter.pdf")
    answer = made.client(TRIAGE).get(f"/triage/{only_concern().id}/file/1/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert PLANTED.encode() not in answer.content


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"PK\x03\x04 a document with a macro", "letter.docm", "The file is not a photograph"),
        (b"\xff\xd8\xff\xe0 broken", "photo.jpg", "The file is damaged and cannot be opened"),
        (b"a" * (LARGEST + 1), "diary.txt", "The file is too large"),
        (b"", "photo.jpg", "The file is not a photograph"),
    ],
    ids=["a document with a macro", "damaged", "too large", "empty"],
)
def test_case_65_a_file_that_is_refused_says_why_what_was_kept_and_what_to_do(made, content, name, said):
    answer = send(made, content, name)
    page = words(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Nothing of the file was kept." in page
    assert "Everything you typed is still on this page." in page
    assert "Choose the file again" in page
    assert 'value="The car by the gate"' in answer.content.decode()
    assert 'href="#id_file"' in answer.content.decode()
    assert name not in page
    assert nothing_is_kept()
    assert "A car waits for him" in made.client(TEACHER).get("/concerns/new/").content.decode()


def test_what_a_file_shows_is_asked_for_and_a_file_that_was_promised_is_missed(made):
    picture = write_telling_picture("PNG", PLANTED)
    assert "Say in a few words what it shows" in words(send(made, picture, shows=""))
    assert "You said what it shows, and no file came" in words(send(made, None))
    assert nothing_is_kept()
    assert send(made, None, shows="").status_code == 302


def test_a_file_that_does_not_open_is_said_to_be_kept_with_what_to_do(made, privileged, database):
    send(made, write_telling_picture("JPEG", PLANTED))
    with privileged.connect(database) as admin:
        admin.execute("UPDATE places_childkey SET wrapped_by = 'x'")
    answer = made.client(TRIAGE).get(f"/triage/{only_concern().id}/file/1/")
    assert answer.status_code == 409
    for said in ("is kept, but does not open", "The car by the gate", "Nothing of the file was shown", "send it again"):
        assert said in words(answer)


def test_a_picture_that_is_held_back_says_so_and_gives_a_way_forward(made):
    send(made, write_telling_picture("JPEG", PLANTED))
    concern, now = only_concern(), read_clock()
    with running(job="test", now=now):
        child = SubjectId(concern.children.get().subject_id)
    viewer = made.viewer(TRIAGE, at=now)
    protect_whereabouts(
        subject_id=child, because="Men have come to the door.", review_on=now.date(), viewer=viewer, now=now
    )
    answer = made.client(TRIAGE).get(f"/triage/{concern.id}/file/1/")
    assert answer.status_code == 409
    assert "It may say where a child is kept safe, so it is not opened here" in words(answer)
    assert "The car by the gate" in words(answer)


def test_a_file_that_may_not_be_sent_is_not_even_looked_at(made, monkeypatch):
    monkeypatch.setattr(sent_files, "remake_file", lambda *_, **__: pytest.fail("it was decoded"))
    with monkeypatch.context() as full:
        full.setattr(files, "QUOTA_FILES", 0)
        assert "as many files as one person can in a day" in words(send(made, write_telling_picture("PNG", PLANTED)))
    assert nothing_is_kept()


def test_no_more_than_two_files_are_decoded_at_a_time_and_the_next_is_asked_for_again(made, monkeypatch, tmp_path):
    monkeypatch.setattr(sent_files, "default_home", lambda: tmp_path)
    monkeypatch.setattr(sent_files, "WAIT", 0.0)
    turns = {"folder": tmp_path, "name": "file-looked-at", "at_once": 2, "wait": 0.0}
    with hold_turn(**turns):
        assert send(made, None, shows="").status_code == 302
        with hold_turn(**turns):
            with pytest.raises(NoTurn), hold_turn(**turns):
                pass
            answer = send(made, write_telling_picture("PNG", PLANTED))
            assert answer.status_code == 422
            assert "Many files are being sent just now" in words(answer)
            assert "Everything you typed is still on this page." in words(answer)
        assert send(made, write_telling_picture("PNG", PLANTED)).status_code == 302


def test_files_refused_for_a_place_are_an_answer_of_which_one_person_gets_few_in_a_day(made):
    now = read_clock()
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care", now=now)
    agency = made.agencies["northshire-social-care"]
    place = PlaceToKeep(
        subject_id=child, controller_id=agency, kind=PlaceKind.HOME, lines=HOME, postcode=POSTCODE, came_from="test"
    )
    with running(job="test", now=now):
        keep_places(places=[place], by=MACHINE, now=now)
    for telling in (POSTCODE, HOME, POSTCODE, HOME, POSTCODE):
        assert str(PlaceInFile()) in words(send(made, f"He is at {telling} now.".encode(), "diary.txt"))
    assert not re.search("postcode|address|telephone|name", str(PlaceInFile()))
    answer = send(made, b"He came by the coach.", "diary.txt")
    assert "no more can be sent today" in words(answer)
    assert answer.status_code == 422
    assert nothing_is_kept()
    with running(job="test", now=read_clock()):
        (alarm,) = list_alarms(viewer=Run("test"), since=now)
    assert (alarm.what, alarm.user_id) == (REFUSED_TOLD, made.viewer(TEACHER, at=read_clock()).user_id)
    assert tell_reviewers(now=read_clock())
    assert send(made, None, shows="").status_code == 302
