"""What is sent with a concern: kept sealed, opened by whoever may read it, held back where it says where a child is."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.files_remade import Limits, remake_file
from reachable.intake.domain.concern import ChildDescribed
from reachable.intake.domain.files import QUOTA_FILES, FileKind, FileRefused, NewFile, QuotaUsed
from reachable.intake.models import Concern, ConcernChild, ConcernFile
from reachable.journeys.concern_file_opened import open_concern_file
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.matching.queries import list_candidates
from reachable.places.domain.kinds import PlaceKind
from reachable.places.operations import PlaceToKeep, keep_places, protect_child
from tests.factories.children import make_child
from tests.factories.concerns import a_file, about_a_child, raise_concern
from tests.factories.old_vault import destroy_key
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.pdf_files import write_telling_pdf

RUN = Run("test")
TRIAGE, STRANGER, RECORDER = "northshire-coordinator", "eastham-social-worker", "northshire-nurse"
HOME, POSTCODE = "12 Larchcanary Rise, Northmere", "ZZ9 4YX"
BECAUSE = "Men have come to the door."
REVIEW = (NOW + timedelta(days=90)).date()
LIMITS = Limits(size=2_000_000, pixels=20_000_000, seconds=20, memory=768_000_000)


@pytest.fixture
def made(database):
    return make_partnership()


def keep_home(child, agency):
    place = PlaceToKeep(
        subject_id=child, controller_id=agency, kind=PlaceKind.HOME, lines=HOME, postcode=POSTCODE, came_from="test"
    )
    keep_places(places=[place], by=MACHINE, now=NOW)


@pytest.fixture
def hidden(made):
    """A protected child whose home is kept apart."""
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    agency = made.agencies["northshire-social-care"]
    with running(job="test", now=NOW):
        protect_child(subject_id=child, controller_id=agency, because=BECAUSE, review_on=REVIEW, by=MACHINE, now=NOW)
        keep_home(child, agency)
    return child


def send(made, *files, **words):
    return raise_concern(made, about_a_child(ChildDescribed("Jaydon Marsh", "14")), files=files, **words).concern_id


def opened(made, concern_id, who=TRIAGE, position=1):
    return open_concern_file(concern_id=concern_id, position=position, viewer=made.viewer(who), now=NOW)


def kept():
    with running(job="test", now=NOW):
        return list(ConcernFile.objects.all())


def test_a_file_is_kept_sealed_and_opened_by_whoever_may_read_the_concern_and_nobody_else(made):
    concern_id = send(made, a_file("He came by coach."))
    (row,) = kept()
    assert b"pixels" not in bytes(row.content)
    assert b"coach" not in bytes(row.words)
    assert opened(made, concern_id).made == a_file("He came by coach.").made
    assert [opened(made, concern_id, who) for who in (STRANGER, RECORDER)] == [None, None]
    assert opened(made, concern_id, position=2) is None


def test_that_a_file_was_opened_or_refused_is_noted(made, database, privileged):
    concern_id = send(made, a_file())
    for who in (TRIAGE, STRANGER):
        opened(made, concern_id, who)
    noted = "SELECT kind FROM audit.entry WHERE what = 'a file of a concern' ORDER BY kind"
    with privileged.connect(database) as admin:
        assert admin.execute(noted).fetchall() == [("OPENED",), ("REFUSED",)]


def test_case_31_words_in_a_file_with_a_protected_place_are_refused_and_nothing_is_kept(made, hidden):
    document = remake_file(write_telling_pdf(f"He is at {HOME}, {POSTCODE} now.", planted="INSIDE"), limits=LIMITS)
    with pytest.raises(FileRefused, match="may say where a child is kept safe"):
        send(made, NewFile(document, "A letter he had on him", no_place=True))
    assert kept() == []
    with running(job="test", now=NOW):
        assert not Concern.objects.exists()


def test_case_31_a_document_inside_a_document_is_kept_nowhere_so_no_address_in_it_can_leave(made, hidden):
    document = remake_file(write_telling_pdf("He came by the coach.", planted=POSTCODE), limits=LIMITS)
    concern_id = send(made, NewFile(document, "A letter he had on him", no_place=True))
    found = opened(made, concern_id).made
    assert found.words == "He came by the coach."
    assert POSTCODE.encode() not in found.content
    assert b"Larchcanary" not in found.content


def test_a_child_protected_since_has_pictures_and_words_that_say_where_held_back(made):
    concern_id = send(
        made,
        a_file(shows=f"The gate of {HOME}, {POSTCODE}"),
        a_file(no_place=True),
        a_file(f"Seen outside {HOME}, {POSTCODE}.", kind=FileKind.TEXT, no_place=True),
        a_file("Seen on a coach.", kind=FileKind.TEXT),
    )
    with running(job="test", now=NOW):
        child = SubjectId(ConcernChild.objects.get(concern_id=concern_id).subject_id)
        keep_home(child, made.agencies["northshire-school"])
    viewer = made.viewer(TRIAGE)
    protect_whereabouts(subject_id=child, because=BECAUSE, review_on=REVIEW, viewer=viewer, now=NOW)
    found = [opened(made, concern_id, position=number) for number in (1, 2, 3, 4)]
    assert [each.made is None for each in found] == [True, False, True, False]
    assert not any("Larchcanary" in each.file.shows for each in found)


def test_a_file_is_held_back_while_nobody_has_said_that_the_child_is_not_the_protected_one(made, hidden):
    with running(job="test", now=NOW):
        look_for_same_child(subject_ids=[hidden], because="test", by=MACHINE, now=NOW)
    concern = about_a_child(ChildDescribed("Ayaan Kestrel", "15"))
    telling = a_file("Seen at 3 Quarryfield Road, Westmere.", kind=FileKind.TEXT, no_place=True)
    files = (a_file(), telling, a_file(no_place=True))
    concern_id = raise_concern(made, concern, files=files).concern_id
    with running(job="test", now=NOW):
        child = SubjectId(ConcernChild.objects.get(concern_id=concern_id).subject_id)
        assert len(list_candidates(viewer=RUN, subject_ids=[child])) == 1, "the pair does not wait for a judgement"
    found = [opened(made, concern_id, position=number) for number in (1, 2, 3)]
    assert [each.made is None for each in found] == [True, True, False]
    by = Actor.from_viewer(made.viewer(TRIAGE))
    with acting(by=by, what="test", now=NOW):
        record_judgement(left=child, right=hidden, answer=Answer.DIFFERENT, because="Another boy.", by=by, now=NOW)
    assert opened(made, concern_id).made is not None


OPENS_NO_MORE = {
    "its key destroyed": lambda admin, concern, whose: destroy_key(admin, concern, whose),
    "its key of another installation": lambda admin, concern, _: admin.execute(
        "UPDATE places_childkey SET wrapped_by = 'x' WHERE about_id = %s", [concern]
    ),
    "its key moved": lambda admin, concern, _: admin.execute(
        "UPDATE places_childkey SET wrapped = 'bW92ZWQ=' WHERE about_id = %s", [concern]
    ),
    "it was moved": lambda admin, concern, _: admin.execute(
        "UPDATE intake_concernfile SET content = words WHERE about_id = %s", [concern]
    ),
}


@pytest.mark.parametrize("spoil", OPENS_NO_MORE.values(), ids=OPENS_NO_MORE)
def test_a_file_that_does_not_open_is_said_to_be_kept_and_that_is_noted(made, privileged, database, caplog, spoil):
    concern_id = send(made, a_file("He came by coach."))
    (row,) = kept()
    with privileged.connect(database) as admin:
        spoil(admin, concern_id, row.controller_id)
    found = opened(made, concern_id)
    assert (found.made, found.opens, found.file.position) == (None, False, 1)
    assert "A file of a concern does not open: CannotBeOpened" in caplog.text
    noted = "SELECT count(*) FROM audit.entry WHERE what = 'a file of a concern did not open' AND user_id IS NOT NULL"
    with privileged.connect(database) as admin:
        assert admin.execute(noted).fetchone() == (1,)


def test_one_person_can_send_so_many_in_a_day_and_then_only_words(made):
    for _ in range(QUOTA_FILES // 4):
        send(made, *[a_file() for _ in range(4)])
    with pytest.raises(QuotaUsed):
        send(made, a_file())
    assert len(kept()) == QUOTA_FILES
    assert send(made)
    assert send(made, a_file(), by="northshire-social-worker")
    assert send(made, a_file(), now=NOW + timedelta(days=1, minutes=1))
