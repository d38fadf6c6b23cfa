"""Somebody who decides how long their agency keeps its records reads what waits for them, one record, and decides.

In:  a viewer; a record of their agency.
Out: what waits; one record with its rule, reviews, holds and what is proposed; the decision, kept under their name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.access.queries import list_worked_with
from reachable.journeys.keepers_asked import end_keeping, find_sealed_from, let_keepers_open, may_keep, write_to_keepers
from reachable.journeys.record_erased import erase_child, hold_child, propose_to_erase
from reachable.journeys.records_due import find_longest_kept
from reachable.keeping.domain.deciding import ErasureGround, HoldAsked, HoldKind, ReviewState, say_reference
from reachable.keeping.domain.kept_rules import RULES
from reachable.keeping.domain.rule_book import KeptUntil, RetentionRule
from reachable.keeping.operations import (
    Erased,
    KeepingNotFound,
    ask_to_lift,
    hold_longer,
    keep_on,
    lift_hold,
    note_told,
    refuse_erasing,
)
from reachable.keeping.queries import (
    ErasedRecord,
    HoldRecord,
    PersonToTell,
    ProposalRecord,
    ReviewRecord,
    find_held,
    list_erased,
    list_held_by,
    list_held_in,
    list_holds,
    list_proposals,
    list_reviews,
    list_to_decide,
    list_to_tell,
)
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.kernel.london import london_date, start_of_day
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, list_controllers, list_first_received, list_same_person, open_records
from reachable.timeline.queries import list_facts

RUN = Run("records kept")
SHOWN_AT_ONCE = 50
TO_DECIDE_ON_ERASING = timedelta(days=28)
PROPOSED = "Erasing a record of your agency is proposed: a second person decides. Reference {}. Sign in to read it."
RULE_BY_KEY = {each.key: each for each in RULES}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecord:
    """One record somebody must decide on. Nothing here says whose it is."""

    subject_id: SubjectId
    reference: str
    rule: RetentionRule | None
    review: ReviewRecord | None
    proposal: ProposalRecord | None
    is_late: bool
    proposed_by_reader: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody, most overdue first; `more` when there is more than is shown.

    `of_others`: something waits in their agency that others were asked about, and they not yet.
    """

    records: tuple[WaitingRecord, ...]
    more: bool
    of_others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """One record as whoever decides reads it.

    `held_elsewhere`: something that is not theirs to read stands against erasing. Which it is is said to nobody.
    """

    subject_id: SubjectId
    reference: str
    name: str
    claims: SubjectClaims
    kept: KeptUntil
    received: datetime
    last_recorded: datetime | None
    events: int
    others: int
    review: ReviewRecord | None
    earlier: tuple[ReviewRecord, ...]
    hold: HoldRecord | None
    lifted: tuple[HoldRecord, ...]
    proposal: ProposalRecord | None
    held_elsewhere: bool

    @property
    def may_propose(self) -> bool:
        """Test if erasing can be proposed at all: not while a hold stands, nor while it waits for a second person."""
        return self.hold is None and not self.held_elsewhere and self.proposal is None


@dataclass(frozen=True, slots=True)
class Gone:
    """What an agency erased, newest first, and whom it still has to tell."""

    erased: tuple[ErasedRecord, ...]
    to_tell: tuple[PersonToTell, ...]


def list_waiting(*, viewer: Viewer, now: datetime) -> Waiting:
    """Return the records of the reader's agency that wait for a decision, most overdue first. Showing is noted."""
    with running(job="find records that wait for a decision", now=now):
        known = _leave_out_sealed(list_to_decide(viewer=RUN, agency_id=viewer.agency_id), viewer)
        worked = list_worked_with(viewer=viewer, about_ids=known)
    wanted = [each for each in known if each in worked]
    about = wanted[:SHOWN_AT_ONCE]
    opened = open_records(viewer=viewer, about_ids=about, shown=Shown.LISTED, what="records due for review")
    with reading(viewer):
        reviews = {each.about_id: each for each in list_reviews(viewer=viewer, about_ids=opened.granted)}
        proposals = {each.about_id: each for each in list_proposals(viewer=viewer, about_ids=opened.granted)}
    records = tuple(
        _waiting(each, reviews.get(each), proposals.get(each), viewer) for each in about if each in opened.granted
    )
    return Waiting(records, len(wanted) > len(about), len(known) > len(wanted))


def list_held(*, viewer: Viewer, now: datetime) -> tuple[HoldRecord, ...]:
    """Return the holds of the reader's agency that stand, those to look at first coming first. Showing is noted."""
    with running(job="find holds", now=now):
        known = _leave_out_sealed(list_held_by(viewer=RUN, agency_id=viewer.agency_id), viewer)
        worked = list_worked_with(viewer=viewer, about_ids=known)
        about = [each for each in known if each in worked]
        whose = list_controllers(viewer=RUN, subject_ids=[SubjectId(each) for each in about])
    own = [each for each in about if whose.get(SubjectId(each)) == viewer.agency_id][:SHOWN_AT_ONCE]
    opened = open_records(viewer=viewer, about_ids=own, shown=Shown.LISTED, what="holds")
    with reading(viewer):
        holds = list_holds(viewer=viewer, about_ids=opened.granted)
    return tuple(each for each in holds if each.lifted_at is None)


def open_kept(*, subject_id: SubjectId, viewer: Viewer, now: datetime) -> KeptRecord | None:
    """Open one record of the reader's own agency and note it; None where it is not theirs, or there is none."""
    about_id = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about_id], shown=Shown.OPENED, what="how long a record is kept")
    if about_id not in opened.granted:
        return None
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=[subject_id]).get(subject_id)
        reviews = list_reviews(viewer=viewer, about_ids=[about_id])
        holds = list_holds(viewer=viewer, about_ids=[about_id])
        proposal = next(iter(list_proposals(viewer=viewer, about_ids=[about_id])), None)
    if claims is None or claims.agency_id != viewer.agency_id:
        return None
    with running(job="find how long a record is kept", now=now):
        everything, everybody = _records_of(subject_id, viewer.agency_id)
        own = [SubjectId(each) for each in _leave_out_sealed([AboutId(each) for each in everything], viewer)]
        facts = [fact for fact in list_facts(viewer=RUN, subject_ids=own)]
        kept = find_longest_kept(subject_ids=own, on=london_date(now))
        received = list_first_received(viewer=RUN, subject_ids=[subject_id])[subject_id]
        is_held = bool(find_held(viewer=RUN, about_ids=[AboutId(each) for each in everybody]))
    hold = next((each for each in holds if each.lifted_at is None), None)
    waits = next((each for each in reviews if each.state is ReviewState.WAITING), None)
    return KeptRecord(
        subject_id=subject_id,
        reference=say_reference(about_id),
        name=find_usual_name([claims]),
        claims=claims,
        kept=kept,
        received=received,
        last_recorded=max((fact.instants.recorded_at for fact in facts), default=None),
        events=len(facts),
        others=len(own) - 1,
        review=waits,
        earlier=tuple(each for each in reversed(reviews) if each is not waits),
        hold=hold,
        lifted=tuple(each for each in holds if each.lifted_at is not None),
        proposal=proposal,
        held_elsewhere=hold is None and (is_held or len(own) < len(everything)),
    )


def keep_longer(*, found: KeptRecord, because: str, next_on: date, viewer: Viewer, now: datetime) -> None:
    """Keep a record that is due until it is looked at again on a day, for a reason.

    :raises reachable.keeping.domain.deciding.CannotKeep: when there is no reason, or the day is too far away.
    :raises reachable.keeping.operations.KeepingNotFound: when nothing waits any more.
    """
    by = Actor.from_viewer(viewer)
    if found.review is None:
        raise KeepingNotFound("nothing waits to be decided")
    with acting(by=by, what="kept a record on", now=now, about=[found.subject_id]):
        keep_on(review_id=found.review.id, agency_id=viewer.agency_id, because=because, next_on=next_on, by=by, now=now)
        end_keeping(about_ids=[AboutId(found.subject_id)], by=by, now=now)


def hold_record(
    *, found: KeptRecord, kind: HoldKind, asked: HoldAsked, because: str, viewer: Viewer, now: datetime
) -> None:
    """Hold every record of the child, or keep a hold that stands for longer. Those who decide can open it until then.

    :raises reachable.keeping.domain.deciding.CannotHold: when something is not said.
    """
    by = Actor.from_viewer(viewer)
    if found.hold is None:
        hold_child(
            subject_id=found.subject_id,
            agency_id=viewer.agency_id,
            kind=kind,
            asked=asked,
            because=because,
            by=by,
            now=now,
        )
    with acting(by=by, what="kept a hold", now=now, about=[found.subject_id]):
        if found.hold is not None:
            hold_longer(
                act_id=found.hold.act_id, agency_id=viewer.agency_id, asked=asked, because=because, by=by, now=now
            )
        _let_open(found, viewer, start_of_day(asked.review_on), now)


def propose(*, found: KeptRecord, ground: ErasureGround, because: str, viewer: Viewer, now: datetime) -> None:
    """Propose to erase all the agency holds of the child. Another supervisor is written to, and decides.

    :raises reachable.keeping.domain.deciding.CannotErase: when it cannot be proposed; nothing is kept.
    """
    by = Actor.from_viewer(viewer)
    act_id = propose_to_erase(
        subject_id=found.subject_id, agency_id=viewer.agency_id, ground=ground, because=because, by=by, now=now
    )
    about_id = AboutId(found.subject_id)
    with acting(by=by, what="let a second person decide", now=now, about=[found.subject_id]):
        _let_open(found, viewer, now + TO_DECIDE_ON_ERASING, now)
        write_to_keepers(
            agency_id=viewer.agency_id,
            about_id=about_id,
            key=f"proposed:{act_id.hex[:8]}",
            text=PROPOSED.format(say_reference(about_id)),
            officer_too=False,
            but_not=viewer.user_id,
            now=now,
        )


def refuse(*, found: KeptRecord, because: str, next_on: date, viewer: Viewer, now: datetime) -> None:
    """Decide that what was proposed is not erased, or take one's own proposal back.

    :raises reachable.keeping.domain.deciding.CannotKeep: when there is no reason, or the day is too far away.
    :raises reachable.keeping.operations.KeepingNotFound: when nothing is proposed any more.
    """
    by = Actor.from_viewer(viewer)
    if found.proposal is None:
        raise KeepingNotFound("nothing is proposed")
    with acting(by=by, what="refused to erase a record", now=now, about=[found.subject_id]):
        own, _everybody = _records_of(found.subject_id, viewer.agency_id)
        refuse_erasing(
            act_id=found.proposal.act_id,
            agency_id=viewer.agency_id,
            because=because,
            next_on=next_on,
            by=by,
            now=now,
        )
        end_keeping(about_ids=[AboutId(each) for each in own], by=by, now=now)


def erase(*, found: KeptRecord, viewer: Viewer, now: datetime) -> Erased:
    """Erase what another person proposed.

    :raises reachable.keeping.domain.deciding.CannotErase: when the database refuses; nothing was erased.
    :raises reachable.keeping.operations.KeepingNotFound: when nothing is proposed any more.
    """
    if found.proposal is None:
        raise KeepingNotFound("nothing is proposed")
    return erase_child(act_id=found.proposal.act_id, by=Actor.from_viewer(viewer), now=now)


def ask_for_lifting(*, found: KeptRecord, because: str, viewer: Viewer, now: datetime) -> None:
    """Ask for a hold to be lifted; it stands until another person confirms.

    :raises reachable.keeping.domain.deciding.CannotHold: when no reason is given.
    :raises reachable.keeping.operations.KeepingNotFound: when no hold stands any more.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="asked to lift a hold", now=now, about=[found.subject_id]):
        ask_to_lift(act_id=_act_of(found), agency_id=viewer.agency_id, because=because, by=by, now=now)


def lift(*, found: KeptRecord, viewer: Viewer, now: datetime) -> None:
    """Lift a hold that another person asked to lift.

    :raises reachable.keeping.domain.deciding.CannotHold: when nobody asked, or the same person did.
    :raises reachable.keeping.operations.KeepingNotFound: when no hold stands any more.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="lifted a hold", now=now, about=[found.subject_id]):
        lift_hold(act_id=_act_of(found), agency_id=viewer.agency_id, by=by, now=now)
        own, _everybody = _records_of(found.subject_id, viewer.agency_id)
        held = [SubjectId(each) for each in list_held_in(viewer=RUN, act_id=_act_of(found))]
        whose = list_controllers(viewer=RUN, subject_ids=held)
        ending = {*own, *(each for each in held if whose.get(each) == viewer.agency_id)}
        end_keeping(about_ids=[AboutId(each) for each in ending], by=by, now=now)


def list_gone(*, viewer: Viewer, now: datetime) -> Gone:
    """Return what the reader's agency erased and whom it has to tell of it. Nothing of it says whose it was."""
    with reading(viewer):
        erased = list_erased()
    with running(job="find whom to tell of what was erased", now=now):
        to_tell = list_to_tell(viewer=RUN, agency_id=viewer.agency_id)
    return Gone(tuple(reversed(erased)), to_tell)


def tell(*, row_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Keep that one of those to be told has been told.

    :raises reachable.keeping.operations.KeepingNotFound: when nobody of this id waits to be told by this agency.
    """
    by = Actor.from_viewer(viewer)
    if not may_keep(viewer=viewer):
        raise KeepingNotFound("not theirs to tell")
    with acting(by=by, what="told of what was erased", now=now):
        note_told(row_id=row_id, agency_id=viewer.agency_id, by=by, now=now)


def _waiting(
    about_id: AboutId, review: ReviewRecord | None, proposal: ProposalRecord | None, viewer: Viewer
) -> WaitingRecord:
    key = review.rule_key if review is not None else proposal.rule_key if proposal is not None else ""
    return WaitingRecord(
        subject_id=SubjectId(about_id),
        reference=say_reference(about_id),
        rule=RULE_BY_KEY.get(key),
        review=review,
        proposal=proposal,
        is_late=review is not None and (review.climbed > 0 or review.answer_by <= viewer.at),
        proposed_by_reader=proposal is not None and proposal.proposed_by_id == viewer.user_id,
    )


def _leave_out_sealed(about_ids: Sequence[AboutId], viewer: Viewer) -> list[AboutId]:
    sealed = find_sealed_from(about_ids=about_ids, at=viewer.at)
    return [each for each in about_ids if each not in sealed or viewer.user_id in sealed[each]]


def _records_of(subject_id: SubjectId, agency_id: AgencyId) -> tuple[list[SubjectId], Iterable[SubjectId]]:
    """Return the agency's records of the child one record is of, and every record of that child; inside a run."""
    everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
    whose = list_controllers(viewer=RUN, subject_ids=everybody)
    return [each for each in everybody if whose.get(each) == agency_id], everybody


def _let_open(found: KeptRecord, viewer: Viewer, until: datetime, now: datetime) -> None:
    everything, _everybody = _records_of(found.subject_id, viewer.agency_id)
    own = _leave_out_sealed([AboutId(each) for each in everything], viewer)
    let_keepers_open(about_ids=own, agency_id=viewer.agency_id, until=until, now=now)


def _act_of(found: KeptRecord) -> UUID:
    if found.hold is None:
        raise KeepingNotFound("no hold stands")
    return found.hold.act_id
