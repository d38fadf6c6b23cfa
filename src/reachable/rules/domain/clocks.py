"""The clock of a duty: when it ends, and whether the answer came in time.

In:  a Question about a rule with a clock, and the facts known at a moment.
Out: when it is due; Judged; the facts that answered.
"""

from collections.abc import Sequence
from datetime import datetime

from reachable.kernel.certainty import Certainty, any_of
from reachable.kernel.london import london_date
from reachable.kernel.when import Precision, When
from reachable.rules.domain.definition import Answer, Without
from reachable.rules.domain.gaps import follows
from reachable.rules.domain.parameters import Parameter
from reachable.rules.domain.question import Judged, Question
from reachable.timeline.domain.facts import Fact, by_age
from reachable.tracks.domain.limits import Unit, due_instant


def due_when(question: Question, clock: Without) -> When:
    """Return when the clock ends: one instant, a stretch when the anchor's time is not exact, or not known."""
    started, limit = question.anchor.instants.happened, question.values[clock.within]
    if not started.is_known:
        return When.unknown("cannot be worked out: the date it started is not known")
    first, last = (due_at(instant, limit, question) for instant in (started.earliest, started.latest))
    return When(first, last, Precision.EXACT if first == last else Precision.RANGE)


def due_at(started: datetime, limit: Parameter, question: Question) -> datetime:
    """Return the instant a limit ends, in UTC: elapsed hours, or the last instant of a London day."""
    due = due_instant(started, limit.as_limit(), question.ground.calendar)
    return due if limit.unit is Unit.HOURS else When.on(london_date(due)).latest


def judge_clock(question: Question, clock: Without, known: Sequence[Fact], moment: datetime) -> Judged:
    """Return the answer to "had the limit ended by this moment without the answer?"."""
    due = due_when(question, clock)
    if not due.is_known:
        return Judged(Certainty.CANNOT_SAY)
    if moment < due.earliest:
        return Judged(Certainty.NO)
    in_time = any_of(
        answered & _is_in_time(question, clock, fact, due)
        for fact in known
        if fact.id in question.standing and (answered := answers(question, clock.answer, fact)) is not Certainty.NO
    )
    ended = Certainty.CERTAINLY if moment >= due.latest else Certainty.POSSIBLY
    return Judged(ended & in_time.negated())


def answers(question: Question, answer: Answer, fact: Fact) -> Certainty:
    """Answer "is this fact what was asked for after the anchor?". What a rule starts from never answers it."""
    if fact is question.anchor:
        return Certainty.NO
    key = (id(answer), id(fact))
    if key not in question.answered:
        matched = question.matches(answer.what, fact)
        if matched is not Certainty.NO and answer.same_episode and not question.is_same_episode(fact):
            matched = Certainty.NO
        after = matched is not Certainty.NO and follows(question.ground.gaps, question.anchor, fact)
        question.answered[key] = matched & after if after else Certainty.NO
    return question.answered[key]


def find_answers(question: Question, known: Sequence[Fact]) -> tuple[Fact | None, ...]:
    """Return, for each thing the rule asks for, the first fact that certainly is it, or None."""
    return tuple(
        next((fact for fact in known if answers(question, answer, fact) is Certainty.CERTAINLY), None)
        for answer in question.rule.answers
    )


def adds_an_answer(question: Question, answer: Answer, fact: Fact, before: Sequence[Fact]) -> bool:
    """Test if a fact that has just become known may change what answered, or whether that was in time.

    It does not where an older fact, among those known before it, oldest first, certainly is the answer, and certainly
    in time where this one might be.
    """
    if answers(question, answer, fact) is Certainty.NO:
        return False
    clock = question.rule.clock
    first = next((each for each in before if answers(question, answer, each) is Certainty.CERTAINLY), None)
    if first is None or by_age(fact) < by_age(first):
        return True
    due = due_when(question, clock) if clock is not None else When.unknown()
    if clock is None or not due.is_known or _is_in_time(question, clock, first, due) is Certainty.CERTAINLY:
        return False
    return _is_in_time(question, clock, fact, due) is not Certainty.NO


def _is_in_time(question: Question, clock: Without, fact: Fact, due: When) -> Certainty:
    limit, gaps = question.values[clock.within], question.ground.gaps
    match limit.unit:
        case Unit.HOURS:
            gap = gaps.in_time(question.anchor, fact)
        case Unit.DAYS:
            gap = gaps.in_days(question.anchor, fact)
        case _:
            return fact.instants.happened.before(due)
    return Certainty.CANNOT_SAY if gap is None else gap.at_most(limit.as_span())
