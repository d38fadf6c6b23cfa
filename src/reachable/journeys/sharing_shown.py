"""What somebody is shown of sharing: a child's decisions, one of them with its answers, what waits, whom to send to.

In:  who looks.
Out: plain values for the pages. What is not theirs to see is as if it were not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from reachable.access.context import reading, running
from reachable.access.domain.partnership import AgencyCard
from reachable.access.domain.viewer import Role, Run, Shown, Viewer
from reachable.access.queries import list_agencies, list_people_in_role
from reachable.access.queries.seals import list_reachable
from reachable.journeys.left_register import RegisterLine, lines_of_register
from reachable.journeys.shared_by_decision import list_sent
from reachable.journeys.sharing_checked import NotYoursToShare, freeze_item, open_subject
from reachable.kernel.ids import AboutId, AgencyId, EventId, ShareId, SubjectId, UserId
from reachable.people.queries import open_records
from reachable.sharing.domain.deciding import CannotShare, ChosenItem, ItemForm, Recipient, ShareState
from reachable.sharing.queries import (
    EnvelopeRecord,
    ItemRecord,
    ReplyRecord,
    ShareRecord,
    WaitingShare,
    find_share_subject,
    list_envelope_ids_of,
    list_envelopes,
    list_items,
    list_left,
    list_replies,
    list_shares,
    list_shares_by_id,
    list_waiting_for,
)
from reachable.timeline.domain.facts import Fact
from reachable.timeline.queries import list_facts

RUN = Run("sharing")
ANSWERS = "what was said of a share"
READERS = tuple(role for role in Role if role.may_read)


@dataclass(frozen=True, slots=True)
class ChildShares:
    """What the viewer's agency decided about one child's record, and where copies went."""

    decisions: tuple[ShareRecord, ...]
    register: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """One decision. `items` are the words each recipient was sent, "" where their record is no longer there to read.

    `envelopes` and `replies` are those open to the viewer; `to_whom` is known from the register to everybody.
    """

    decision: ShareRecord
    items: tuple[Mapping[str, Any], ...]
    item_ids: tuple[UUID, ...]
    envelopes: tuple[EnvelopeRecord, ...]
    replies: tuple[ReplyRecord, ...]
    register: tuple[RegisterLine, ...]
    waits_for_viewer: bool

    @property
    def is_open(self) -> bool:
        """Test if recipients can read it, so that it can be recalled."""
        return self.decision.state is ShareState.SHARED and self.decision.recalled_at is None


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for the viewer's answer, and what they or their agency were sent."""

    waiting: tuple[WaitingShare, ...]
    sent: tuple[EnvelopeRecord, ...]


def open_child_shares(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> ChildShares:
    """Open a child's record, and return what was decided about sharing it, newest first.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        decisions = list_shares(viewer=viewer, child_ids=subject_ids)
        left = list_left(viewer=viewer, child_ids=subject_ids)
        facts = list_facts(viewer=viewer, subject_ids=subject_ids)
    return ChildShares(decisions, lines_of_register(left, facts, now))


def open_share(*, viewer: Viewer, share_id: ShareId, now: datetime) -> SharePage:
    """Open the record a decision is about, and return the decision with what recipients answered.

    :raises NotYoursToShare: when it is not a decision of the viewer's agency about a record open to them, or there is
        none.
    """
    with running(job="find whom a decision to share is about", now=now):
        subject_id = find_share_subject(viewer=RUN, share_id=share_id)
        envelope_ids = list_envelope_ids_of(viewer=RUN, share_ids=[share_id])
    if subject_id is None:
        raise NotYoursToShare
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        decision = next(iter(list_shares_by_id(viewer=viewer, share_ids=[share_id])), None)
        items = list_items(viewer=viewer, share_id=share_id)
        left = list_left(viewer=viewer, child_ids=subject_ids)
        facts = list_facts(viewer=viewer, subject_ids=subject_ids)
    if decision is None or decision.holder_id != viewer.agency_id:
        raise NotYoursToShare
    about_ids = [AboutId(each) for each in envelope_ids]
    opened = open_records(viewer=viewer, about_ids=about_ids, shown=Shown.OPENED, what=ANSWERS)
    with reading(viewer):
        envelopes = list_envelopes(
            viewer=viewer, envelope_ids=[each for each in envelope_ids if each in opened.granted]
        )
        replies = list_replies(viewer=viewer, envelope_ids=[each.id for each in envelopes])
    return SharePage(
        decision=decision,
        items=_words(items, facts),
        item_ids=tuple(item.id for item in items),
        envelopes=envelopes,
        replies=replies,
        register=tuple(line for line in lines_of_register(left, facts, now) if line.left.decision_id == share_id),
        waits_for_viewer=decision.state is ShareState.WAITING and decision.waits_for_id == viewer.user_id,
    )


def open_inbox(*, viewer: Viewer, now: datetime) -> Inbox:
    """Return what waits for the viewer's answer, longest first, and what they were sent, newest first."""
    with running(job="find what waits for somebody", now=now):
        waiting = list_waiting_for(viewer=RUN, user_id=viewer.user_id, at=now)
    return Inbox(waiting, list_sent(viewer=viewer, now=now))


def list_recipients(*, viewer: Viewer) -> tuple[AgencyCard, ...]:
    """Return the agencies that can be sent something: those with people who sign in, but not the viewer's own."""
    return tuple(each for each in list_agencies() if each.has_users and each.id != viewer.agency_id)


def find_recipient(*, address: str, viewer: Viewer, at: datetime) -> Recipient:
    """Return the one person who signs in with an address and reads records, in their agency.

    :raises CannotShare: when nobody does, or they work in two agencies, or in the viewer's own.
    """
    people = list_people_in_role(roles=READERS, at=at)
    found = {(each.agency_id, each.user_id) for each in people if each.email.lower() == address.strip().lower()}
    if not found:
        raise CannotShare(["Nobody who reads records signs in with this address"])
    if len(found) > 1:
        raise CannotShare(["This person works for more than one agency: choose the agency instead"])
    agency_id, user_id = found.pop()
    if agency_id == viewer.agency_id:
        raise CannotShare(["This person works in your own agency: they open the child's own page"])
    return Recipient(agency_id, user_id)


def say_recipients(*, recipients: Iterable[Recipient], at: datetime) -> tuple[str, ...]:
    """Return recipients by name: an agency, or a person and their agency."""
    wanted = tuple(recipients)
    agencies: Mapping[AgencyId, str] = {each.id: each.name for each in list_agencies()}
    named = any(each.user_id for each in wanted)
    people: Mapping[UserId, str] = (
        {each.user_id: each.name for each in list_people_in_role(roles=READERS, at=at)} if named else {}
    )
    return tuple(
        agencies[each.agency_id]
        if each.user_id is None
        else f"{people.get(each.user_id, '')}, {agencies[each.agency_id]}"
        for each in wanted
    )


def say_person(*, user_id: UserId | None) -> str:
    """Return who somebody is that must agree first, "" for nobody."""
    found = () if user_id is None else list_reachable(user_ids=[user_id])
    return found[0].name if found else ""


def _words(items: Iterable[ItemRecord], facts: Iterable[Fact]) -> tuple[Mapping[str, Any], ...]:
    """Return items as they were sent, from the record itself: an event is never changed, only followed by another."""
    by_id: Mapping[EventId, Fact] = {fact.id: fact for fact in facts}
    return tuple(
        freeze_item(place, by_id[item.event_id], ChosenItem(item.event_id, item.form), child="").words
        if item.event_id in by_id
        else {"kind": "", "form": ItemForm.REDACTED.value}
        for place, item in enumerate(items, start=1)
    )
