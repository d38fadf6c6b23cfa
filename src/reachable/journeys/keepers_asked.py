"""Those who decide how long an agency's records are kept: who they are, what they may open for it, what they are told.

In:  an agency; a record of it.
Out: working relationships begun and ended; messages that say nothing of anybody.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run, Viewer
from reachable.access.operations import begin_relationships, end_relationships
from reachable.access.queries import list_addresses, list_people_in_role
from reachable.access.queries.seals import list_reachable, list_sealed
from reachable.alerts.operations import leave_message
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId
from reachable.people.queries import find_marked_sealed
from reachable.sharing.queries.agreements import find_data_protection_officer

RUN = Run("records due")
MACHINE = Actor(user_id=None, agency_id=None, name="records due")
TIME_AFTER = timedelta(days=28)
"""How long beyond the last day whoever decides can still open the record, so that a late answer can be given."""


def may_keep(*, viewer: Viewer) -> bool:
    """Test if somebody decides how long their agency keeps its records: a supervisor, or its officer."""
    officer = find_data_protection_officer(agency_id=viewer.agency_id, at=viewer.at)
    return viewer.role is Role.SUPERVISOR or (viewer.role.may_read and officer == viewer.user_id)


def list_keepers(*, agency_id: AgencyId, officer_too: bool, at: datetime) -> tuple[UserId, ...]:
    """Return who decides for an agency: its supervisors, and its data-protection officer when asked for."""
    people = [
        each.user_id for each in list_people_in_role(roles=[Role.SUPERVISOR], at=at) if each.agency_id == agency_id
    ]
    officer = find_data_protection_officer(agency_id=agency_id, at=at) if officer_too else None
    return tuple(dict.fromkeys((*people, *([officer] if officer is not None else []))))


def find_sealed_from(*, about_ids: Iterable[AboutId], at: datetime) -> Mapping[AboutId, frozenset[UserId]]:
    """Return which of these records are sealed, and who may know of each; inside a run."""
    wanted = list(about_ids)
    marked = find_marked_sealed(viewer=RUN, subject_ids=[SubjectId(each) for each in wanted])
    sealed: dict[AboutId, frozenset[UserId]] = {AboutId(each): frozenset() for each in marked}
    for about_id, seal in list_sealed(viewer=RUN, about_ids=wanted, at=at).items():
        sealed[about_id] = frozenset(seal.named)
    return sealed


def let_keepers_open(*, about_ids: Iterable[AboutId], agency_id: AgencyId, until: datetime, now: datetime) -> None:
    """Let those who decide open these records until some time after they should have."""
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=about_id,
                controller_id=agency_id,
                reason=RelationshipReason.KEEPING,
                starts_at=now,
                ends_at=until + TIME_AFTER,
                user_id=user_id,
            )
            for about_id in dict.fromkeys(about_ids)
            for user_id in list_keepers(agency_id=agency_id, officer_too=True, at=now)
        ],
        by=MACHINE,
        now=now,
    )


def end_keeping(*, about_ids: Iterable[AboutId], by: Actor, now: datetime) -> None:
    """Let nobody open these records any longer for having been asked whether they are still needed."""
    end_relationships(about_ids=about_ids, reason=RelationshipReason.KEEPING, by=by, now=now)


def write_to_keepers(
    *,
    agency_id: AgencyId,
    about_id: AboutId,
    key: str,
    text: str,
    officer_too: bool,
    but_not: UserId | None = None,
    now: datetime,
) -> int:
    """Leave a message for each of those who decide and may know of the record, and return how many they are."""
    people = list_keepers(agency_id=agency_id, officer_too=officer_too, at=now)
    sealed = find_sealed_from(about_ids=[about_id], at=now)
    people = tuple(each for each in people if each != but_not and (about_id not in sealed or each in sealed[about_id]))
    addresses = dict(list_addresses(user_ids=set(people)))
    for person in list_reachable(user_ids=people):
        leave_message(
            key=f"{about_id}:{key}:{str(person.user_id)[:8]}",
            to_name=person.name,
            to_address=addresses[person.user_id],
            text=text,
            by=MACHINE,
            now=now,
        )
    return len(people)
