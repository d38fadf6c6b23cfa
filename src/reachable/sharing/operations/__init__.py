"""Keeps decisions to share and not to share, opens and recalls what was sent, and keeps the register of what left.

In:  what named people decided.
Out: rows. What was kept is never altered: a change is another decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, EnvelopeId, EventId, ShareId, SubjectId, UserId
from reachable.sharing.domain.deciding import (
    ItemForm,
    Recipient,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    ShareState,
    Wish,
)
from reachable.sharing.domain.who_decides import who_decides
from reachable.sharing.models import (
    LeftHere,
    SharedCopy,
    ShareDecision,
    SharedItem,
    ShareRecipient,
    ShareReply,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenItem:
    """An item as it stands when somebody decides: its version, its kind, its form, and the words that would leave."""

    event_id: EventId
    version: str
    kind: str
    form: ItemForm
    words: Mapping[str, Any]


TURN = 7_008
"""Of all turns that are waited for, that of an agency that shares."""


class NotWaiting(ValueError):
    """The decision does not wait for this person, or somebody has answered it."""


def wait_to_share(*, holder_id: AgencyId, by: Actor, now: datetime) -> None:
    """Wait until nobody else of an agency is sharing, and hold that turn until this act is over.

    Of two who share one item at one moment, with names and without them, each would miss the other's.
    """
    require_acting()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [TURN, str(holder_id)])


def keep_share(
    *,
    child_id: SubjectId,
    wish: Wish,
    items: Sequence[FrozenItem],
    agreed_under: str,
    waits_for: UserId | None,
    changes: ShareId | None,
    by: Actor,
    now: datetime,
) -> tuple[ShareId, tuple[EnvelopeId, ...]]:
    """Keep a decision to share, its items and an envelope for each recipient; they open when nobody is waited for."""
    require_acting()
    agency_id, user_id = who_decides(by)
    decision = ShareDecision.objects.create(
        about_id=child_id,
        controller_id=agency_id,
        sharing="HOLDER",
        state=(ShareState.SHARED if waits_for is None else ShareState.WAITING).value,
        share_purpose=wish.purpose.code,
        grounds=list(wish.grounds),
        because=wish.because.strip(),
        detriment=wish.detriment.strip(),
        withheld=wish.withheld.strip(),
        withheld_because=wish.withheld_because.strip(),
        different_because=wish.different_because.strip(),
        agreed_under=agreed_under,
        decided_at=now,
        decided_by_id=user_id,
        expires_at=wish.expires_at,
        waits_for_id=waits_for,
        changes_id=changes,
    )
    kept = SharedItem.objects.bulk_create(
        SharedItem(
            about_id=child_id,
            controller_id=agency_id,
            sharing="HOLDER",
            decision=decision,
            position=place,
            item_id=item.event_id,
            version=item.version,
            item_kind=item.kind,
            form=item.form.value,
        )
        for place, item in enumerate(items, start=1)
    )
    envelopes = [_envelope(decision, child_id, wish, recipient) for recipient in wish.recipients]
    SharedCopy.objects.bulk_create(
        SharedCopy(
            about_id=envelope.id,
            controller_id=agency_id,
            received_from_id=agency_id,
            recipient=envelope,
            item=row,
            frozen=dict(item.words),
        )
        for envelope in envelopes
        for row, item in zip(kept, items, strict=True)
    )
    if waits_for is None:
        _open_envelopes(decision, by, now)
    return ShareId(decision.id), tuple(EnvelopeId(envelope.id) for envelope in envelopes)


def keep_refusal(
    *,
    child_id: SubjectId,
    purpose: SharePurpose,
    asked_by: str,
    because: str,
    detriment: str,
    by: Actor,
    now: datetime,
) -> ShareId:
    """Keep a decision not to share: who asked, why not, and what harm not sharing was weighed against."""
    require_acting()
    agency_id, user_id = who_decides(by)
    row = ShareDecision.objects.create(
        about_id=child_id,
        controller_id=agency_id,
        sharing="HOLDER",
        state=ShareState.NOT_SHARED.value,
        share_purpose=purpose.code,
        because=because.strip(),
        detriment=detriment.strip(),
        asked_by=asked_by.strip(),
        decided_at=now,
        decided_by_id=user_id,
    )
    return ShareId(row.id)


def answer_share(*, share_id: ShareId, agrees: bool, because: str, by: Actor, now: datetime) -> tuple[EnvelopeId, ...]:
    """Keep what the named person who was waited for says, and open the envelopes when they agree.

    :raises NotWaiting: when the decision waits for nobody, or for somebody else, or the time it was for is over.
    """
    require_acting()
    decision = ShareDecision.objects.select_for_update().filter(pk=share_id, state=ShareState.WAITING.value).first()
    if decision is None or decision.waits_for_id != by.user_id:
        raise NotWaiting("This decision does not wait for you")
    if agrees and decision.expires_at is not None and decision.expires_at <= now:
        raise NotWaiting("The time it was to be shared for is over")
    decision.state = (ShareState.SHARED if agrees else ShareState.NOT_SHARED).value
    decision.answered_at, decision.answered_by_id, decision.answered_because = now, by.user_id, because.strip()
    decision.save(update_fields=["state", "answered_at", "answered_by", "answered_because"])
    return _open_envelopes(decision, by, now) if agrees else ()


def withdraw_share(*, share_id: ShareId, because: str, by: Actor, now: datetime) -> None:
    """Keep that a decision nobody has answered is withdrawn by the agency that made it: it is not shared.

    :raises NotWaiting: when it does not wait any more.
    """
    require_acting()
    rows = ShareDecision.objects.filter(pk=share_id, state=ShareState.WAITING.value, controller_id=by.agency_id)
    done = rows.update(
        state=ShareState.NOT_SHARED.value, recalled_at=now, recalled_by=by.user_id, recalled_because=because.strip()
    )
    if not done:
        raise NotWaiting("It does not wait any more")


def recall_share(*, share_id: ShareId, because: str, by: Actor, now: datetime) -> tuple[EnvelopeId, ...]:
    """Close every envelope of a decision from now on, and return those that were open. The register keeps its lines."""
    require_acting()
    decision = ShareDecision.objects.select_for_update().filter(pk=share_id, recalled_at__isnull=True).first()
    if decision is None or decision.state != ShareState.SHARED.value:
        return ()
    decision.recalled_at, decision.recalled_by_id, decision.recalled_because = now, by.user_id, because.strip()
    decision.save(update_fields=["recalled_at", "recalled_by", "recalled_because"])
    rows = ShareRecipient.objects.filter(decision=decision, recalled_at__isnull=True)
    closed = tuple(EnvelopeId(each) for each in rows.values_list("id", flat=True))
    rows.update(recalled_at=now)
    return closed


def keep_reply(
    *, envelope_id: EnvelopeId, item_id: UUID, kind: ReplyKind, words: str, by: Actor, now: datetime
) -> UUID:
    """Keep what a recipient says of an item they were sent. The item itself stays as it is."""
    require_acting()
    agency_id, user_id = who_decides(by)
    envelope = ShareRecipient.objects.get(pk=envelope_id)
    row = ShareReply.objects.create(
        about_id=envelope_id,
        controller_id=envelope.controller_id,
        received_from_id=agency_id,
        recipient=envelope,
        item_id=item_id,
        kind=kind.code,
        words=words.strip(),
        made_at=now,
        made_by_id=user_id,
    )
    return row.id


def answer_reply(*, reply_id: UUID, answer: ReplyAnswer, words: str, by: Actor, now: datetime) -> bool:
    """Keep what the holder answers to a reply, and return if it waited for an answer."""
    require_acting()
    rows = ShareReply.objects.filter(pk=reply_id, answered_at__isnull=True, controller_id=by.agency_id)
    return bool(rows.update(answer=answer.code, answer_words=words.strip(), answered_at=now, answered_by_id=by.user_id))


def _envelope(decision: ShareDecision, child_id: SubjectId, wish: Wish, recipient: Recipient) -> ShareRecipient:
    number = uuid4()
    return ShareRecipient.objects.create(
        id=number,
        about_id=number,
        controller_id=decision.controller_id,
        decision=decision,
        child_id=child_id,
        recipient_agency_id=recipient.agency_id,
        recipient_user_id=recipient.user_id,
        share_purpose=wish.purpose.code,
        grounds=list(wish.grounds),
        held_back=bool(wish.withheld.strip()),
        expires_at=wish.expires_at,
    )


def _open_envelopes(decision: ShareDecision, by: Actor, now: datetime) -> tuple[EnvelopeId, ...]:
    """Let each recipient read from now on, and put each item on the register of what left."""
    rows = list(ShareRecipient.objects.filter(decision=decision).select_related("recipient_agency", "recipient_user"))
    ShareRecipient.objects.filter(decision=decision).update(starts_at=now)
    items = list(SharedItem.objects.filter(decision=decision))
    LeftHere.objects.bulk_create(
        LeftHere(
            about_id=decision.about_id,
            controller_id=decision.controller_id,
            sharing="HOLDER",
            way="SHARE",
            item_id=item.item_id,
            version=item.version,
            to_whom=_say_recipient(row),
            left_at=now,
            left_by_id=who_decides(by)[1],
            decision=decision,
        )
        for row in rows
        for item in items
    )
    return tuple(EnvelopeId(row.id) for row in rows)


def _say_recipient(row: ShareRecipient) -> str:
    agency = row.recipient_agency.name
    return agency if row.recipient_user is None else f"{row.recipient_user.name}, {agency}"
