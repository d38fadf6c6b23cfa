"""Records whose time is up are put before whoever decides in their agency, and climb while nobody answers.

In:  now; the rule book.
Out: reviews, and holds to look at again; messages to those who decide, which say nothing of anybody. Nothing is
     erased, and nothing kept on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reachable.access.context import running
from reachable.access.domain.agency_kinds import BY_CODE
from reachable.access.domain.viewer import Actor, Run
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.keepers_asked import find_sealed_from, let_keepers_open, list_keepers, write_to_keepers
from reachable.keeping.domain.deciding import MAY_WAIT_ON, say_reference
from reachable.keeping.domain.kept_rules import RULES
from reachable.keeping.domain.review_waits import find_review_wait
from reachable.keeping.domain.rule_book import KeptAs, KeptUntil, RecordFacts, find_kept_until
from reachable.keeping.operations import ask_for_review, let_review_climb
from reachable.keeping.queries import (
    count_asked_since,
    find_held,
    list_holds_due,
    list_last_reviews,
    list_overdue_reviews,
)
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.kernel.london import london_date, start_of_day
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_births_and_homes, list_children, list_controllers, list_first_received
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.queries import list_facts

RUN = Run("records due")
MACHINE = Actor(user_id=None, agency_id=None, name="records due")
AT_ONCE = 500
MOST_AT_ONCE = 200
"""How many records are put before people in a day. A local setting."""
MOST_BATCHES = 40
"""How many times AT_ONCE records are looked through in one go."""

DUE = "A record of your agency is due to be looked at: is it still needed? Reference {}. Sign in to read it."
HELD = "A hold of your agency is due to be looked at: does it still stand? Reference {}. Sign in to read it."
PASSED_OVER = "A review of your agency was not answered and comes to you. Reference {}. Sign in to read it."


@dataclass(frozen=True, slots=True)
class ToReview:
    """A record that is due, whose it is, by which rule it is kept, and since when it is to be looked at."""

    subject_id: SubjectId
    agency_id: AgencyId
    rule_key: str
    due_on: date


@dataclass(slots=True)
class Scan:
    """How far records of children have been looked through: after which one to go on, and if it is enough for a day."""

    after: SubjectId | None = None
    finished: bool = False


def put_due_before_people(*, now: datetime, at_most: int = MOST_AT_ONCE, scan: Scan | None = None) -> int:
    """Put records that are due and were not asked about before whoever decides, and return how many.

    So many are put before them in a day at most, however often it is asked: nobody is handed more than they can look
    at. Only so many are looked through in one go, because children's alerts wait meanwhile; `scan` says where to go on.
    """
    scan = scan or Scan()
    asked, scan.finished = 0, False
    for _batch in range(MOST_BATCHES):
        with running(job="find records that are due", now=now):
            left = at_most - count_asked_since(viewer=RUN, since=start_of_day(london_date(now)))
            batch = list_children(viewer=RUN, after=scan.after, at_most=AT_ONCE) if left > 0 else ()
            due = _find_due(batch, now=now)
            asked += sum(_ask(each, now) for each in due[:left])
        if left <= 0 or len(due) > left:
            scan.finished = True
            break
        scan.after = batch[-1] if len(batch) == AT_ONCE else None
        if scan.after is None:
            scan.finished = True
            break
    return asked


def climb_reviews(*, now: datetime) -> int:
    """Put each review that nobody answered in time before somebody else too, and return how many. None ends by it."""
    with running(job="climb reviews", now=now):
        waiting = list_overdue_reviews(viewer=RUN, at=now)
        for review in waiting:
            wait = find_review_wait(climbed=review.climbed + 1, on=london_date(now))
            let_review_climb(review_id=review.id, answer_by=now + wait, by=MACHINE, now=now)
            let_keepers_open(about_ids=[review.about_id], agency_id=review.agency_id, until=now + wait, now=now)
            write_to_keepers(
                agency_id=review.agency_id,
                about_id=review.about_id,
                key=f"kept:{review.climbed + 1}:{review.asked_at:%Y-%m-%d}",
                text=PASSED_OVER.format(say_reference(review.about_id)),
                officer_too=True,
                now=now,
            )
    return len(waiting)


def put_holds_before_people(*, now: datetime) -> int:
    """Put each hold that is to be looked at again before those who decide, and return how many. None ends by it.

    It covers every record of a child; they are asked about their agency's own. One that nobody looks at is put before
    them again and again, from the second time on before their officer too.
    """
    with running(job="find holds to look at", now=now):
        due = list_holds_due(viewer=RUN, on=london_date(now))
        whose = list_controllers(viewer=RUN, subject_ids=[SubjectId(each) for hold in due for each in hold.about_ids])
        for hold in due:
            own = [each for each in hold.about_ids if whose.get(SubjectId(each)) == hold.agency_id]
            times = (now - hold.since) // find_review_wait(climbed=1, on=london_date(now))
            let_keepers_open(about_ids=own, agency_id=hold.agency_id, until=now, now=now)
            for about_id in own:
                write_to_keepers(
                    agency_id=hold.agency_id,
                    about_id=about_id,
                    key=f"held:{hold.since:%Y-%m-%d}:{times}",
                    text=HELD.format(say_reference(about_id)),
                    officer_too=times > 0,
                    now=now,
                )
    return len(due)


def find_longest_kept(*, subject_ids: Iterable[SubjectId], on: date) -> KeptUntil:
    """Return until when records of one child are kept by the rule book on a day: the longest of them. Inside a run.

    :raises ValueError: when there are no such records.
    """
    wanted = list(subject_ids)
    received = list_first_received(viewer=RUN, subject_ids=wanted)
    facts = _list_facts_of(wanted)
    kept = [
        find_kept_until(_read(claims, received[claims.subject_id], facts[claims.subject_id]), RULES, on=on)
        for claims in list_births_and_homes(viewer=RUN, subject_ids=wanted)
    ]
    return max(kept, key=lambda each: each.review_on)


def _list_facts_of(subject_ids: Iterable[SubjectId]) -> dict[SubjectId, list[Fact]]:
    facts: dict[SubjectId, list[Fact]] = {each: [] for each in subject_ids}
    for fact in list_facts(viewer=RUN, subject_ids=list(facts)):
        facts[fact.subject_id].append(fact)
    return facts


def _find_due(subject_ids: Iterable[SubjectId], *, now: datetime) -> list[ToReview]:
    on = london_date(now)
    may_be, next_days, received = _find_may_be_due(subject_ids, on)
    facts = _list_facts_of([claims.subject_id for claims in may_be])
    found = []
    for claims in may_be:
        subject_id = claims.subject_id
        kept = find_kept_until(_read(claims, received[subject_id], facts[subject_id]), RULES, on=on)
        # A day somebody gave for looking again holds, whatever the rule says by then.
        due_on = min(kept.review_on, next_days.get(subject_id, kept.review_on))
        if due_on <= on:
            found.append(ToReview(subject_id, claims.agency_id, kept.rule.key, due_on))
    return _leave_out_sealed(found, now)


def _find_may_be_due(
    subject_ids: Iterable[SubjectId], on: date
) -> tuple[list[SubjectClaims], dict[SubjectId, date], Mapping[SubjectId, datetime]]:
    """Return records that may be due, days given for looking again, and when each record first came.

    Read without what happened to anybody, which is most of what is held: it can only make a record be kept for longer.
    """
    wanted = list(subject_ids)
    if not wanted:
        return [], {}, {}
    received = list_first_received(viewer=RUN, subject_ids=wanted)
    reviews = list_last_reviews(viewer=RUN, about_ids=[AboutId(each) for each in wanted])
    held = find_held(viewer=RUN, about_ids=[AboutId(each) for each in wanted])
    next_days = {SubjectId(each): day for each, (_state, day) in reviews.items() if day is not None}
    waits = {each for each, (state, _day) in reviews.items() if state in MAY_WAIT_ON}
    asked_about = [each for each in wanted if AboutId(each) not in held and AboutId(each) not in waits]
    may_be = []
    for claims in list_births_and_homes(viewer=RUN, subject_ids=asked_about):
        subject_id = claims.subject_id
        soonest = find_kept_until(_read(claims, received[subject_id], []), RULES, on=on).review_on
        if next_days.get(subject_id, soonest) <= on:
            may_be.append(claims)
    return may_be, next_days, received


def _leave_out_sealed(found: list[ToReview], now: datetime) -> list[ToReview]:
    """Leave out what is sealed from everybody who decides: nothing sealed is erased, and nobody hears that it is."""
    sealed = find_sealed_from(about_ids=[AboutId(each.subject_id) for each in found], at=now) if found else {}
    return [
        each
        for each in found
        if AboutId(each.subject_id) not in sealed
        or sealed[AboutId(each.subject_id)] & {*list_keepers(agency_id=each.agency_id, officer_too=True, at=now)}
    ]


def _read(claims: SubjectClaims, first_received: datetime, facts: list[Fact]) -> RecordFacts:
    born = find_birth([claims])
    last = max((fact.instants.recorded_at for fact in facts), default=first_received)
    closed = [fact.instants.recorded_at for fact in facts if fact.kind is EventKind.CASE_CLOSED]
    return RecordFacts(
        agency_kind=BY_CODE[claims.agency_kind],
        kept_as=KeptAs.CHILD_RECORD,
        born=london_date(born.latest) if claims.birth_dates else None,
        first_received=london_date(first_received),
        last_recorded=london_date(max(last, first_received)),
        closed=london_date(max(closed)) if closed else None,
        tells_of=frozenset(fact.kind for fact in facts),
    )


def _ask(due: ToReview, now: datetime) -> int:
    about_id, answer_by = AboutId(due.subject_id), now + find_review_wait(climbed=0, on=london_date(now))
    is_new = ask_for_review(
        about_id=about_id,
        controller_id=due.agency_id,
        rule_key=due.rule_key,
        due_on=due.due_on,
        answer_by=answer_by,
        by=MACHINE,
        now=now,
    )
    if is_new:
        let_keepers_open(about_ids=[about_id], agency_id=due.agency_id, until=answer_by, now=now)
        write_to_keepers(
            agency_id=due.agency_id,
            about_id=about_id,
            key=f"kept:0:{now:%Y-%m-%d}",
            text=DUE.format(say_reference(about_id)),
            officer_too=False,
            now=now,
        )
    return int(is_new)
