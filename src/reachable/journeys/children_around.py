"""Which other children stand near a child: at the same places, or named with it in one event by an agency.

In:  a child's records and facts; or records of which something has just changed.
Out: Nearby, for the rules to be asked on; the records of children around, left to be asked about as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from reachable.access.domain.viewer import Actor, Run
from reachable.kernel.ids import EventId, SubjectId
from reachable.people.queries import find_linkable, list_same_person
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import kinds_around
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.facts import Fact
from reachable.timeline.queries import InOneEvent, find_subjects_around, list_facts_around, list_in_one_event

RUN = Run("children around")
KINDS = frozenset(kind for rule in RULES for kind in kinds_around(rule))
MOST_AROUND = 500
"""How many children are left to be asked about for one change at the most, so that a big extract stays bounded."""


def find_nearby(
    *, subject_ids: Sequence[SubjectId], facts: Sequence[Fact], pairs: Sequence[InOneEvent] | None = None
) -> Nearby:
    """Return what the rules may read of other children near this one. For the machine only, inside a run.

    `pairs` are the events they were in together, where they have been read already.
    """
    own = frozenset(subject_ids)
    if pairs is None:
        pairs = list_in_one_event(viewer=RUN, subject_ids=subject_ids)
    others = {each for pair in pairs for each in (pair.subject_id, pair.other_id)} - own
    keys = {fact.place_key for fact in facts if fact.place_key and fact.kind in KINDS}
    if not others and not keys:
        return NOTHING_NEARBY
    same = list_same_person(viewer=RUN, subject_ids=others) if others else {}
    beside = {each for records in same.values() for each in records} - own
    around = list_facts_around(viewer=RUN, subject_ids=own, others=beside, place_keys=keys, kinds=KINDS)
    child_of = _children({*beside, *(fact.subject_id for fact in around)})
    return Nearby(
        facts=tuple(fact for fact in around if fact.subject_id in child_of),
        child_of=child_of,
        together=_together(pairs, own, child_of),
    )


def ask_around(
    *, subject_ids: Iterable[SubjectId], because: str, changed_since: datetime | None, by: Actor, now: datetime
) -> None:
    """Leave word about the children around those of whom something changed: a rule may look at it for them too.

    With no `changed_since` all that was ever told of them counts, as when it turns out whose record it is.
    """
    around = find_subjects_around(viewer=RUN, subject_ids=subject_ids, kinds=KINDS, changed_since=changed_since)
    linkable = sorted(find_linkable(viewer=RUN, subject_ids=around)) if around else []
    if linkable:
        ask_to_evaluate(subject_ids=linkable[:MOST_AROUND], because=because, by=by, now=now)


def _children(subject_ids: Iterable[SubjectId]) -> Mapping[SubjectId, SubjectId]:
    """Return one id for each child these records are of; a record that is sealed, or of an adult, has none."""
    linkable = find_linkable(viewer=RUN, subject_ids=subject_ids)
    same = list_same_person(viewer=RUN, subject_ids=linkable)
    return {subject_id: min(records) for subject_id, records in same.items()}


def _together(
    pairs: Iterable[InOneEvent], own: frozenset[SubjectId], child_of: Mapping[SubjectId, SubjectId]
) -> Mapping[EventId, frozenset[SubjectId]]:
    together: dict[EventId, frozenset[SubjectId]] = {}
    for pair in pairs:
        other = pair.other_id if pair.subject_id in own else pair.subject_id
        if other in child_of:
            together[pair.event_id] = together.get(pair.event_id, frozenset()) | {child_of[other]}
    return together
