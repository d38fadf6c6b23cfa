"""The manual's page on tracks, written from the tables themselves so that it cannot fall behind them.

In:  the tables.
Out: Markdown with a Mermaid state diagram for every strand, written by
     `python -m reachable.tracks.domain.document > docs/tracks.md`.
"""

import sys
from collections.abc import Iterable

from reachable.tracks.domain.all_tracks import TABLES
from reachable.tracks.domain.moves import BY_EPISODE, Move, Strand, TrackTable

INTRODUCTION = """# Tracks: where each process stands

Several processes run side by side around one child. Each has its own law, its own clocks and its own people, and each
is easy to lose sight of from inside another. Reachable works out where each one stands **from the facts alone**: nobody
types a status, so none can be out of date or wrong by habit. When a fact arrives late or is corrected, the status
follows, and asking "as known on 3 March" gives the status as it looked on 3 March.

How to read the diagrams:

- An arrow is an event. The words on it are the kind of event and, where it matters, what its details must say.
- *Wherever it stood* means that the event moves the process whatever came before, because records come with gaps.
- A strand is one machine of a track. Several threads of a strand can run at once: two arrests, two missing episodes.
  The page shows one thread first (an open one before a settled one) and lists the other open ones beside it.
- Only what happened to the child moves a track. A friend's arrest is on the timeline and moves nothing.

How sure a status is:

- **certainly**: no imprecise date could change it.
- **possibly**: two events could have happened in the other order, and then the status would differ.
- **cannot say**: a record has no date at all and may be the later one. The next step then asks for the date.

Clocks use limits that are passed in, each with the dates between which it is in force. A clock goes by the limit in
force on the day it started. Hours run through nights, weekends and clock changes; days and working days end at the end
of the last day in London. When the start is known only to the day, so is the due time.

This page is written by `python -m reachable.tracks.domain.document > docs/tracks.md`; a test fails when it is not
current.
"""


def say_tracks() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *(_say_track(table) for table in TABLES)])


def draw_strand(strand: Strand) -> str:
    """Return one strand as Mermaid text."""
    lines = ["stateDiagram-v2", f'    state "{strand.start.label}" as {strand.start.code}']
    lines += [f'    state "{status.label}" as {status.code}' for status in strand.statuses[1:]]
    if any(_starts_anywhere(strand, move) for move in strand.moves):
        lines.append('    state "Wherever it stood" as ANYWHERE')
    lines.append(f"    [*] --> {strand.start.code}")
    lines += [arrow for move in strand.moves for arrow in _arrows(strand, move)]
    return "\n".join(lines)


def _arrows(strand: Strand, move: Move) -> Iterable[str]:
    words = move.on.label + _say_condition(strand, move)
    if not _starts_anywhere(strand, move):
        return [f"    {status.code} --> {move.to.code} : {words}" for status in strand.statuses if status in move.after]
    others = [status.label for status in strand.statuses if move.after and status not in move.after]
    unless = f", unless {' / '.join(others)}" if others else ""
    return [f"    ANYWHERE --> {move.to.code} : {words}{unless}".replace(";", ",")]


def _say_condition(strand: Strand, move: Move) -> str:
    if move.only:
        return f" ({move.only.words})"
    has_others = any(other.on is move.on and other.only for other in strand.moves)
    return " (otherwise, or not recorded)" if has_others else ""


def _starts_anywhere(strand: Strand, move: Move) -> bool:
    """Test if a move has so many starts that naming those it does not have is shorter."""
    starts = [status for status in strand.statuses if not move.after or status in move.after]
    return 2 * len(starts) > len(strand.statuses)


def _say_track(table: TrackTable) -> str:
    parts = [f"## {table.title}\n"]
    for strand in table.strands:
        parts.append(f"### {strand.name}\n\n{_say_threads(strand)}\n\n```mermaid\n{draw_strand(strand)}\n```\n")
    parts.append("### What comes next\n\n| Status | Next step | Whose turn |\n|---|---|---|")
    for status in table.statuses:
        step = table.steps[status]
        parts.append(f"| {status.label} | {step.sentence} | {step.whose_turn} |")
    return "\n".join(parts) + "\n"


def _say_threads(strand: Strand) -> str:
    if strand.threads_by == BY_EPISODE:
        return "One thread for each of the agency's own references."
    if strand.threads_by:
        return f"One thread for each {strand.threads_by.replace('_', ' ')}."
    return "One thread."


if __name__ == "__main__":
    sys.stdout.write(say_tracks())
