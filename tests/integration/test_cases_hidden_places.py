"""Cases 30 to 43: where a protected child is stays hidden, whoever asks and however it came in."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.bank_holidays import england_and_wales
from reachable.alerts.models import OutboxMessage
from reachable.alerts.operations import leave_message
from reachable.casework.models import HandoverNote
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.journeys.messages_sent import send_messages
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.journeys.words_screened import PlaceWouldLeave, require_no_place, screen_words
from reachable.kernel.ids import SubjectId
from reachable.people.domain.telling import WouldBeTold
from reachable.people.models import Residence, Schooling, Subject
from reachable.people.operations.telling import record_must_not_be_told
from reachable.places.domain.kinds import HIDDEN
from reachable.places.queries import list_shown_places
from reachable.timeline.models import Event
from tests.factories.children import let_look
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.unit.intake.extract_files import bare_row, write_file

DAY = timedelta(days=1)
WORKER = "northshire-social-worker"
BECAUSE = "The men he owes have been to the door of his mother."
NOW_HOME, OLD_HOME = ("12 Larchcanary Rise, Northmere", "ZZ9 4YX"), ("7 Elmcanary Road, Eastham", "ZZ8 2XY")
SCHOOL = "Mistlefield Academy"
SECRETS = ("canary", "ZZ9 4YX", "ZZ94YX", "ZZ8 2XY", "ZZ82XY")


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def send(made, agency, feed, *rows, now=NOW - DAY):
    by = Actor(user_id=None, agency_id=made.agencies[agency], name="clerk")
    sent = SentExtract(
        feed=feed,
        agency_id=made.agencies[agency],
        file_name=f"{feed}.csv",
        content=write_file(feed, rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)


def social_care(child="LA1", surname="Kestrel", **cells):
    home = cells.pop("home", NOW_HOME)
    return bare_row(
        "social_care",
        **{
            "la_child_id": child,
            "step": "CONTACT",
            "step_ref": f"{child}-1",
            "happened_at": "09/05/2026",
            "recorded_at": "11/05/2026 12:00",
            "surname": surname,
            "forename": "Ayaan",
            "dob": "04/09/2010",
            "address": home[0],
            "postcode": home[1],
            **cells,
        },
    )


def subject_of(local_id):
    with running(job="test", now=NOW):
        return SubjectId(Subject.objects.get(local_id=local_id).id)


def protect(made, child, now=NOW):
    protect_whereabouts(
        subject_id=child, because=BECAUSE, review_on=(now + 90 * DAY).date(), viewer=made.viewer(WORKER), now=now
    )


def at_school():
    return bare_row(
        "school",
        upn="K820200001001",
        surname="Kestrel",
        forename="Ayaan",
        dob="04/09/2010",
        address=OLD_HOME[0],
        postcode=OLD_HOME[1],
        school_name="Otterfield Academy",
        entry_type="SUSPENSION",
        entry_date="07/05/2026",
        days="3",
        recorded_at="09/05/2026 12:00",
    )


def secrets_in(privileged, database, words=SECRETS):
    """Return every table and text of the database in which something of the places stands in the open."""
    found = []
    with privileged.connect(database) as admin:
        tables = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (table,) in tables:
            for (text,) in admin.execute(f'SELECT one::text FROM "{table}" AS one').fetchall():
                found += [(table, word) for word in words if word.casefold() in text.casefold()]
    return found


@pytest.fixture
def child(made):
    """A child whose address the council knows in two versions, with a school named in words."""
    send(made, "northshire-social-care", "social_care", social_care(home=OLD_HOME, recorded_at="10/05/2026 12:00"))
    send(
        made,
        "northshire-social-care",
        "social_care",
        social_care(step_ref="LA1-2", child_said=f"I like it at {NOW_HOME[0]}, {NOW_HOME[1]}, and at {SCHOOL}."),
    )
    subject_id = subject_of("LA1")
    let_look(made, "northshire-workers", subject_id)
    return subject_id


def pages_of(made, child, code=WORKER):
    client = made.client(code)
    return [client.get(f"/child/{child}/{path}").content.decode() for path in ("", "records/", "people/", "looked/")]


def test_case_41_earlier_addresses_are_hidden_with_the_present_one(made, child, privileged, database):
    assert any("Elmcanary" in page for page in pages_of(made, child)), "it is shown before it is protected"
    protect(made, child)
    for page in pages_of(made, child):
        assert [word for word in SECRETS if word in page] == []
    with running(job="test", now=NOW):
        kept = [value for _, value in list_shown_places(viewer=Run("test"), subject_ids=[child])]
        assert {row.postcode for row in Residence.objects.filter(subject_id=child)} == {"ZZ9", "ZZ8"}
    assert ", ".join(NOW_HOME) in kept
    assert ", ".join(OLD_HOME) in kept


def test_nothing_of_a_protected_childs_places_is_left_in_any_table(made, child, privileged, database):
    assert secrets_in(privileged, database)
    protect(made, child)
    assert secrets_in(privileged, database) == []


def test_what_is_sent_after_a_child_was_protected_is_never_kept_in_the_open(made, child, privileged, database):
    protect(made, child)
    third = ("3 Ashcanary Close, Northmere", "ZZ9 4YX")
    send(made, "northshire-social-care", "social_care", social_care(home=third, recorded_at="12/05/2026 12:00"))
    assert secrets_in(privileged, database) == []
    with running(job="test", now=NOW):
        kept = [value for _, value in list_shown_places(viewer=Run("test"), subject_ids=[child])]
    assert ", ".join(third) in kept


def test_case_37_a_brothers_record_does_not_show_the_home_they_share(made, child, privileged, database):
    send(
        made,
        "northshire-social-care",
        "social_care",
        social_care("LA2", forename="Bilal", dob="01/02/2013"),
        social_care("LA3", surname="Heron", forename="Noor", home=("9 Elsewhere Road, Eastham", "ZZ8 1AA")),
    )
    brother, other = subject_of("LA2"), subject_of("LA3")
    let_look(made, "northshire-workers", brother)
    let_look(made, "northshire-workers", other)
    assert any("Larchcanary" in page for page in pages_of(made, brother))
    protect(made, child)
    for page in pages_of(made, brother):
        assert [word for word in SECRETS if word in page] == []
    assert any("9 Elsewhere Road" in page for page in pages_of(made, other)), "others keep their homes"
    assert secrets_in(privileged, database) == []


def test_case_37_a_brother_who_comes_in_later_is_hidden_too(made, child, privileged, database):
    protect(made, child)
    send(made, "northshire-social-care", "social_care", social_care("LA2", forename="Bilal", dob="01/02/2013"))
    assert secrets_in(privileged, database) == []


def test_case_38_the_name_of_the_school_is_kept_apart(made, child, privileged, database):
    send(made, "northshire-school", "school", at_school())
    pupil = subject_of("K820200001001")
    with running(job="test", now=NOW):
        assert Schooling.objects.get(subject_id=pupil).school_name == "Otterfield Academy"
    let_look(made, "northshire-workers", pupil)
    protect(made, pupil)
    for page in pages_of(made, pupil):
        assert "Otterfield" not in page
    assert secrets_in(privileged, database, ("Otterfield",)) == []


def test_case_35_how_far_from_home_is_said_roughly(made, child):
    send(
        made,
        "northshire-social-care",
        "placements",
        bare_row(
            "placements",
            la_child_id="LA1",
            surname="Kestrel",
            forename="Ayaan",
            dob="04/09/2010",
            placement_type="K2",
            provider="PR4",
            placement_area="Eastham",
            placement_miles="73",
            started_at="10/05/2026",
            recorded_at="11/05/2026 12:00",
        ),
    )
    protect(made, child)
    with running(job="test", now=NOW):
        (placed,) = Event.objects.filter(subject_id=child, kind="PLACEMENT_STARTED")
    assert placed.details["miles_from_home"] == 50
    assert placed.place == "Eastham", "the area is coarse enough to stay"
    assert [found for page in pages_of(made, child) for found in re.findall("[^>]*73 mile[^<]*", page)] == []


def test_what_was_written_is_kept_whole_where_it_is_kept_apart(made, child):
    protect(made, child)
    with running(job="test", now=NOW):
        (said,) = Event.objects.filter(subject_id=child, kind="CHILD_SAID")
        kept = [value for _, value in list_shown_places(viewer=Run("test"), subject_ids=[child])]
    assert said.words == f"I like it at {HIDDEN}, Northmere, {HIDDEN}, and at {SCHOOL}."
    assert f"I like it at {NOW_HOME[0]}, {NOW_HOME[1]}, and at {SCHOOL}." in kept


NOTE = f"Mum says he is at {NOW_HOME[0]}, {NOW_HOME[1]} now."


def hand_over(made, **more):
    return made.client("northshire-coordinator").post("/handover/new/", {"words": NOTE, **more})


def notes():
    with running(job="test", now=NOW):
        return [note.words for note in HandoverNote.objects.all()]


def test_case_30_a_safe_address_in_words_is_warned_of_and_nothing_is_lost(made, child):
    protect(made, child)
    answer = hand_over(made)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This may say where a child is kept safe" in page
    assert "an address" in page
    assert "a postcode" in page
    assert NOTE in page, "what was typed is still there"
    assert notes() == []


def test_case_30_it_can_be_kept_apart_in_the_same_step(made, child, privileged, database):
    protect(made, child)
    assert hand_over(made, keep_places_apart="yes").status_code == 302
    assert notes() == [f"Mum says he is at {HIDDEN}, Northmere, {HIDDEN} now."]
    assert secrets_in(privileged, database) == []


def test_case_30_other_words_are_kept_as_they_are(made, child):
    protect(made, child)
    other = "Seen at 9 Elsewhere Road, ZZ8 1AA. Ring 01632 960001."
    answer = made.client("northshire-coordinator").post("/handover/new/", {"words": other})
    assert answer.status_code == 302
    assert notes() == [other]


def test_case_30_that_somebody_typed_a_protected_place_is_noted_under_their_name(made, child, privileged, database):
    protect(made, child)
    hand_over(made)
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT count(*) FROM audit.entry WHERE kind = 'SEARCHED' AND user_id = %s AND what ~ 'protected places'",
            [made.users["northshire-coordinator"]],
        ).fetchone()
    assert noted == (1,)


def test_who_writes_much_is_not_who_looks_much(made, child, privileged, database):
    """Words that cannot hold an address ask nothing."""
    protect(made, child)
    viewer = made.viewer("northshire-coordinator", at=NOW)
    screen_words(words={"words": "He said no to all of it"}, about=[child], viewer=viewer, now=NOW)
    with privileged.connect(database) as admin:
        kinds = admin.execute("SELECT kind FROM audit.entry WHERE what ~ 'protected places'").fetchall()
    assert kinds == [("WROTE",)]


def test_case_30_words_about_the_child_may_hold_no_address_at_all(made, child):
    protect(made, child)
    other = "The panel met at 9 Elsewhere Road, Eastham, and ended."
    answer = made.client(WORKER).post(f"/child/{child}/whereabouts/protected/", {"because": other})
    assert answer.status_code == 422
    assert "made for nobody" not in answer.content.decode()


def test_cases_31_and_32_what_leaves_on_paper_is_stopped_when_a_place_stands_in_it(made, child, monkeypatch):
    assert hand_over(made).status_code == 302, "the note was written before the child was protected"
    protect(made, child)
    with running(job="test", now=NOW):
        (note,) = HandoverNote.objects.all()
        assert HIDDEN in note.words, "it was taken out of the note when the child was protected"
        HandoverNote.objects.update(words=NOTE)
    answer = made.client("northshire-coordinator").get(f"/handover/{note.id}/note.pdf")
    assert answer.status_code == 409
    assert "No PDF was made" in answer.content.decode()
    assert "Larchcanary" not in answer.content.decode()


def test_case_32_a_text_with_a_place_in_it_may_not_leave(made, child):
    protect(made, child)
    by = made.actor(WORKER)
    require_no_place(texts=["Dear Mrs Kestrel, we meet at 9 Elsewhere Road."], by=by, now=NOW)
    with pytest.raises(PlaceWouldLeave) as stopped:
        require_no_place(texts=[f"Dear Mrs Kestrel, Ayaan is well at {NOW_HOME[0]}."], by=by, now=NOW)
    assert stopped.value.labels == ("an address",)
    assert "Larchcanary" not in str(stopped.value)


def test_case_39_no_message_goes_to_an_adult_who_must_not_be_told(made, child):
    with running(job="test", now=NOW):
        record_must_not_be_told(
            subject_id=child,
            controller_id=made.agencies["northshire-social-care"],
            who=WouldBeTold(name="Dean Kestrel", email="dean@example.org"),
            because="He takes the boy to the men.",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )
        for name, address in (("Dean Kestrel", "Dean@example.org"), ("Asha Rao", "asha@example.org")):
            leave_message(
                key=f"{child}:{name}", to_name=name, to_address=address, text="An alert.", by=MACHINE, now=NOW
            )
    sent = []
    assert send_messages(now=NOW, send=lambda *message: sent.append(message)) == 1
    assert [name for name, _, _ in sent] == ["Asha Rao"]
    with running(job="test", now=NOW):
        kept = OutboxMessage.objects.get(to_name="Dean Kestrel")
    assert kept.sent_at is None
    assert kept.last_problem == "Not sent: whoever it is for must not be told of this child"


def test_being_shown_where_the_child_is_is_an_act_with_a_reason(made, child):
    protect(made, child)
    client = made.client(WORKER)
    page = client.get(f"/child/{child}/whereabouts/").content.decode()
    assert BECAUSE in page
    assert "Larchcanary" not in page
    assert client.post(f"/child/{child}/whereabouts/shown/", {"because": "why"}).status_code == 422
    shown = client.post(f"/child/{child}/whereabouts/shown/", {"because": "I drive him home from court today."})
    assert ", ".join(NOW_HOME) in shown.content.decode()
    assert ", ".join(OLD_HOME) in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "Larchcanary" not in client.get(f"/child/{child}/whereabouts/").content.decode()


def test_a_place_whose_key_does_not_fit_says_so_with_whom_to_ring_and_is_not_said(made, child, privileged, database):
    protect(made, child)
    with privileged.connect(database) as admin:
        admin.execute("UPDATE places_childkey SET wrapped_by = 'x' WHERE about_id = %s", [child])
    shown = made.client(WORKER).post(f"/child/{child}/whereabouts/shown/", {"because": "I drive him home from court."})
    page = shown.content.decode()
    assert "Cannot be read: the key here does not fit. The place is kept. Ring " in page
    assert "Larchcanary" not in page


def test_the_page_protects_a_child(made, child):
    client = made.client(WORKER)
    day = {"review_on_day": "1", "review_on_month": "2", "review_on_year": "2027"}
    answer = client.post(f"/child/{child}/whereabouts/protected/", {"because": BECAUSE, **day})
    assert answer.status_code == 302
    assert not any("Larchcanary" in page for page in pages_of(made, child))


def test_why_a_child_is_protected_names_no_place_either(made, child):
    why = "The men know of 9 Elsewhere Road, ZZ8 1AA already."
    protect_whereabouts(subject_id=child, because=why, review_on=NOW.date(), viewer=made.viewer(WORKER), now=NOW)
    page = made.client(WORKER).get(f"/child/{child}/whereabouts/").content.decode()
    assert f"The men know of {HIDDEN}, {HIDDEN} already." in page
