"""The rules are asked about one child, and named people are told: firing, alert and message in one transaction.

In:  a subject about whom something changed, or whose clock ran out.
Out: what is new, done or withdrawn, kept; alerts raised to the team whose turn it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from reachable.access.context import running
from reachable.access.domain.partnership import AgencyCard, AreaCard, TeamCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run
from reachable.access.operations import begin_relationships, end_relationships
from reachable.access.queries import list_agencies, list_areas, list_teams
from reachable.alerts.domain.ladder import Urgency
from reachable.alerts.operations import NewAlert, make_certain, raise_alert, restore_alerts, withdraw_alerts
from reachable.alerts.queries import list_alerted
from reachable.journeys.child_areas import find_child_areas
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.ladder_climbed import climb, office_hours
from reachable.journeys.whose_turn import ChildPlace, choose_team, find_home_area
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AboutId, AgencyId, AreaId, EventId, SubjectId, TeamId
from reachable.kernel.when import When
from reachable.people.domain.claims import SubjectClaims
from reachable.people.operations import hold_same_person
from reachable.people.queries import list_claims
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.firings import Fired
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.question import Ground
from reachable.rules.domain.turns import Pace
from reachable.rules.operations import AnchorRecord, Changes, KeptFiring, LawClock, keep_evaluation, mark_evaluated
from reachable.rules.queries import find_ran_out_since, list_asked, list_newly_overdue, list_waiting
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.queries import list_facts

MACHINE = Actor(user_id=None, agency_id=None, name="rules")
RUN = Run("rules")
AT_ONCE = 200
NEWS_FOR = timedelta(days=3)
"""A moment that could have been known this long before there was anything to ask is kept, but nobody is woken for it.

It is counted back from when word was left, or a clock ran out, and not from when the rules are asked: whatever waited
while the jobs were down is told when they are up again.
"""
ALERTED_FOR = timedelta(days=14)
CLOCK_WATCHED_FOR = timedelta(days=3)
"""How long after a time set by law is over its watchers may still look. Soon after, an alert lets them look anyway."""
URGENCY_OF_PACE = {
    Pace.STRAIGHT_AWAY: Urgency.IMMEDIATE,
    Pace.BEFORE_RELEASE: Urgency.IMMEDIATE,
    Pace.IN_HOSPITAL: Urgency.IMMEDIATE,
    Pace.SAME_DAY: Urgency.SAME_DAY,
    Pace.BY_THE_LIMIT: Urgency.SAME_DAY,
}
DONE_ALREADY = "What it asked for has been recorded"
NO_LONGER = "What it stood on was corrected, withdrawn, or is of another child"


class NobodyToTell(LookupError):
    """Somebody must be told and nobody can be: the partnership has no team that takes turns. Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Partnership:
    """The areas, agencies and teams there are, read once for a run."""

    areas: tuple[AreaCard, ...]
    agencies: dict[AgencyId, AgencyCard]
    teams: tuple[TeamCard, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """One person's records, facts and birth date, as the machine reads them."""

    subject_ids: tuple[SubjectId, ...]
    claims: tuple[SubjectClaims, ...]
    facts: tuple[Fact, ...]


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
    return count


def evaluate_child(*, subject_id: SubjectId, partnership: Partnership, now: datetime) -> tuple[SubjectId, ...]:
    """Ask every rule about the person a subject is of, keep the answers and tell people, and return their subjects.

    Nobody else evaluates this person meanwhile. Whatever has come in by then counts, whosever clock is behind: an older
    `now` would take back what a newer one told.
    """
    with running(job="rules", now=now):
        subject_ids = hold_same_person(subject_id=subject_id, by=MACHINE, now=now)
        asked = list_asked(viewer=RUN, subject_ids=subject_ids)
        ran_out = find_ran_out_since(viewer=RUN, subject_ids=subject_ids, now=now)
        since = min(now, *asked.values(), ran_out or now)
        child = read_child(subject_ids)
        now = max(
            now, *(instant for fact in child.facts for instant in (fact.instants.received_at, fact.withdrawn_at or now))
        )
        country = _country(child, partnership)
        ground = Ground(
            country=country, calendar=settings.CALENDAR, parameters=PARAMETERS, born=find_birth(child.claims)
        )
        evaluation = evaluate(child.facts, rules=RULES, ground=ground, now=now)
        changes = keep_evaluation(
            subject_ids=child.subject_ids,
            evaluation=evaluation,
            anchors=_anchors(child),
            rules_in_use={version_of(rule) for rule in RULES},
            by=MACHINE,
            now=now,
        )
        _tell(changes, child, partnership, since, now)
        _watch_clocks(changes, child, partnership, now)
        mark_evaluated(asked=asked, subject_ids=child.subject_ids, by=MACHINE, now=now)
    return child.subject_ids


def read_partnership() -> Partnership:
    """Return the areas, agencies and teams there are."""
    agencies = {agency.id: agency for agency in list_agencies()}
    return Partnership(list_areas(), agencies, list_teams())


def read_child(subject_ids: tuple[SubjectId, ...]) -> Child:
    """Return everything held about the person these subjects are of. For the machine only, inside a run."""
    claims = tuple(list_claims(viewer=RUN, subject_ids=subject_ids).values())
    return Child(subject_ids, claims, list_facts(viewer=RUN, subject_ids=subject_ids))


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


def _country(child: Child, partnership: Partnership) -> Country:
    home = find_home_area(child.claims, partnership.areas)
    area = next((area for area in partnership.areas if area.id == home), None)
    return Country.ENGLAND if area is None else Country(area.country)


def _anchors(child: Child) -> dict[EventId, AnchorRecord]:
    """Return, for every event ever told of this child, whose record it is on and which version of it stands now."""
    corrected_by = {fact.supersedes: fact.id for fact in child.facts if fact.supersedes and fact.withdrawn_at is None}
    anchors = {}
    for fact in child.facts:
        latest = fact.id
        while latest in corrected_by:
            latest = corrected_by[latest]
        anchors[fact.id] = AnchorRecord(fact.subject_id, fact.source.agency_id, latest)
    return anchors


def _tell(changes: Changes, child: Child, partnership: Partnership, since: datetime, now: datetime) -> None:
    """Raise an alert for each firing that is news, and withdraw those that no longer stand.

    `since` is when the first thing that waited was asked. News is what could not have been known for long by then, what
    has become surer, and what was done and is open again. What is
    only possible asks a question. What cannot be said for want of a detail is shown and asks nobody.
    """
    withdraw_alerts(firing_ids=changes.withdrawn, because=NO_LONGER, by=MACHINE, now=now)
    withdraw_alerts(firing_ids=changes.done, because=DONE_ALREADY, even_answered=False, by=MACHINE, now=now)
    restore_alerts(firing_ids=changes.standing_again, by=MACHINE, now=now)
    new = [each for each in changes.new if each.fired.done_by is None and since - each.fired.known_at <= NEWS_FOR]
    alerted = list_alerted(viewer=RUN, firing_ids=[each.id for each in (*changes.surer, *changes.open_again)])
    for firing in dict.fromkeys((*new, *changes.surer, *changes.open_again)):
        if firing.fired.certainty is Certainty.CANNOT_SAY:
            continue
        if firing.id not in alerted:
            _raise(firing, child, partnership, now)
        elif firing.fired.certainty is Certainty.CERTAINLY:
            _make_certain(firing, partnership, now)


def _make_certain(firing: KeptFiring, partnership: Partnership, now: datetime) -> None:
    """Tell people that what was asked as a question is so. An answer to the question is none to this."""
    rule = RULES_BY_ID[firing.fired.key.rule_id]
    urgency = _urgency(firing.fired, rule)
    for alert_id in make_certain(firing_id=firing.id, urgency=urgency, due_at=firing.fired.due_at, by=MACHINE, now=now):
        climb(alert_id=alert_id, partnership_teams=partnership.teams, by=MACHINE, now=now)


def _raise(firing: KeptFiring, child: Child, partnership: Partnership, now: datetime) -> None:
    place = _place(firing.controller_id, child, partnership, now)
    out_of_hours = not office_hours().is_open(now)
    team = choose_team(firing.fired.whose_turn, place, partnership.teams, out_of_hours=out_of_hours)
    if team is None:
        raise NobodyToTell("no team in this partnership takes turns: register one with the duty TRIAGE or DUTY")
    rule = RULES_BY_ID[firing.fired.key.rule_id]
    alert_id = raise_alert(
        alert=NewAlert(
            about_id=AboutId(firing.subject_id),
            controller_id=firing.controller_id,
            cause="RULE" if firing.fired.certainty is Certainty.CERTAINLY else "QUESTION",
            area_id=place.home_area_id,
            team_id=team.id,
            urgency=_urgency(firing.fired, rule),
            due_at=firing.fired.due_at,
            by_law=_is_by_law(rule),
            rule_id=rule.id,
            firing_id=firing.id,
        ),
        by=MACHINE,
        now=now,
    )
    if alert_id is None:
        return
    _let_them_look(firing, team, place, partnership, now)
    climb(alert_id=alert_id, partnership_teams=partnership.teams, by=MACHINE, now=now)


def _urgency(fired: Fired, rule: Rule) -> Urgency:
    """Return how soon an answer is wanted. A question never wakes anybody."""
    if fired.certainty is not Certainty.CERTAINLY:
        return Urgency.NEXT_WORKING_DAY
    return URGENCY_OF_PACE[rule.how_soon.pace]


def _is_by_law(rule: Rule) -> bool:
    if rule.clock is None:
        return False
    return any(each.name is rule.clock.within and each.authority.is_law for each in PARAMETERS.values)


def _place(controller_id: AgencyId, child: Child, partnership: Partnership, now: datetime) -> ChildPlace:
    """Return which area must act for the child and who told us; an unknown home counts as where it was recorded.

    An agency that belongs to no area, such as the railway's police, counts as being where its first team is.

    :raises NobodyToTell: when there is no area at all.
    """
    told_by = partnership.agencies[controller_id]
    told_in = told_by.area_id or next(
        (team.area_id for team in partnership.teams if team.agency_id == told_by.id), None
    )
    around = find_child_areas(
        child.claims, facts_known_at(child.facts, now), areas=partnership.areas, agencies=partnership.agencies
    )
    home: AreaId | None = around.responsible or told_in
    if home is None:
        home = next((area.id for area in partnership.areas), None)
    if home is None:
        raise NobodyToTell("no area is registered")
    return ChildPlace(home, told_by.id, told_in)


def _let_them_look(
    firing: KeptFiring, team: TeamCard, place: ChildPlace, partnership: Partnership, now: datetime
) -> None:
    """Let the team that is told, and the area's coordinators and duty teams, open the record: they must see why."""
    coordinating = [
        each.id
        for each in partnership.teams
        if each.area_id == place.home_area_id and {"TRIAGE", "DUTY"} & set(each.duties)
    ]
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(firing.subject_id),
                controller_id=firing.controller_id,
                reason=RelationshipReason.ALERTED,
                starts_at=now,
                ends_at=now + ALERTED_FOR,
                team_id=team_id,
            )
            for team_id in dict.fromkeys([team.id, *coordinating])
        ],
        by=MACHINE,
        now=now,
    )


def _watch_clocks(changes: Changes, child: Child, partnership: Partnership, now: datetime) -> None:
    """Let the home area's coordinators look while a time set by law runs: nobody is alerted until it is over."""
    if not (changes.clocks_begun or changes.clocks_over):
        return
    end_relationships(
        about_ids=[AboutId(each) for each in changes.clocks_over],
        reason=RelationshipReason.CLOCK_RUNS,
        by=MACHINE,
        now=now,
    )
    wanted = [
        WantedRelationship(
            about_id=AboutId(clock.subject_id),
            controller_id=clock.controller_id,
            reason=RelationshipReason.CLOCK_RUNS,
            starts_at=now,
            ends_at=clock.over_at + CLOCK_WATCHED_FOR,
            team_id=team_id,
        )
        for clock in changes.clocks_begun
        if clock.over_at > now
        for team_id in _find_coordinators(clock, child, partnership, now)
    ]
    begin_relationships(wanted=wanted, by=MACHINE, now=now)


def _find_coordinators(clock: LawClock, child: Child, partnership: Partnership, now: datetime) -> tuple[TeamId, ...]:
    """Return the teams that coordinate in the area that answers for the child; its duty teams when none does."""
    home = _place(clock.controller_id, child, partnership, now).home_area_id
    here = [team for team in partnership.teams if team.area_id == home]
    coordinating = [team.id for team in here if "TRIAGE" in team.duties]
    return tuple(coordinating or [team.id for team in here if "DUTY" in team.duties])
