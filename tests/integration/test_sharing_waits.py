"""A share that waits can be answered or withdrawn however long it waits; one of a child sealed since was never sent."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from reachable.access.context import acting, running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import RelationshipReason, Role
from reachable.access.operations import begin_relationship, register_membership
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys import shared_by_decision
from reachable.journeys.pack_made import list_child_packs, prepare_pack
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.shared_by_decision import (
    answer_waiting_share,
    decide_to_share,
    list_decisions,
    list_sent,
    list_shareable,
    open_sent,
    withdraw,
)
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_shown import open_inbox, open_share
from reachable.kernel.ids import AboutId
from reachable.people.models import Subject
from reachable.people.operations import seal_record
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.domain.deciding import (
    CannotShare,
    ChosenItem,
    ItemForm,
    Recipient,
    SharePurpose,
    ShareState,
    Wish,
)
from reachable.sharing.domain.packs import PackKind, WantedPack
from reachable.sharing.domain.written_agreements import AgreedLine
from reachable.sharing.models import Agreement
from reachable.sharing.operations import NotWaiting
from reachable.sharing.operations.agreements import end_agreement
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.agreements import agree, written
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.integration.test_at_the_same_time import at_once

HOLDER, SECOND, RECIPIENT, STRANGER = (
    "northshire-missing-officer",
    "northshire-sergeant",
    "northshire-duty-worker",
    "eastham-social-worker",
)
DAY = timedelta(days=1)


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    child = make_child(made, "Ayaan Khan")
    let_look(made, "northshire-missing", child)
    add_event(made, child, K.ARREST, NOW - DAY, place="Behind the Kiteway shops", offence="Possession")
    return child


def share(made, child):
    viewer = made.viewer(HOLDER, at=NOW)
    (fact,) = list_shareable(viewer=viewer, subject_id=child, now=NOW)
    wish = Wish(
        items=(ChosenItem(fact.id, ItemForm.AS_RECORDED),),
        recipients=(Recipient(made.agencies["northshire-social-care"]),),
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("6-1-e", "9-2-g"),
        because="They plan his return home tonight",
        expires_at=NOW + 60 * DAY,
    )
    return decide_to_share(viewer=viewer, subject_id=child, wish=wish, now=NOW)


@pytest.fixture
def waiting(made, child):
    """Return a share that waits for the sergeant, who does not work with the child."""
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.REVIEW)
    agree(made, written(line, reviewer=made.users[SECOND]))
    return share(made, child)


def test_a_share_that_has_waited_for_weeks_can_still_be_read_and_answered(made, waiting):
    late = NOW + 40 * DAY
    sergeant = made.viewer(SECOND, at=late)
    assert [each.id for each in open_inbox(viewer=sergeant, now=late).waiting] == [waiting]
    assert open_share(viewer=sergeant, share_id=waiting, now=late).waits_for_viewer
    answer_waiting_share(share_id=waiting, agrees=True, because="Proportionate", viewer=sergeant, now=late)
    (sent,) = list_sent(viewer=made.viewer(RECIPIENT, at=late), now=late)
    assert sent.decision_id == waiting


def test_what_nobody_answered_while_it_could_be_shared_is_not_agreed_to_afterwards(made, waiting):
    late = NOW + 61 * DAY
    sergeant = made.viewer(SECOND, at=late)
    assert open_inbox(viewer=sergeant, now=late).waiting == ()
    with pytest.raises(NotWaiting):
        answer_waiting_share(share_id=waiting, agrees=True, because="Proportionate", viewer=sergeant, now=late)


@pytest.mark.parametrize("days", [0, 15, 61])
def test_whoever_decided_can_withdraw_what_waits_however_long_and_nobody_can_agree_to_it_then(
    made, child, waiting, days
):
    late = NOW + days * DAY
    let_look(made, "northshire-missing", child, now=late)
    by = made.viewer(HOLDER, at=late)
    with pytest.raises(CannotShare):
        withdraw(share_id=waiting, because=" ", viewer=by, now=late)
    with pytest.raises(NotYoursToShare):
        withdraw(share_id=waiting, because="Not mine", viewer=made.viewer(STRANGER, at=late), now=late)
    withdraw(share_id=waiting, because="Told by telephone instead", viewer=by, now=late)
    (kept,) = list_decisions(viewer=by, subject_id=child)
    assert (kept.state, kept.recalled_because) == (ShareState.NOT_SHARED, "Told by telephone instead")
    with pytest.raises(NotWaiting):
        withdraw(share_id=waiting, because="Once more", viewer=by, now=late)
    with pytest.raises(NotWaiting):
        answer_waiting_share(
            share_id=waiting, agrees=True, because="Proportionate", viewer=made.viewer(SECOND, at=late), now=late
        )
    assert list_sent(viewer=made.viewer(RECIPIENT, at=late), now=late) == ()


def test_what_was_shared_of_a_child_sealed_since_is_answered_as_if_it_had_never_been_sent(made, child):
    share(made, child)
    reader = made.viewer(RECIPIENT, at=NOW)
    (sent,) = list_sent(viewer=reader, now=NOW)
    assert open_sent(envelope_id=sent.id, viewer=reader, now=NOW).copies
    with running(job="test", now=NOW):
        subject = Subject.objects.get(id=child)
        seal_record(
            agency_id=subject.agency_id, system="test", local_id=subject.local_id, because="test", by=MACHINE, now=NOW
        )
    assert list_sent(viewer=reader, now=NOW) == ()
    assert open_sent(envelope_id=sent.id, viewer=reader, now=NOW) is None
    over = NOW + 61 * DAY
    later = made.viewer(RECIPIENT, at=over)
    assert list_sent(viewer=later, now=over) == (), "when its time is over it does not come back as ended"
    assert open_sent(envelope_id=sent.id, viewer=later, now=over) is None


def test_a_pack_that_waits_keeps_the_record_open_to_whoever_releases_it_when_they_have_answered_a_share(made, child):
    releaser = "northshire-second"
    with running(job="test", now=NOW):
        made.users[releaser] = made.users[SECOND]
        made.memberships[releaser] = register_membership(
            user_id=made.users[SECOND],
            team_id=made.teams["northshire-custody"],
            role=Role.SUPERVISOR,
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.REVIEW)
    agree(made, written(line, reviewer=made.users[SECOND]))
    waiting = share(made, child)
    later = NOW + DAY
    prepare_pack(
        viewer=made.viewer(HOLDER, at=later),
        subject_id=child,
        wanted=WantedPack(
            kind=PackKind.SUBJECT_ACCESS,
            asked_by="The person themselves",
            asked_on=NOW.date(),
            checked_how="In person",
            longer_because="",
        ),
        chosen=(),
        calendar=england_and_wales(),
        now=later,
    )
    after = NOW + 2 * DAY
    answer_waiting_share(
        share_id=waiting, agrees=True, because="Proportionate", viewer=made.viewer(releaser, at=after), now=after
    )
    soon = after + DAY
    assert list_child_packs(viewer=made.viewer(releaser, at=soon), subject_id=child)


def test_whoever_was_waited_for_no_longer_opens_the_record_once_they_have_answered(made, child, waiting):
    sergeant = made.viewer(SECOND, at=NOW + DAY)
    assert list_shareable(viewer=sergeant, subject_id=child, now=NOW + DAY)
    answer_waiting_share(share_id=waiting, agrees=False, because="Not yet", viewer=sergeant, now=NOW + DAY)
    with pytest.raises(NotYoursToShare):
        list_shareable(viewer=made.viewer(SECOND, at=NOW + 2 * DAY), subject_id=child, now=NOW + 2 * DAY)


def test_an_answer_to_one_share_leaves_the_record_open_for_another_that_waits_and_for_what_an_alert_gave(made, child):
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.REVIEW)
    agree(made, written(line, reviewer=made.users[SECOND]))
    first, second = share(made, child), share(made, child)

    def answer(share_id, days):
        viewer = made.viewer(SECOND, at=NOW + days * DAY)
        answer_waiting_share(share_id=share_id, agrees=False, because="Not yet", viewer=viewer, now=viewer.at)

    def can_open(days):
        viewer = made.viewer(SECOND, at=NOW + days * DAY)
        return list_shareable(viewer=viewer, subject_id=child, now=viewer.at)

    answer(first, 1)
    assert can_open(2)
    with running(job="test", now=NOW + 2 * DAY):
        begin_relationship(
            about_id=AboutId(child),
            controller_id=made.agencies["northshire-police"],
            reason=RelationshipReason.ALERTED,
            user_id=made.users[SECOND],
            starts_at=NOW + 2 * DAY,
            ends_at=NOW + 61 * DAY,
            by=MACHINE,
            now=NOW + 2 * DAY,
        )
    answer(second, 3)
    assert can_open(4), "an alert gave that, not the share"


def test_whom_a_seal_names_still_finds_what_was_sent_on_their_list(made, child):
    share(made, child)
    with running(job="test", now=NOW):
        local_id = Subject.objects.get(id=child).local_id
    seal_child(
        agency_id=made.agencies["northshire-police"],
        system="test",
        local_id=local_id,
        wanted=WantedSeal(
            kind=SealKind.STAFF_CHILD,
            because="A colleague's child",
            named=(NamedPerson(made.users[RECIPIENT], NOW + 30 * DAY),),
            into_user_id=None,
        ),
        by=made.actor(SECOND, at=NOW),
        now=NOW,
    )
    late = NOW + DAY
    reader, colleague = (made.viewer(code, at=late) for code in (RECIPIENT, "northshire-social-worker"))
    (sent,) = list_sent(viewer=reader, now=late)
    assert open_sent(envelope_id=sent.id, viewer=reader, now=late).copies
    assert list_sent(viewer=colleague, now=late) == ()
    assert open_sent(envelope_id=sent.id, viewer=colleague, now=late) is None


def test_an_agreement_that_ends_while_a_share_is_being_sent_permits_nothing(made, child, monkeypatch):
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT)
    agreement_id, _ = agree(made, written(line, reviewer=made.users[SECOND]))
    checked = shared_by_decision.check_share

    def check_and_end(**given):
        found = checked(**given)
        by = made.actor("northshire-duty-worker", at=NOW)
        with acting(by=by, what="test", now=NOW):
            end_agreement(agreement_id=agreement_id, because="The law has changed", by=by, now=NOW)
        return found

    monkeypatch.setattr(shared_by_decision, "check_share", check_and_end)
    with pytest.raises(CannotShare, match="Nothing was shared"):
        share(made, child)
    monkeypatch.setattr(shared_by_decision, "check_share", checked)
    share(made, child)
    (kept,) = list_decisions(viewer=made.viewer(HOLDER, at=NOW), subject_id=child)
    assert kept.state is ShareState.WAITING


def test_an_agreement_cannot_end_between_the_last_look_at_it_and_the_share_being_kept(made, child, monkeypatch):
    line = AgreedLine("ARREST", SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT)
    agreement_id, _ = agree(made, written(line, reviewer=made.users[SECOND]))
    keep = shared_by_decision.keep_share

    def take():
        with running(job="test", now=NOW):
            return Agreement.objects.select_for_update(nowait=True).get(pk=agreement_id)

    def keep_while_another_ends(**given):
        (work,) = at_once(take)
        assert isinstance(work.problem, OperationalError), "nothing holds the agreement"
        return keep(**given)

    monkeypatch.setattr(shared_by_decision, "keep_share", keep_while_another_ends)
    share(made, child)
    assert take().ended_at is None
