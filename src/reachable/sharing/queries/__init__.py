"""Reads decisions to share, what a recipient was sent, what they answered, agreements, and the register of what left.

In:  a child's record, or an envelope, in an open context.
Out: plain values, most recent first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, EnvelopeId, EventId, ShareId, SubjectId, UserId
from reachable.sharing.domain.deciding import ItemForm, ReplyAnswer, ReplyKind, SharePurpose, ShareState
from reachable.sharing.models import (
    LeftHere,
    SharedCopy,
    ShareDecision,
    SharedItem,
    ShareRecipient,
    ShareReply,
)

PURPOSE_BY_CODE = {each.code: each for each in SharePurpose}
REPLY_BY_CODE = {each.code: each for each in ReplyKind}
ANSWER_BY_CODE = {each.code: each for each in ReplyAnswer}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRecord:
    """One decision about one child's record. Names are "" where nobody is meant yet."""

    id: ShareId
    child_id: SubjectId
    holder_id: AgencyId
    state: ShareState
    purpose: SharePurpose
    grounds: tuple[str, ...]
    because: str
    detriment: str
    asked_by: str
    withheld: str
    withheld_because: str
    different_because: str
    agreed_under: str
    decided_at: datetime
    decided_by: str
    decided_by_id: UserId
    expires_at: datetime | None
    waits_for: str
    waits_for_id: UserId | None
    answered_at: datetime | None
    answered_by: str
    answered_because: str
    recalled_at: datetime | None
    recalled_by: str
    recalled_because: str
    changes: ShareId | None


@dataclass(frozen=True, slots=True)
class InOtherForm:
    """That an agency can read an item in some form, by which decision."""

    share_id: ShareId
    agency_name: str
    form: ItemForm


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeRecord:
    """What one recipient was sent, by whom, what for, and until when."""

    id: EnvelopeId
    decision_id: ShareId
    from_agency: str
    from_phone: str
    to_agency: str
    to_agency_id: AgencyId
    to_person: str
    to_user_id: UserId | None
    purpose: SharePurpose
    grounds: tuple[str, ...]
    held_back: bool
    starts_at: datetime | None
    expires_at: datetime
    recalled_at: datetime | None

    def is_live(self, at: datetime) -> bool:
        """Test if its copies can be read at an instant."""
        begun = self.starts_at is not None and self.starts_at <= at
        return begun and self.recalled_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class WaitingShare:
    """A decision that waits for somebody, and since when. Nothing of whom it is about."""

    id: ShareId
    since: datetime


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of a decision, and in which form it leaves."""

    id: UUID
    event_id: EventId
    form: ItemForm


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """One item as it was frozen for one recipient."""

    item_id: UUID
    event_id: EventId
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRecord:
    """What a recipient said of an item, and the holder's answer, None while there is none."""

    id: UUID
    envelope_id: EnvelopeId
    item_id: UUID
    kind: ReplyKind
    words: str
    made_at: datetime
    made_by: str
    from_agency: str
    answer: ReplyAnswer | None
    answer_words: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRecord:
    """One line of the register of what left."""

    id: UUID
    child_id: SubjectId
    holder_id: AgencyId
    way: str
    item_id: UUID
    version: str
    to_whom: str
    left_at: datetime
    left_by: str
    decision_id: ShareId | None


def find_share_subject(*, viewer: Run, share_id: ShareId) -> SubjectId | None:
    """Return whose record a decision is about, or None when there is no such decision. For the machine: ids only."""
    found = ShareDecision.objects.filter(pk=share_id).values_list("about_id", flat=True).first()
    return None if found is None else SubjectId(found)


def list_shares_by_id(*, viewer: Viewer | Run, share_ids: Iterable[ShareId]) -> tuple[ShareRecord, ...]:
    """Return these decisions, as far as they are open, newest first."""
    rows = ShareDecision.objects.filter(pk__in=list(share_ids)).select_related(
        "decided_by", "waits_for", "answered_by", "recalled_by"
    )
    return tuple(_share(row) for row in rows.order_by("-decided_at", "id"))


def list_waiting_for(*, viewer: Run, user_id: UserId, at: datetime) -> tuple[WaitingShare, ...]:
    """Return what waits for somebody's answer and could still be shared, longest first. For the machine."""
    rows = ShareDecision.objects.filter(state=ShareState.WAITING.value, waits_for_id=user_id, expires_at__gt=at)
    return tuple(
        WaitingShare(ShareId(share_id), since)
        for share_id, since in rows.order_by("decided_at", "id").values_list("id", "decided_at")
    )


def list_envelope_ids_of(*, viewer: Run, share_ids: Iterable[ShareId]) -> tuple[EnvelopeId, ...]:
    """Return the envelopes of decisions. For the machine: ids only."""
    rows = ShareRecipient.objects.filter(decision_id__in=list(share_ids)).order_by("id")
    return tuple(EnvelopeId(each) for each in rows.values_list("id", flat=True))


def list_children_of_envelopes(*, viewer: Run, envelope_ids: Iterable[EnvelopeId]) -> Mapping[EnvelopeId, SubjectId]:
    """Return whom each envelope is about. For the machine: ids only."""
    rows = ShareRecipient.objects.filter(pk__in=list(envelope_ids)).values_list("id", "child_id")
    return {EnvelopeId(envelope_id): SubjectId(child_id) for envelope_id, child_id in rows}


def list_items(*, viewer: Viewer | Run, share_id: ShareId) -> tuple[ItemRecord, ...]:
    """Return which items a decision is of, in which form, as far as it is open, in their order."""
    rows = SharedItem.objects.filter(decision_id=share_id).order_by("position")
    return tuple(ItemRecord(row.id, EventId(row.item_id), ItemForm(row.form)) for row in rows)


def list_in_other_form(
    *, viewer: Run, forms: Mapping[EventId, ItemForm], agency_ids: Iterable[AgencyId], at: datetime
) -> tuple[InOtherForm, ...]:
    """Return by which decisions one of these agencies, or somebody there, can read an item in another form than this.

    What has ended, was recalled or still waits for an answer is left out. For the machine.
    """
    rows = SharedItem.objects.filter(
        item_id__in=list(forms),
        decision__recipients__recipient_agency_id__in=list(agency_ids),
        decision__recipients__starts_at__lte=at,
        decision__recipients__expires_at__gt=at,
        decision__recipients__recalled_at__isnull=True,
    ).order_by("decision__decided_at", "decision_id", "position")
    read = rows.values_list("decision_id", "decision__recipients__recipient_agency__name", "item_id", "form")
    found = [
        InOtherForm(ShareId(share_id), name, ItemForm(form))
        for share_id, name, item_id, form in read
        if forms[EventId(item_id)] is not ItemForm(form)
    ]
    return tuple(dict.fromkeys(found))


def list_shares(*, viewer: Viewer | Run, child_ids: Iterable[SubjectId]) -> tuple[ShareRecord, ...]:
    """Return the decisions about these records, as far as they are open, newest first."""
    rows = ShareDecision.objects.filter(about_id__in=list(child_ids)).select_related(
        "decided_by", "waits_for", "answered_by", "recalled_by"
    )
    return tuple(_share(row) for row in rows.order_by("-decided_at", "id"))


def list_envelope_ids(*, viewer: Run, agency_id: AgencyId, user_id: UserId) -> tuple[EnvelopeId, ...]:
    """Return what somebody was sent, or their agency. Nothing that waits for an answer. For the machine: ids only."""
    rows = ShareRecipient.objects.filter(
        Q(recipient_user_id__isnull=True) | Q(recipient_user_id=user_id),
        recipient_agency_id=agency_id,
        starts_at__isnull=False,
    )
    return tuple(EnvelopeId(each) for each in rows.order_by("-starts_at", "id").values_list("id", flat=True))


def list_envelopes(*, viewer: Viewer | Run, envelope_ids: Iterable[EnvelopeId]) -> tuple[EnvelopeRecord, ...]:
    """Return these envelopes, as far as they are open, newest first."""
    rows = ShareRecipient.objects.filter(about_id__in=list(envelope_ids)).select_related(
        "controller", "recipient_agency", "recipient_user"
    )
    return tuple(
        EnvelopeRecord(
            id=EnvelopeId(row.id),
            decision_id=ShareId(row.decision_id),
            from_agency=row.controller.name,
            from_phone=row.controller.switchboard or row.controller.out_of_hours_phone,
            to_agency=row.recipient_agency.name,
            to_agency_id=AgencyId(row.recipient_agency_id),
            to_user_id=None if row.recipient_user_id is None else UserId(row.recipient_user_id),
            to_person="" if row.recipient_user is None else row.recipient_user.name,
            purpose=PURPOSE_BY_CODE[row.share_purpose],
            grounds=tuple(row.grounds),
            held_back=row.held_back,
            starts_at=row.starts_at,
            expires_at=row.expires_at,
            recalled_at=row.recalled_at,
        )
        for row in rows.order_by("-starts_at", "id")
    )


def list_copies(*, viewer: Viewer | Run, envelope_id: EnvelopeId) -> tuple[CopyRecord, ...]:
    """Return what a recipient may read of an envelope now: nothing once it has ended or was recalled."""
    rows = SharedCopy.objects.filter(about_id=envelope_id).order_by("id")
    found = [(row.item_id, row.frozen) for row in rows]
    return tuple(
        CopyRecord(item_id, EventId(UUID(frozen["event_id"])), MappingProxyType(frozen))
        for item_id, frozen in sorted(found, key=lambda each: int(each[1]["position"]))
    )


def find_readable(*, viewer: Viewer | Run, envelope_ids: Iterable[EnvelopeId]) -> frozenset[EnvelopeId]:
    """Return which of these envelopes hold something their recipient may read now."""
    rows = SharedCopy.objects.filter(about_id__in=list(envelope_ids)).values_list("about_id", flat=True)
    return frozenset(EnvelopeId(each) for each in rows.distinct())


def list_replies(*, viewer: Viewer | Run, envelope_ids: Iterable[EnvelopeId]) -> tuple[ReplyRecord, ...]:
    """Return what recipients said of what they were sent, as far as it is open, those not answered first."""
    rows = ShareReply.objects.filter(about_id__in=list(envelope_ids)).select_related("made_by", "received_from")
    return tuple(
        ReplyRecord(
            id=row.id,
            envelope_id=EnvelopeId(row.recipient_id),
            item_id=row.item_id,
            kind=REPLY_BY_CODE[row.kind],
            words=row.words,
            made_at=row.made_at,
            made_by=row.made_by.name,
            from_agency="" if row.received_from is None else row.received_from.name,
            answer=ANSWER_BY_CODE.get(row.answer),
            answer_words=row.answer_words,
            answered_at=row.answered_at,
        )
        for row in sorted(rows, key=lambda row: (row.answered_at is not None, row.made_at, row.id))
    )


def list_left(*, viewer: Viewer | Run, child_ids: Iterable[SubjectId]) -> tuple[LeftRecord, ...]:
    """Return the register of what left about these records, newest first."""
    rows = LeftHere.objects.filter(about_id__in=list(child_ids)).select_related("left_by").order_by("-left_at", "id")
    return tuple(
        LeftRecord(
            id=row.id,
            child_id=SubjectId(row.about_id),
            holder_id=AgencyId(row.controller_id),
            way=row.way,
            item_id=row.item_id,
            version=row.version,
            to_whom=row.to_whom,
            left_at=row.left_at,
            left_by=row.left_by.name,
            decision_id=None if row.decision_id is None else ShareId(row.decision_id),
        )
        for row in rows
    )


def _share(row: ShareDecision) -> ShareRecord:
    return ShareRecord(
        id=ShareId(row.id),
        child_id=SubjectId(row.about_id),
        holder_id=AgencyId(row.controller_id),
        state=ShareState(row.state),
        purpose=PURPOSE_BY_CODE[row.share_purpose],
        grounds=tuple(row.grounds),
        because=row.because,
        detriment=row.detriment,
        asked_by=row.asked_by,
        withheld=row.withheld,
        withheld_because=row.withheld_because,
        different_because=row.different_because,
        agreed_under=row.agreed_under,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name,
        decided_by_id=UserId(row.decided_by_id),
        expires_at=row.expires_at,
        waits_for="" if row.waits_for is None else row.waits_for.name,
        waits_for_id=None if row.waits_for_id is None else UserId(row.waits_for_id),
        answered_at=row.answered_at,
        answered_by="" if row.answered_by is None else row.answered_by.name,
        answered_because=row.answered_because,
        recalled_at=row.recalled_at,
        recalled_by="" if row.recalled_by is None else row.recalled_by.name,
        recalled_because=row.recalled_because,
        changes=None if row.changes_id is None else ShareId(row.changes_id),
    )
