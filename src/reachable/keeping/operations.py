"""Puts a record up for review, keeps it on, holds it, proposes to erase it, and erases it when a second person decides.

In:  decisions of named people.
Out: rows; what was erased. A hold and a proposal are each ended by another person than the one who began it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import DatabaseError

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.rows import ask
from reachable.keeping.domain.deciding import (
    CannotErase,
    ErasureGround,
    HoldAsked,
    HoldKind,
    check_hold,
    check_hold_because,
    check_kept_on,
    check_lifting,
    check_proposal,
)
from reachable.keeping.domain.review_waits import find_review_wait
from reachable.keeping.models import Hold, Proposal, Review, ToTell
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId
from reachable.kernel.london import london_date

WHY_REFUSED = {
    "RC030": "A hold stands on this record or one of the same child. It must not be erased until that is lifted.",
    "RC031": "There is no such proposal.",
    "RC032": "You proposed it. Another person of your agency has to decide.",
    "RC033": "An extract of your agency waits for a look and may hold this record. Bring it in or refuse it first.",
}


class KeepingNotFound(LookupError):
    """There is no such review, hold or proposal for this agency."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many rows of each table, of which records, and whose rules are to be asked again.

    `emptied` are records in which another agency holds something: they have no number any more, and that stays.
    """

    counts: dict[str, int]
    record_ids: tuple[SubjectId, ...]
    emptied: tuple[SubjectId, ...]
    ask_again: tuple[SubjectId, ...]


def ask_for_review(
    *,
    about_id: AboutId,
    controller_id: AgencyId,
    rule_key: str,
    due_on: date,
    answer_by: datetime,
    by: Actor,
    now: datetime,
) -> bool:
    """Put a record before whoever decides how long it is kept, and return whether it was not there already."""
    require_acting()
    if Review.objects.filter(about_id=about_id, state="WAITING").exists():
        return False
    Review.objects.create(
        about_id=about_id,
        controller_id=controller_id,
        rule_key=rule_key,
        due_on=due_on,
        asked_at=now,
        answer_by=answer_by,
        state="WAITING",
    )
    return True


def let_review_climb(*, review_id: UUID, answer_by: datetime, by: Actor, now: datetime) -> None:
    """Note that a review nobody answered was put before somebody else, who has until then."""
    require_acting()
    row = Review.objects.select_for_update().get(pk=review_id)
    row.climbed += 1
    row.answer_by = answer_by
    row.save(update_fields=["climbed", "answer_by"])


def keep_on(*, review_id: UUID, agency_id: AgencyId, because: str, next_on: date, by: Actor, now: datetime) -> None:
    """Answer a review: the record is kept on, for a reason, until it is looked at again on a day.

    :raises KeepingNotFound: when no review of this agency waits by this id.
    :raises reachable.keeping.domain.deciding.CannotKeep: when there is no reason, or the day is too far away.
    """
    require_acting()
    check_kept_on(because=because, next_on=next_on, today=london_date(now))
    _answer(review_id, agency_id, state="KEPT_ON", because=because, next_on=next_on, by=by, now=now)


def put_hold(
    *,
    about_ids: Sequence[AboutId],
    agency_id: AgencyId,
    kind: HoldKind,
    asked: HoldAsked,
    because: str,
    by: Actor,
    now: datetime,
) -> UUID:
    """Hold the records of one child, so that nobody can erase them, and return the act's id.

    :raises reachable.keeping.domain.deciding.CannotHold: when no reason is given.
    """
    require_acting()
    check_hold(because=because, asked=asked, today=london_date(now))
    act_id = uuid4()
    Hold.objects.bulk_create(
        [
            Hold(
                about_id=about_id,
                controller_id=agency_id,
                act_id=act_id,
                kind=kind.code,
                wanted_by=asked.wanted_by.strip(),
                reference=asked.reference.strip(),
                review_on=asked.review_on,
                because=because.strip(),
                put_at=now,
                put_by_id=_somebody(by),
            )
            for about_id in dict.fromkeys(about_ids)
        ]
    )
    waiting = Review.objects.filter(about_id__in=list(about_ids), controller_id=agency_id, state="WAITING")
    waiting.update(state="HELD", because=kind.label, answered_at=now, answered_by=by.user_id)
    return act_id


def hold_longer(*, act_id: UUID, agency_id: AgencyId, asked: HoldAsked, because: str, by: Actor, now: datetime) -> None:
    """Keep that a hold was looked at and stands, with its reason of today, until it is looked at again on a day.

    It is then no longer asked to be lifted.

    :raises KeepingNotFound: when this agency has no such hold.
    :raises reachable.keeping.domain.deciding.CannotHold: when no reason is given, or the day is too far away.
    """
    require_acting()
    rows = _live_holds(act_id, agency_id)
    check_hold(because=because, asked=asked, today=london_date(now))
    Hold.objects.filter(id__in=[row.id for row in rows]).update(
        wanted_by=asked.wanted_by.strip(),
        reference=asked.reference.strip(),
        review_on=asked.review_on,
        because=because.strip(),
        looked_at=now,
        looked_at_by=by.name,
        asked_at=None,
        asked_by=None,
        asked_because="",
    )


def ask_to_lift(*, act_id: UUID, agency_id: AgencyId, because: str, by: Actor, now: datetime) -> None:
    """Keep that somebody asks for a hold to be lifted. It stands until another person confirms.

    :raises KeepingNotFound: when this agency has no such hold.
    :raises reachable.keeping.domain.deciding.CannotHold: when no reason is given.
    """
    require_acting()
    rows = _live_holds(act_id, agency_id)
    check_hold_because(because=because)
    Hold.objects.filter(id__in=[row.id for row in rows]).update(
        asked_at=now, asked_by=by.user_id, asked_because=because.strip()
    )


def lift_hold(*, act_id: UUID, agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """Lift a hold that another person asked to lift.

    :raises KeepingNotFound: when this agency has no such hold.
    :raises reachable.keeping.domain.deciding.CannotHold: when nobody asked, or the same person did.
    """
    require_acting()
    rows = _live_holds(act_id, agency_id)
    asked_by = rows[0].asked_by_id
    check_lifting(asked_by=None if asked_by is None else UserId(asked_by), by=by.user_id)
    Hold.objects.filter(id__in=[row.id for row in rows]).update(lifted_at=now, lifted_by=by.user_id)


def propose_erasing(
    *,
    about_ids: Sequence[AboutId],
    agency_id: AgencyId,
    ground: ErasureGround,
    because: str,
    rule_key: str = "",
    by: Actor,
    now: datetime,
) -> UUID:
    """Propose to erase an agency's records of one child, and return the act's id. Nothing is erased by it.

    Each has a review that stands until a second person decides, and climbs: one that nobody was asked about, a new one.

    :raises reachable.keeping.domain.deciding.CannotErase: when no reason is given, or it is proposed already.
    """
    require_acting()
    check_proposal(because=because)
    wanted = list(dict.fromkeys(about_ids))
    if Proposal.objects.filter(about_id__in=wanted, refused_at__isnull=True).exists():
        raise CannotErase("It is proposed already, and waits for another person.")
    act_id = uuid4()
    Proposal.objects.bulk_create(
        [
            Proposal(
                about_id=about_id,
                controller_id=agency_id,
                act_id=act_id,
                ground=ground.code,
                rule_key=rule_key,
                because=because.strip(),
                proposed_at=now,
                proposed_by_id=_somebody(by),
            )
            for about_id in wanted
        ]
    )
    waiting = Review.objects.filter(about_id__in=wanted, controller_id=agency_id, state="WAITING")
    asked = set(waiting.values_list("about_id", flat=True))
    waiting.update(state="PROPOSED", because=ground.label, answered_at=now, answered_by=by.user_id)
    _note_decided(
        [each for each in wanted if each not in asked],
        agency_id,
        state="PROPOSED",
        because=ground.label,
        next_on=None,
        by=by,
        now=now,
    )
    return act_id


def refuse_erasing(*, act_id: UUID, agency_id: AgencyId, because: str, next_on: date, by: Actor, now: datetime) -> None:
    """Decide that what was proposed is not erased: it is kept on until it is looked at again on a day.

    Whoever proposed it may take it back so.

    :raises KeepingNotFound: when nothing of this agency is proposed by this id.
    :raises reachable.keeping.domain.deciding.CannotKeep: when there is no reason, or the day is too far away.
    """
    require_acting()
    check_kept_on(because=because, next_on=next_on, today=london_date(now))
    rows = Proposal.objects.filter(act_id=act_id, controller_id=agency_id, refused_at__isnull=True)
    about = list(rows.values_list("about_id", flat=True))
    if not rows.update(refused_at=now, refused_by=by.user_id, refused_because=because.strip()):
        raise KeepingNotFound("there is no such proposal")
    reviews = Review.objects.filter(about_id__in=about, controller_id=agency_id, state="PROPOSED")
    asked = set(reviews.values_list("about_id", flat=True))
    reviews.update(state="KEPT_ON", because=because.strip(), next_on=next_on, answered_at=now, answered_by=by.user_id)
    # One that was proposed before every proposal had a review.
    _note_decided(
        [each for each in about if each not in asked],
        agency_id,
        state="KEPT_ON",
        because=because.strip(),
        next_on=next_on,
        by=by,
        now=now,
    )


def erase_record(*, act_id: UUID, by: Actor, now: datetime) -> Erased:
    """Erase what another person proposed to erase, in this transaction, and return what went.

    The database decides: it refuses the one who proposed, a record that is held, and whoever is not of the agency.

    :raises reachable.keeping.domain.deciding.CannotErase: when it is refused; the transaction is then void.
    """
    require_acting()
    try:
        ((said,),) = ask("SELECT resolver.erase(%s)", act_id)
    except DatabaseError as refusal:
        why = WHY_REFUSED.get(getattr(refusal.__cause__, "sqlstate", None) or "")
        if why is None:
            raise
        raise CannotErase(why) from refusal
    done = said if isinstance(said, dict) else json.loads(said)
    return Erased(
        counts=done["counts"],
        record_ids=tuple(SubjectId(UUID(each)) for each in done["records"]),
        emptied=tuple(SubjectId(UUID(each)) for each in done["emptied"]),
        ask_again=tuple(SubjectId(UUID(each)) for each in done["ask_again"]),
    )


def note_told(*, row_id: UUID, agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """Keep that somebody told one of those who have a copy of what was erased, or a record of the same child.

    :raises KeepingNotFound: when nobody of this id waits to be told by this agency.
    """
    require_acting()
    rows = ToTell.objects.filter(pk=row_id, controller_id=agency_id, told_at__isnull=True)
    if not rows.update(told_at=now, told_by=by.user_id):
        raise KeepingNotFound("there is nobody of this id to tell")


def _answer(
    review_id: UUID, agency_id: AgencyId, *, state: str, because: str, next_on: date, by: Actor, now: datetime
) -> None:
    rows = Review.objects.filter(pk=review_id, controller_id=agency_id, state="WAITING")
    done = rows.update(state=state, because=because.strip(), next_on=next_on, answered_at=now, answered_by=by.user_id)
    if not done:
        raise KeepingNotFound("no such review waits")


def _note_decided(
    about_ids: Sequence[UUID],
    agency_id: AgencyId,
    *,
    state: str,
    because: str,
    next_on: date | None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what was decided of records that no rule had put before anybody."""
    today = london_date(now)
    Review.objects.bulk_create(
        [
            Review(
                about_id=about_id,
                controller_id=agency_id,
                due_on=today,
                asked_at=now,
                answer_by=now + find_review_wait(climbed=0, on=today),
                state=state,
                because=because,
                next_on=next_on,
                answered_at=now,
                answered_by_id=by.user_id,
            )
            for about_id in about_ids
        ]
    )


def _somebody(by: Actor) -> UserId:
    """Return who it is: a hold or a proposal is never the machine's."""
    if by.user_id is None:
        raise ValueError("somebody holds a record or proposes to erase it, never the machine")
    return by.user_id


def _live_holds(act_id: UUID, agency_id: AgencyId) -> list[Hold]:
    rows = list(Hold.objects.select_for_update().filter(act_id=act_id, controller_id=agency_id, lifted_at__isnull=True))
    if not rows:
        raise KeepingNotFound("there is no such hold")
    return rows


def purge_sent_messages(*, sent_before: datetime, by: Actor, now: datetime) -> int:
    """Take messages out of the outbox that left before a moment, in an open run, and return how many."""
    require_acting()
    ((gone,),) = ask("SELECT resolver.purge_sent(%s)", sent_before)
    return int(gone)
