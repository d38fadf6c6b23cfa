"""What people did, as far as patterns are looked for in it.

In:  nothing.
Out: values: looks, searches, screenings, openings that were stopped, and all of a stretch of time together.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.kernel.ids import AboutId, UserId
from reachable.oversight.domain.broken_glass import GlassBefore


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSeen:
    """One record opened, or asked for outright and refused.

    `own_work` says that the child was allocated to them or their team, that they were told to look, or that the child
    was in their custody;
    `colleagues_child` that somebody they work with declared the child as kin, or the child's home as theirs.
    """

    user_id: UserId
    at: datetime
    about_id: AboutId
    refused: bool = False
    own_work: bool = True
    colleagues_child: bool = False


@dataclass(frozen=True, slots=True)
class NumberSearched:
    """One search by telephone or number, and if anything was shown."""

    user_id: UserId
    at: datetime
    found: bool


@dataclass(frozen=True, slots=True)
class WordsScreened:
    """An address was looked for among protected places; a handful in one text is one of these. Or a home was declared.

    Whoever declares a home hears, when a record closes to them, that a child lives there.
    """

    user_id: UserId
    at: datetime


@dataclass(frozen=True, slots=True)
class OpeningStopped:
    """An opening that a conflict of interest stopped, in the words the database noted."""

    user_id: UserId
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything that people did in a stretch of time, in any order.

    `listed` are records whose names a list showed, of those alone who were shown very many in one day.
    """

    looks: tuple[LookSeen, ...] = ()
    listed: tuple[LookSeen, ...] = ()
    searches: tuple[NumberSearched, ...] = ()
    screenings: tuple[WordsScreened, ...] = ()
    stopped: tuple[OpeningStopped, ...] = ()
    glass: tuple[GlassBefore, ...] = ()
