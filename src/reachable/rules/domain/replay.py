"""Replays a published story: which rule names each moment the report names, since when, and who could have known.

In:  a PublishedCase, rules, the settings, a calendar.
Out: CaseReplayed: for each moment the rules that name it, or why none could.

What the story does not tell counts as not done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import Precision, When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.cases import CaseEvent, CaseMoment, PublishedCase
from reachable.rules.domain.definition import Rule, ToldBy
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.firings import Fired
from reachable.rules.domain.parameters import Country, Parameters
from reachable.rules.domain.question import Ground
from reachable.rules.domain.story_times import Between, StoryGaps, StoryTimes, work_out_times
from reachable.timeline.domain.facts import Fact
from reachable.tracks.domain.limits import Unit

LONG_AFTER = timedelta(days=730)
"""How long after its last day a story is asked, so that every clock it started has run out."""

NAMES_A_MOMENT = frozenset({Certainty.CERTAINLY, Certainty.POSSIBLY})


class Reach(Enum):
    """Who could have seen that something was due. The value is how pages mark it."""

    ALONE = "one agency alone could have known"
    TOGETHER = "only agencies together could have known"
    HINDSIGHT = "hindsight: nobody had recorded it then"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBy:
    """A rule that names a moment of the story.

    `known_with` is the last event that had to be recorded; with `clock` it was known once that time had passed. `alone`
    are the agencies whose own records were enough, `together` all whose records it rests on. `answered_by` is the event
    of the story that did what was asked, if one did. `reach` says who could have seen it.
    """

    rule: Rule
    certainty: Certainty
    anchor: int
    evidence: tuple[int, ...]
    known_with: int
    clock: str
    alone: tuple[AgencyKind, ...]
    together: tuple[AgencyKind, ...]
    missing: tuple[str, ...]
    answered_by: int | None
    reach: Reach
    by_law: str


@dataclass(frozen=True, slots=True)
class MomentReplayed:
    """A moment of the report, with the rules that name it. `why_no_rule` argues why none does."""

    moment: CaseMoment
    named_by: tuple[NamedBy, ...]
    why_no_rule: str


@dataclass(frozen=True, slots=True)
class CaseReplayed:
    """A whole story replayed. `due` is all that rules asked for, at a moment of the report or not, by its event.

    What only hindsight shows is in `due` and names no moment.
    """

    case: PublishedCase
    times: StoryTimes
    moments: tuple[MomentReplayed, ...]
    due: tuple[NamedBy, ...]

    @property
    def named(self) -> int:
        """Return how many of the report's moments at least one rule names."""
        return sum(bool(moment.named_by) for moment in self.moments)


def replay(
    case: PublishedCase,
    *,
    rules: Sequence[Rule],
    parameters: Parameters,
    calendar: Calendar,
    country: Country = Country.ENGLAND,
) -> CaseReplayed:
    """Return what the rules say of a story, using only what some agency had recorded.

    :raises TimesContradict: when the story's dates cannot all be true.
    """
    times = story_times(case)
    until = When.on(max(times.latest(event.number) for event in case.events)).latest + LONG_AFTER
    ground = Ground(country, calendar, parameters, When.on(case.birthday), _gaps(case, times))
    fired = _fired(story_facts(case, times), rules, ground, until)
    asked = _Asked(
        case, {rule.id: rule for rule in rules}, parameters, country, _alone(case, times, rules, ground, until)
    )
    due = [_named(each, asked) for each in fired] + [
        _named(each, asked, with_hindsight=True)
        for each in _only_with_hindsight(
            case, rules, fired, _fired(story_facts(case, times, all_told=True), rules, ground, until)
        )
    ]
    return CaseReplayed(
        case,
        times,
        tuple(_moment(moment, fired, asked) for moment in case.moments),
        tuple(sorted(due, key=lambda each: (each.anchor, each.reach is Reach.HINDSIGHT, each.rule.id))),
    )


def story_times(case: PublishedCase) -> StoryTimes:
    """Return when each event may have happened, from its age or date, the order of the story and what is said between.

    :raises TimesContradict: when they cannot all be true.
    """
    between = [event.after for event in case.events if event.after is not None]
    for child in case.children:
        ordered = [event.number for event in case.events if event.in_order and event.child == child]
        between += [Between(first, second, 0) for first, second in pairwise(ordered)]
    return work_out_times({event.number: (event.first_day, event.last_day) for event in case.events}, between)


def story_facts(
    case: PublishedCase, times: StoryTimes, *, known_to: AgencyKind | None = None, all_told: bool = False
) -> tuple[Fact, ...]:
    """Return the facts that agencies recorded, those that one of them did, or with hindsight all that is told.

    Each is taken as recorded and received on the last day it can have happened, in the order of the story.
    """
    facts = []
    for event in case.events:
        if event.kind is None or not (event.recorded_by or all_told):
            continue
        if known_to is not None and known_to not in event.recorded_by:
            continue
        facts.append(_fact(case, event, times, known_to or next(iter(event.recorded_by), None)))
    return tuple(facts)


def _fired(facts: Sequence[Fact], rules: Sequence[Rule], ground: Ground, until: datetime) -> tuple[Fired, ...]:
    """Return what names a moment, each child asked about apart: nothing links the children of one file."""
    found: list[Fired] = []
    by_id = {rule.id: rule for rule in rules}
    for subject in dict.fromkeys(fact.subject_id for fact in facts):
        own = tuple(fact for fact in facts if fact.subject_id == subject)
        fired = evaluate(own, rules=rules, ground=ground, now=until).fired
        found += [
            each
            for each in fired
            if each.certainty in NAMES_A_MOMENT and not _answered_in_time(each, by_id[each.key.rule_id], own, ground)
        ]
    return tuple(found)


def _answered_in_time(fired: Fired, rule: Rule, own: Sequence[Fact], ground: Ground) -> bool:
    """Test if what a clock waited for certainly came in time.

    A story tells when something happened and not when it was written down, so it is taken as recorded on the last day
    it can have been: a clock may seem to have run out before that. The days between the two events tell.
    """
    if rule.clock is None or fired.done_by is None:
        return False
    facts = {fact.id: fact for fact in own}
    anchor, answer = facts[fired.key.anchor_id], facts[fired.done_by]
    limit = ground.parameters.find(
        rule.clock.within, country=ground.country, day=london_date(anchor.instants.happened.earliest)
    )
    gap = ground.gaps.in_days(anchor, answer)
    if limit is None or gap is None:
        return False
    # An hour or a working day is never longer than the day it is counted in, so whole days err towards "late".
    days = limit.value // 24 if limit.unit is Unit.HOURS else limit.value
    return gap.longest <= timedelta(days=days)


def _only_with_hindsight(
    case: PublishedCase, rules: Sequence[Rule], then: Iterable[Fired], now: Iterable[Fired]
) -> list[Fired]:
    """Return what could be asked only by somebody who knows what nobody had recorded.

    A rule that counts who told of something is left out: of these things nobody told.
    """
    unrecorded = {_id(case, event.number) for event in case.events if not event.recorded_by}
    known = {(each.key.rule_id, each.key.anchor_id) for each in then}
    counting = {rule.id for rule in rules if any(isinstance(need, ToldBy) for need in rule.needs)}
    return [
        each
        for each in now
        if each.key.rule_id not in counting
        and (each.key.rule_id, each.key.anchor_id) not in known
        and unrecorded & {each.key.anchor_id, *each.evidence}
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    case: PublishedCase
    rules: dict[str, Rule]
    parameters: Parameters
    country: Country
    alone: dict[tuple[str, EventId], list[AgencyKind]]


def _fact(case: PublishedCase, event: CaseEvent, times: StoryTimes, agency: AgencyKind | None) -> Fact:
    first, last = When.on(times.earliest(event.number)), When.on(times.latest(event.number))
    recorded = last.latest + timedelta(seconds=event.number)
    if event.kind is None:
        raise ValueError(f"event {event.number} has no kind, so nobody can have recorded it")
    code, label = (agency.code, agency.label) if agency is not None else ("", "nobody")
    return Fact(
        id=_id(case, event.number),
        subject_id=SubjectId(uuid5(NAMESPACE_URL, f"published case {case.name} {event.child}")),
        kind=event.kind,
        instants=Instants(When(first.earliest, last.latest, Precision.RANGE, event.said), recorded, recorded),
        source=Source(
            AgencyId(uuid5(NAMESPACE_URL, f"published case {case.name} {code}")),
            label,
            "published",
            event.source,
        ),
        agency_kind=code,
        details=event.details,
        episode=event.episode,
        words=event.words,
    )


def _id(case: PublishedCase, number: int) -> EventId:
    return EventId(uuid5(NAMESPACE_URL, f"published case {case.name} event {number}"))


def _number(case: PublishedCase, event_id: EventId) -> int:
    return next(event.number for event in case.events if _id(case, event.number) == event_id)


def _gaps(case: PublishedCase, times: StoryTimes) -> StoryGaps:
    return StoryGaps(times, {_id(case, event.number): event.number for event in case.events})


def _alone(
    case: PublishedCase, times: StoryTimes, rules: Sequence[Rule], ground: Ground, until: datetime
) -> dict[tuple[str, EventId], list[AgencyKind]]:
    """Return, for each rule and anchor, the agencies whose own records were enough."""
    agencies = {agency: None for event in case.events for agency in event.recorded_by}
    alone: dict[tuple[str, EventId], list[AgencyKind]] = {}
    for agency in agencies:
        own = story_facts(case, times, known_to=agency)
        for fired in _fired(own, rules, ground, until):
            alone.setdefault((fired.key.rule_id, fired.key.anchor_id), []).append(agency)
    return alone


def _moment(moment: CaseMoment, fired: Iterable[Fired], asked: _Asked) -> MomentReplayed:
    about = {_id(asked.case, number) for number in moment.events}
    named = {(each.key.rule_id, each.evidence): _named(each, asked) for each in fired if each.key.anchor_id in about}
    return MomentReplayed(moment, tuple(named.values()), "" if named else moment.why_no_rule)


def _named(fired: Fired, asked: _Asked, *, with_hindsight: bool = False) -> NamedBy:
    case, rule = asked.case, asked.rules[fired.key.rule_id]
    evidence = tuple(sorted(_number(case, each) for each in fired.evidence))
    agencies = {agency: None for number in evidence for agency in case.events[number - 1].recorded_by}
    alone = () if with_hindsight else tuple(asked.alone.get((rule.id, fired.key.anchor_id), ()))
    return NamedBy(
        rule=rule,
        certainty=fired.certainty,
        anchor=_number(case, fired.key.anchor_id),
        evidence=evidence,
        known_with=max(evidence),
        clock=_clock(rule, case.events[evidence[0] - 1], asked),
        alone=alone,
        together=tuple(agencies),
        missing=fired.missing,
        answered_by=None if fired.done_by is None else _number(case, fired.done_by),
        reach=Reach.HINDSIGHT if with_hindsight else Reach.ALONE if alone else Reach.TOGETHER,
        by_law=_by_law(rule, case.events[evidence[0] - 1], asked),
    )


def _by_law(rule: Rule, event: CaseEvent, asked: _Asked) -> str:
    """Return the law whose time limit the rule watches, or nothing when it asks for good practice."""
    name = rule.clock.within if rule.clock is not None else rule.how_soon.within
    if name is None:
        return ""
    limit = asked.parameters.find(name, country=asked.country, day=event.first_day)
    return limit.source if limit is not None and limit.authority.is_law else ""


def _clock(rule: Rule, event: CaseEvent, asked: _Asked) -> str:
    if rule.clock is None:
        return ""
    limit = asked.parameters.find(rule.clock.within, country=asked.country, day=event.first_day)
    return limit.say() if limit is not None else ""
