"""Agreements between two agencies: written, signed by a named person of each, in force, ended, and looked at again."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.db.utils import DatabaseError, ProgrammingError

from reachable.access.context import running
from reachable.access.domain.viewer import Role, Run
from reachable.access.models import Membership
from reachable.access.operations import register_membership
from reachable.alerts.models import OutboxMessage
from reachable.journeys.agreements_made import end_at_once, remind_of_agreements, sign_agreement
from reachable.journeys.shared_by_decision import decide_to_share, list_decisions, list_shareable
from reachable.kernel.london import london_date
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.domain.deciding import ChosenItem, ItemForm, Recipient, SharePurpose, ShareState, Wish
from reachable.sharing.domain.written_agreements import AgreedLine, AgreementStanding, CannotAgree
from reachable.sharing.models import AgreementLine, AgreementSignature, AgreementVersion
from reachable.sharing.operations.agreements import name_data_protection_officer
from reachable.sharing.queries.agreements import find_agreement, find_data_protection_officer, list_agreement_terms
from reachable.timeline.domain.kinds import EventKind
from tests.factories.agreements import agree, written
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

GIVER, OTHER, STRANGER = "northshire-supervisor", "northshire-missing-officer", "eastham-supervisor"
RUN, TODAY, DAY = Run("test"), london_date(NOW), timedelta(days=1)
PERMIT_ARREST = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT)


@pytest.fixture
def made(database, monkeypatch):
    """Return a partnership in which the police officer speaks for the police as their data-protection officer."""
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    made = make_partnership()
    with running(job="test", now=NOW):
        name_data_protection_officer(
            agency_id=made.agencies["northshire-police"],
            user_id=made.users[OTHER],
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    return made


def said(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def share_arrest(made):
    """Have a social worker's supervisor share an arrest with the police, and return what was kept."""
    child = make_child(made, "Ayaan Khan", agency="northshire-social-care")
    let_look(made, "northshire-workers", child, agency="northshire-social-care")
    add_event(made, child, EventKind.ARREST, NOW - DAY, agency="northshire-social-care", offence="Possession")
    viewer = made.viewer(GIVER, at=NOW)
    (fact,) = list_shareable(viewer=viewer, subject_id=child, now=NOW)
    wish = Wish(
        items=(ChosenItem(fact.id, ItemForm.AS_RECORDED),),
        recipients=(Recipient(made.agencies["northshire-police"]),),
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("6-1-e", "9-2-g"),
        because="They plan his return home tonight",
        expires_at=NOW + 60 * DAY,
    )
    decide_to_share(viewer=viewer, subject_id=child, wish=wish, now=NOW)
    (kept,) = list_decisions(viewer=viewer, subject_id=child)
    return kept


def form(made, **changed):
    given = {
        "title": "Social care to police",
        "recipient": str(made.agencies["northshire-police"]),
        "basis": ["6-1-e"],
        "condition": ["9-2-g"],
        "reviewer": str(made.users["northshire-social-worker"]),
        "item_1": "ARREST",
        "purpose_1": "SAFEGUARDING",
        "answer_1": "PERMIT",
        "item_2": "ANY",
        "purpose_2": "ENFORCEMENT",
        "answer_2": "DENY",
    }
    for name, day in (("starts_on", TODAY), ("review_on", TODAY + 365 * DAY)):
        given |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    given |= {f"purpose_{number}": "SAFEGUARDING" for number in range(3, 20)}
    return given | {"proof_demo": "yes"} | changed


def write(made, **changed):
    answer = made.client(GIVER).post("/sharing/agreements/new/", form(made, **changed))
    assert answer.status_code == 302, said(answer)
    return answer["Location"]


def newest(address):
    with running(job="test", now=NOW):
        return AgreementVersion.objects.filter(agreement_id=address.split("/")[-2]).latest("number")


def sign(made, who, address):
    return made.client(who).post(f"{address}{newest(address).id}/sign/", {"proof_demo": "yes"}, follow=True)


def terms(made):
    with running(job="test", now=NOW):
        return list_agreement_terms(viewer=RUN, holder_id=made.agencies["northshire-social-care"], on=TODAY)


def test_an_agreement_holds_once_a_named_person_of_each_agency_has_signed_it(made):
    address = write(made)
    assert "does not hold before" in said(sign(made, GIVER, address))
    assert terms(made) == ()
    page = said(made.client(OTHER).get(address))
    assert "Signed for Northshire police Nobody yet" in page
    assert "Arrested Permit Refuse" in page, "what is not named apart fills what is not said closer"
    assert "Anything that is not named apart Not said: whoever shares decides Refuse" in page
    assert "Both agencies have now signed" in said(sign(made, OTHER, address))
    assert {(each.item_kind, each.answer) for each in terms(made)} == {
        ("ARREST", AgreementAnswer.PERMIT),
        ("ANY", AgreementAnswer.DENY),
    }
    assert "In force" in said(made.client(GIVER).get("/sharing/agreements/"))


def test_a_changed_version_needs_both_again_and_what_was_signed_holds_until_then(made):
    address = write(made)
    for who in (GIVER, OTHER):
        sign(made, who, address)
    changed = form(made, answer_1="REVIEW", title="Social care to police, narrower")
    assert made.client(OTHER).post(f"{address}new/", changed).status_code == 302
    sign(made, OTHER, address)
    assert PERMIT_ARREST.answer in {each.answer for each in terms(made)}
    sign(made, GIVER, address)
    assert PERMIT_ARREST.answer not in {each.answer for each in terms(made)}
    assert "Versions before" in said(made.client(OTHER).get(address))


def test_a_version_that_was_followed_by_another_is_signed_no_more(made):
    agreement_id, version_id = agree(
        made, written(reviewer=made.users[OTHER]), holder=OTHER, recipient=GIVER, signers=0
    )
    agree(made, written(reviewer=made.users[OTHER]), holder=OTHER, recipient=GIVER, before=agreement_id, signers=0)
    with pytest.raises(CannotAgree, match="newer version"):
        sign_agreement(version_id=version_id, viewer=made.viewer(GIVER), now=NOW)


def test_one_side_ends_it_at_once_and_a_named_person_then_looks_at_each_share(made):
    address = write(made)
    for who in (GIVER, OTHER):
        sign(made, who, address)
    other = made.client(OTHER)
    assert other.post(f"{address}end/", {"proof_demo": "yes"}).status_code == 422
    page = said(other.post(f"{address}end/", {"because": "The law has changed", "proof_demo": "yes"}, follow=True))
    assert "The law has changed" in page
    assert "Sign version" not in page
    assert {(each.item_kind, each.is_ended) for each in terms(made)} == {("ARREST", True), ("ANY", True)}
    assert other.get(f"{address}new/").status_code == 404
    assert "has ended" in said(other.post(f"{address}end/", {"because": "Again", "proof_demo": "yes"}, follow=True))
    kept = share_arrest(made)
    assert (kept.state, kept.waits_for_id) == (ShareState.WAITING, made.users["northshire-social-worker"])


def test_an_agreement_that_ends_before_both_signed_promises_no_second_look_and_there_is_none(made):
    address = write(made)
    sign(made, GIVER, address)
    page = said(made.client(GIVER).post(f"{address}end/", {"because": "Not needed", "proof_demo": "yes"}, follow=True))
    assert "never in force" in page
    assert "named person" not in page
    listed = said(made.client(GIVER).get("/sharing/agreements/"))
    assert "Ended before it was in force" in listed
    assert "a named person looks" not in listed
    with running(job="test", now=NOW):
        (text,) = set(OutboxMessage.objects.filter(text__contains="has ended").values_list("text", flat=True))
    assert "named person" not in text
    assert share_arrest(made).state is ShareState.SHARED


def test_one_that_ends_before_its_first_day_leaves_nothing_when_that_day_comes(made):
    version = written(PERMIT_ARREST, reviewer=made.users[GIVER], starts_on=TODAY + 5 * DAY)
    agreement_id, _ = agree(made, version, holder=GIVER, recipient=OTHER)
    page = said(made.client(GIVER).get(f"/sharing/agreements/{agreement_id}/"))
    assert "The one that holds" not in page
    assert "Signed, not begun" in page
    end_at_once(agreement_id=agreement_id, because="Not needed", viewer=made.viewer(GIVER), now=NOW)
    with running(job="test", now=NOW):
        later = list_agreement_terms(viewer=RUN, holder_id=made.agencies["northshire-social-care"], on=TODAY + 9 * DAY)
    assert later == ()


def test_a_version_whose_time_is_over_is_not_said_to_hold(made):
    version = written(PERMIT_ARREST, reviewer=made.users[GIVER], ends_on=TODAY)
    agreement_id, _ = agree(made, version, holder=GIVER, recipient=OTHER)
    page = said(made.client(GIVER).get(f"/sharing/agreements/{agreement_id}/"))
    assert "The one that holds" not in page
    assert "Its time is over" in page


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"review_on": TODAY + DAY}, "looked at again"),
        ({"ends_on": TODAY + DAY, "review_on": TODAY + 90 * DAY}, "is over already"),
        ({"reviewer": "eastham-social-worker"}, "Whoever decides must work"),
    ],
)
def test_a_version_signed_by_one_that_stands_no_longer_is_signed_no_more(made, monkeypatch, changed, why):
    late = NOW + 3 * DAY
    changed = {"reviewer": GIVER} | changed
    version = written(PERMIT_ARREST, **changed | {"reviewer": made.users[changed["reviewer"]]})
    agreement_id, version_id = agree(made, version, holder=GIVER, recipient=OTHER, signers=1)
    viewer = made.viewer(OTHER, at=late)
    with pytest.raises(CannotAgree, match=why):
        sign_agreement(version_id=version_id, viewer=viewer, now=late)
    with running(job="test", now=late):
        assert AgreementSignature.objects.filter(version_id=version_id).count() == 1
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: late)
    page = said(made.client(OTHER).get(f"/sharing/agreements/{agreement_id}/"))
    assert why in page
    assert "can no longer be signed. Write the next version" in page
    assert "Sign version" not in page


def test_a_version_is_signed_no_more_once_whoever_signed_it_first_has_left(made):
    version = written(PERMIT_ARREST, reviewer=made.users["northshire-social-worker"])
    _, version_id = agree(made, version, holder=GIVER, recipient=OTHER, signers=1)
    with running(job="test", now=NOW):
        Membership.objects.filter(user_id=made.users[GIVER]).update(ends_at=NOW + DAY)
    late = NOW + 2 * DAY
    with pytest.raises(CannotAgree, match="works there no more"):
        sign_agreement(version_id=version_id, viewer=made.viewer(OTHER, at=late), now=late)


def test_agreements_of_other_agencies_are_as_if_they_were_not_there(made):
    address = write(made)
    stranger = made.client(STRANGER)
    closed, absent = stranger.get(address), stranger.get(f"/sharing/agreements/{uuid4()}/")
    assert (closed.status_code, without_tokens(closed.content)) == (404, without_tokens(absent.content))
    assert "Social care to police" not in said(stranger.get("/sharing/agreements/"))
    assert sign(made, STRANGER, address).status_code == 404
    assert stranger.post(f"{address}end/", {"because": "x", "proof_demo": "yes"}).status_code == 404


def test_who_does_not_speak_for_their_agency_reads_and_does_nothing_else(made):
    address = write(made)
    worker = made.client("northshire-social-worker")
    page = said(worker.get(address))
    assert "Social care to police" in page
    assert "Sign version" not in page
    assert sign(made, "northshire-social-worker", address).status_code == 404
    assert worker.get("/sharing/agreements/new/").status_code == 404
    assert worker.post("/sharing/agreements/officer/", {"address": "a@example.org"}).status_code in (403, 404)


def test_whoever_signs_or_ends_or_names_proves_who_they_are_first(made):
    address = write(made)
    giver = made.client(GIVER)
    session = giver.session
    del session["proved_at"]
    session.save()
    for path, sent in (
        (f"{address}{newest(address).id}/sign/", {}),
        (f"{address}end/", {"because": "x"}),
        ("/sharing/agreements/officer/", {"address": "northshire-social-worker@example.org"}),
    ):
        assert giver.post(path, sent).status_code == 403
    with running(job="test", now=NOW):
        assert not AgreementSignature.objects.exists()


def test_what_a_version_lacks_is_said_and_what_was_typed_stays(made):
    answer = made.client(GIVER).post("/sharing/agreements/new/", form(made, basis=[], answer_1="", item_2=""))
    assert answer.status_code == 422
    page = said(answer)
    assert "Choose what is agreed of it" in page
    assert "Choose what it is about" in page
    assert "Social care to police" in answer.content.decode()
    assert "lawful basis" in said(made.client(GIVER).post("/sharing/agreements/new/", form(made, basis=[])))


def test_the_database_lets_nobody_sign_for_both_nor_change_what_was_signed(made):
    agreement_id, version_id = agree(
        made, written(reviewer=made.users[OTHER]), holder=OTHER, recipient=GIVER, signers=1
    )
    with running(job="test", now=NOW):
        register_membership(
            user_id=made.users[OTHER],
            team_id=made.teams["northshire-workers"],
            role=Role.SUPERVISOR,
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    row = {"version_id": version_id, "agency_id": made.agencies["northshire-social-care"], "signed_at": NOW}
    with pytest.raises(IntegrityError), running(job="test", now=NOW):
        AgreementSignature.objects.create(user_id=made.users[OTHER], **row)
    with pytest.raises(DatabaseError, match="works in one of its two"), running(job="test", now=NOW):
        AgreementSignature.objects.create(user_id=made.users[STRANGER], **row)
    line = {"version_id": version_id, "item_kind": "STOPPED", "share_purpose": "SAFEGUARDING", "answer": "PERMIT"}
    with pytest.raises(DatabaseError, match="stays as they read it"), running(job="test", now=NOW):
        AgreementLine.objects.create(**line)
    for table in ("agreementversion", "agreementline", "agreementsignature"):
        changed = f"UPDATE sharing_{table} SET id = id"
        with pytest.raises(ProgrammingError), running(job="test", now=NOW), connection.cursor() as cursor:
            cursor.execute(changed)
    with running(job="test", now=NOW):
        found = find_agreement(viewer=RUN, agreement_id=agreement_id)
    assert found is not None
    assert found.standing(TODAY) is AgreementStanding.WAITING


def test_those_who_signed_are_reminded_by_name_when_it_is_due_once_a_week(made):
    version = written(reviewer=made.users[OTHER], review_on=TODAY - DAY)
    agree(made, version, holder=OTHER, recipient=GIVER)
    assert remind_of_agreements(now=NOW) == 1
    assert remind_of_agreements(now=NOW + DAY) == 1
    with running(job="test", now=NOW):
        told = list(OutboxMessage.objects.filter(text__contains="due to be looked at").values_list("to_address"))
    assert sorted(told) == [(f"{OTHER}@example.org",), (f"{GIVER}@example.org",)]
    remind_of_agreements(now=NOW + 7 * DAY)
    with running(job="test", now=NOW):
        assert OutboxMessage.objects.filter(text__contains="due to be looked at").count() == 4
    assert "Due to be looked at again" in said(made.client(GIVER).get("/sharing/agreements/"))


def test_whoever_must_sign_is_asked_and_reminded(made):
    agree(made, written(reviewer=made.users[OTHER]), holder=OTHER, recipient=GIVER, signers=1)
    assert remind_of_agreements(now=NOW + 7 * DAY) == 1
    with running(job="test", now=NOW):
        told = OutboxMessage.objects.filter(text__contains="waits for the signature").values_list("to_address", "text")
        assert [address for address, _text in told] == [f"{GIVER}@example.org"]
    end_at_once(agreement_id=_only_agreement(made), because="Not needed", viewer=made.viewer(GIVER), now=NOW)
    assert remind_of_agreements(now=NOW + 14 * DAY) == 0


def test_a_supervisor_names_the_officer_of_their_agency_and_never_themselves(made):
    giver, address = made.client(GIVER), "/sharing/agreements/officer/"
    for wrong in (f"{GIVER}@example.org", f"{OTHER}@example.org", "nobody@example.org"):
        assert giver.post(address, {"address": wrong, "proof_demo": "yes"}).status_code == 422
    named = {"address": "northshire-social-worker@example.org", "proof_demo": "yes"}
    assert "northshire social worker agrees for" in said(giver.post(address, named, follow=True)).lower()
    with running(job="test", now=NOW):
        officer = find_data_protection_officer(agency_id=made.agencies["northshire-social-care"], at=NOW)
    assert officer == made.users["northshire-social-worker"]


def _only_agreement(made):
    with running(job="test", now=NOW):
        (version,) = AgreementVersion.objects.all()
    return version.agreement_id
