"""People are told that something was shared, recalled, waits for them or was answered: a reference and a time.

In:  envelopes or a person, inside an act.
Out: a message to each, with nothing of the child in it; the door of messages asks who must not be told.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from uuid import UUID

from reachable.access.domain.partnership import PersonInRole
from reachable.access.domain.viewer import Actor, Role, Run
from reachable.access.queries import list_people_in_role
from reachable.alerts.domain.messages import AlertReference
from reachable.alerts.operations import leave_message
from reachable.kernel.ids import EnvelopeId, SubjectId, UserId
from reachable.kernel.london import say_moment
from reachable.sharing.queries import EnvelopeRecord, list_envelopes

RUN = Run("sharing")
MACHINE = Actor(user_id=None, agency_id=None, name="sharing")
ON_A_SHIFT = frozenset({Role.COORDINATOR, Role.DUTY_WORKER, Role.SUPERVISOR})
READERS = tuple(role for role in Role if role.may_read)


class Said(Enum):
    """What a message about sharing says. (code that the key of the message has, words)."""

    SHARED = (
        "shared",
        "Something was shared with you on {when}. Reference {reference}. Sign in to Reachable to read it.",
    )
    RECALLED = ("recalled", "Reference {reference}: recalled on {when}. What you were sent can no longer be read.")
    WAITS_FOR_YOU = (
        "waits",
        "A decision waits for your answer since {when}. Reference {reference}. Sign in to Reachable.",
    )
    ANSWERED = ("answered", "Reference {reference}: answered on {when}. Sign in to Reachable to read it.")
    REPLIED = ("replied", "Reference {reference}: somebody wrote back on {when}. Sign in to Reachable to read it.")

    @property
    def code(self) -> str:
        """Return what the key of a message has."""
        return self.value[0]

    @property
    def words(self) -> str:
        """Return the words, with places for a time and a reference."""
        return self.value[1]


def say_reference(number: UUID) -> str:
    """Return the reference of an envelope or a decision: it means nothing outside Reachable."""
    return AlertReference.from_number(number.int).text


def tell_recipients(
    *, child_id: SubjectId, envelope_ids: Iterable[EnvelopeId], said: Said, now: datetime
) -> frozenset[UserId]:
    """Tell whoever may read each envelope, and return whom.

    Of an agency, those who carry a shift are told; where nobody does, everybody there who reads records.
    """
    envelopes = list_envelopes(viewer=RUN, envelope_ids=envelope_ids)
    if not envelopes:
        return frozenset()
    people = list_people_in_role(roles=READERS, at=now)
    told: set[UserId] = set()
    for envelope in envelopes:
        for person in _readers(envelope, people):
            _leave(child_id, envelope.id, person.user_id, person.name, person.email, said, now)
            told.add(person.user_id)
    return frozenset(told)


def tell_person(*, child_id: SubjectId, user_id: UserId, about: UUID, said: Said, now: datetime) -> None:
    """Tell one person of a decision or a reply."""
    for person in list_people_in_role(roles=READERS, at=now):
        if person.user_id == user_id:
            _leave(child_id, about, user_id, person.name, person.email, said, now)
            return


def _readers(envelope: EnvelopeRecord, people: Iterable[PersonInRole]) -> tuple[PersonInRole, ...]:
    there = [each for each in people if each.agency_id == envelope.to_agency_id]
    if envelope.to_user_id is not None:
        return tuple(each for each in there if each.user_id == envelope.to_user_id)
    return tuple(each for each in there if each.role in ON_A_SHIFT) or tuple(there)


def _leave(
    child_id: SubjectId, about: UUID, user_id: UserId, name: str, address: str, said: Said, now: datetime
) -> None:
    # The key begins with the child, so that the door of messages can ask who must not be told of them.
    leave_message(
        key=f"{child_id}:{said.code}:{about}:{user_id}",
        to_name=name,
        to_address=address,
        text=said.words.format(when=say_moment(now, year=True), reference=say_reference(about)),
        by=MACHINE,
        now=now,
    )
