"""How long a record is kept, by which rule of which day, and when somebody must look at it again.

In:  what is known of a record: whose it is, when the child was born, what it tells of, when it was last added to.
Out: the rule that keeps it longest, and the day on which it is reviewed. Nothing is ever erased by a date alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.period import Period
from reachable.rules.domain.parameters import Authority, Checked
from reachable.timeline.domain.kinds import EventKind


class KeptAs(Enum):
    """As what a row is kept. (code stored, label shown)."""

    CHILD_RECORD = ("CHILD_RECORD", "Record of a child who may be exploited")
    CONTEXT = ("CONTEXT", "Record of a place, group or number")
    WORKING = ("WORKING", "Needed only while work is done")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class CountedFrom(Enum):
    """From which day the years of a rule are counted."""

    BIRTH = "the child's birth"
    LAST_CONTACT = "the last thing that was recorded"
    CASE_CLOSED = "the day the case was closed, or the last thing recorded while it is open"


class NoRuleKeepsIt(LookupError):
    """No rule of the book covers this record on this day: the book is incomplete, and nothing may be erased by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """One rule while it is in force: which records, how long, counted from what, who answers for it, its source.

    No kinds of agency mean every agency that no other rule names; no events mean whatever the record tells of.
    """

    key: str
    kept_as: KeptAs
    sentence: str
    years: int
    counted_from: CountedFrom
    agencies: frozenset[AgencyKind] = frozenset()
    because_of: frozenset[EventKind] = frozenset()
    owner: str
    source: str
    authority: Authority
    checked: Checked
    in_force: Period[date]
    next_check: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What is known of one agency's record that says how long it is kept.

    `born` is the latest day on which the child can have been born: counted from there, nothing is reviewed too soon.
    """

    agency_kind: AgencyKind
    kept_as: KeptAs
    born: date | None
    first_received: date
    last_recorded: date
    closed: date | None
    tells_of: frozenset[EventKind]


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """Under which rule a record is kept, and the day on which it is reviewed."""

    rule: RetentionRule
    review_on: date


def find_kept_until(facts: RecordFacts, rules: Iterable[RetentionRule], *, on: date) -> KeptUntil:
    """Return the rule that keeps a record longest of those that cover it on this day.

    :raises NoRuleKeepsIt: when none does.
    """
    covering = _covering(facts, [each for each in rules if each.in_force.covers(on)])
    if not covering:
        raise NoRuleKeepsIt(f"no rule says how long a {facts.kept_as.code} of a {facts.agency_kind.code} is kept")
    found = [KeptUntil(rule, _years_on(_start(facts, rule.counted_from), rule.years)) for rule in covering]
    return max(found, key=lambda each: (each.review_on, each.rule.key))


def _covering(facts: RecordFacts, rules: list[RetentionRule]) -> list[RetentionRule]:
    """Return the rules for this kind of agency, or those for all others when none names it."""
    wanted = [each for each in rules if each.kept_as is facts.kept_as]
    named = [each for each in wanted if facts.agency_kind in each.agencies]
    whose = named or [each for each in wanted if not each.agencies]
    return [each for each in whose if not each.because_of or each.because_of & facts.tells_of]


def _start(facts: RecordFacts, counted_from: CountedFrom) -> date:
    """Return the day the years are counted from. A day nobody knows is taken as late as it can be."""
    if counted_from is CountedFrom.BIRTH:
        return facts.born or facts.first_received
    if counted_from is CountedFrom.CASE_CLOSED and facts.closed is not None:
        return max(facts.closed, facts.first_received)
    return facts.last_recorded


def _years_on(day: date, years: int) -> date:
    """Return the same day years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
