"""Somebody decides to share chosen items of a child's record, or not to; the recipient reads them until it is recalled.

In:  who decides, what, for whom, why; who reads.
Out: a decision, an envelope for each recipient, copies as they stood, lines of the register, answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.operations.acted import note_acted_upon
from reachable.access.queries import list_teams_of_agency
from reachable.journeys.sent_gone import find_gone
from reachable.journeys.sent_sealed import find_sealed_sent, is_sealed_sent
from reachable.journeys.share_awaited import end_deciding, let_decide, require_may_still_be_told
from reachable.journeys.sharing_checked import (
    NotYoursToShare,
    check_share,
    check_still_agreed,
    open_shareable,
    open_subject,
)
from reachable.journeys.sharing_in_one_form import require_one_form, require_waiting_in_one_form
from reachable.journeys.sharing_told import Said, tell_person, tell_recipients
from reachable.journeys.telling_asked import find_kept_from, may_not_read_what_was_sent
from reachable.journeys.words_screened import NOTHING, screen_held
from reachable.kernel.ids import AboutId, EnvelopeId, EventId, ShareId, SubjectId
from reachable.people.queries import open_records
from reachable.sharing.domain.deciding import (
    CannotShare,
    Recipient,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    Wish,
    check_refusal,
)
from reachable.sharing.operations import (
    answer_reply,
    answer_share,
    keep_refusal,
    keep_reply,
    keep_share,
    recall_share,
    wait_to_share,
    withdraw_share,
)
from reachable.sharing.operations.agreements import hold_agreements
from reachable.sharing.queries import (
    CopyRecord,
    EnvelopeRecord,
    ReplyRecord,
    ShareRecord,
    find_readable,
    find_share_subject,
    list_copies,
    list_envelope_ids,
    list_envelopes,
    list_replies,
    list_shares,
    list_shares_by_id,
)
from reachable.timeline.domain.facts import Fact

SENT = "what was sent to them"
RUN = Run("sharing")
LOOK_BACK = timedelta(days=90)
"""How long a recipient can still see that there was something, and that it ended. A local setting."""


@dataclass(frozen=True, slots=True)
class SentPage:
    """What a recipient sees: no copies once it has ended or was recalled; `gone` were withdrawn at their source."""

    envelope: EnvelopeRecord
    copies: tuple[CopyRecord, ...]
    gone: frozenset[EventId]
    is_live: bool


def list_shareable(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> tuple[Fact, ...]:
    """Return the viewer's agency's own events of a child as they stand: what can be chosen from.

    :raises NotYoursToShare: when the record is not open to them.
    """
    return open_shareable(viewer=viewer, subject_id=subject_id, now=now).facts


def decide_to_share(
    *, viewer: Viewer, subject_id: SubjectId, wish: Wish, now: datetime, changes: ShareId | None = None
) -> ShareId:
    """Keep a decision to share and let its recipients read, or have it wait for the named person who must agree first.

    :raises NotYoursToShare: when the record is not open to the viewer.
    :raises CannotShare: with every reason, when it cannot be kept, an agreement denies it, or a recipient can read an
        item of it in the other form.
    """
    shareable = open_shareable(viewer=viewer, subject_id=subject_id, now=now)
    checked = check_share(shareable=shareable, wish=wish, viewer=viewer, now=now)
    by = Actor.from_viewer(viewer)
    what = "changed the purpose of a share" if changes else "decided to share"
    with acting(by=by, what=what, now=now, about=[subject_id]):
        wait_to_share(holder_id=viewer.agency_id, by=by, now=now)
        hold_agreements(holder_id=viewer.agency_id, by=by, now=now)
        check_still_agreed(checked=checked, shareable=shareable, wish=wish, viewer=viewer, now=now)
        require_one_form(
            forms={item.event_id: item.form for item in checked.items},
            agency_ids={recipient.agency_id for recipient in wish.recipients},
            now=now,
        )
        share_id, envelopes = keep_share(
            child_id=subject_id,
            wish=wish,
            items=checked.items,
            agreed_under=checked.agreed.source,
            waits_for=checked.waits_for,
            changes=changes,
            by=by,
            now=now,
        )
        _let_read(viewer, wish, envelopes, by, now)
        if checked.waits_for is None:
            tell_recipients(child_id=subject_id, envelope_ids=envelopes, said=Said.SHARED, now=now)
        else:
            let_decide(viewer, subject_id, envelopes, checked.waits_for, wish.expires_at, by, now)
            tell_person(
                child_id=subject_id, user_id=checked.waits_for, about=share_id, said=Said.WAITS_FOR_YOU, now=now
            )
    return share_id


def decide_not_to_share(
    *,
    viewer: Viewer,
    subject_id: SubjectId,
    purpose: SharePurpose,
    asked_by: str,
    because: str,
    detriment: str,
    now: datetime,
) -> ShareId:
    """Keep a decision not to share, with its reason: it is one, and can be asked about like the other.

    :raises NotYoursToShare: when the record is not open to the viewer.
    :raises CannotShare: when it does not say who asked, or why not.
    """
    open_subject(viewer, subject_id)
    check_refusal(because=because, asked_by=asked_by)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="decided not to share", now=now, about=[subject_id]):
        return keep_refusal(
            child_id=subject_id,
            purpose=purpose,
            asked_by=asked_by,
            because=because,
            detriment=detriment,
            by=by,
            now=now,
        )


def answer_waiting_share(*, share_id: ShareId, agrees: bool, because: str, viewer: Viewer, now: datetime) -> None:
    """Keep what the named person who was waited for decided; when they agree, the recipients can read from now on.

    :raises NotWaiting: when the decision does not wait for them.
    :raises CannotShare: when they do not say why, a recipient must not be told of the child by now, or one can read an
        item of it in the other form.
    """
    if not because.strip():
        raise CannotShare(["Say why: whoever asked will read it"])
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="answered a decision to share that waited", now=now):
        wait_to_share(holder_id=viewer.agency_id, by=by, now=now)
        opened = answer_share(share_id=share_id, agrees=agrees, because=because, by=by, now=now)
        (decision,) = list_shares_by_id(viewer=RUN, share_ids=[share_id])
        note_acted_upon(about=[decision.child_id], what="answered a decision to share that waited", by=by, now=now)
        if agrees:
            require_may_still_be_told(decision, now)
            require_waiting_in_one_form(decision=decision, now=now)
        end_deciding(decision, by, now)
        tell_recipients(child_id=decision.child_id, envelope_ids=opened, said=Said.SHARED, now=now)
        tell_person(
            child_id=decision.child_id, user_id=decision.decided_by_id, about=share_id, said=Said.ANSWERED, now=now
        )


def recall(*, share_id: ShareId, because: str, viewer: Viewer, now: datetime) -> None:
    """Close what was shared: the next request of every recipient is refused and says so.

    :raises NotYoursToShare: when it is not a decision of the viewer's agency about a record open to them.
    :raises CannotShare: when no reason is given, or nothing of it can be read any more, or yet.
    """
    if not because.strip():
        raise CannotShare(["Say why it is recalled"])
    with running(job="find whom a decision to share is about", now=now):
        subject_id = find_share_subject(viewer=RUN, share_id=share_id)
    if subject_id is None:
        raise NotYoursToShare
    shares = list_decisions(viewer=viewer, subject_id=subject_id)
    if share_id not in {share.id for share in shares if share.holder_id == viewer.agency_id}:
        raise NotYoursToShare
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="recalled what was shared", now=now, about=[subject_id]):
        closed = recall_share(share_id=share_id, because=because, by=by, now=now)
        if not closed:
            raise CannotShare(["Nobody can read it: it was not shared, or was recalled already"])
        tell_recipients(child_id=subject_id, envelope_ids=closed, said=Said.RECALLED, now=now)


def withdraw(*, share_id: ShareId, because: str, viewer: Viewer, now: datetime) -> None:
    """Take back a decision that still waits for somebody to agree, however long: it is not shared, and nobody is told.

    :raises NotYoursToShare: when it is not a decision of the viewer's agency about a record open to them.
    :raises CannotShare: when no reason is given.
    :raises NotWaiting: when it has been answered or withdrawn in the meantime.
    """
    if not because.strip():
        raise CannotShare(["Say why it is withdrawn"])
    with running(job="find whom a decision to share is about", now=now):
        subject_id = find_share_subject(viewer=RUN, share_id=share_id)
    if subject_id is None:
        raise NotYoursToShare
    shares = list_decisions(viewer=viewer, subject_id=subject_id)
    if share_id not in {share.id for share in shares if share.holder_id == viewer.agency_id}:
        raise NotYoursToShare
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="withdrew a decision to share that waited", now=now, about=[subject_id]):
        withdraw_share(share_id=share_id, because=because, by=by, now=now)
        for decision in list_shares_by_id(viewer=RUN, share_ids=[share_id]):
            end_deciding(decision, by, now)


def list_decisions(*, viewer: Viewer, subject_id: SubjectId) -> tuple[ShareRecord, ...]:
    """Return what the viewer's agency decided about sharing a child's record, newest first.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        return list_shares(viewer=viewer, child_ids=subject_ids)


def list_sent(*, viewer: Viewer, now: datetime) -> tuple[EnvelopeRecord, ...]:
    """Return what the viewer or their agency was sent, newest first, what has ended or was recalled too.

    What is about a child whose record was sealed since is left out, as if it had never been sent, but for whoever the
    seal names; so is what is about a child of whom the viewer must not be told by now.
    """
    with running(job="find what was sent to an agency", now=now):
        sent_ids = list_envelope_ids(viewer=RUN, agency_id=viewer.agency_id, user_id=viewer.user_id)
        hidden = find_sealed_sent(envelope_ids=sent_ids, viewer=viewer, at=now)
        hidden |= find_kept_from(envelope_ids=sent_ids, viewer=viewer, now=now)
        ids = [each for each in sent_ids if each not in hidden]
    opened = open_records(viewer=viewer, about_ids=[AboutId(each) for each in ids], shown=Shown.LISTED, what=SENT)
    with reading(viewer):
        sent = list_envelopes(viewer=viewer, envelope_ids=[EnvelopeId(each) for each in opened.granted])
        readable = find_readable(viewer=viewer, envelope_ids=[each.id for each in sent])
    return tuple(each for each in sent if each.id in readable or not each.is_live(viewer.at))


def open_sent(*, envelope_id: EnvelopeId, viewer: Viewer, now: datetime) -> SentPage | None:
    """Open what the viewer was sent and note it; None when it is not theirs, and when there is none.

    Once it has ended or was recalled they are told so, and no word of it is read.
    """
    about = AboutId(envelope_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=SENT)
    if about not in opened.granted:
        return None
    with reading(viewer):
        envelope = next(iter(list_envelopes(viewer=viewer, envelope_ids=[envelope_id])), None)
        copies = list_copies(viewer=viewer, envelope_id=envelope_id)
    if envelope is None or envelope.starts_at is None:
        return None
    is_withheld = not copies and (
        envelope.is_live(viewer.at) or is_sealed_sent(envelope_id=envelope_id, viewer=viewer, at=now)
    )
    if is_withheld or may_not_read_what_was_sent(envelope, viewer, now):
        return None  # Sealed since, or they must not be told of the child: the answer is that of every refused page.
    gone = find_gone(envelope=envelope, copies=copies, at=now) | _hidden_since(copies, viewer, now)
    kept = tuple(copy for copy in copies if copy.event_id not in gone)
    return SentPage(envelope, kept, gone, envelope.is_live(viewer.at))


def reply_to_sent(
    *, envelope_id: EnvelopeId, event_id: EventId, kind: ReplyKind, words: str, viewer: Viewer, now: datetime
) -> UUID:
    """Keep what a recipient says of an item they can read: it is wrong, seen too, or no longer true.

    :raises NotYoursToShare: when the item is not one they can read now.
    :raises CannotShare: when a correction does not say what it should be.
    """
    if kind is ReplyKind.CORRECTION and not words.strip():
        raise CannotShare(["Say what it should say instead"])
    page = open_sent(envelope_id=envelope_id, viewer=viewer, now=now)
    item_id = next((copy.item_id for copy in page.copies if copy.event_id == event_id), None) if page else None
    if page is None or item_id is None:
        raise NotYoursToShare
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="answered something that was shared with them", now=now):
        reply_id = keep_reply(envelope_id=envelope_id, item_id=item_id, kind=kind, words=words, by=by, now=now)
        (decision,) = list_shares_by_id(viewer=RUN, share_ids=[page.envelope.decision_id])
        tell_person(
            child_id=decision.child_id, user_id=decision.decided_by_id, about=reply_id, said=Said.REPLIED, now=now
        )
    return reply_id


def list_answers(*, envelope_id: EnvelopeId, viewer: Viewer) -> tuple[ReplyRecord, ...]:
    """Return what was said about an envelope and answered, for its recipient and for whoever sent it."""
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(envelope_id)], shown=Shown.OPENED, what="what was said of a share"
    )
    with reading(viewer):
        return list_replies(viewer=viewer, envelope_ids=[EnvelopeId(each) for each in opened.granted])


def answer_recipient(
    *, envelope_id: EnvelopeId, reply_id: UUID, answer: ReplyAnswer, words: str, viewer: Viewer, now: datetime
) -> None:
    """Keep what the holder answers to a recipient, once. The record is put right at its source, never here.

    :raises NotYoursToShare: when it is not the viewer's agency that shared it, or it has been answered.
    """
    if reply_id not in {reply.id for reply in list_answers(envelope_id=envelope_id, viewer=viewer)}:
        raise NotYoursToShare
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="answered a recipient of a share", now=now):
        if not answer_reply(reply_id=reply_id, answer=answer, words=words, by=by, now=now):
            raise NotYoursToShare


def _let_read(viewer: Viewer, wish: Wish, envelopes: Sequence[EnvelopeId], by: Actor, now: datetime) -> None:
    """Let each recipient open their own envelope: the person named, or the teams their agency has today."""
    wanted: list[WantedRelationship] = []
    for envelope_id, recipient in zip(envelopes, wish.recipients, strict=True):
        for_one = WantedRelationship(
            about_id=AboutId(envelope_id),
            controller_id=viewer.agency_id,
            reason=RelationshipReason.ALERTED,
            starts_at=now,
            ends_at=wish.expires_at + LOOK_BACK,
            user_id=recipient.user_id or viewer.user_id,
        )
        wanted += [for_one] if recipient.user_id else _for_teams(for_one, recipient)
    # The teams of whoever decided read what recipients answer. The copies are the recipient's alone.
    wanted += [
        replace(wanted[0], about_id=AboutId(envelope_id), user_id=None, team_id=team_id)
        for envelope_id in envelopes
        for team_id in viewer.team_ids
        if wanted
    ]
    begin_relationships(wanted=wanted, by=by, now=now)


def _for_teams(for_one: WantedRelationship, recipient: Recipient) -> list[WantedRelationship]:
    teams = list_teams_of_agency(agency_id=recipient.agency_id)
    return [replace(for_one, user_id=None, team_id=team.id) for team in teams]


def _hidden_since(copies: Sequence[CopyRecord], viewer: Viewer, now: datetime) -> frozenset[EventId]:
    """Return which of the copies hold a place that has been protected since they were sent."""
    words = {str(copy.event_id): "\n".join(map(str, copy.words.values())) for copy in copies}
    found = screen_held(words=words, about=(), viewer=viewer, now=now) if words else NOTHING
    return frozenset(copy.event_id for copy in copies if str(copy.event_id) in found.places)
