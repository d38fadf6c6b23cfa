"""Whether somebody may see a part of a child's record: the one rule, in plain words, that the database enforces.

In:  what is known of who asks, what ties them to the child, what they ask for.
Out: Decision: yes or no, on which ground, and the way forward.

The resolver of the database decides; this says the same where no row is at hand, and `reachable prove access` asks a
table written by hand, this and the database of every case.
"""

from dataclasses import dataclass
from enum import Enum

from reachable.access.domain.viewer import PURPOSES_OF_ROLE, READ_COUNTS, Purpose, Role


class Tie(Enum):
    """What ties somebody to a child at a moment."""

    NONE = "nothing does"
    LIVE = "they work with the child now"
    BROKEN_GLASS = "nothing but the glass they broke for the child, whose hour is not over"
    ENDED = "they worked with the child, and it is over"
    NOT_BEGUN = "they are to work with the child later"


class SealState(Enum):
    """How a seal stands towards somebody."""

    NONE = "the record is not sealed"
    NAMED = "it is sealed and they are named"
    NOT_NAMED = "it is sealed and they are not named"
    NAMING_OVER = "it is sealed and their naming is over"
    INTO_THEM = "it is of an inquiry into themselves"


class Part(Enum):
    """A part of a record."""

    WHAT_IS_SHARED = "what is shared with everyone who works with the child"
    WHAT_ITS_AGENCY_KEEPS = "what the agency that recorded it keeps"
    WHERE_THE_CHILD_IS = "where the child lives, learns or is placed"
    WHO_LOOKED = "who has looked at the record"


class Ground(Enum):
    """On which ground it was decided, and the way forward. No ground is shown that would tell that a child is known."""

    WORKS_WITH_CHILD = ("they work with the child, for a purpose of their role", "")
    ROLE_NEVER_READS = ("the role opens no record", "Ring the team that works with the child.")
    COUNTS_ALONE = ("the role reads released counts and nothing of anybody", "Open Counts, or ring the duty team.")
    COUNTS_OF_ROLE = ("counts that were released are for this role", "")
    NOT_A_PURPOSE = ("the purpose is not one of the role", "Sign in for the work you are doing.")
    SEALED = ("nothing they can see", "Nothing you can see here: ring the duty team.")
    CONFLICT = ("nothing they can see; their reviewer is told", "Nothing you can see here: ring the duty team.")
    NOTHING_TIES = ("nothing they can see", "Nothing you can see here: ring the duty team.")
    KEPT_BY_AGENCY = ("its agency keeps it", "The agency holds something here. Ask for it.")
    NO_PLACE_BY_GLASS = (
        "broken glass opens no place",
        "Ring the team that works with the child, or the police on 999.",
    )
    OWN_AGENCYS_LOOKS = ("a supervisor reviews what their own agency looked at", "")
    AUTHORITY_OF_SEAL = ("the authority that sealed the record reviews who looked", "")

    @property
    def why(self) -> str:
        """Return the ground in words, for whoever reviews."""
        return self.value[0]

    @property
    def way_forward(self) -> str:
        """Return what the person asking can do next, empty when they see what they asked for."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `of_holder` says that who asks is of the agency that holds, or sealed, the record."""

    role: Role
    purpose: Purpose
    of_holder: bool
    tie: Tie
    seal: SealState = SealState.NONE
    has_conflict: bool = False
    part: Part = Part.WHAT_IS_SHARED


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and on which ground."""

    may_see: bool
    ground: Ground


def decide_counts(role: Role) -> Decision:
    """Decide who reads the counts that were released. Nobody asks for any others."""
    if role in READ_COUNTS:
        return Decision(True, Ground.COUNTS_OF_ROLE)
    return Decision(False, Ground.ROLE_NEVER_READS)


def decide(asked: Asked) -> Decision:
    """Decide: role, live tie, purpose, no seal that leaves them out, no conflict of interest; then which part."""
    if asked.role is Role.ANALYST:
        return Decision(False, Ground.COUNTS_ALONE)
    if asked.part is Part.WHO_LOOKED:
        found = _decide_looks(asked)
        if found is not None:
            return found
    refused = _find_refusal(asked)
    if refused is not None:
        return Decision(False, refused)
    if asked.part is Part.WHAT_ITS_AGENCY_KEEPS and not asked.of_holder:
        return Decision(False, Ground.KEPT_BY_AGENCY)
    if asked.part is Part.WHERE_THE_CHILD_IS and asked.tie is Tie.BROKEN_GLASS:
        return Decision(False, Ground.NO_PLACE_BY_GLASS)
    return Decision(True, Ground.WORKS_WITH_CHILD)


def _decide_looks(asked: Asked) -> Decision | None:
    """Decide who hears of looks where the record itself need not be open; None where it must."""
    if asked.seal is not SealState.NONE:
        is_authority = asked.role is Role.SEALING_AUTHORITY and asked.of_holder
        if is_authority and asked.seal is not SealState.INTO_THEM:
            return Decision(True, Ground.AUTHORITY_OF_SEAL)
        return Decision(False, Ground.SEALED)
    if asked.role is Role.SUPERVISOR and asked.of_holder:
        return Decision(True, Ground.OWN_AGENCYS_LOOKS)
    return None


def _find_refusal(asked: Asked) -> Ground | None:
    """Return the first ground on which the record does not open, or None when it does."""
    if not asked.role.may_read:
        return Ground.ROLE_NEVER_READS
    if asked.purpose not in PURPOSES_OF_ROLE[asked.role]:
        return Ground.NOT_A_PURPOSE
    if asked.seal not in (SealState.NONE, SealState.NAMED):
        return Ground.SEALED
    if asked.has_conflict:
        return Ground.CONFLICT
    return None if asked.tie in (Tie.LIVE, Tie.BROKEN_GLASS) else Ground.NOTHING_TIES
