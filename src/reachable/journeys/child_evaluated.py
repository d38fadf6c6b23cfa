"""The rules are asked about one child, and named people are told: firing, alert and message in one transaction.

In:  a subject about whom something changed, or whose clock ran out.
Out: what is new, done or withdrawn, kept; alerts raised to the team whose turn it is.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings

from reachable.access.context import running, running_together
from reachable.access.domain.viewer import Actor, Run
from reachable.access.rows import sent_together
from reachable.journeys.child_told import Child, tell_of_changes
from reachable.journeys.children_around import find_nearby
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.partnership_known import Partnership, read_partnership
from reachable.journeys.sealed_told import find_ladders_of_sealed_later
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AboutId, EventId, SubjectId
from reachable.kernel.when import When
from reachable.people.domain.claims import SubjectClaims
from reachable.people.operations import hold_same_person
from reachable.people.queries import list_births_and_homes_later
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.evaluation import find_questions
from reachable.rules.domain.narrowing import (
    LastAsked,
    find_news,
    find_rules_to_ask,
    name_facts,
    name_ground,
    name_nearby,
    next_clocks,
)
from reachable.rules.domain.nearby import Nearby
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.question import Ground
from reachable.rules.operations import AnchorRecord, keep_evaluation, keep_last_asked, mark_evaluated
from reachable.rules.operations.comparing import HeldToCompare
from reachable.rules.queries import find_why_asked_later, list_newly_overdue, list_waiting
from reachable.timeline.queries import list_facts_later, list_in_one_event_later

MACHINE = Actor(user_id=None, agency_id=None, name="rules")
RUN = Run("rules")
AT_ONCE = 200


def evaluate_waiting(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Evaluate the children whose clock ran out, and of those about whom something changed so many at most.

    Return how many were evaluated. A child for whom it fails waits on and holds nobody else up.
    """
    with running(job="find children to evaluate", now=now):
        overdue = list_newly_overdue(viewer=RUN, now=now)
        changed = list_waiting(viewer=RUN)
    return evaluate_now(subject_ids=(*overdue, *changed), now=now, at_most=len(overdue) + at_most)


def evaluate_now(*, subject_ids: Iterable[SubjectId], now: datetime, at_most: int | None = None) -> int:
    """Evaluate each person these subjects are of, once and in this order, and return how many were evaluated.

    One for whom it fails waits on, and is tried again at the next round.
    """
    partnership = read_partnership()
    done: set[SubjectId] = set()
    count = 0
    for subject_id in subject_ids:
        if subject_id in done:
            continue
        if count == at_most:
            break
        try:
            done |= set(evaluate_child(subject_id=subject_id, partnership=partnership, now=now))
            count += 1
        except Exception as problem:
            log_failure("A child could not be evaluated and waits", problem)
            partnership = read_partnership()  # What was asked of it for that child may never have been answered.
    return count


def evaluate_child(*, subject_id: SubjectId, partnership: Partnership, now: datetime) -> tuple[SubjectId, ...]:
    """Ask the rules about the person a subject is of, keep the answers and tell people, and return their subjects.

    Those rules are asked whose answer may have changed since they were last. Nobody else evaluates this person
    meanwhile. Whatever has come in by then counts, whosever clock is behind: an older `now` would take back what a
    newer one told.
    """
    with running_together(job="rules", now=now):
        subject_ids = hold_same_person(subject_id=subject_id, by=MACHINE, now=now)
        why_asked = find_why_asked_later(viewer=RUN, subject_ids=subject_ids, now=now)
        pairs = list_in_one_event_later(viewer=RUN, subject_ids=subject_ids)
        partnership.ask_for_areas()
        child = read_child(subject_ids)
        waited, last = why_asked()
        since = min(now, *waited.asked.values(), waited.ran_out or now)
        told = (at for fact in child.facts for at in (fact.instants.received_at, fact.withdrawn_at or now))
        now = max((now, *told))
        ground = _ground(child, partnership)
        nearby = find_nearby(subject_ids=subject_ids, facts=child.facts, pairs=pairs())
        named, facts = name_ground(RULES, ground, subject_ids), name_facts(child.facts) | name_nearby(nearby)
        rules = find_rules_to_ask(RULES, ground=named, facts=facts, last=last, now=now)
        news = find_news(rules, ground=named, facts=child.facts, named=facts, last=last, now=now)
        asking = find_questions(child.facts, rules=rules, ground=ground, now=now, nearby=nearby, news=news)
        # What is held comes while the rules are answered.
        held = HeldToCompare(
            subject_ids=child.subject_ids,
            asking=asking,
            rules_asked=frozenset(rule.id for rule in rules) if len(rules) < len(RULES) else None,
        )
        evaluation = asking.answer()
        # Who is sealed is asked as late as may be: a seal put on meanwhile counts.
        sealed = find_ladders_of_sealed_later(about_ids=map(AboutId, child.subject_ids), now=now)
        changes = keep_evaluation(
            evaluation=evaluation,
            held=held,
            anchors=_anchors(child, nearby),
            rules_in_use={version_of(rule) for rule in RULES},
            by=MACHINE,
            now=now,
        )
        tell_of_changes(changes, child=child, sealed=sealed, partnership=partnership, since=since, now=now)
        clocks = next_clocks(last, evaluation=evaluation, asked=rules)
        keep_last_asked(
            last=LastAsked(ground=named, facts=facts, clocks=clocks, at=now),
            controllers={each.subject_id: each.agency_id for each in child.claims},
            by=MACHINE,
            now=now,
        )
        mark_evaluated(asked=waited.asked, subject_ids=child.subject_ids, by=MACHINE, now=now)
    return child.subject_ids


def read_child(subject_ids: tuple[SubjectId, ...]) -> Child:
    """Return what the rules may read of the person these subjects are of. For the machine only, inside a run."""
    with sent_together():
        claims = list_births_and_homes_later(viewer=RUN, subject_ids=subject_ids)
        facts = list_facts_later(viewer=RUN, subject_ids=subject_ids)
        return Child(subject_ids, claims(), facts())


def find_birth(claims: Sequence[SubjectClaims]) -> When:
    """Return when a child was born: the day most records give, the widest range they allow when none is a day."""
    days: dict[date, int] = {}
    ranges: list[tuple[date, date]] = []
    for each in claims:
        for born in each.birth_dates:
            if born.claim.earliest == born.claim.latest:
                days[born.claim.earliest] = days.get(born.claim.earliest, 0) + 1
            else:
                ranges.append((born.claim.earliest, born.claim.latest))
    if days:
        # Where records disagree the later day is taken: whoever may be under 18 is treated as a child.
        return When.on(max(days, key=lambda day: (days[day], day)))
    if ranges:
        return When.between(min(first for first, _ in ranges), max(last for _, last in ranges))
    return When.unknown()


def _ground(child: Child, partnership: Partnership) -> Ground:
    home = find_home_area(child.claims, partnership.areas)
    area = next((area for area in partnership.areas if area.id == home), None)
    country = Country.ENGLAND if area is None else Country(area.country)
    return Ground(country=country, calendar=settings.CALENDAR, parameters=PARAMETERS, born=find_birth(child.claims))


def _anchors(child: Child, nearby: Nearby) -> dict[EventId, AnchorRecord]:
    """Return, for every event the rules may start from, on whose record it counts and which version of it stands now.

    What happened to another child counts for the first of this child's own records: the firing is about this child.
    """
    told = (*child.facts, *nearby.facts)
    corrected_by = {fact.supersedes: fact.id for fact in told if fact.supersedes and fact.withdrawn_at is None}
    agency_of = {each.subject_id: each.agency_id for each in child.claims}
    first = min(child.subject_ids)
    anchors = {}
    for fact in told:
        latest = fact.id
        while latest in corrected_by:
            latest = corrected_by[latest]
        own = nearby.find_child(fact) is None
        subject_id = fact.subject_id if own else first
        agency_id = fact.source.agency_id if own else agency_of[first]
        anchors[fact.id] = AnchorRecord(subject_id, agency_id, latest)
    return anchors
