"""The sentence of an alert, made when it is read, from what this reader may see.

In:  the rule's sentence in pieces, each with the facts it rests on, and what the reader may know of each fact.
Out: a sentence that does not give away that anybody holds what the reader may not know of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from reachable.kernel.ids import EventId

WITHHELD = "a record you cannot see"


class Visibility(Enum):
    """What this reader may know of one fact."""

    SEEN = "may read it"
    MAY_ASK = "may know that there is something, and ask"
    HIDDEN = "may not know that it exists"


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of the rule's sentence and the facts they rest on. Words that rest on none are the rule's own."""

    words: str
    facts: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentence for this reader, the facts it may link to, and whether the reader is asked to ring."""

    sentence: str
    shown: tuple[EventId, ...]
    asks_to_ring: bool


def word_alert(
    pieces: Sequence[Piece], *, visibility: Mapping[EventId, Visibility], opening: str, ring: str
) -> Wording:
    """Return the sentence of an alert for one reader.

    `opening` is what any recipient may be told ("This child may be reachable now"). `ring` is the one desk that answers
    for the alert, never the holder of a record, so that the number does not give the holder away. A fact whose
    visibility is not given is HIDDEN. However many pieces are withheld, the sentence says so once.
    """
    known = [(piece, _seen_as(piece, visibility)) for piece in pieces]
    readable = [piece for piece, seen in known if seen is Visibility.SEEN]
    withheld = any(seen is Visibility.MAY_ASK for _, seen in known)
    parts = [piece.words for piece in readable]
    if withheld:
        parts.append(WITHHELD)
    asks = withheld or not any(piece.facts for piece in readable)
    sentence = f"{opening}: {'; '.join(parts)}." if parts else f"{opening}."
    return Wording(
        sentence=f"{sentence} Ring {ring}." if asks else sentence,
        shown=tuple(dict.fromkeys(fact for piece in readable for fact in piece.facts)),
        asks_to_ring=asks,
    )


def _seen_as(piece: Piece, visibility: Mapping[EventId, Visibility]) -> Visibility:
    """Return the least that any of its facts allows: words rest on all of them at once."""
    allowed = {visibility.get(fact, Visibility.HIDDEN) for fact in piece.facts}
    if Visibility.HIDDEN in allowed:
        return Visibility.HIDDEN
    return Visibility.MAY_ASK if Visibility.MAY_ASK in allowed else Visibility.SEEN
