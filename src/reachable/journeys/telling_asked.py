"""Whoever something of a child would go to is compared with the adults who must not be told, before it goes.

In:  names, addresses or words somebody wrote; what was written of how somebody of the same name is known to be another.
Out: nothing when they may be told; otherwise CannotShare with a sentence for each.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries import list_people_in_role
from reachable.intake.domain.not_to_be_told import speaks_of
from reachable.intake.queries import list_concerns, list_concerns_about
from reachable.journeys.sharing_told import READERS
from reachable.kernel.ids import EnvelopeId, SubjectId, UserId
from reachable.people.domain.telling import NotToldAdult, Telling, WouldBeTold, may_be_told
from reachable.people.queries import list_same_person
from reachable.people.queries.telling import list_must_not_be_told
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.queries import EnvelopeRecord, find_share_subject, list_children_of_envelopes

RUN = Run("telling")


@dataclass(frozen=True, slots=True)
class AskedNotToTell:
    """Who must not be told of a child, whoever said so: adults by every name, and what concerns say in words."""

    adults: tuple[NotToldAdult, ...]
    concerns: tuple[str, ...]

    def ask(self, who: WouldBeTold) -> Telling:
        """Return whether somebody may be told. Letters, shares and packs ask this."""
        telling = may_be_told(who, self.adults)
        return Telling.PERHAPS if telling is Telling.MAY and self.is_in_a_concern(who) else telling

    def is_in_a_concern(self, who: WouldBeTold) -> bool:
        """Test if whoever raised a concern may have meant somebody. Who did, and what else, is not said."""
        return any(speaks_of(said, relation=who.relation, name=who.name) for said in self.concerns)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether somebody may be told, and what was written of how they are known to be another: of them alone."""

    name: str
    telling: Telling
    different_because: str = ""


def look_who_must_not(*, subject_ids: Iterable[SubjectId]) -> AskedNotToTell:
    """Return who must not be told of the people these records are of, inside an act or a run."""
    together = list_same_person(viewer=RUN, subject_ids=subject_ids)
    same = frozenset(each for records in together.values() for each in records)
    concerns = list_concerns(viewer=RUN, concern_ids=list_concerns_about(viewer=RUN, subject_ids=same))
    return AskedNotToTell(
        adults=list_must_not_be_told(viewer=RUN, subject_ids=same),
        concerns=tuple(each.must_not_be_told for each in concerns if each.must_not_be_told),
    )


def require_written_may_be_told(
    *, written: Iterable[tuple[str, str]], subject_ids: Iterable[SubjectId], now: datetime
) -> None:
    """Let words name whom something goes to only when nobody is in them who must not be told of a child.

    `written` are the words, and beside each how whoever they name is known. The same words are one person.

    :raises CannotShare: when somebody is; by name or relation alone, when it is not said how they are known.
    """
    with running(job="who must not be told", now=now):
        must_not = look_who_must_not(subject_ids=subject_ids)
    reasons: dict[str, str] = {}
    for words, because in written:
        reasons[words.strip()] = reasons.get(words.strip(), "") or because.strip()
    require_told([Asked(words, must_not.ask(WouldBeTold(name=words)), why) for words, why in reasons.items()])


def require_workers_may_be_told(
    *, user_ids: Iterable[UserId], subject_ids: Iterable[SubjectId], different_because: str, now: datetime
) -> None:
    """Let workers be sent something of a child only when none of them is an adult who must not be told.

    :raises CannotShare: when one is; by name alone, when it is not said how they are known to be another.
    """
    with running(job="who must not be told", now=now):
        found = ask_of_workers(user_ids=user_ids, subject_ids=subject_ids, now=now)
    require_told(excuse_one(found, different_because))


def may_not_read_what_was_sent(envelope: EnvelopeRecord, viewer: Viewer, now: datetime) -> bool:
    """Test if whoever reads is an adult who must not be told of the child, as somebody said by now.

    The name alone is not enough: whoever shared has said how they know, or was not asked for an agency.
    """
    with running(job="whether somebody may be told of what they were sent", now=now):
        subject_id = find_share_subject(viewer=RUN, share_id=envelope.decision_id)
        not_told = () if subject_id is None else list_must_not_be_told(viewer=RUN, subject_ids=[subject_id])
        workers = _list_workers({viewer.user_id}, now) if not_told else []
    return any(may_be_told(who, not_told) is Telling.MUST_NOT for who in workers)


def find_kept_from(*, envelope_ids: Iterable[EnvelopeId], viewer: Viewer, now: datetime) -> frozenset[EnvelopeId]:
    """Return which envelopes are about a child of whom the viewer must not be told, as somebody said by now.

    For a list of what was sent, their agency's too; inside a run. A line of it would say that the child is known.
    """
    children = list_children_of_envelopes(viewer=RUN, envelope_ids=envelope_ids)

    def must_not(subject_ids: Iterable[SubjectId]) -> bool:
        found = ask_of_workers(user_ids=[viewer.user_id], subject_ids=subject_ids, now=now)
        return any(each.telling is Telling.MUST_NOT for each in found)

    everyone = frozenset(children.values())
    if not everyone or not must_not(everyone):
        return frozenset()
    kept_from = {each for each in everyone if must_not([each])}
    return frozenset(each for each, child in children.items() if child in kept_from)


def ask_of_workers(*, user_ids: Iterable[UserId], subject_ids: Iterable[SubjectId], now: datetime) -> list[Asked]:
    """Return whether each of these workers may be told of a child, inside an act or a run."""
    wanted = frozenset(user_ids)
    if not wanted:
        return []
    must_not = look_who_must_not(subject_ids=subject_ids)
    return [Asked(who.name, must_not.ask(who)) for who in _list_workers(wanted, now)]


def excuse_one(found: Iterable[Asked], different_because: str) -> list[Asked]:
    """Return who was asked about, with the one reason there is given to whom it is about: a reason excuses one person.

    :raises CannotShare: when it would have to excuse two.
    """
    asked = list(found)
    doubted = [each.name for each in asked if each.telling is Telling.PERHAPS]
    if len(doubted) > 1 and different_because.strip():
        raise CannotShare(
            [
                f"{' and '.join(doubted)} may each be somebody who must not be told of this child, and one reason"
                " excuses one person. Decide to share with each of them separately"
            ]
        )
    return [replace(each, different_because=different_because) for each in asked]


def require_told(found: Iterable[Asked]) -> None:
    """Let something go to people only when each may be told.

    :raises CannotShare: with a sentence for each who may not.
    """
    problems = []
    for each in dict.fromkeys(found):
        if each.telling is Telling.MUST_NOT:
            problems.append(
                f"{each.name} must not be told of this child. Nothing goes to them. Take them out. If they have to"
                " know, ask whoever supervises you"
            )
        elif each.telling is Telling.PERHAPS and not each.different_because.strip():
            problems.append(
                f"{each.name} may be somebody who must not be told of this child, by name or by who they are to the"
                " child. If this is another person, say how you know; otherwise nothing goes to them"
            )
    if problems:
        raise CannotShare(problems)


def _list_workers(user_ids: Set[UserId], now: datetime) -> list[WouldBeTold]:
    people = {each.user_id: each for each in list_people_in_role(roles=READERS, at=now) if each.user_id in user_ids}
    return [WouldBeTold(name=each.name, email=each.email) for each in people.values()]
