"""What a rule is made of. One definition is asked of a child's facts, read out in plain English and stored as JSON.

In:  kinds of event, names of parameters, turn-takers.
Out: Rule and its parts: patterns of one event, conditions over several, a clock, answers.

A rule holds no number: it names parameters. It reads only what a fact has: nothing of origin, belief, sex, disability.
"""

from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cache

from reachable.rules.domain.examples import Example
from reachable.rules.domain.parameters import ParameterName
from reachable.rules.domain.turns import HowSoon, TurnTaker
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent

UNSAID_WHEN_UNUSED = {"unsaid": True}
"""Marks what was added to the grammar later: rules that do not use it keep their JSON and so their version."""

THIS_CHILD = (RoleInEvent.SUBJECT, RoleInEvent.VICTIM, RoleInEvent.SUSPECT, RoleInEvent.CO_ARRESTEE)
"""The roles in which something happened to this child, and not to somebody beside them."""


class Group(Enum):
    """What a rule is about, in the order of the manual."""

    RECOGNITION = "Recognising a child who may be exploited"
    VICTIM_OR_SUSPECT = "Victim and suspect at once"
    CUSTODY = "Seizure, debt and release"
    NRM = "The National Referral Mechanism"
    MISSING = "Missing and return"
    PLACEMENT = "Placements and places"
    EDUCATION_AND_HEALTH = "School and health"
    CASEWORK = "Casework, and staying with it"


class HappenedTo(Enum):
    """To whom what a rule starts from happened, as it is read out."""

    THIS_CHILD = "this child"
    A_PEER = "another child who was with this child"


class Around(Enum):
    """Which other children are counted. The value is how it is read out."""

    SAME_PLACE = "at the same place"
    PEERS = "among the children who were with this child"


@dataclass(frozen=True, slots=True)
class Has:
    """The detail is recorded, and is neither empty, nought nor "no". Not recorded: cannot say."""

    detail: str


@dataclass(frozen=True, slots=True)
class Lacks:
    """Nothing recorded says yes. Not recorded counts as lacking: what nobody confirmed is not confirmed."""

    detail: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The detail is one of these values. Not recorded: cannot say."""

    detail: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reaches:
    """The detail is a number of at least the parameter's value. Not recorded: cannot say."""

    detail: str
    least: ParameterName


@dataclass(frozen=True, slots=True)
class Below:
    """The detail is a number below the parameter's value. Not recorded: cannot say."""

    detail: str
    limit: ParameterName


@dataclass(frozen=True, slots=True)
class Mentions:
    """The detail is a note with one of these beginnings of words in it: possibly, since a note can also deny them.

    Not recorded: cannot say.
    """

    detail: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these tests holds."""

    tests: tuple["DetailTest", ...]


DetailTest = Has | Lacks | Equals | Reaches | Below | Mentions | Either


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of event, with tests on its details. `words` is how it is read out; the kind's label when empty.

    :raises ValueError: when a test names a detail that this kind of event does not carry.
    """

    kind: EventKind
    where: tuple[DetailTest, ...] = ()
    words: str = ""
    roles: tuple[RoleInEvent, ...] = THIS_CHILD

    def __post_init__(self) -> None:
        unknown = details_tested(self.where) - set(KINDS[self.kind].details)
        if unknown:
            carried = ", ".join(KINDS[self.kind].details) or "no details"
            raise ValueError(f"{self.kind.value} carries {carried}; it has no {', '.join(sorted(unknown))}")


What = tuple[Pattern, ...]
"""Any one of these patterns."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """This many of them, counting the anchor if it is one, in the time up to and including the anchor.

    Days are whole London days; hours are elapsed hours. `after` looks past the anchor too; `apart` leaves out the
    anchor itself and what lies closer before it than that. One thing told by two agencies counts once.
    """

    count: ParameterName | int
    what: What
    within: ParameterName
    after: ParameterName | None = None
    apart: ParameterName | None = None


@dataclass(frozen=True, slots=True)
class Unless:
    """None of them close to the anchor, as known at the moment the rest held. The anchor itself never counts."""

    what: What
    before: ParameterName
    after: ParameterName | None = None


@dataclass(frozen=True, slots=True)
class InOrder:
    """These things before the anchor, one after the other, the first of them this long before it at the most.

    Where only days are known, what happened on one day may have happened in this order.

    :raises ValueError: when two steps that are not next to each other look for one kind of event.
    """

    steps: tuple[What, ...]
    within: ParameterName

    def __post_init__(self) -> None:
        kinds = [{pattern.kind for pattern in step} for step in self.steps]
        for place, step in enumerate(kinds):
            if any(step & later for later in kinds[place + 2 :]):
                raise ValueError("two steps that are not next to each other look for one kind of event")


@dataclass(frozen=True, slots=True)
class ToldBy:
    """This many kinds of agency have each told of one of these, in the time up to and including the anchor."""

    count: ParameterName | int
    what: What
    within: ParameterName


@dataclass(frozen=True, slots=True)
class During:
    """The anchor falls after a start that has not ended by then. `words` reads it out.

    With `lasting` it has gone on for at least that long.
    """

    start: What
    end: What
    words: str
    lasting: ParameterName | None = field(default=None, metadata=UNSAID_WHEN_UNUSED)


@dataclass(frozen=True, slots=True)
class AgeBelow:
    """The child had not reached this age at the anchor; with `short_by`, was more than that many days short of it.

    `presumed` answers yes where the date of birth leaves it open: whoever may be under 18 is treated as a child until
    shown otherwise (Modern Slavery Act 2015, section 51). Nothing is presumed of how far short of it somebody is.

    :raises ValueError: when `short_by` is presumed.
    """

    age: ParameterName
    presumed: bool = True
    short_by: ParameterName | None = field(default=None, metadata=UNSAID_WHEN_UNUSED)

    def __post_init__(self) -> None:
        if self.presumed and self.short_by is not None:
            raise ValueError("how far short of an age somebody is cannot be presumed")


@dataclass(frozen=True, slots=True)
class AgeAtLeast:
    """The child had reached this age at the anchor. A date of birth that leaves it open is never presumed."""

    age: ParameterName


@dataclass(frozen=True, slots=True)
class SeveralChildren:
    """This many different children, counting the one the anchor is of, came to notice in the time up to the anchor.

    At the same place only where the place may link people: see `place_key` of the timeline. `together` are the events
    that make two children peers, whenever they were.

    :raises ValueError: when peers are counted and `together` is empty, or the other way round.
    """

    count: ParameterName | int
    what: What
    within: ParameterName
    around: Around
    together: What = field(default=(), metadata=UNSAID_WHEN_UNUSED)

    def __post_init__(self) -> None:
        if bool(self.together) is not (self.around is Around.PEERS):
            raise ValueError("what makes two children peers is said where peers are counted, and nowhere else")


@dataclass(frozen=True, slots=True)
class Together:
    """This child and the one the anchor is of were in one such event in the time before the anchor.

    It says how a rule about a peer connects the two: an agency named both in one event, such as an arrest.
    """

    what: What
    within: ParameterName


Condition = AtLeast | Unless | InOrder | ToldBy | During | AgeBelow | AgeAtLeast | SeveralChildren | Together


@dataclass(frozen=True, slots=True)
class Answer:
    """What has to be recorded after the anchor, and the sentence shown while it is not.

    `same_episode` refuses an event of another episode when both name theirs.
    """

    what: What
    missing: str
    same_episode: bool = False


@dataclass(frozen=True, slots=True)
class Without:
    """The answer did not come before the limit ended. This is what makes a rule a duty with a clock."""

    answer: Answer
    within: ParameterName


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A reachable moment, or a duty when it has a clock.

    It asks, for every event the anchor matches, whether all of `needs` hold, and for a duty whether its clock ran out.
    `asks_for` is what has to be recorded before the moment counts as answered. Anchors closer together than
    `one_moment` are told as one, under the first that became known. `happened_to` says whose events are looked at; the
    firing is about this child either way, and so is what answers it.

    :raises ValueError: when a rule about a peer has a clock, or does not say what connects the two.
    """

    id: str
    group: Group
    title: str
    sentence: str
    why: str
    anchor: What
    needs: tuple[Condition, ...] = ()
    clock: Without | None = None
    asks_for: tuple[Answer, ...] = ()
    one_moment: ParameterName | None = None
    whose_turn: TurnTaker
    how_soon: HowSoon
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    source: tuple[str, ...]
    basis: str
    caveat: str
    examples: tuple[Example, ...] = field(compare=False)
    happened_to: HappenedTo = HappenedTo.THIS_CHILD

    def __post_init__(self) -> None:
        about_a_peer = self.happened_to is HappenedTo.A_PEER
        if any(isinstance(need, Together) for need in self.needs) is not about_a_peer:
            raise ValueError(f"rule {self.id}: a rule about a peer says what connects the two, and no other rule does")
        if about_a_peer and self.clock:
            raise ValueError(f"rule {self.id}: no clock runs for one child from what happened to another")

    def __hash__(self) -> int:
        """Return a hash that costs little: rules are looked up often, and one with the same id is rarely another."""
        return hash(self.id)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return what must be recorded before this is answered: the clock's own answer, or what it asks for."""
        return (self.clock.answer,) if self.clock else self.asks_for


def details_tested(tests: tuple[DetailTest, ...]) -> set[str]:
    """Return the names of the details that some tests look at."""
    names: set[str] = set()
    for test in tests:
        names |= details_tested(test.tests) if isinstance(test, Either) else {test.detail}
    return names


def patterns_of(part: object) -> tuple[Pattern, ...]:
    """Return every pattern a condition, or any part of one, looks for."""
    if isinstance(part, Pattern):
        return (part,)
    if isinstance(part, tuple):
        return tuple(pattern for each in part for pattern in patterns_of(each))
    return patterns_of(tuple(getattr(part, each.name) for each in fields(part))) if isinstance(part, Condition) else ()


def parameters_of(need: Condition) -> frozenset[ParameterName]:
    """Return the name of every parameter one condition counts with, those in its patterns left out."""
    values = (getattr(need, each.name) for each in fields(need))
    return frozenset(value for value in values if isinstance(value, ParameterName))


@cache
def patterns_in(rule: Rule) -> tuple[Pattern, ...]:
    """Return every pattern a rule looks for, its answers included."""
    found = list(rule.anchor)
    for need in rule.needs:
        found += patterns_of(need)
    for answer in (*rule.answers, *rule.asks_for):
        found += answer.what
    return tuple(found)


@cache
def kinds_in(rule: Rule) -> frozenset[EventKind]:
    """Return every kind of event a rule looks for, in this child's facts or in other children's."""
    return frozenset(pattern.kind for pattern in patterns_in(rule))


@cache
def kinds_around(rule: Rule) -> frozenset[EventKind]:
    """Return the kinds of event a rule looks for in the facts of other children; none for most rules."""
    found = list(rule.anchor) if rule.happened_to is HappenedTo.A_PEER else []
    for need in rule.needs:
        if isinstance(need, SeveralChildren | Together):
            found += patterns_of(need)
    return frozenset(pattern.kind for pattern in found)


@cache
def parameters_in(rule: Rule) -> frozenset[ParameterName]:
    """Return the name of every parameter a rule counts with."""
    names: set[ParameterName | None] = {rule.one_moment, rule.how_soon.within}
    if rule.clock:
        names.add(rule.clock.within)
    for need in rule.needs:
        names |= parameters_of(need)
    for pattern in patterns_in(rule):
        names |= _least_values(pattern.where)
    return frozenset(name for name in names if name is not None)


def _least_values(tests: tuple[DetailTest, ...]) -> set[ParameterName]:
    names: set[ParameterName] = set()
    for test in tests:
        if isinstance(test, Either):
            names |= _least_values(test.tests)
        elif isinstance(test, Reaches | Below):
            names.add(test.least if isinstance(test, Reaches) else test.limit)
    return names
