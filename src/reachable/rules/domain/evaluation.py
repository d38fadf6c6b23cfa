"""Asks rules of one child's facts, as they were known at a moment.

In:  the facts of one child (pooled over linked records), those of other children near it, rules, the ground, now.
Out: Evaluation: the moments that hold and the duties that run or ran. Pure: the order of the facts changes nothing, and
neither does anything received after `now`.

What was known decides. For each event a rule's anchor matches, the rule is asked at every instant at which something
became known, with only the facts known then; the strongest answer stands from the first instant it held. "Unless" is
therefore settled at that instant: what is recorded later answers the moment and does not unmake it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reachable.kernel.certainty import Certainty, any_of
from reachable.kernel.ids import EventId
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.rules.domain.bearing import News, bears, is_near, kinds_of_anchor, part_by_news
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.clocks import due_at, due_when, find_answers, judge_clock
from reachable.rules.domain.conditions import both, judge_needs
from reachable.rules.domain.definition import HappenedTo, Rule, Without, kinds_around, kinds_in, parameters_in
from reachable.rules.domain.firings import Duty, Evaluation, Fired, FiringKey
from reachable.rules.domain.history import History
from reachable.rules.domain.missing import what_is_missing
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.domain.parameters import InForce, ParameterName
from reachable.rules.domain.question import Ground, Judged, Question
from reachable.rules.domain.turns import Pace
from reachable.timeline.domain.facts import Fact
from reachable.tracks.domain.limits import Unit

NO_NEWS: Mapping[str, News] = {}


@dataclass(frozen=True, slots=True)
class _Held:
    """The strongest answer, since when it stood, and since when there was any answer but no."""

    judged: Judged
    first_known_at: datetime
    known_at: datetime


@dataclass(frozen=True, slots=True)
class _Asked:
    """One rule asked of one event: the answer to what it needs, and for a duty the answer once its clock ran out.

    `runs_out` are the instants still to come at which the clock may run out.
    """

    question: Question
    needs: _Held
    held: _Held | None
    found: tuple[Fact | None, ...]
    runs_out: tuple[datetime, ...] = ()

    @property
    def done(self) -> Fact | None:
        """Return the fact that completed what was asked for, or None while something is open."""
        facts = [fact for fact in self.found if fact is not None]
        return max(facts, key=_by_date) if facts and len(facts) == len(self.found) else None


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known of this child and of other children nearby, at any instant up to now."""

    own: History
    around: History
    nearby: Nearby
    days: dict[EventId, date] = field(default_factory=dict)

    def day_of_law(self, anchor: Fact, ground: Ground) -> date:
        """Return the day whose law counts for an event, worked out once for all rules."""
        day = self.days.get(anchor.id)
        if day is None:
            day = self.days[anchor.id] = ground.day_of_law(anchor)
        return day

    def instants(self, question: Question, since: datetime) -> tuple[datetime, ...]:
        """Return the instants from `since` to now at which the answer may change because more became known, in order.

        They are few: most of what becomes known of a child bears on few of the moments there were before it.
        """
        rule = question.rule
        kinds = kinds_around(rule)
        if not kinds:
            later = self.own.changed_since(kinds_in(rule), since)
            bearing = [fact for fact in later if bears(question, fact)]
            return self.own.instants_of(bearing, since)
        own = self.own.instants(kinds_in(rule), since)
        return tuple(sorted({*own, *self.around.instants(kinds, since)}))

    def judge(self, question: Question, instant: datetime) -> tuple[Judged, Sequence[Fact]]:
        """Return the answer to what a rule needs, as known at an instant, and this child's facts known then."""
        known, kinds = self.own.standing_at(instant, kinds_in(question.rule)), kinds_around(question.rule)
        return judge_needs(question, known, self.around.standing_at(instant, kinds) if kinds else ()), known


@dataclass(frozen=True, slots=True)
class Asking:
    """Rules with the events each is asked of, before any is answered, so that what is held can be read meanwhile.

    `left` are, by rule, the events it is not asked of again; what is held of those stays as it is.
    """

    known: _Known
    questions: tuple[tuple[Rule, Sequence[Question]], ...]
    left: Mapping[str, frozenset[EventId]]

    @property
    def asked_of(self) -> frozenset[EventId]:
        """Return the events of which at least one rule is asked."""
        return frozenset(each.anchor.id for _, questions in self.questions for each in questions)

    @property
    def untouched(self) -> frozenset[EventId]:
        """Return the events that every rule left that might start from them."""
        return frozenset[EventId]().union(*self.left.values()) - self.asked_of

    def answer(self) -> Evaluation:
        """Return what the rules ask for."""
        fired: list[Fired] = []
        duties: list[Duty] = []
        clocks: dict[str, datetime] = {}
        for rule, questions in self.questions:
            asked = [answer for question in questions if (answer := _ask(question, self.known))]
            for moment in _one_by_one(asked):
                fired += _fired(moment)
                duties += _duty(moment)
            runs_out = [instant for each in asked for instant in each.runs_out]
            if runs_out:
                clocks[rule.id] = min(runs_out)
        fired.sort(key=lambda each: (each.known_at, each.key.rule_id, each.key.anchor_id.hex))
        duties.sort(key=lambda each: (each.due.earliest, each.key.rule_id, each.key.anchor_id.hex))
        return Evaluation(tuple(fired), tuple(duties), clocks, self.left)


def evaluate(
    facts: Iterable[Fact],
    *,
    rules: Iterable[Rule],
    ground: Ground,
    now: datetime,
    nearby: Nearby = NOTHING_NEARBY,
    news: Mapping[str, News] = NO_NEWS,
) -> Evaluation:
    """Return what rules ask for a child, using only what had been received by `now`.

    `news` says, by rule, which of these facts alone have changed since it was last asked: of such a rule only the
    events they bear on are asked about.
    """
    return find_questions(facts, rules=rules, ground=ground, now=now, nearby=nearby, news=news).answer()


def find_questions(
    facts: Iterable[Fact],
    *,
    rules: Iterable[Rule],
    ground: Ground,
    now: datetime,
    nearby: Nearby = NOTHING_NEARBY,
    news: Mapping[str, News] = NO_NEWS,
) -> Asking:
    """Return the events of which `evaluate` asks each of these rules, and those it leaves, before it answers any."""
    known = _Known(History(facts, now), History(nearby.facts, now), nearby)
    asked: list[tuple[Rule, Sequence[Question]]] = []
    left: dict[str, frozenset[EventId]] = {}
    for rule in rules:
        questions = list(_questions(rule, ground, known))
        if rule.id in news:
            standing = known.own.standing_at(known.own.now, kinds_in(rule))
            questions, others = part_by_news(questions, news[rule.id], standing)
            left[rule.id] = frozenset(each.anchor.id for each in others)
        asked.append((rule, questions))
    return Asking(known, tuple(asked), left)


def _questions(rule: Rule, ground: Ground, known: _Known) -> Iterator[Question]:
    names = parameters_in(rule)
    standing = known.own.today_ids
    if kinds_around(rule):
        standing = standing | known.around.today_ids
    in_force: dict[date, InForce | None] = {}
    matched: dict[tuple[int, ...], dict[tuple[int, int], Certainty]] = {}
    for fact in _anchors(rule, known):
        day = known.day_of_law(fact, ground)
        if day not in in_force:
            in_force[day] = ground.in_force_on(names, day)
        values = in_force[day]
        if values is not None:
            same_values = matched.setdefault(tuple(map(id, values.values())), {})
            question = Question(rule, fact, values, ground, standing, known.nearby, matched=same_values)
            if question.matches(rule.anchor, fact) is not Certainty.NO:
                yield question


def _anchors(rule: Rule, known: _Known) -> Iterable[Fact]:
    kinds = kinds_of_anchor(rule)
    if rule.happened_to is HappenedTo.THIS_CHILD:
        return known.own.standing_at(known.own.now, kinds)
    peers, around = known.nearby.peers, known.around.standing_at(known.around.now, kinds)
    return (fact for fact in around if known.nearby.find_child(fact) in peers)


def _ask(question: Question, known: _Known) -> _Asked | None:
    since = question.anchor.instants.received_at
    instants = known.instants(question, since)
    clock = question.rule.clock
    needs = _strongest(question, known, instants, None)
    if needs is None:
        return None
    held: _Held | None = needs
    runs_out: tuple[datetime, ...] = ()
    if clock is not None:
        due = due_when(question, clock)
        ends = {instant for instant in (due.earliest, due.latest) if since <= instant <= known.own.now}
        runs_out = tuple(instant for instant in (due.earliest, due.latest) if instant > known.own.now)
        held = _strongest(question, known, sorted({*instants, *ends}), clock)
    standing = known.own.standing_at(known.own.now, kinds_in(question.rule))
    return _Asked(question, needs, held, find_answers(question, standing), runs_out)


def _strongest(question: Question, known: _Known, instants: Sequence[datetime], clock: Without | None) -> _Held | None:
    held: _Held | None = None
    for instant in instants:
        judged, own = known.judge(question, instant)
        if clock is not None and judged.certainty is not Certainty.NO:
            judged = both(judged, judge_clock(question, clock, own, instant))
        if judged.certainty is Certainty.NO:
            continue
        if held is None or _is_stronger(judged.certainty, held.judged.certainty):
            held = _Held(judged, held.first_known_at if held else instant, instant)
        if judged.certainty is Certainty.CERTAINLY:
            break
    return held


def _one_by_one(asked: Sequence[_Asked]) -> list[list[_Asked]]:
    """Return the moments, each with the anchors told under it; the one that became known first comes first."""
    moments: list[list[_Asked]] = []
    for each in sorted(asked, key=lambda one: (one.needs.first_known_at, _by_date(one.question.anchor))):
        name = each.question.rule.one_moment
        near = [moment for moment in moments if name is not None and _is_near(moment[0], each, name)]
        if near:
            near[0].append(each)
        else:
            moments.append([each])
    return moments


def _is_near(head: _Asked, other: _Asked, name: ParameterName) -> bool:
    return is_near(head.question, other.question, name)


def _fired(moment: Sequence[_Asked]) -> tuple[Fired, ...]:
    told = [(each, each.held) for each in moment if each.held is not None]
    if not told:
        return ()
    question = moment[0].question
    best, held = told[0]
    for each, other in told[1:]:
        if _is_stronger(other.judged.certainty, held.judged.certainty):
            best, held = each, other
    certain = [each for each, other in told if other.judged.certainty is held.judged.certainty]
    done = [each.done for each, _ in told if each.done is not None]
    first_known_at = min(other.first_known_at for _, other in told)
    evidence = _evidence([each.held.judged for each in certain if each.held is not None])
    return (
        Fired(
            key=_key(question),
            certainty=held.judged.certainty,
            evidence=tuple(fact.id for fact in evidence),
            others=tuple(fact.id for fact in evidence if question.nearby.find_child(fact) is not None),
            missing=what_is_missing(best.question, held.judged, best.found),
            whose_turn=question.rule.whose_turn,
            how_soon=question.rule.how_soon,
            due_at=_due_at(question, first_known_at),
            first_known_at=first_known_at,
            known_at=held.known_at,
            done_by=max(done, key=_by_date).id if len(done) == len(told) else None,
        ),
    )


def _duty(moment: Sequence[_Asked]) -> tuple[Duty, ...]:
    asked = moment[0]
    question, clock = asked.question, asked.question.rule.clock
    if clock is None:
        return ()
    limit, due = question.values[clock.within], due_when(question, clock)
    calendar = question.ground.calendar
    return (
        Duty(
            key=_key(question),
            certainty=any_of(each.needs.judged.certainty for each in moment),
            whose_turn=question.rule.whose_turn,
            started=question.anchor.instants.happened,
            due=due,
            limit_in_words=limit.say(),
            by_law=limit.authority.is_law,
            provisional=limit.unit is Unit.WORKING_DAYS and calendar.is_provisional(london_date(due.latest)),
            missing=what_is_missing(question, asked.needs.judged, asked.found),
            done_by=asked.done.id if asked.done else None,
            done=asked.done.instants.happened if asked.done else None,
        ),
    )


def _due_at(question: Question, first_known_at: datetime) -> datetime | None:
    rule = question.rule
    if rule.clock is not None:
        due = due_when(question, rule.clock)
        return due.earliest if due.is_known else None
    if rule.how_soon.within is not None:
        return due_at(first_known_at, question.values[rule.how_soon.within], question)
    if rule.how_soon.pace is Pace.SAME_DAY:
        return When.on(london_date(first_known_at)).latest
    return None


def _key(question: Question) -> FiringKey:
    return FiringKey(question.rule.id, version_of(question.rule), question.anchor.id)


def _evidence(judged: Sequence[Judged]) -> tuple[Fact, ...]:
    facts = {fact.id: fact for each in judged for fact in each.evidence}
    return tuple(sorted(facts.values(), key=_by_date))


def _is_stronger(one: Certainty, other: Certainty) -> bool:
    return one is not other and one | other is one


def _by_date(fact: Fact) -> tuple[datetime, str, str]:
    """Return when it happened, and for what happened together the names their agencies gave it, which last."""
    return (fact.instants.happened.earliest, fact.source.reference, fact.id.hex)
