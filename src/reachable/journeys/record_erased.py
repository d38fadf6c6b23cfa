"""A record is held, or is erased when two people decide so; what stands on it is formed and asked anew.

In:  a record of the agency; why; who.
Out: the hold or the proposal; what was erased. Erasing is one transaction: it is done, or nothing is.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations.acted import note_acted_upon
from reachable.journeys.keepers_asked import find_sealed_from
from reachable.journeys.places_settled import part_places
from reachable.journeys.records_due import find_longest_kept
from reachable.keeping.domain.deciding import CannotErase, ErasureGround, HoldAsked, HoldKind
from reachable.keeping.operations import Erased, erase_record, propose_erasing, put_hold
from reachable.keeping.queries import find_ground, find_held, list_proposed
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.kernel.london import london_date
from reachable.matching.domain.clusters import Answer, Judged, derive_clusters
from reachable.matching.operations import wait_for_turn
from reachable.matching.queries import list_judgements
from reachable.people.operations import reform_clusters
from reachable.people.queries import list_controllers, list_same_person
from reachable.places.domain.sealing import CannotBeOpened
from reachable.rules.operations import ask_to_evaluate

RUN = Run("keeping")
HELD = "A hold or another protection stands on this child's records. Nothing of them can be erased until it is lifted."
"""Said alike of a hold, whoever's it is, and of a record that whoever asks may not know of."""
KEPT_LONGER = "By the rule book, what your agency holds of this child is kept until {}."
KEPT_LONGER_BY_NOW = (
    "Something about this child has been recorded since erasing was proposed: by the rule book, what your agency holds"
    " is now kept until {}. Nothing was erased, and the proposal still stands. Read the record, then choose to keep it."
)
PLACES_CLOSED = (
    "Nothing was erased. What other agencies keep apart lies with what is to be erased, and the places key here does"
    " not open it. Ask whoever runs Reachable here to put the right key file back, then decide again."
)
NOT_YOURS = "There is no such record of your agency."


def hold_child(
    *,
    subject_id: SubjectId,
    agency_id: AgencyId,
    kind: HoldKind,
    asked: HoldAsked,
    because: str,
    by: Actor,
    now: datetime,
) -> UUID:
    """Hold every record of the child that one record of the agency is of, and return the act's id.

    :raises reachable.keeping.domain.deciding.CannotHold: when no reason is given; nothing is kept.
    """
    with acting(by=by, what="held a record so that it is not erased", now=now):
        wait_for_turn(by=by, now=now)
        everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        about = [AboutId(each) for each in everybody]
        note_acted_upon(about=about, what="held a record so that it is not erased", by=by, now=now)
        return put_hold(about_ids=about, agency_id=agency_id, kind=kind, asked=asked, because=because, by=by, now=now)


def propose_to_erase(
    *,
    subject_id: SubjectId,
    agency_id: AgencyId,
    ground: ErasureGround,
    because: str,
    by: Actor,
    now: datetime,
) -> UUID:
    """Propose to erase everything an agency holds of the child one of its records is of, and return the act's id.

    :raises reachable.keeping.domain.deciding.CannotErase: when a hold stands, no reason is given, or the ground is that
        the time is up and by the rule book it is not for any of them; nothing is kept.
    """
    with acting(by=by, what="proposed to erase a record", now=now):
        everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        whose = list_controllers(viewer=RUN, subject_ids=everybody)
        own = [AboutId(each) for each in everybody if whose.get(each) == agency_id]
        if not own:
            raise CannotErase(NOT_YOURS)
        if find_held(viewer=RUN, about_ids=[AboutId(each) for each in everybody]) or _is_sealed_from(own, by, now):
            raise CannotErase(HELD)
        note_acted_upon(about=own, what="proposed to erase a record", by=by, now=now)
        rule_key = _find_rule(own, on=london_date(now)) if ground is ErasureGround.TIME_IS_UP else ""
        return propose_erasing(
            about_ids=own, agency_id=agency_id, ground=ground, because=because, rule_key=rule_key, by=by, now=now
        )


def _is_sealed_from(own: Iterable[AboutId], by: Actor, now: datetime) -> bool:
    """Test if one of these records is sealed from somebody, who must not hear of it."""
    sealed = find_sealed_from(about_ids=own, at=now)
    return any(by.user_id not in named for named in sealed.values())


def _find_rule(own: Iterable[AboutId], *, on: date) -> str:
    """Return the rule by which the time of an agency's records of one child is up, the longest of them.

    :raises reachable.keeping.domain.deciding.CannotErase: when one of them is kept for longer: all would go together.
    """
    kept = find_longest_kept(subject_ids=[SubjectId(each) for each in own], on=on)
    if kept.review_on > on:
        raise CannotErase(KEPT_LONGER.format(kept.review_on.strftime("%-d %B %Y")))
    return kept.rule.key


def _check_time_is_still_up(wanted: Iterable[SubjectId], *, act_id: UUID, by: Actor, now: datetime) -> None:
    """Check that what was proposed because its time is up is not kept longer by what came to be known since.

    :raises reachable.keeping.domain.deciding.CannotErase: when it is.
    """
    if find_ground(viewer=RUN, act_id=act_id) is not ErasureGround.TIME_IS_UP:
        return
    if _is_sealed_from([AboutId(each) for each in wanted], by, now):
        return  # The database refuses it, and says nothing of why.
    kept = find_longest_kept(subject_ids=wanted, on=london_date(now))
    if kept.review_on > london_date(now):
        raise CannotErase(KEPT_LONGER_BY_NOW.format(kept.review_on.strftime("%-d %B %Y")))


def erase_child(*, act_id: UUID, by: Actor, now: datetime) -> Erased:
    """Erase what another person proposed to erase, form anew who is one person, and leave children to be evaluated.

    :raises reachable.keeping.domain.deciding.CannotErase: when the database refuses, or the ground is that the time is
        up and by now it is not; nothing was erased.
    """
    with acting(by=by, what="erased a record", now=now):
        wait_for_turn(by=by, now=now)
        wanted = list_proposed(viewer=RUN, act_id=act_id)
        _check_time_is_still_up(wanted, act_id=act_id, by=by, now=now)
        _part_places(by, now)
        same = list_same_person(viewer=RUN, subject_ids=wanted)
        note_acted_upon(about=wanted, what="erased a record", by=by, now=now)
        erased = erase_record(act_id=act_id, by=by, now=now)
        beside = {each for members in same.values() for each in members}
        form_anew(beside=beside | set(erased.ask_again), by=by, now=now)
    return erased


def _part_places(by: Actor, now: datetime) -> None:
    """Part what other agencies kept with whoever erases, so that nothing of theirs goes with it.

    :raises reachable.keeping.domain.deciding.CannotErase: when the places key here does not open what is to be parted.
    """
    try:
        part_places(by=by, now=now)
    except CannotBeOpened as problem:
        raise CannotErase(PLACES_CLOSED) from problem


def form_anew(*, beside: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Form who is one person of those whom an erased record may have joined, and leave them to be evaluated."""
    wanted = frozenset(list_controllers(viewer=RUN, subject_ids=beside))
    if not wanted:
        return
    judged = [
        Judged(each.left, each.right, each.answer)
        for each in list_judgements(viewer=RUN, subject_ids=wanted)
        if each.undone_at is None and each.answer is not Answer.NOT_SURE
    ]
    clusters = derive_clusters(wanted, judged)
    reform_clusters(clusters=[each.members for each in clusters], by=by, now=now)
    ask_to_evaluate(subject_ids=sorted(wanted), because="a record erased", by=by, now=now)
