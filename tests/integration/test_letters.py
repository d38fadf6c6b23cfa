"""Letters and invitations: nobody who must not be told is written to, no place that is kept apart leaves in one."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.intake.domain.concern import NotToBeTold
from reachable.intake.models import ConcernChild
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.people.domain.telling import WouldBeTold
from reachable.people.models import AdultAround
from reachable.people.operations.telling import record_must_not_be_told
from reachable.places.domain.kinds import HIDDEN
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.letters import LetterKind, Reader, ReaderKind, WantedLetter
from reachable.sharing.models import LeftHere, Letter
from reachable.sharing.operations.letters import keep_letter
from reachable.web.shared.fresh_proof import PROVED_AT
from tests.factories.children import let_look
from tests.factories.concerns import about_a_child, raise_concern
from tests.factories.letters import (
    CHILDS_HOME,
    COUNCIL,
    FATHERS_HOME,
    MOTHERS_HOME,
    NOT_TOLD,
    WRITER,
    adult_row,
    adults_around,
    child_of,
    invitation,
    letter,
    send_rows,
    social_care_row,
)
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.pdf_files import open_pdf, text_of
from tests.factories.plain_files import PLAIN_FILES

NOT_MADE = "No letter is made, and nothing has left"
MUST_NOT = "must not be told of this child, or is reached where somebody is who must not"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    send_rows(made, "social_care", social_care_row())
    subject_id = child_of()
    let_look(made, "northshire-workers", subject_id)
    return subject_id


@pytest.fixture
def adults(made, child):
    return adults_around(made)


def said(answer):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return html.unescape(text)


def new(made, child, filled, code=WRITER):
    return made.client(code).post(f"/child/{child}/letters/new/", filled)


def refused(made, child, filled):
    """Send a form, show that nothing was made and every word is still there, and return what the page says."""
    answer = new(made, child, filled)
    page = said(answer)
    assert answer.status_code == 422, page
    assert NOT_MADE in page
    assert filled["words"].split("\n")[0] in page, "what was written is still there"
    with running(job="test", now=NOW):
        assert not Letter.objects.exists()
        assert not LeftHere.objects.exists()
    return page


def made_letter(made, child, filled):
    answer = new(made, child, filled)
    assert answer.status_code == 302, said(answer)
    return answer.url


def count(model):
    with running(job="test", now=NOW):
        return model.objects.count()


def kept(made, child, reader, **changed):
    """Keep a letter past everything that is asked before one is made."""
    wanted = WantedLetter(
        **{
            "kind": LetterKind.LETTER,
            "readers": (reader,),
            "heading": "Thursday",
            "words": "Please ring us.",
            "purpose": SharePurpose.SAFEGUARDING,
            "grounds": ("6-1-e", "9-2-g"),
            "because": "She decides with us",
            "considered": True,
            **changed,
        }
    )
    by = made.actor(WRITER, at=NOW)
    with acting(by=by, what="test", now=NOW):
        return keep_letter(child_id=child, wanted=wanted, signed="Somebody", by=by, now=NOW)


def must_not(made, child, **who):
    with acting(by=MACHINE, what="test", now=NOW):
        record_must_not_be_told(
            subject_id=child,
            controller_id=made.agencies[COUNCIL],
            who=WouldBeTold(**who),
            because="She passes it on",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )


def protect(made, child):
    day = (NOW + timedelta(days=90)).date()
    protect_whereabouts(
        subject_id=child, because="The men know the door.", review_on=day, viewer=made.viewer(WRITER), now=NOW
    )


def test_a_letter_is_seen_made_registered_and_read_on_paper_with_nobody_but_its_reader(made, child, adults):
    mother = (adults["MOTHER"], "Sana Kestrel", "\n".join(MOTHERS_HOME))
    seen = new(made, child, letter(mother, step=""))
    assert seen.status_code == 200, said(seen)
    assert "Nothing is made yet" in said(seen)
    with running(job="test", now=NOW):
        assert not Letter.objects.exists()
    address = made_letter(made, child, letter(mother))
    page = said(made.client(WRITER).get(address))
    assert "Please ring us." in page
    with running(job="test", now=NOW):
        (left,) = LeftHere.objects.all()
    assert (left.way, left.to_whom) == ("LETTER", "Sana Kestrel (Mother)")
    assert left.about_id == child
    file = made.client(WRITER).get(f"{address}1/letter.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'inline; filename="letter.pdf"'
    paper = open_pdf(file.content)
    assert "9 Elsewhere Road" in text_of(paper)
    assert "Please ring us." in text_of(paper)
    assert [word for word in ("Kestrel", "Sana", "Elsewhere") if word in str(paper.metadata)] == []


def test_case_39_an_adult_who_must_not_be_told_is_neither_offered_nor_written_to(made, child, adults):
    form = made.client(WRITER).get(f"/child/{child}/letters/new/").content.decode()
    assert str(adults["MOTHER"]) in form
    assert str(adults["FATHER"]) not in form
    assert "Must not be told of this child: father" in html.unescape(form)
    father = (adults["FATHER"], "Mr Marlow", "")
    assert MUST_NOT in refused(made, child, letter(father))
    assert MUST_NOT in refused(made, child, invitation((adults["MOTHER"], "Sana Kestrel", ""), father))


def test_case_39_a_parent_who_takes_part_is_not_invited_where_the_other_is_reached(made, child, adults):
    mother = (adults["MOTHER"], "Sana Kestrel", "")
    same_phone = (adults["STEP_PARENT"], "Kelly Marsh", "")
    assert MUST_NOT in refused(made, child, invitation(mother, same_phone))
    same_home = (adults["GRANDPARENT"], "Ruth Marlow", "")
    assert "lives who must not be told" in refused(made, child, invitation(mother, same_home))
    sent_there = (adults["MOTHER"], "Sana Kestrel", f"3 Heathwood Rd, Northmere\n{FATHERS_HOME[1]}")
    assert "lives who must not be told" in refused(made, child, letter(sent_there))
    by_hand = (adults["GRANDPARENT"], "Ruth Marlow", "By hand at the school gate")
    assert "lives who must not be told" in refused(made, child, letter(by_hand)), "their known home counts as well"


def test_case_39_the_copy_is_checked_like_every_other(made, child, adults):
    copy = {"who_3": str(adults["FATHER"]), "name_3": "Mr Marlow"}
    assert MUST_NOT in refused(made, child, letter((adults["MOTHER"], "Sana Kestrel", ""), **copy))


def test_case_39_a_professional_who_is_reached_as_the_adult_is_gets_no_invitation(made, child, adults):
    must_not(made, child, name="Somebody", email="northshire-coordinator@example.org")
    assert MUST_NOT in refused(made, child, invitation(("PROFESSIONAL", "northshire-coordinator@example.org", "")))
    assert "Nobody who reads records signs in" in refused(made, child, letter(("PROFESSIONAL", "x@example.org", "")))
    other = ("PROFESSIONAL", "northshire-supervisor@example.org", "")
    made_letter(made, child, invitation((adults["MOTHER"], "Sana Kestrel", ""), other))
    with running(job="test", now=NOW):
        assert LeftHere.objects.filter(way="LETTER").count() == 2


def test_case_39_somebody_of_the_same_name_is_for_the_writer_to_tell_apart(made, child, adults):
    must_not(made, child, name="Sana Kestrel", email="aunt@example.org")
    mother = (adults["MOTHER"], "Sana Kestrel", "")
    assert "say how you know" in refused(made, child, letter(mother))
    told_apart = letter(mother, different_0="The aunt of the same name lives abroad; I know both")
    assert "lives abroad" in said(made.client(WRITER).get(made_letter(made, child, told_apart)))


def test_case_39_the_same_adult_written_otherwise_is_for_the_writer_to_tell_apart(made, child, adults):
    for name in ("Mr Dean Marlow", "D Marlow", "Marlow, D."):
        assert "say how you know" in refused(made, child, letter((adults["MOTHER"], name, "")))
    by_him = (adults["MOTHER"], "Sana Kestrel", "Care of Dean Marlow\n9 Elsewhere Road")
    assert "say how you know" in refused(made, child, letter(by_him))
    by_phone = (adults["MOTHER"], "Sana Kestrel", "Ring first: 01632 960022")
    assert MUST_NOT in refused(made, child, letter(by_phone))


def test_case_39_a_second_record_of_a_father_needs_a_reason_in_writing(made, child, adults):
    send_rows(made, "adults", *(adult_row("9", "FATHER", "Denny Marsden", ("4 Mill Row, Eastham", "ZZ8 8AD")),))
    with running(job="test", now=NOW):
        second = AdultAround.objects.exclude(subject_id__in=adults.values()).get().subject_id
    to_him = (second, "Denny Marsden", "")
    assert "who is the same to this child" in refused(made, child, letter(to_him))
    made_letter(made, child, letter(to_him, different_0="Her husband; I have met both men"))


def test_case_39_a_household_is_known_once_its_homes_are_kept_apart(made, child):
    shared = adult_row("2", "FATHER", "Dean Marlow", CHILDS_HOME, **NOT_TOLD)
    send_rows(made, "adults", shared, adult_row("4", "GRANDPARENT", "Ruth Marlow", CHILDS_HOME))
    with running(job="test", now=NOW):
        lives_there = AdultAround.objects.get(relation="GRANDPARENT").subject_id
    protect(made, child)
    to_her = (lives_there, "Ruth Marlow", "")
    assert "lives who must not be told" in refused(made, child, letter(to_her))
    with override_settings(PLACES_KEY=b"k" * 32):
        assert "cannot be read to compare" in refused(made, child, letter(to_her))


def test_case_39_what_a_concern_says_of_who_must_not_be_told_is_asked_about(made, child, adults):
    concern = replace(about_a_child(), not_to_be_told=(NotToBeTold.MOTHER,), not_to_be_told_in_words="She tells them")
    raise_concern(made, concern)
    with running(job="test", now=NOW):
        ConcernChild.objects.update(subject_id=child)
    mother = (adults["MOTHER"], "Sana Kestrel", "")
    page = refused(made, child, letter(mother))
    assert "It was asked that Sana Kestrel (Mother) is not told" in page
    assert "She tells them" not in page, "who raised it, and in which words, is not said"
    made_letter(made, child, letter(mother, different_0="The child asked us today to tell her"))


def test_case_39_whoever_a_child_was_only_seen_with_is_written_to_by_nobody(made, child, adults):
    page = refused(made, child, letter((adults["WORRIED_ABOUT"], "Terry Grieve", "")))
    assert "is not family or a carer in this child's record" in page
    assert "is not family or a carer" in refused(made, child, letter((uuid4(), "Somebody", "")))


def test_where_nobody_says_who_must_not_be_told_the_writer_says_they_have_asked(made, child):
    to_the_child = ("CHILD", "Ayaan", "")
    assert "Nobody is recorded as who must not be told" in refused(made, child, letter(to_the_child))
    made_letter(made, child, letter(to_the_child, considered="on"))


def test_case_32_a_letter_to_the_old_address_with_the_new_one_in_it_is_stopped(made, child, adults):
    mother = (adults["MOTHER"], "Sana Kestrel", "\n".join(MOTHERS_HOME))
    words = "Ayaan is well at 12 Larchcanary Rise, Northmere."
    assert "an address of the child stands in it" in refused(made, child, letter(mother, words=words))
    home = (adults["MOTHER"], "Sana Kestrel", "\n".join(CHILDS_HOME))
    made_letter(made, child, letter(home, words=words))


def test_case_32_of_a_protected_child_no_address_leaves_in_a_letter(made, child, adults):
    protect(made, child)
    mother = (adults["MOTHER"], "Sana Kestrel", "\n".join(MOTHERS_HOME))
    for part in ("words", "heading", "place"):
        for place in ("12 Larchcanary Rise", CHILDS_HOME[1]):
            page = refused(made, child, invitation(mother, **{part: f"At {place} as before"}))
            assert "whereabouts are protected" in page
    there = (adults["MOTHER"], "Sana Kestrel", "\n".join(CHILDS_HOME))
    assert "The envelope for Mother" in refused(made, child, letter(there))
    to_the_child = ("CHILD", "Ayaan", "9 Elsewhere Road, ZZ8 1AA")
    assert "no address of theirs is ever printed" in refused(made, child, letter(to_the_child))
    named = (adults["MOTHER"], "Sana Kestrel of 4 Mill Road", "")
    assert "The name on a copy" in refused(made, child, letter(named))
    assert "Why they need it" in refused(made, child, letter(mother, because="He is at 12 Larchcanary Rise"))
    made_letter(made, child, invitation(mother))


def test_case_32_a_place_protected_since_leaves_in_no_copy_of_a_letter_made_before(made, child, adults):
    home = (adults["MOTHER"], "Sana Kestrel", "\n".join(CHILDS_HOME))
    address = made_letter(made, child, letter(home, words="He is at 12 Larchcanary Rise, Northmere."))
    protect(made, child)
    client = made.client(WRITER)
    assert "Larchcanary" not in said(client.get(address))
    answer = client.get(f"{address}1/letter.pdf")
    assert answer.status_code == 200
    assert "Larchcanary" not in text_of(open_pdf(answer.content))
    with running(job="test", now=NOW):
        assert HIDDEN in Letter.objects.get().words


def test_case_32_a_place_that_is_still_in_a_letter_stops_its_file(made, child, adults):
    protect(made, child)
    mother = Reader(kind=ReaderKind.ADULT, number=adults["MOTHER"], who="Mother", name="Sana Kestrel")
    letter_id = kept(made, child, mother, words="He is at 12 Larchcanary Rise, Northmere.")
    stopped = made.client(WRITER).get(f"/letters/{letter_id}/1/letter.pdf")
    assert stopped.status_code == 409
    assert "No file was made" in said(stopped)
    assert "Larchcanary" not in said(stopped)


OVER = {
    "words": "Other words",
    "readers": [],
    "heading": "Another",
    "place": "Elsewhere",
    "because": "Another reason",
    "different_because": "Another",
    "agreed_because": "Another",
    "signed": "Somebody else",
    "made_at": NOW,
}


@pytest.mark.parametrize("column", OVER)
def test_a_letter_is_never_written_over_once_it_was_made(made, child, adults, column):
    made_letter(made, child, invitation((adults["MOTHER"], "Sana Kestrel", "")))
    with pytest.raises(Exception, match="never written over"), running(job="test", now=NOW):
        Letter.objects.update(**{column: OVER[column]})


def test_case_39_whoever_must_not_be_told_since_gets_no_file_of_a_letter_made_before(made, child, adults):
    address = made_letter(made, child, invitation((adults["MOTHER"], "Sana Kestrel", "")))
    assert made.client(WRITER).get(f"{address}meeting.ics").status_code == 200
    must_not(made, child, name="Mum", phone="01632 960011")
    for file in ("1/letter.pdf", "meeting.ics"):
        answer = made.client(WRITER).get(f"{address}{file}")
        assert answer.status_code == 409
        assert "nothing more of it has left" in said(answer)


def test_case_36_a_calendar_shows_when_and_nothing_of_anybody(made, child, adults):
    mother = (adults["MOTHER"], "Sana Kestrel", "")
    address = made_letter(made, child, invitation(mother, heading="Exploitation plan for Ayaan"))
    file = made.client(WRITER).get(f"{address}meeting.ics")
    assert file["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    text = file.content.decode()
    assert "SUMMARY:Meeting: open Reachable\r\n" in text
    assert "DTSTART:20260604T133000Z\r\n" in text
    for word in ("Ayaan", "Kestrel", "Sana", "Town Hall", "xploitation", "LOCATION", "ATTENDEE", "ORGANIZER"):
        assert word not in text


def test_a_letter_is_made_and_given_only_to_whoever_proves_again_who_they_are(made, child, adults):
    mother = (adults["MOTHER"], "Sana Kestrel", "")
    late = made.client(WRITER)
    session = late.session
    session[PROVED_AT] = (NOW - timedelta(hours=2)).isoformat()
    session.save()
    filled = letter(mother)
    asked = late.post(f"/child/{child}/letters/new/", filled)
    assert asked.status_code == 403
    assert "We would like to talk" in asked.content.decode(), "what was written comes back with the proof"
    with running(job="test", now=NOW):
        assert not Letter.objects.exists()
    address = made_letter(made, child, filled)
    assert late.get(f"{address}1/letter.pdf").status_code == 403


def test_a_letter_is_its_own_agencys_and_the_same_answer_meets_everybody_else(made, child, adults):
    address = made_letter(made, child, invitation((adults["MOTHER"], "Sana Kestrel", "")))
    stranger = made.client("eastham-social-worker")
    nothing = stranger.get(f"/letters/{uuid4()}/")
    assert nothing.status_code == 404
    for path in (address, f"{address}1/letter.pdf", f"{address}meeting.ics"):
        assert stranger.get(path).status_code == 404
    assert made.client(WRITER).get(f"{address}7/letter.pdf").status_code == 404
    assert new(made, child, letter(), code="eastham-social-worker").status_code == 404


def test_the_table_takes_no_letter_to_nobody_and_no_meeting_without_a_time(made, child, adults):
    mother = Reader(kind=ReaderKind.ADULT, number=adults["MOTHER"], who="Mother", name="Sana Kestrel")
    for changed in ({"readers": ()}, {"words": ""}):
        with pytest.raises(IntegrityError):
            kept(made, child, mother, **changed)
