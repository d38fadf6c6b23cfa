"""Answers each condition of a rule three ways, from what was known at one moment.

In:  a Question, the child's facts known then, and those of other children nearby known then.
Out: Judged: certainly, possibly, cannot say or no, and the facts it rests on.
"""

from calendar import isleap
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from reachable.kernel.certainty import Certainty, any_of
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    Around,
    AtLeast,
    Condition,
    During,
    InOrder,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    What,
)
from reachable.rules.domain.gaps import NO_TIME, follows
from reachable.rules.domain.question import Judged, Question
from reachable.timeline.domain.facts import Fact

Windowed = AtLeast | Unless | ToldBy | SeveralChildren | Together
LEAP_DAY = (2, 29)


def judge_needs(question: Question, known: Sequence[Fact], around: Sequence[Fact] = ()) -> Judged:
    """Return the answer to "does the anchor match, and does everything the rule needs hold?".

    `around` are the facts of other children that were known then.
    """
    judged = Judged(question.matches(question.rule.anchor, question.anchor), (question.anchor,))
    for need in question.rule.needs:
        if judged.certainty is Certainty.NO:
            break
        judged = both(judged, judge(need, question, known, around))
    return judged


def both(one: Judged, other: Judged) -> Judged:
    """Return the answer to "do both hold?", resting on the facts of both."""
    if not other.evidence:
        return one if one.certainty is other.certainty else Judged(one.certainty & other.certainty, one.evidence)
    fresh = tuple(fact for fact in other.evidence if fact not in one.evidence)
    return Judged(one.certainty & other.certainty, one.evidence + fresh)


def judge(need: Condition, question: Question, known: Sequence[Fact], around: Sequence[Fact] = ()) -> Judged:
    """Return the answer to one condition."""
    match need:
        case AtLeast():
            return _judge_at_least(need, question, known)
        case Unless():
            return _judge_unless(need, question, known)
        case InOrder():
            return _judge_in_order(need, question, known)
        case ToldBy():
            return _judge_told_by(need, question, known)
        case During():
            return _judge_during(need, question, known)
        case AgeBelow() | AgeAtLeast():
            return _judge_age(need, question)
        case SeveralChildren():
            return _judge_several_children(need, question, known, around)
        case Together():
            return _judge_together(need, question, known, around)


def _judge_at_least(need: AtLeast, question: Question, known: Sequence[Fact]) -> Judged:
    wanted = question.count_of(need.count)
    seen: dict[Certainty, list[Fact]] = {answer: [] for answer in Certainty}
    for answer, fact in _counted(need, question, known):
        if fact.id in question.standing:
            seen[answer].append(fact)
    counted: list[Fact] = []
    for answer in (Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY):
        counted += seen[answer]
        if answer is Certainty.CERTAINLY and count_things(counted) >= wanted:
            return Judged(answer, tuple(counted))
        if answer is Certainty.POSSIBLY and len(counted) >= wanted:
            return Judged(answer, tuple(counted))
    return Judged(Certainty.CANNOT_SAY if len(counted) >= wanted else Certainty.NO, tuple(counted))


def _judge_told_by(need: ToldBy, question: Question, known: Sequence[Fact]) -> Judged:
    answered = ((answer, fact) for answer, fact in _counted(need, question, known) if fact.id in question.standing)
    return _count_different(
        answered, question.count_of(need.count), lambda fact: fact.agency_kind or fact.source.agency_id
    )


def _judge_several_children(
    need: SeveralChildren, question: Question, known: Sequence[Fact], around: Sequence[Fact]
) -> Judged:
    """Count the child the anchor is of as one, and each other child for whom something counts."""
    whose = question.nearby.find_child(question.anchor)
    connected = _connected(need, question, (*known, *around))
    counted: list[tuple[Certainty, Fact]] = []
    for fact in around:
        child = question.nearby.find_child(fact)
        if child is None or child == whose or fact.id not in question.standing:
            continue
        at_place = bool(fact.place_key) and fact.place_key == question.anchor.place_key
        beside = _yes_or_no(at_place) if need.around is Around.SAME_PLACE else connected.get(child, Certainty.NO)
        if beside is not Certainty.NO:
            counted.append((beside & is_counted(need, question, fact), fact))
    return _count_different(counted, question.count_of(need.count) - 1, question.nearby.find_child)


def _count_different(
    answered: Iterable[tuple[Certainty, Fact]], wanted: int, what: Callable[[Fact], Hashable]
) -> Judged:
    """Return the answer to "are there this many different ones?", the surest facts first."""
    seen: dict[Certainty, list[Fact]] = {answer: [] for answer in Certainty}
    for certainty, fact in answered:
        seen[certainty].append(fact)
    counted: list[Fact] = []
    for answer in (Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY):
        counted += seen[answer]
        if len({what(fact) for fact in counted}) >= wanted:
            return Judged(answer, tuple(counted))
    return Judged(Certainty.NO)


def _judge_together(need: Together, question: Question, known: Sequence[Fact], around: Sequence[Fact]) -> Judged:
    whose = question.nearby.find_child(question.anchor)
    best = Judged(Certainty.NO)
    for fact in (*known, *around):
        children = question.nearby.together.get(fact.id, frozenset())
        if whose in children and fact.id in question.standing and fact.id != question.anchor.id:
            best = _stronger(best, Judged(is_counted(need, question, fact), (fact,)))
    return best


def _connected(need: SeveralChildren, question: Question, known: Sequence[Fact]) -> Mapping[SubjectId, Certainty]:
    """Return how sure it was then, for each child, that an agency named them with this one in such an event."""
    connected: dict[SubjectId, Certainty] = {}
    for fact in known if need.together else ():
        if fact.id in question.standing:
            matched = question.matches(need.together, fact)
            for child in question.nearby.together.get(fact.id, frozenset()):
                connected[child] = connected.get(child, Certainty.NO) | matched
    return connected


def is_counted(need: Windowed, question: Question, fact: Fact) -> Certainty:
    """Answer "does this fact count for the condition: one of these, in its window around the anchor?"."""
    key = (id(need), id(fact))
    counted = question.answered.get(key)
    if counted is None:
        matched = question.matches(need.what, fact)
        counted = matched if matched is Certainty.NO else matched & _in_window(need, question, fact)
        question.answered[key] = counted
    return counted


def _in_window(need: Windowed, question: Question, fact: Fact) -> Certainty:
    furthest = question.values[need.before if isinstance(need, Unless) else need.within]
    gap = question.gap_before(fact, furthest.unit)
    in_reach = Certainty.CANNOT_SAY if gap is None else gap.at_most(furthest.as_span())
    if in_reach is Certainty.NO:
        return in_reach
    if isinstance(need, AtLeast) and need.apart is not None:
        apart = question.values[need.apart]
        return in_reach & question.is_at_least_before(fact, apart.as_span(), apart.unit)
    if isinstance(need, AtLeast | Unless) and need.after is not None:
        after = question.values[need.after]
        return in_reach & question.is_at_least_before(fact, -after.as_span(), after.unit)
    return in_reach if gap is None else in_reach & gap.at_least(NO_TIME)


def _judge_unless(need: Unless, question: Question, known: Sequence[Fact]) -> Judged:
    found = any_of(counted for counted, fact in _counted(need, question, known) if fact.id != question.anchor.id)
    return Judged(found.negated())


def _counted(need: Windowed, question: Question, known: Sequence[Fact]) -> Iterator[tuple[Certainty, Fact]]:
    """Yield the facts that may count for a condition, and how surely."""
    for fact in known:
        counted = is_counted(need, question, fact)
        if counted is not Certainty.NO:
            yield counted, fact


def _judge_in_order(need: InOrder, question: Question, known: Sequence[Fact]) -> Judged:
    """Keep, for each fact that may be a step, the surest way to have come to it."""
    gaps, anchor = question.ground.gaps, question.anchor
    chains = [Judged(Certainty.CERTAINLY)]
    for step in need.steps:
        longer = []
        for fact in known:
            matched = may_be_step(question, step, fact)
            if matched is Certainty.NO or fact.id not in question.standing:
                continue
            best = _surest_way(need, question, chains, fact, matched)
            if best.certainty is not Certainty.NO:
                longer.append(best)
        if not longer:
            return Judged(Certainty.NO)
        chains = longer
    whole = Judged(Certainty.NO)
    for chain in chains:
        whole = _stronger(whole, Judged(chain.certainty & follows(gaps, chain.evidence[-1], anchor), chain.evidence))
        if whole.certainty is Certainty.CERTAINLY:
            break
    return whole


def may_be_step(question: Question, step: What, fact: Fact) -> Certainty:
    """Answer "is this fact one of these?" for a step of an order: no where it certainly happened after the anchor."""
    anchor = question.anchor
    matched = question.matches(step, fact)
    if matched is Certainty.NO or fact is anchor or fact.id == anchor.id:
        return Certainty.NO
    return Certainty.NO if follows(question.ground.gaps, fact, anchor) is Certainty.NO else matched


def _surest_way(need: InOrder, question: Question, chains: Sequence[Judged], fact: Fact, matched: Certainty) -> Judged:
    """Return the surest way to have come to one step, the first where several are as sure."""
    if not chains[0].evidence:
        return Judged(matched & question.is_at_most_before(fact, need.within), (fact,))
    best, before = Certainty.NO, chains[0]
    for chain in chains:
        last = chain.evidence[-1]
        if last.id == fact.id:
            continue
        reached = matched & chain.certainty & follows(question.ground.gaps, last, fact)
        if reached is not best and reached | best is reached:
            best, before = reached, chain
        if best is Certainty.CERTAINLY:
            break
    return Judged(best, (*before.evidence, fact))


def _stronger(one: Judged, other: Judged) -> Judged:
    """Return the surer of two answers, the first where they are as sure."""
    surer = other.certainty is not one.certainty and one.certainty | other.certainty is other.certainty
    return other if surer else one


def _judge_during(need: During, question: Question, known: Sequence[Fact]) -> Judged:
    gaps, anchor = question.ground.gaps, question.anchor
    ends = [
        (end, matched & follows(gaps, end, anchor))
        for end in known
        if (matched := question.matches(need.end, end)) is not Certainty.NO
    ]
    best = Judged(Certainty.NO)
    for start in known:
        matched = question.matches(need.start, start)
        if matched is Certainty.NO or start.id not in question.standing:
            continue
        begun = matched & follows(gaps, start, anchor)
        if begun is Certainty.NO:
            continue
        over = any_of(
            ended & follows(gaps, start, end)
            for end, ended in ends
            if not (start.episode and end.episode and start.episode != end.episode)
        )
        if need.lasting is not None:
            least = question.values[need.lasting]
            begun = begun & question.is_at_least_before(start, least.as_span(), least.unit)
        best = _stronger(best, Judged(begun & over.negated(), (start,)))
        if best.certainty is Certainty.CERTAINLY:
            break
    return best


def _judge_age(need: AgeBelow | AgeAtLeast, question: Question) -> Judged:
    years, moment = question.values[need.age].value, question.anchor.instants.happened
    if isinstance(need, AgeAtLeast):
        return Judged(is_younger(question.ground.born, years, moment).negated())
    short_by = question.values[need.short_by].as_span() if need.short_by is not None else NO_TIME
    below = is_younger(question.ground.born, years, moment, short_by=short_by)
    if need.presumed and below is not Certainty.NO:
        return Judged(Certainty.CERTAINLY)
    return Judged(below)


def is_younger(born: When, years: int, moment: When, *, short_by: timedelta = NO_TIME) -> Certainty:
    """Answer "had somebody born then not reached this age?". A birthday on 29 February may come on 1 March.

    With `short_by`: were they more than so many days short of it?
    """
    if not (born.is_known and moment.is_known):
        return Certainty.CANNOT_SAY
    first, last = (_birthday(each, years) - short_by for each in (born.earliest, born.latest))
    youngest_day, oldest_day = london_date(moment.earliest), london_date(moment.latest)
    if oldest_day < first:
        return Certainty.CERTAINLY
    return Certainty.NO if youngest_day >= last else Certainty.POSSIBLY


def _birthday(born: datetime, years: int) -> date:
    day, year = london_date(born), london_date(born).year + years
    if (day.month, day.day) == LEAP_DAY and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def _yes_or_no(holds: bool) -> Certainty:
    return Certainty.CERTAINLY if holds else Certainty.NO


def count_things(facts: Sequence[Fact]) -> int:
    """Return how many things these facts tell of at the least: one thing told by two agencies counts once."""
    things: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda each: (each.instants.happened.earliest, each.id.hex)):
        thing = next((thing for thing in things if all(_may_be_one(fact, other) for other in thing)), None)
        if thing is None:
            things.append([fact])
        else:
            thing.append(fact)
    return len(things)


def _may_be_one(one: Fact, other: Fact) -> bool:
    """Test if two facts may tell of one thing: the same episode, or the same kind on a day two agencies both name."""
    if one.kind is not other.kind:
        return False
    if one.episode and one.episode == other.episode:
        return True
    first, second = one.instants.happened, other.instants.happened
    share_a_day = london_date(first.earliest) <= london_date(second.latest) and london_date(
        second.earliest
    ) <= london_date(first.latest)
    return one.source.agency_id != other.source.agency_id and share_a_day
