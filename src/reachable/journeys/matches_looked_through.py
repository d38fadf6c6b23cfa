"""Every record is looked at again for records of the same child, as when a county is loaded for the first time.

In:  pairs that something outside proposes, if anything does.
Out: links that strong agreement makes, questions for the teams that judge, children to evaluate again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.journeys.matches_refreshed import ask_to_judge
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.compared import Pair, in_parts
from reachable.matching.domain.describe import describe
from reachable.matching.domain.description import Description
from reachable.matching.domain.routes import describe_routes
from reachable.matching.operations import look_among_all
from reachable.matching.queries import count_waiting_pairs, list_findable
from reachable.people.queries import list_claims
from reachable.rules.operations import ask_to_evaluate

MACHINE = Actor(user_id=None, agency_id=None, name="matching")
RUN = Run("matching")
AT_ONCE = 5_000

Propose = Callable[[Iterable[Description]], Iterable[Pair]]
"""Something that proposes pairs of records worth comparing. It never says whether they are of one child."""


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What looking through everything came to. `proposed_only` are pairs that no route of ours would have compared."""

    records: int
    proposed: int
    proposed_only: int
    moved: int
    new_questions: int
    waiting: int


def look_through_all(*, propose: Propose | None, now: datetime) -> LookedThrough:
    """Look at every record again; every pair proposed is compared and decided as any other is."""
    with running(job="read every record to look for the same child", now=now):
        described = list(_describe_all())
    proposed = frozenset(propose(described)) if propose else frozenset()
    keys = [(each.subject_id, describe_routes(each).keys) for each in described]
    only = len(proposed.difference(pairs_to_compare(keys))) if proposed else 0
    with acting(by=MACHINE, what="looked at every record again for the same child", now=now):
        refreshed = look_among_all(proposed=proposed, by=MACHINE, now=now)
        for pairs in in_parts(refreshed.to_judge, AT_ONCE):
            ask_to_judge(pairs=pairs, by=MACHINE, now=now)
        for subjects in in_parts(sorted(refreshed.moved), AT_ONCE):
            ask_to_evaluate(subject_ids=subjects, because="records looked through", by=MACHINE, now=now)
        waiting = count_waiting_pairs(viewer=RUN)
    return LookedThrough(
        records=len(described),
        proposed=len(proposed),
        proposed_only=only,
        moved=len(refreshed.moved),
        new_questions=len(refreshed.to_judge),
        waiting=waiting,
    )


def _describe_all() -> Iterator[Description]:
    """Yield every record that may be compared: none that is sealed, none of an adult."""
    for part in in_parts(list_findable(viewer=RUN), AT_ONCE):
        claims = list_claims(viewer=RUN, subject_ids=part).values()
        yield from (describe(each) for each in claims if each.is_child and not each.is_sealed)
