"""Protections of where a child is are put before named people of the agency that protects, and climb until one looks.

In:  now; who looks at their own turns.
Out: messages without a name or a place; turns. Nothing ends because a day has passed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reachable.access.context import running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_addresses, list_worked_with
from reachable.access.queries.seals import list_reachable
from reachable.alerts.operations import leave_message
from reachable.journeys.agreements_made import list_deciders
from reachable.journeys.keepers_asked import TIME_AFTER, find_sealed_from, list_keepers, may_keep
from reachable.kernel.ids import AboutId, SubjectId, UserId
from reachable.kernel.london import london_date
from reachable.people.queries import list_same_person, open_records
from reachable.places.domain.looking_again import Looked, count_passed_over, due_by, find_spans, say_reference
from reachable.places.queries.looks import list_due_to_look

RUN = Run("protections due")
MACHINE = Actor(user_id=None, agency_id=None, name="protections due")

DUE = "A protection of your agency is to be looked at again: is it still needed? Reference {}. Sign in to read it."
PASSED_OVER = (
    "A protection of your agency was not looked at by its day. It stands until somebody looks."
    " Reference {}. Sign in to read it."
)
SECOND = "Ending a protection of your agency waits for a second person. Reference {}. Sign in to read it."
ENDED = "Two people of your agency ended a protection. Reference {}. Sign in to read it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionDue:
    """One child's protection that somebody must look at. Nothing here says whose it is."""

    subject_id: SubjectId
    reference: str
    review_on: date
    is_late: bool
    passed_over: int
    asked: bool
    asked_by_reader: bool


def may_look(*, protections: Iterable[Looked], viewer: Viewer) -> tuple[Looked, ...]:
    """Return those of these protections that are the reader's to look at; inside a run.

    They are a supervisor or the data-protection officer of the agency that protects, or whoever decided it and still
    works there. Of a sealed record only those named for it.
    """
    own = [each for each in protections if each.agency_id == viewer.agency_id and each.ended_at is None]
    if not own or not viewer.role.may_read:
        return ()
    sealed, decides = _sealed(own, viewer.at), may_keep(viewer=viewer)
    return tuple(each for each in own if _is_theirs(each, sealed, viewer.user_id, decides=decides))


def list_protections_due(*, viewer: Viewer, now: datetime) -> tuple[ProtectionDue, ...]:
    """Return the protections that wait for the reader, most overdue first. Showing is noted."""
    mine = _find_waiting(viewer, now)
    about = [AboutId(each) for each in mine]
    if not about:
        return ()
    opened = open_records(viewer=viewer, about_ids=about, shown=Shown.LISTED, what="protections to look at again")
    found = [_describe(each, viewer, now) for subject, each in mine.items() if AboutId(subject) in opened.granted]
    return tuple(sorted(found, key=lambda each: (each.review_on, each.reference)))


def count_protections_due(*, viewer: Viewer, now: datetime) -> int:
    """Return how many protections wait for the reader: a number, and nothing of any child."""
    return len(_find_waiting(viewer, now))


def put_protections_before_people(*, now: datetime) -> int:
    """Put each protection whose day nears before whoever looks at it, and return how many wait. None ends by it.

    One that nobody looks at is put before them again and again, from the second time on before the officer too.
    """
    today = london_date(now)
    with running(job="find protections to look at again", now=now):
        due = list_due_to_look(viewer=RUN, by=due_by(on=today))
        for each in due:
            times = count_passed_over(review_on=each.review_on, on=today)
            if each.asked is not None:
                weeks = (now - each.asked.at) // find_spans(on=today).between
                put_before(each, key=f"end:{each.asked.number}:{weeks}", text=SECOND, officer_too=True, now=now)
            elif times is not None:
                text = DUE if today <= each.review_on else PASSED_OVER
                key = f"due:{each.review_on}:{times}"
                put_before(each, key=key, text=text, officer_too=times > 0, now=now)
    return len(due)


def put_before(protection: Looked, *, key: str, text: str, officer_too: bool, now: datetime) -> None:
    """Let whoever looks at a protection open its record, and write to each of them; in an act or a run.

    Whoever asked for it to end is not asked to be the second person.
    """
    asker = None if protection.asked is None else protection.asked.by_id
    people = [each for each in _list_lookers(protection, officer_too=officer_too, at=now) if each != asker]
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(protection.subject_id),
                controller_id=protection.agency_id,
                reason=RelationshipReason.PROTECTING,
                starts_at=now,
                ends_at=now + TIME_AFTER,
                user_id=user_id,
            )
            for user_id in people
        ],
        by=MACHINE,
        now=now,
    )
    tell(protection, people, key=key, text=text, now=now)


def tell_of_end(protection: Looked, *, but_not: Iterable[UserId | None], now: datetime) -> None:
    """Write to whoever would have looked at a protection that two people ended it; in an act or a run."""
    done = set(but_not)
    people = [each for each in _list_lookers(protection, officer_too=True, at=now) if each not in done]
    tell(protection, people, key="ended", text=ENDED, now=now)


def tell(protection: Looked, people: Iterable[UserId], *, key: str, text: str, now: datetime) -> None:
    """Leave one message for each of these people, without a name or a place."""
    wanted = tuple(people)
    addresses = dict(list_addresses(user_ids=set(wanted)))
    for person in list_reachable(user_ids=wanted):
        leave_message(
            key=f"{protection.subject_id}:protection:{protection.id.hex[:8]}:{key}:{str(person.user_id)[:8]}",
            to_name=person.name,
            to_address=addresses[person.user_id],
            text=text.format(say_reference(protection.subject_id)),
            by=MACHINE,
            now=now,
        )


def _find_waiting(viewer: Viewer, now: datetime) -> Mapping[SubjectId, Looked]:
    """Return what waits for the reader, one protection for each child they work with."""
    if not viewer.role.may_read:
        return {}
    with running(job="find protections that wait for somebody", now=now):
        due = list_due_to_look(viewer=RUN, by=due_by(on=london_date(now)), agency_id=viewer.agency_id)
        mine = may_look(protections=due, viewer=viewer)
        if not mine:
            return {}
        worked = list_worked_with(viewer=viewer, about_ids=[AboutId(each.subject_id) for each in mine])
        theirs = [each for each in mine if AboutId(each.subject_id) in worked]
        same = list_same_person(viewer=RUN, subject_ids=[each.subject_id for each in theirs])
    first: dict[SubjectId, Looked] = {}
    for each in sorted(theirs, key=lambda each: (each.review_on, each.subject_id)):
        first.setdefault(min(same[each.subject_id]), each)
    return {each.subject_id: each for each in first.values()}


def _describe(protection: Looked, viewer: Viewer, now: datetime) -> ProtectionDue:
    today = london_date(now)
    return ProtectionDue(
        subject_id=protection.subject_id,
        reference=say_reference(protection.subject_id),
        review_on=protection.review_on,
        is_late=protection.review_on < today,
        passed_over=count_passed_over(review_on=protection.review_on, on=today) or 0,
        asked=protection.asked is not None,
        asked_by_reader=protection.asked is not None and protection.asked.by_id == viewer.user_id,
    )


def _is_theirs(
    protection: Looked, sealed: Mapping[AboutId, frozenset[UserId]], user_id: UserId, *, decides: bool
) -> bool:
    named = sealed.get(AboutId(protection.subject_id))
    return decides or protection.decided_by_id == user_id if named is None else user_id in named


def _list_lookers(protection: Looked, *, officer_too: bool, at: datetime) -> tuple[UserId, ...]:
    """Return who looks at a protection: who decides for its agency, and whoever decided it and still works there."""
    there = list_deciders(agency_id=protection.agency_id, at=at)
    sealed = _sealed([protection], at)
    named = sealed.get(AboutId(protection.subject_id))
    if named is not None:
        return tuple(sorted(named & set(there)))
    keepers = list_keepers(agency_id=protection.agency_id, officer_too=officer_too, at=at)
    decider = protection.decided_by_id
    return tuple(dict.fromkeys((*keepers, *([decider] if decider is not None and decider in there else []))))


def _sealed(protections: Iterable[Looked], at: datetime) -> Mapping[AboutId, frozenset[UserId]]:
    return find_sealed_from(about_ids=[AboutId(each.subject_id) for each in protections], at=at)
