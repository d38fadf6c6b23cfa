"""What was sent and no longer stands at its source is gone from its copies.

In:  an envelope and what it holds.
Out: which of it is gone.
"""

from collections.abc import Sequence
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.kernel.ids import EventId
from reachable.people.queries import list_same_person
from reachable.sharing.queries import CopyRecord, EnvelopeRecord, find_share_subject
from reachable.timeline.domain.facts import facts_known_at
from reachable.timeline.queries import list_facts

RUN = Run("sharing")


def find_gone(*, envelope: EnvelopeRecord, copies: Sequence[CopyRecord], at: datetime) -> frozenset[EventId]:
    """Return which of the copies no longer stand at their source: what is removed there is followed to its copies."""
    if not copies:
        return frozenset()
    with running(job="follow what was shared to its source", now=at):
        subject_id = find_share_subject(viewer=RUN, share_id=envelope.decision_id)
        same = {} if subject_id is None else list_same_person(viewer=RUN, subject_ids=[subject_id])
        facts = list_facts(viewer=RUN, subject_ids=[each for members in same.values() for each in members])
    stands = {fact.id for fact in facts_known_at(facts, at)}
    return frozenset(copy.event_id for copy in copies if copy.event_id not in stands)
