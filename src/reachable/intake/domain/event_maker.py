"""What every event of one row has in common, written once.

In:  a row and its reference.
Out: events of that row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.intake.domain.extracted import Detail, ExtractedEvent, OtherTold
from reachable.intake.domain.rows import Row
from reachable.kernel.when import Precision, When

LONGEST_DESCRIPTION = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMaker:
    """The reference, writing time and episode that every event of a row carries."""

    reference: str
    recorded_at: datetime
    episode: str = ""

    def make(
        self,
        kind: str,
        happened: When,
        details: Mapping[str, Detail | None] | None = None,
        *,
        part: str = "",
        role: str = "SUBJECT",
        place: str = "",
        words: str = "",
        co_arrestee_refs: tuple[str, ...] = (),
        others: tuple[OtherTold, ...] = (),
    ) -> ExtractedEvent:
        """Return an event of this row. `part` tells apart two of one kind; details nobody recorded are left out."""
        key = f"{self.reference}:{kind}" + (f":{part}" if part else "")
        return ExtractedEvent(
            natural_key=key,
            kind=kind,
            happened=happened,
            recorded_at=self.recorded_at,
            role=role,
            episode=self.episode,
            place=place,
            words=words,
            details={name: value for name, value in (details or {}).items() if value is not None},
            co_arrestee_refs=co_arrestee_refs,
            others=others,
        )


def some_time_from(earliest: datetime, latest: datetime) -> When:
    """Return some time between two instants, for what is known to have happened but not when."""
    return When(earliest, max(earliest, latest), Precision.RANGE)


def maker_for(row: Row, reference: str, *, episode: str = "") -> EventMaker:
    """Return the maker of a row's events.

    :raises ValueError: when the row does not say when it was written, which no row that could be read does.
    """
    recorded_at = row.instant("recorded_at")
    if recorded_at is None:
        raise ValueError("a row that does not say when it was written cannot have been read")
    return EventMaker(reference=reference, recorded_at=recorded_at, episode=episode)


def required_time(row: Row, column: str) -> When:
    """Return a time that the layout says must be filled.

    :raises ValueError: when it is empty, which no row that could be read leaves it.
    """
    when = row.when(column)
    if when is None:
        raise ValueError(f"a row without {column} cannot have been read")
    return when


def child_said(row: Row, maker: EventMaker, happened: When, *, place: str = "") -> tuple[ExtractedEvent, ...]:
    """Return the event of the child's own words, or nothing when the row holds none."""
    words = row.text("child_said")
    return (maker.make("CHILD_SAID", happened, words=words, place=place),) if words else ()


def others_seen(row: Row, *, refs: str, with_whom: str) -> tuple[OtherTold, ...]:
    """Return the others a row names: children by their own rows, and whoever else was there as a role."""
    children = tuple(OtherTold("FRIEND", "another child", reference) for reference in row.references(refs))
    return (*children, *others_seen_as_role(row, with_whom))


def others_seen_as_role(row: Row, with_whom: str) -> tuple[OtherTold, ...]:
    """Return whoever was there as a role; nobody when the cell is empty."""
    there = row.text(with_whom)
    return (OtherTold("ADULT_PRESENT", there[:LONGEST_DESCRIPTION]),) if there else ()
