"""What becomes due of a sealed child is told to the people named for it, and to nobody else.

In:  records that alerts are about, inside a run.
Out: the ladder of those named; of the sealing authority when nobody is named any more; what is sealed from somebody.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from reachable.access.domain.partnership import NamedContact
from reachable.access.domain.viewer import Role, Run
from reachable.access.queries import get_agency, list_people_in_role
from reachable.access.queries.seals import SealedRecord, list_reachable, list_sealed, list_sealed_later
from reachable.alerts.domain.ladder import Ladder
from reachable.alerts.domain.rota import Desk, RotaEntry
from reachable.intake.queries import list_children_of_concerns, list_concerns_about
from reachable.kernel.ids import AboutId, SubjectId, UserId
from reachable.kernel.period import Period
from reachable.oversight.queries.requests import list_children_of_requests, list_requests_about
from reachable.people.queries import find_marked_sealed

RUN = Run("seals")
NAMED_DESK = "Named for this record"
AUTHORITY_DESK = "Seals and unseals records"
NO_NUMBER = "101"
"""Rung when an agency has written down no number at all: an alert always ends with one."""


def find_ladders_of_sealed(*, about_ids: Iterable[AboutId], now: datetime) -> Mapping[AboutId, Ladder]:
    """Return, of those of these records that are sealed, whom alone to tell. Those that are not are left out."""
    return find_ladders_of_sealed_later(about_ids=about_ids, now=now)()


def find_ladders_of_sealed_later(
    *, about_ids: Iterable[AboutId], now: datetime
) -> Callable[[], Mapping[AboutId, Ladder]]:
    """Ask for what `find_ladders_of_sealed` returns, and return what gives it when it is wanted."""
    answer = list_sealed_later(viewer=RUN, about_ids=about_ids, at=now)
    return lambda: {about_id: _ladder(each, now) for about_id, each in answer().items()}


def find_ladder_of_matter(*, about_id: AboutId, now: datetime) -> Ladder | None:
    """Return whom alone to tell of a concern or a request about a sealed child, inside a run; None when it is not.

    Where two children of one concern are sealed, only those named for both may be told.
    """
    children = _children_of([about_id]).get(about_id, frozenset())
    sealed = list_sealed(viewer=RUN, about_ids=[AboutId(each) for each in children], at=now)
    if not sealed:
        return None
    first, *others = (sealed[each] for each in sorted(sealed))
    named = tuple(each for each in first.named if all(each in other.named for other in others))
    return _ladder(SealedRecord(first.agency_id, named), now)


def find_matters_sealed_from(*, user_id: UserId, about_ids: Iterable[AboutId], now: datetime) -> frozenset[AboutId]:
    """Return which of these records, concerns and requests are sealed from somebody, or the child that one is about."""
    wanted = list(about_ids)
    children = _children_of(wanted)
    everybody = {*wanted, *(AboutId(each) for found in children.values() for each in found)}
    sealed = find_sealed_from(user_id=user_id, about_ids=everybody, now=now)
    return frozenset(each for each in wanted if sealed & {each, *map(AboutId, children.get(each, ()))})


def list_matters_about(*, about_ids: Iterable[AboutId]) -> frozenset[AboutId]:
    """Return the concerns and requests about these records, inside a run."""
    subject_ids = [SubjectId(each) for each in about_ids]
    if not subject_ids:
        return frozenset()
    concerns = list_concerns_about(viewer=RUN, subject_ids=subject_ids)
    requests = list_requests_about(viewer=RUN, subject_ids=subject_ids)
    return frozenset(AboutId(each) for each in (*concerns, *requests))


def _children_of(matters: Iterable[AboutId]) -> Mapping[AboutId, frozenset[SubjectId]]:
    """Return of which children each concern and request is."""
    wanted = list(matters)
    requests = list_children_of_requests(viewer=RUN, request_ids=wanted)
    return {
        **list_children_of_concerns(viewer=RUN, concern_ids=wanted),
        **{AboutId(each): frozenset({child}) for each, child in requests.items()},
    }


def find_sealed_from(*, user_id: UserId | None, about_ids: Iterable[AboutId], now: datetime) -> frozenset[AboutId]:
    """Return which of these records are sealed from somebody, inside a run, so that it counts and lists none for them.

    The server itself, `user_id` None, is named for none.
    """
    marked = find_marked_sealed(viewer=RUN, subject_ids=[SubjectId(each) for each in about_ids])
    if not marked:
        return frozenset()
    sealed = list_sealed(viewer=RUN, about_ids=[AboutId(each) for each in marked], at=now)
    open_to_them = {about_id for about_id, each in sealed.items() if user_id in each.named}
    return frozenset(AboutId(each) for each in marked) - open_to_them


def _ladder(sealed: SealedRecord, now: datetime) -> Ladder:
    agency = get_agency(agency_id=sealed.agency_id)
    number = agency.switchboard or agency.out_of_hours_phone or NO_NUMBER
    desk, people = NAMED_DESK, list_reachable(user_ids=sealed.named)
    if not people:
        desk = AUTHORITY_DESK
        authority = list_people_in_role(roles=[Role.SEALING_AUTHORITY], at=now)
        people = list_reachable(user_ids=[each.user_id for each in authority if each.agency_id == sealed.agency_id])
    desks = tuple(_desk(desk, number, each, now) for each in people)
    return Ladder(desks=desks, duty_managers=desks or (Desk(name=AUTHORITY_DESK, switchboard=number),))


def _desk(name: str, number: str, person: NamedContact, now: datetime) -> Desk:
    turn = RotaEntry(period=Period(now, None), person=person.name, phone=person.phone or number, user_id=person.user_id)
    return Desk(name=name, switchboard=number, rota=(turn,))
