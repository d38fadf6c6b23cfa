"""Answers each condition of a rule three ways, from what was known at one moment.

In:  a Question and the facts known then.
Out: Judged: certainly, possibly, cannot say or no, and the facts it rests on.
"""

from calendar import isleap
from collections.abc import Sequence
from datetime import date, datetime

from reachable.kernel.certainty import Certainty, any_of
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.rules.domain.definition import AgeBelow, AtLeast, Condition, During, Unless
from reachable.rules.domain.gaps import NO_TIME, follows
from reachable.rules.domain.parameters import ParameterName
from reachable.rules.domain.question import Judged, Question
from reachable.timeline.domain.facts import Fact

LEAP_DAY = (2, 29)


def judge_needs(question: Question, known: Sequence[Fact]) -> Judged:
    """Return the answer to "does the anchor match, and does everything the rule needs hold?"."""
    judged = Judged(question.matches(question.rule.anchor, question.anchor), (question.anchor,))
    for need in question.rule.needs:
        if judged.certainty is Certainty.NO:
            break
        judged = both(judged, judge(need, question, known))
    return judged


def both(one: Judged, other: Judged) -> Judged:
    """Return the answer to "do both hold?", resting on the facts of both."""
    fresh = tuple(fact for fact in other.evidence if fact not in one.evidence)
    return Judged(one.certainty & other.certainty, one.evidence + fresh)


def judge(need: Condition, question: Question, known: Sequence[Fact]) -> Judged:
    """Return the answer to one condition."""
    match need:
        case AtLeast():
            return _judge_at_least(need, question, known)
        case Unless():
            return _judge_unless(need, question, known)
        case During():
            return _judge_during(need, question, known)
        case AgeBelow():
            return _judge_age(need, question)


def _judge_at_least(need: AtLeast, question: Question, known: Sequence[Fact]) -> Judged:
    wanted = question.values[need.count].value if isinstance(need.count, ParameterName) else need.count
    seen: dict[Certainty, list[Fact]] = {answer: [] for answer in Certainty}
    for fact in known:
        if fact.id in question.standing:
            seen[_is_counted(need, question, fact)].append(fact)
    counted: list[Fact] = []
    for answer in (Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY):
        counted += seen[answer]
        if answer is Certainty.CERTAINLY and count_things(counted) >= wanted:
            return Judged(answer, tuple(counted))
        if answer is Certainty.POSSIBLY and len(counted) >= wanted:
            return Judged(answer, tuple(counted))
    return Judged(Certainty.CANNOT_SAY if len(counted) >= wanted else Certainty.NO, tuple(counted))


def _is_counted(need: AtLeast | Unless, question: Question, fact: Fact) -> Certainty:
    matched = question.matches(need.what, fact)
    return matched if matched is Certainty.NO else matched & _in_window(need, question, fact)


def _in_window(need: AtLeast | Unless, question: Question, fact: Fact) -> Certainty:
    furthest = need.within if isinstance(need, AtLeast) else need.before
    in_reach = question.is_at_most_before(fact, furthest)
    if isinstance(need, AtLeast) and need.apart is not None:
        apart = question.values[need.apart]
        return in_reach & question.is_at_least_before(fact, apart.as_span(), apart.unit)
    if need.after is not None:
        after = question.values[need.after]
        return in_reach & question.is_at_least_before(fact, -after.as_span(), after.unit)
    return in_reach & question.is_at_least_before(fact, NO_TIME, question.values[furthest].unit)


def _judge_unless(need: Unless, question: Question, known: Sequence[Fact]) -> Judged:
    found = any_of(_is_counted(need, question, fact) for fact in known if fact.id != question.anchor.id)
    return Judged(found.negated())


def _judge_during(need: During, question: Question, known: Sequence[Fact]) -> Judged:
    gaps, anchor = question.ground.gaps, question.anchor
    ends = [fact for fact in known if question.matches(need.end, fact) is not Certainty.NO]
    best = Judged(Certainty.NO)
    for start in known:
        begun = question.matches(need.start, start) & follows(gaps, start, anchor)
        if begun is Certainty.NO or start.id not in question.standing:
            continue
        over = any_of(
            question.matches(need.end, end) & follows(gaps, start, end) & follows(gaps, end, anchor)
            for end in ends
            if not (start.episode and end.episode and start.episode != end.episode)
        )
        going_on = Judged(begun & over.negated(), (start,))
        if going_on.certainty is not best.certainty and going_on.certainty | best.certainty is going_on.certainty:
            best = going_on
    return best


def _judge_age(need: AgeBelow, question: Question) -> Judged:
    below = is_younger(question.ground.born, question.values[need.age].value, question.anchor.instants.happened)
    if need.presumed and below is not Certainty.NO:
        return Judged(Certainty.CERTAINLY)
    return Judged(below)


def is_younger(born: When, years: int, moment: When) -> Certainty:
    """Answer "had somebody born then not reached this age?". A birthday on 29 February may come on 1 March."""
    if not (born.is_known and moment.is_known):
        return Certainty.CANNOT_SAY
    first, last = _birthday(born.earliest, years), _birthday(born.latest, years)
    youngest_day, oldest_day = london_date(moment.earliest), london_date(moment.latest)
    if oldest_day < first:
        return Certainty.CERTAINLY
    return Certainty.NO if youngest_day >= last else Certainty.POSSIBLY


def _birthday(born: datetime, years: int) -> date:
    day, year = london_date(born), london_date(born).year + years
    if (day.month, day.day) == LEAP_DAY and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


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
