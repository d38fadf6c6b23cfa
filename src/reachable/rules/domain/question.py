"""One rule asked of one event: what is known of the child, the values in force that day, and the gaps between events.

In:  a rule, the fact its anchor matched, the ground it is asked on.
Out: Ground, Question, and whether a pattern matches a fact.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from reachable.kernel.certainty import Certainty, all_of, any_of
from reachable.kernel.ids import EventId
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.definition import (
    Below,
    DetailTest,
    Either,
    Equals,
    Has,
    Lacks,
    Mentions,
    Pattern,
    Reaches,
    Rule,
    What,
)
from reachable.rules.domain.gaps import NO_TIME, Gap, Gaps, GapsByDate
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.domain.parameters import Country, InForce, Parameter, ParameterName, Parameters
from reachable.timeline.domain.facts import Fact
from reachable.tracks.domain.limits import Unit

BY_DATE = GapsByDate()


@dataclass(frozen=True, slots=True)
class Ground:
    """What rules are asked on, beside a child's facts: the country's law, its calendar, settings, the birth date."""

    country: Country
    calendar: Calendar
    parameters: Parameters
    born: When
    gaps: Gaps = BY_DATE

    def day_of_law(self, anchor: Fact) -> date:
        """Return the day whose law counts for an event: when it happened, or was recorded where that is not known."""
        happened = anchor.instants.happened
        return london_date(happened.earliest if happened.is_known else anchor.instants.recorded_at)

    def in_force_on(self, rule_parameters: Iterable[ParameterName], day: date) -> InForce | None:
        """Return the values in force on a day, or None where one of them had none."""
        return self.parameters.find_all(rule_parameters, country=self.country, day=day)

    def in_force_for(self, rule_parameters: Iterable[ParameterName], anchor: Fact) -> InForce | None:
        """Return the values in force on the day of an event, or None where one of them had none."""
        return self.in_force_on(rule_parameters, self.day_of_law(anchor))


@dataclass(frozen=True, slots=True)
class Question:
    """Does this rule hold for this event? `standing` are the facts that stand today: only they may be evidence.

    `nearby` says who other children's facts are of; an event of a peer may be what the rule is asked about. `answered`
    remembers what was answered of a part of the rule and a fact: that is the same at every instant it is asked at.
    `matched` remembers what facts are: questions of one rule may share it where the same values are in force.
    """

    rule: Rule
    anchor: Fact
    values: InForce
    ground: Ground
    standing: frozenset[EventId]
    nearby: Nearby = NOTHING_NEARBY
    answered: dict[tuple[int, int], Certainty] = field(default_factory=dict, compare=False, repr=False)
    matched: dict[tuple[int, int], Certainty] = field(default_factory=dict, compare=False, repr=False)

    def count_of(self, count: ParameterName | int) -> int:
        """Return a number a condition counts up to."""
        return self.values[count].value if isinstance(count, ParameterName) else count

    def gap_before(self, fact: Fact, unit: object) -> Gap | None:
        """Return how long before the anchor a fact happened, counted in days for a parameter of days."""
        if fact is self.anchor:
            return Gap(NO_TIME, NO_TIME)
        gaps = self.ground.gaps
        return gaps.in_days(fact, self.anchor) if unit is Unit.DAYS else gaps.in_time(fact, self.anchor)

    def is_at_most_before(self, fact: Fact, name: ParameterName) -> Certainty:
        """Answer "did it happen at most this long before the anchor, or after it?"."""
        limit = self.values[name]
        gap = self.gap_before(fact, limit.unit)
        return Certainty.CANNOT_SAY if gap is None else gap.at_most(limit.as_span())

    def is_at_least_before(self, fact: Fact, span: timedelta, unit: object) -> Certainty:
        """Answer "did it happen at least this long before the anchor?"; a negative span looks past the anchor."""
        gap = self.gap_before(fact, unit)
        return Certainty.CANNOT_SAY if gap is None else gap.at_least(span)

    def matches(self, what: What, fact: Fact) -> Certainty:
        """Answer "is this fact one of these?"."""
        kind = fact.kind
        for pattern in what:
            if pattern.kind is kind:
                break
        else:
            return Certainty.NO
        key = (id(what), id(fact))
        answer = self.matched.get(key)
        if answer is None:
            patterns = [pattern for pattern in what if pattern.kind is kind]
            answer = self.matched[key] = any_of(matches(pattern, fact, self.values) for pattern in patterns)
        return answer

    def is_same_episode(self, fact: Fact) -> bool:
        """Test if nothing says that a fact belongs to another episode than the anchor."""
        return not self.anchor.episode or not fact.episode or fact.episode == self.anchor.episode


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer and the facts it rests on."""

    certainty: Certainty
    evidence: tuple[Fact, ...] = field(default=())


def matches(pattern: Pattern, fact: Fact, values: InForce) -> Certainty:
    """Answer "is this fact of this pattern?". A detail that was not recorded leaves it open."""
    if fact.kind is not pattern.kind or fact.role not in pattern.roles:
        return Certainty.NO
    return all_of(passes(test, fact, values) for test in pattern.where)


def passes(test: DetailTest, fact: Fact, values: InForce) -> Certainty:
    """Answer one test on a fact's details."""
    if isinstance(test, Either):
        return any_of(passes(each, fact, values) for each in test.tests)
    value = fact.details.get(test.detail)
    if isinstance(test, Lacks):
        return _yes_or_no(not value)
    if value is None:
        return Certainty.CANNOT_SAY
    match test:
        case Has():
            return _yes_or_no(bool(value))
        case Equals(values=allowed):
            return _yes_or_no(value in allowed)
        case Reaches(least=name):
            return _reaches(value, values[name])
        case Below(limit=name):
            return _reaches(value, values[name]).negated()
        case Mentions(words=words):
            begun = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
            return Certainty.POSSIBLY if begun.search(str(value)) else Certainty.NO


def _reaches(value: object, least: Parameter) -> Certainty:
    if not isinstance(value, int | float):
        return Certainty.CANNOT_SAY
    return _yes_or_no(value >= least.value)


def _yes_or_no(holds: bool) -> Certainty:
    return Certainty.CERTAINLY if holds else Certainty.NO
