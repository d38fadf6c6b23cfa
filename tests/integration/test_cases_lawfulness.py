"""What may go to whom, and why: the threat cases on lawful sharing. Numbered as the threat cases are."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError

from reachable.access.context import acting, running
from reachable.adapters.clock import read_clock
from reachable.journeys.left_register import list_register
from reachable.journeys.shared_by_decision import (
    NotYoursToShare,
    answer_recipient,
    answer_waiting_share,
    decide_not_to_share,
    decide_to_share,
    list_answers,
    list_decisions,
    list_sent,
    list_shareable,
    open_sent,
    recall,
    reply_to_sent,
)
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import (
    CannotShare,
    ChosenItem,
    ItemForm,
    Recipient,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    ShareState,
    Wish,
    read_recipients,
)
from reachable.sharing.domain.written_agreements import AgreedLine
from reachable.sharing.models import SharedCopy, ShareDecision, SharedItem, ShareRecipient
from reachable.sharing.operations import NotWaiting
from reachable.sharing.operations.agreements import name_data_protection_officer
from reachable.sharing.queries import list_left
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.models import Event
from tests.factories.agreements import agree, written
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, make_partnership
from tests.integration.made_up import as_app, sign_in

HOLDER, SECOND, RECIPIENT, STRANGER = (
    "northshire-missing-officer",
    "northshire-sergeant",
    "northshire-social-worker",
    "eastham-social-worker",
)
PLACE = "Behind the Kestrel Road shops"
GROUNDS = ("6-1-e", "9-2-g", "CA2004-16LA")


@pytest.fixture
def now():
    return read_clock()


@pytest.fixture
def made(database, now):
    return make_partnership(now=now)


@pytest.fixture
def child(made, now):
    child = make_child(made, "Ayaan Khan", now=now)
    let_look(made, "northshire-missing", child, now=now)
    let_look(made, "northshire-custody", child, now=now)
    for hours, kind in ((30, K.ARREST), (20, K.ARREST), (10, K.ARREST), (5, K.ARREST)):
        add_event(made, child, kind, now - timedelta(hours=hours), place=PLACE, offence="Possession")
    return child


def viewer(made, code, now):
    return made.viewer(code, at=now)


def facts_of(made, child, now):
    return list_shareable(viewer=viewer(made, HOLDER, now), subject_id=child, now=now)


def wish_for(made, child, now, **changes):
    first = facts_of(made, child, now)[0]
    given = {
        "items": (ChosenItem(first.id, ItemForm.AS_RECORDED),),
        "recipients": (Recipient(made.agencies["northshire-social-care"]),),
        "purpose": SharePurpose.SAFEGUARDING,
        "grounds": GROUNDS,
        "because": "They plan his return home tonight",
        "expires_at": now + timedelta(days=7),
        **changes,
    }
    return Wish(**given)


def share(made, child, now, *, by=HOLDER, changes=None, **wish):
    return decide_to_share(
        viewer=viewer(made, by, now),
        subject_id=child,
        wish=wish_for(made, child, now, **wish),
        now=now,
        changes=changes,
    )


def sent_to(made, code, now):
    return list_sent(viewer=viewer(made, code, now), now=now)


def opened_by(made, code, envelope_id, now):
    return open_sent(envelope_id=envelope_id, viewer=viewer(made, code, now), now=now)


def seen(ask, now):
    with running(job="test", now=now):
        return ask()


def problems_of(made, child, now, **wish):
    with pytest.raises(CannotShare) as refused:
        share(made, child, now, **wish)
    assert seen(lambda: ShareDecision.objects.count(), now) == 0
    return " ".join(refused.value.problems)


def test_a_recipient_reads_what_was_chosen_and_nothing_else_of_the_child(made, child, now):
    share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    page = opened_by(made, RECIPIENT, envelope.id, now)
    assert [copy.words["place"] for copy in page.copies] == [PLACE]
    assert page.envelope.purpose is SharePurpose.SAFEGUARDING
    with pytest.raises(NotYoursToShare):
        list_decisions(viewer=viewer(made, RECIPIENT, now), subject_id=child)
    assert sent_to(made, STRANGER, now) == ()
    assert opened_by(made, STRANGER, envelope.id, now) is None
    assert opened_by(made, RECIPIENT, uuid4(), now) is None


def test_what_was_sent_stays_as_it_stood_and_cannot_be_written_over(made, child, now):
    share(made, child, now)
    with pytest.raises(psycopg.Error, match="never written over") as refused, as_app() as bare, bare.transaction():
        token_of_a_run(bare, now)
        bare.execute("UPDATE sharing_sharedcopy SET frozen = '{}'")
    assert refused.value.sqlstate == "RC020"


def token_of_a_run(bare, now):
    from django.conf import settings

    from reachable.access.domain.context_token import ContextToken, sign

    row = bare.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
    token = ContextToken(
        kind="RUN",
        user_id=None,
        agency_id=None,
        role_code="SYSTEM",
        may_read=False,
        purpose_code="SAFEGUARDING",
        request_id=uuid4(),
        at=now,
        backend=row[0],
        transaction=row[1],
    )
    text = token.text()
    bare.execute("SELECT context.open(%s, %s)", [text, sign(token, settings.CONTEXT_KEY)])


def test_recalled_the_next_request_is_refused_by_the_database_and_says_so(made, child, now):
    share_id = share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    assert opened_by(made, RECIPIENT, envelope.id, now).copies
    reader = viewer(made, RECIPIENT, now)
    assert open_sent(envelope_id=envelope.id, viewer=reader, now=now).copies
    recall(share_id=share_id, because="Sent to the wrong team", viewer=viewer(made, SECOND, now), now=now)
    with as_app() as bare, bare.transaction():
        sign_in(bare, reader)
        assert bare.execute("SELECT count(*) FROM sharing_sharedcopy").fetchone() == (0,)
    page = opened_by(made, RECIPIENT, envelope.id, now)
    assert (page.copies, page.is_live, page.envelope.recalled_at) == ((), False, now)


def test_what_has_ended_can_no_longer_be_read(made, child, now):
    share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    later = now + timedelta(days=7)
    page = opened_by(made, RECIPIENT, envelope.id, later)
    assert (page.copies, page.is_live) == ((), False)


def test_a_partner_cannot_recall_and_a_recall_says_why(made, child, now):
    share_id = share(made, child, now)
    for code in (RECIPIENT, STRANGER):
        with pytest.raises(NotYoursToShare):
            recall(share_id=share_id, because="x", viewer=viewer(made, code, now), now=now)
    with pytest.raises(CannotShare, match="why"):
        recall(share_id=share_id, because=" ", viewer=viewer(made, HOLDER, now), now=now)


def test_a_decision_not_to_share_is_kept_with_its_reason(made, child, now):
    given = {"viewer": viewer(made, HOLDER, now), "subject_id": child, "purpose": SharePurpose.SAFEGUARDING}
    with pytest.raises(CannotShare, match="why"):
        decide_not_to_share(**given, asked_by="The school", because=" ", detriment="", now=now)
    given["viewer"] = viewer(made, HOLDER, now)
    decide_not_to_share(**given, asked_by="The school", because="It would tell who rang us", detriment="", now=now)
    (decision,) = list_decisions(viewer=viewer(made, SECOND, now), subject_id=child)
    assert (decision.state, decision.because) == (ShareState.NOT_SHARED, "It would tell who rang us")


def test_an_agreement_permits_denies_or_has_a_named_person_look_first(made, child, now):
    before = None
    for version, answer in enumerate(AgreementAnswer, start=1):
        line = AgreedLine(ANY, SharePurpose.SAFEGUARDING, answer)
        before, _version = agree(made, written(line, reviewer=made.users[SECOND]), before=before, now=now)
        if answer is AgreementAnswer.DENY:
            with pytest.raises(CannotShare, match="agreement, version 2"):
                share(made, child, now)
        else:
            share_id = share(made, child, now)
            decided = {each.id: each for each in list_decisions(viewer=viewer(made, HOLDER, now), subject_id=child)}
            assert decided[share_id].agreed_under == f"Northshire sharing agreement, version {version}"
    assert decided[share_id].state is ShareState.WAITING
    assert len(sent_to(made, RECIPIENT, now)) == 1
    with pytest.raises(NotWaiting):
        answer_waiting_share(share_id=share_id, agrees=True, because="x", viewer=viewer(made, HOLDER, now), now=now)
    answer_waiting_share(
        share_id=share_id, agrees=True, because="They need it", viewer=viewer(made, SECOND, now), now=now
    )
    assert len(sent_to(made, RECIPIENT, now)) == 2


def test_case_70_what_is_withdrawn_at_its_source_is_gone_from_copies_and_the_register_says_where_they_went(
    made, child, now
):
    share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    (copy,) = opened_by(made, RECIPIENT, envelope.id, now).copies
    with running(job="test", now=now):
        Event.objects.filter(pk=copy.event_id).update(withdrawn_at=now, withdrawn_because="Another boy")
    page = opened_by(made, RECIPIENT, envelope.id, now)
    assert page.copies == ()
    assert page.gone == {copy.event_id}
    (line,) = list_register(viewer=viewer(made, SECOND, now), subject_id=child, now=now)
    assert line.no_longer_stands
    assert line.left.to_whom == "Northshire children's social care"
    assert line.left.left_by == "Northshire Missing Officer"


def test_case_71_a_whole_record_is_not_shared_at_a_stroke(made, child, now):
    every = tuple(ChosenItem(fact.id, ItemForm.AS_RECORDED) for fact in facts_of(made, child, now))
    assert len(every) == 4
    assert "not shared at a stroke" in problems_of(made, child, now, items=every)
    assert "item by item" in problems_of(made, child, now, items=())


def test_case_72_with_names_and_without_them_one_item_never_leaves_twice(made, child, now):
    first = facts_of(made, child, now)[0].id
    both = tuple(ChosenItem(first, form) for form in ItemForm)
    assert "never leave together" in problems_of(made, child, now, items=both)
    share(made, child, now)
    with pytest.raises(IntegrityError, match="shared_item_in_one_form"), running(job="test", now=now):
        row = SharedItem.objects.get()
        row.pk, row.position, row.form = uuid4(), 2, ItemForm.REDACTED.value
        row.save(force_insert=True)


def test_redacted_an_item_says_what_happened_and_nothing_anybody_wrote(made, child, now):
    first = facts_of(made, child, now)[0].id
    share(made, child, now, items=(ChosenItem(first, ItemForm.REDACTED),))
    (envelope,) = sent_to(made, RECIPIENT, now)
    (copy,) = opened_by(made, RECIPIENT, envelope.id, now).copies
    assert PLACE not in str(dict(copy.words))


def test_case_73_nobody_chosen_is_refused_and_even_forced_nobody_reads_it(made, child, now):
    assert "nobody would read it" in problems_of(made, child, now, recipients=())
    share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    reader = viewer(made, RECIPIENT, now)
    assert open_sent(envelope_id=envelope.id, viewer=reader, now=now).copies
    with running(job="test", now=now):
        copy = SharedCopy.objects.get()
        about = uuid4()
        SharedCopy.objects.filter(pk=copy.pk).update(about_id=about)
    for code in (RECIPIENT, HOLDER, SECOND, STRANGER):
        assert opened_by(made, code, about, now) is None
    with as_app() as bare, bare.transaction():
        sign_in(bare, reader)
        assert bare.execute("SELECT count(*) FROM sharing_sharedcopy").fetchone() == (0,)


@pytest.mark.parametrize("sent", ["17", "northshire-social-care", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", ""])
def test_case_74_a_group_or_an_id_of_another_installation_is_no_recipient_here(made, sent):
    known = [made.agencies["northshire-social-care"]]
    assert read_recipients([str(known[0])], known=known) == (Recipient(known[0]),)
    with pytest.raises(CannotShare, match="not known here"):
        read_recipients([str(known[0]), sent], known=known)


def test_case_75_a_purpose_other_than_protecting_needs_grounds_and_a_data_protection_officer_and_is_noted(
    made, child, now
):
    first = share(made, child, now)
    enforcement = {"purpose": SharePurpose.ENFORCEMENT, "grounds": ("DPA-3", "SCH-8"), "changes": first}
    with pytest.raises(CannotShare, match="must agree"):
        share(made, child, now, **enforcement)
    with acting(by=MACHINE, what="test", now=now):
        name_data_protection_officer(
            agency_id=made.agencies["northshire-police"],
            user_id=made.users[SECOND],
            starts_at=now - timedelta(days=1),
            by=MACHINE,
            now=now,
        )
    with pytest.raises(CannotShare, match="lawful basis"):
        share(made, child, now, **{**enforcement, "grounds": ()})
    changed = share(made, child, now, **enforcement)
    assert len(sent_to(made, RECIPIENT, now)) == 1
    answer_waiting_share(
        share_id=changed, agrees=True, because="Proportionate", viewer=viewer(made, SECOND, now), now=now
    )
    decided = {each.id: each for each in list_decisions(viewer=viewer(made, HOLDER, now), subject_id=child)}
    assert decided[changed].changes == first
    assert decided[changed].answered_by == "Northshire Sergeant"
    assert decided[first].purpose is SharePurpose.SAFEGUARDING
    with as_app() as bare, pytest.raises(psycopg.Error) as refused, bare.transaction():
        token_of_a_run(bare, now)
        bare.execute("UPDATE sharing_sharedecision SET share_purpose = 'IMMIGRATION'")
    assert refused.value.sqlstate == "RC020"


def test_case_75_the_database_keeps_no_share_for_enforcement_that_nobody_else_approved(made, child, now):
    share(made, child, now)
    with pytest.raises(IntegrityError, match="share_for_another_purpose_is_approved"), running(job="test", now=now):
        row = ShareDecision.objects.get()
        row.pk, row.share_purpose = uuid4(), SharePurpose.ENFORCEMENT.code
        row.save(force_insert=True)


def test_every_copy_that_left_is_on_the_register(made, child, now):
    share(made, child, now)
    left = seen(lambda: list_left(viewer=None, child_ids=[child]), now)
    assert len(left) == seen(lambda: SharedCopy.objects.count(), now) == 1
    assert seen(lambda: ShareRecipient.objects.get().child_id, now) == child


def test_a_recipient_proposes_a_correction_and_the_holder_answers_once(made, child, now):
    share(made, child, now)
    (envelope,) = sent_to(made, RECIPIENT, now)
    (copy,) = opened_by(made, RECIPIENT, envelope.id, now).copies
    said = {"envelope_id": envelope.id, "event_id": copy.event_id, "now": now}
    with pytest.raises(CannotShare, match="instead"):
        reply_to_sent(**said, kind=ReplyKind.CORRECTION, words=" ", viewer=viewer(made, RECIPIENT, now))
    with pytest.raises(NotYoursToShare):
        reply_to_sent(**said, kind=ReplyKind.SEEN_TOO, words="", viewer=viewer(made, STRANGER, now))
    reply = reply_to_sent(
        **said, kind=ReplyKind.CORRECTION, words="It was his cousin", viewer=viewer(made, RECIPIENT, now)
    )
    (seen_by_holder,) = list_answers(envelope_id=envelope.id, viewer=viewer(made, HOLDER, now))
    assert (seen_by_holder.words, seen_by_holder.from_agency) == (
        "It was his cousin",
        "Northshire children's social care",
    )
    answer = {"envelope_id": envelope.id, "reply_id": reply, "answer": ReplyAnswer.TAKEN_IN, "words": "", "now": now}
    for code in (RECIPIENT, STRANGER):
        with pytest.raises(NotYoursToShare):
            answer_recipient(**answer, viewer=viewer(made, code, now))
    answer_recipient(**answer, viewer=viewer(made, HOLDER, now))
    with pytest.raises(NotYoursToShare):
        answer_recipient(**answer, viewer=viewer(made, HOLDER, now))
    (told,) = list_answers(envelope_id=envelope.id, viewer=viewer(made, RECIPIENT, now))
    assert told.answer is ReplyAnswer.TAKEN_IN
    assert opened_by(made, HOLDER, envelope.id, now) is None
    assert list_answers(envelope_id=envelope.id, viewer=viewer(made, STRANGER, now)) == ()
