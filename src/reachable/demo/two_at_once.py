"""Asks the rules about the demo's many children in two processes, as a county's machine with two workers would.

In:  the instant.
Out: what one process would have left behind, in little more than half the time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from multiprocessing import get_context

from django.db import connection, connections

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.journeys.child_evaluated import evaluate_now
from reachable.kernel.ids import SubjectId
from reachable.people.queries import list_same_person
from reachable.rules.queries import list_newly_overdue, list_waiting

RUN = Run("rules")
WORTH_ANOTHER_PROCESS = 500
"""So few subjects are answered before another process would have begun."""


def evaluate_two_at_once(*, now: datetime) -> None:
    """Evaluate every child who waits. Each is evaluated by one of the two, in the order in which they waited.

    :raises RuntimeError: when the other process did not come to its end.
    """
    with running(job="find children to evaluate", now=now):
        waiting = dict.fromkeys((*list_newly_overdue(viewer=RUN, now=now), *list_waiting(viewer=RUN)))
        is_worth_it = len(waiting) >= WORTH_ANOTHER_PROCESS
        same = list_same_person(viewer=RUN, subject_ids=waiting) if is_worth_it else {}
    if not is_worth_it:
        evaluate_now(subject_ids=waiting, now=now)
        return
    one, other = share_out(waiting, same)
    # A connection cannot be shared between processes: each opens its own.
    connections.close_all()
    beside = get_context("fork").Process(target=_evaluate, args=(other, now))
    beside.start()
    _evaluate(one, now)
    beside.join()
    if beside.exitcode:
        raise RuntimeError(f"asking the rules in another process ended with {beside.exitcode}")


def stop_waiting_for_the_disk() -> None:
    """Let this connection commit without waiting until it is on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def share_out(
    waiting: Iterable[SubjectId], same: Mapping[SubjectId, tuple[SubjectId, ...]]
) -> tuple[list[SubjectId], list[SubjectId]]:
    """Return who waits in two halves, all records of one person in the same one."""
    subject_ids = list(waiting)
    people = list(dict.fromkeys(min(same[subject_id]) for subject_id in subject_ids))
    first_half = frozenset(people[::2])
    halves: tuple[list[SubjectId], list[SubjectId]] = ([], [])
    for subject_id in subject_ids:
        halves[min(same[subject_id]) not in first_half].append(subject_id)
    return halves


def _evaluate(subject_ids: Sequence[SubjectId], now: datetime) -> None:
    stop_waiting_for_the_disk()
    evaluate_now(subject_ids=subject_ids, now=now)
