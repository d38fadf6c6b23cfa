"""The two pictures of time: parallel tracks around one event, and the small example of a rule with its window shaded.

In:  what happened, as fractions of the picture's width (0 = left edge, 1 = right edge), and the words for each.
Out: the same with rows and numbers worked out, so that the template only draws.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

# About the width of one letter, as a share of the picture on a wide screen; on a phone only numbers are shown.
LETTER = 0.0088
MARK = 0.03
ROW_HEIGHT = 36


class Tone(Enum):
    """How an item is drawn: (code, words of the legend). Shape and pattern differ as well as colour."""

    PLAIN = ("plain", "Took place")
    CARE = ("care", "Somebody helped")
    CONCERN = ("concern", "Cause for concern")
    DANGER = ("danger", "Immediate danger or overdue")

    @property
    def code(self) -> str:
        """Return the name the style sheet knows."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words of the legend."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneItem:
    """One dated thing on a track.

    `end` None is a moment, not a stretch. `label` is the few words drawn; `text`, `when`, `who` and `known` are the row
    of the table: what, when, who says so, when it became known. `known_at` is drawn when it is later than the thing.

    :raises ValueError: when a fraction lies outside the picture or the end comes before the start.
    """

    label: str
    text: str
    when: str
    who: str
    start: float
    end: float | None = None
    known: str = ""
    known_at: float | None = None
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        for fraction in (self.start, self.end, self.known_at):
            if fraction is not None and not 0 <= fraction <= 1:
                raise ValueError(f"{self.label}: {fraction} is outside the picture, which runs from 0 to 1")
        if self.end is not None and self.end < self.start:
            raise ValueError(f"{self.label}: ends before it starts")


@dataclass(frozen=True, slots=True)
class Lane:
    """One track and what lies on it, in the order it happened."""

    label: str
    items: tuple[LaneItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis. Minor ones are left out on a phone."""

    at: float
    label: str
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Swimlanes:
    """Parallel tracks around one event. `anchor` is where it is, or None; `nothing` is said of an empty lane."""

    caption: str
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    anchor: float | None = None
    anchor_label: str = ""
    nothing: str = "Nothing you can see here"

    def draw(self) -> tuple["DrawnLane", ...]:
        """Return the lanes, every item numbered through the whole picture and set in a row where it overlaps none."""
        drawn = []
        number = 0
        for lane in self.lanes:
            placed = _place(lane.items, number)
            number += len(lane.items)
            drawn.append(DrawnLane(lane.label, placed, 1 + max((item.row for item in placed), default=0)))
        return tuple(drawn)

    @property
    def tones(self) -> tuple[Tone, ...]:
        """Return the tones that occur, for the legend."""
        used = {item.tone for lane in self.lanes for item in lane.items}
        return tuple(tone for tone in Tone if tone in used)

    @property
    def has_late_knowledge(self) -> bool:
        """Test if anything became known noticeably after it happened."""
        return any(_is_late(item) for lane in self.lanes for item in lane.items)


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """An item with its number, its row, where its words start (None: no room), and if it was known late."""

    item: LaneItem
    number: int
    row: int
    label_at: float | None
    late: bool

    @property
    def wide(self) -> bool:
        """Test if the number fits inside the stretch even on a phone; if not, it gets a mark of its own."""
        return self.item.end is not None and self.item.end - self.item.start >= 2 * MARK


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane ready to be drawn. `rows` is how many rows high it is."""

    label: str
    items: tuple[DrawnItem, ...]
    rows: int

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.rows * ROW_HEIGHT + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTimeline:
    """One small example of a rule: what happened, the window the rule looks at, and what the rule says.

    `marks` are (fraction, words). `fires` None means the rule asks instead of alerting.
    """

    title: str
    verdict: str
    marks: tuple[tuple[float, str], ...]
    window: tuple[float, float]
    window_label: str
    fires: bool | None = True


def _place(items: Iterable[LaneItem], numbered_to: int) -> tuple[DrawnItem, ...]:
    """Return each item in the first row that is free where it stands, with its label if one fits."""
    free_from: list[float] = []
    placed = []
    listed = tuple(items)
    for offset, item in enumerate(listed):
        end = max(item.end if item.end is not None else item.start, item.start + MARK)
        row = next((row for row, free in enumerate(free_from) if free <= item.start), len(free_from))
        if row == len(free_from):
            free_from.append(0.0)
        following = [other.start for other in listed[offset + 1 :]]
        label_at = _label_at(item, room_ends=min([1.0, *following]))
        words_end = label_at + len(item.label) * LETTER if label_at is not None else end
        tail_ends = item.known_at if item.known_at is not None and _is_late(item) else end
        free_from[row] = max(end, words_end, tail_ends)
        placed.append(DrawnItem(item, numbered_to + offset + 1, row, label_at, _is_late(item)))
    return tuple(placed)


def _label_at(item: LaneItem, *, room_ends: float) -> float | None:
    """Return where the words start: inside a stretch when they fit, else beside it when nothing is near, or None."""
    width = len(item.label) * LETTER
    inside = item.start + MARK
    if item.end is not None and inside + width <= item.end:
        return inside
    beside = (item.end if item.end is not None and item.end - item.start > MARK else item.start + MARK) + 0.004
    clear_of_tail = not _is_late(item)
    return beside if clear_of_tail and beside + width <= room_ends else None


def _is_late(item: LaneItem) -> bool:
    happened = item.end if item.end is not None else item.start
    return item.known_at is not None and item.known_at > happened + MARK
