"""Whoever something of a child would go to is compared with the adults who must not be told, before it goes.

In:  names, addresses or words somebody wrote; what was written of how somebody of the same name is known to be another.
Out: nothing when they may be told; otherwise CannotShare with a sentence for each.
"""

from collections.abc import Iterable
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries import list_people_in_role
from reachable.journeys.sharing_told import READERS
from reachable.kernel.ids import EnvelopeId, SubjectId, UserId
from reachable.people.domain.telling import NotToldAdult, Telling, WouldBeTold, may_be_told, may_be_told_in_words
from reachable.people.queries import list_must_not_be_told
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.queries import EnvelopeRecord, find_share_subject, list_children_of_envelopes

RUN = Run("telling")


def require_written_may_be_told(
    *, written: Iterable[str], subject_ids: Iterable[SubjectId], different_because: str, now: datetime
) -> None:
    """Let words name whom something goes to only when nobody is in them who must not be told of a child.

    :raises CannotShare: when somebody is; by the same name alone, when it is not said how they are known to be another.
    """
    with running(job="who must not be told", now=now):
        not_told = list_must_not_be_told(viewer=RUN, subject_ids=subject_ids)
    require_told(
        [(each.strip(), may_be_told_in_words(each, not_told)) for each in written], different_because=different_because
    )


def require_workers_may_be_told(
    *, user_ids: Iterable[UserId], subject_ids: Iterable[SubjectId], different_because: str, now: datetime
) -> None:
    """Let workers be sent something of a child only when none of them is an adult who must not be told.

    :raises CannotShare: when one is; by the same name alone, when it is not said how they are known to be another.
    """
    with running(job="who must not be told", now=now):
        found = ask_of_workers(user_ids=user_ids, subject_ids=subject_ids, now=now)
    require_told(found, different_because=different_because)


def may_not_read_what_was_sent(envelope: EnvelopeRecord, viewer: Viewer, now: datetime) -> bool:
    """Test if whoever reads is an adult who must not be told of the child, as somebody said by now.

    The same name alone is not enough: whoever shared has said how they know, or was not asked for an agency.
    """
    with running(job="whether somebody may be told of what they were sent", now=now):
        subject_id = find_share_subject(viewer=RUN, share_id=envelope.decision_id)
        found = (
            [] if subject_id is None else ask_of_workers(user_ids=[viewer.user_id], subject_ids=[subject_id], now=now)
        )
    return any(telling is Telling.MUST_NOT for _, telling in found)


def find_kept_from(*, envelope_ids: Iterable[EnvelopeId], viewer: Viewer, now: datetime) -> frozenset[EnvelopeId]:
    """Return which envelopes are about a child of whom the viewer must not be told, as somebody said by now.

    For a list of what was sent, their agency's too; inside a run. A line of it would say that the child is known.
    """
    children = list_children_of_envelopes(viewer=RUN, envelope_ids=envelope_ids)

    def must_not(subject_ids: Iterable[SubjectId]) -> bool:
        found = ask_of_workers(user_ids=[viewer.user_id], subject_ids=subject_ids, now=now)
        return any(telling is Telling.MUST_NOT for _, telling in found)

    everyone = frozenset(children.values())
    if not everyone or not must_not(everyone):
        return frozenset()
    kept_from = {each for each in everyone if must_not([each])}
    return frozenset(each for each, child in children.items() if child in kept_from)


def ask_of_workers(
    *, user_ids: Iterable[UserId], subject_ids: Iterable[SubjectId], now: datetime
) -> list[tuple[str, Telling]]:
    """Return whether each of these workers may be told of a child, inside an act or a run."""
    wanted = frozenset(user_ids)
    not_told: tuple[NotToldAdult, ...] = list_must_not_be_told(viewer=RUN, subject_ids=subject_ids) if wanted else ()
    if not not_told:
        return []
    workers = [each for each in list_people_in_role(roles=READERS, at=now) if each.user_id in wanted]
    return [(each.name, may_be_told(WouldBeTold(name=each.name, email=each.email), not_told)) for each in workers]


def require_told(found: Iterable[tuple[str, Telling]], *, different_because: str) -> None:
    """Let something go to people only when each may be told.

    :raises CannotShare: with a sentence for each who may not.
    """
    problems = []
    for name, telling in dict.fromkeys(found):
        if telling is Telling.MUST_NOT:
            problems.append(
                f"{name} must not be told of this child. Nothing goes to them. Take them out. If they have to know, ask"
                " whoever supervises you"
            )
        elif telling is Telling.SAME_NAME and not different_because.strip():
            problems.append(
                f"Somebody called {name} must not be told of this child. If this is another person, say how you know;"
                " otherwise nothing goes to them"
            )
    if problems:
        raise CannotShare(problems)
