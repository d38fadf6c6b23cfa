"""Follow facts through a track's table.

In:  a table and the facts standing at a moment.
Out: Course: every thread and where it stands, how the track as a whole got there, and what could not be placed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reachable.kernel.certainty import Certainty, all_of
from reachable.kernel.ids import EventId
from reachable.kernel.when import When
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind
from reachable.tracks.domain.moves import Strand, TrackStatus, TrackTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One run of one strand: a missing episode, an arrest, a plan. `facts` are those that moved it, in order."""

    strand: Strand
    key: str
    status: TrackStatus
    since: When
    changed_by: Fact
    facts: tuple[Fact, ...]
    certainty: Certainty = Certainty.CERTAINLY

    def latest(self, *kinds: EventKind) -> Fact | None:
        """Return the last of these kinds of event in this thread, or None."""
        return next((fact for fact in reversed(self.facts) if fact.kind in kinds), None)

    def count(self, kind: EventKind) -> int:
        """Return how many events of a kind moved this thread."""
        return sum(fact.kind is kind for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A status the track had, from one event to the next. `until` is None for the one it has now."""

    status: TrackStatus
    since: When
    until: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything the facts say about one track. `threads` are in the order they should be shown."""

    threads: tuple[Thread, ...]
    history: tuple[Stretch, ...]
    undated: tuple[EventId, ...]

    @property
    def leading(self) -> Thread | None:
        """Return the thread the page shows first, or None when nothing is recorded."""
        return self.threads[0] if self.threads else None


def follow(table: TrackTable, facts: Iterable[Fact]) -> Course:
    """Return the course of a track. Facts without a date are not placed; they only make the rest less certain."""
    relevant = [fact for fact in facts if any(_could_move(strand, fact) for strand in table.strands)]
    dated = [fact for fact in relevant if fact.instants.happened.is_known]
    undated = sorted(
        (fact for fact in relevant if not fact.instants.happened.is_known),
        key=lambda fact: (fact.instants.received_at, fact.id.hex),
    )
    threads: list[Thread] = []
    history: list[Stretch] = []
    leader = 0
    for fact in _in_process_order(table, dated):
        before = threads
        for strand in table.strands:
            threads = _moved(threads, strand, fact)
        if threads is not before:
            leader = _shown_first(table, before, threads, leader)
            _note(history, threads[leader].status, fact)
    loose = [fact for fact in relevant if not _is_exact(fact)]
    sure = [
        replace(thread, certainty=_certainty(thread, loose if _is_exact(thread.changed_by) else relevant))
        for thread in threads
    ]
    return Course(
        threads=tuple(sorted(sure, key=lambda thread: _place(table, thread))),
        history=tuple(history),
        undated=tuple(fact.id for fact in undated),
    )


def _could_move(strand: Strand, fact: Fact) -> bool:
    return fact.role in strand.roles and any(move.on is fact.kind for move in strand.moves)


def _moved(threads: list[Thread], strand: Strand, fact: Fact) -> list[Thread]:
    """Return the threads after one event has moved those it belongs to, or opened one."""
    own = [thread for thread in threads if thread.strand is strand]
    touched = own if fact.kind in strand.ends_all else _belonging(strand, own, fact)
    if not touched:
        status = strand.next_status(strand.start, fact)
        return [*threads, _opened(strand, fact, status)] if status else threads
    ids = {id(thread) for thread in touched}
    return [_stepped(thread, fact) if id(thread) in ids else thread for thread in threads]


def _belonging(strand: Strand, own: Sequence[Thread], fact: Fact) -> list[Thread]:
    """Return the thread with the event's own reference; without one, the latest thread the event can move."""
    key = strand.thread_key(fact)
    if key or not strand.threads_by:
        return [thread for thread in own if thread.key == key]
    movable = [thread for thread in own if strand.next_status(thread.status, fact)]
    return movable[-1:]


def _opened(strand: Strand, fact: Fact, status: TrackStatus) -> Thread:
    key = strand.thread_key(fact)
    happened = fact.instants.happened
    return Thread(strand=strand, key=key, status=status, since=happened, changed_by=fact, facts=(fact,))


def _stepped(thread: Thread, fact: Fact) -> Thread:
    status = thread.strand.next_status(thread.status, fact)
    if status is None:
        return thread
    kept = replace(thread, facts=(*thread.facts, fact))
    if status is thread.status:
        return kept
    return replace(kept, status=status, since=fact.instants.happened, changed_by=fact)


def _place(table: TrackTable, thread: Thread) -> tuple[int, float]:
    return table.urgency_of(thread.status), -thread.since.earliest.timestamp()


def _shown_first(table: TrackTable, before: Sequence[Thread], threads: Sequence[Thread], leader: int) -> int:
    """Return which thread to show first after an event, given which it was before it."""
    moved = [place for place, (old, new) in enumerate(zip(before, threads, strict=False)) if old is not new]
    moved += range(len(before), len(threads))
    asked = range(len(threads)) if leader in moved else (leader, *moved)
    return min(asked, key=lambda place: (*_place(table, threads[place]), place))


def _note(history: list[Stretch], status: TrackStatus, fact: Fact) -> None:
    """Add a stretch when the status shown has changed, closing the one before."""
    happened = fact.instants.happened
    if history and history[-1].status is status:
        return
    if history:
        history[-1] = replace(history[-1], until=happened)
    history.append(Stretch(status, happened, None))


def _in_process_order(table: TrackTable, facts: Sequence[Fact]) -> list[Fact]:
    """Return facts by when they happened; where that does not settle it, in the order the process takes.

    An event with an imprecise date cannot come before an earlier step of its own episode that might precede it.
    """

    def step(fact: Fact) -> int:
        return table.step_of(fact.kind)

    def not_before(fact: Fact) -> datetime:
        happened = fact.instants.happened
        earlier_steps = (
            other.instants.happened
            for other in facts
            if fact.episode and other.episode == fact.episode and step(other) < step(fact)
        )
        possible = (when.earliest for when in earlier_steps if when.before(happened) is not Certainty.NO)
        return max((happened.earliest, *possible))

    return sorted(facts, key=lambda fact: (not_before(fact), step(fact), fact.instants.received_at, fact.id.hex))


def _is_exact(fact: Fact) -> bool:
    """Test if it is known to the instant when something happened. Of two such there is no doubt which came first."""
    happened = fact.instants.happened
    return happened.is_known and happened.earliest == happened.latest


def _certainty(thread: Thread, facts: Iterable[Fact]) -> Certainty:
    """Answer "is this thread's status what it is, whatever order the imprecise dates really had?"."""
    decided = thread.changed_by
    return all_of(
        answer
        for fact in facts
        if fact.id != decided.id
        and (answer := _came_before(fact, decided)) is not Certainty.CERTAINLY
        and _could_change(thread, fact)
    )


def _could_change(thread: Thread, fact: Fact) -> bool:
    """Test if this event, were it the last, would leave the thread with another status."""
    key = thread.strand.thread_key(fact)
    if thread.strand.threads_by and key and key != thread.key:
        return False
    if fact.episode and fact.episode == thread.changed_by.episode:
        return False
    return thread.strand.next_status(thread.status, fact) not in (None, thread.status)


def _came_before(rival: Fact, deciding: Fact) -> Certainty:
    happened = rival.instants.happened
    if not happened.is_known:
        # What was written down before something happened cannot have happened after it.
        written_first = rival.instants.recorded_at <= deciding.instants.happened.earliest
        return Certainty.CERTAINLY if written_first else Certainty.CANNOT_SAY
    answer = happened.before(deciding.instants.happened)
    return Certainty.CERTAINLY if answer is Certainty.NO else answer
