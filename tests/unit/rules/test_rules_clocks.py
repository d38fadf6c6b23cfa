"""Duties: when they are due, whether they were met, and what a page can show before the limit ends."""

from datetime import UTC, date, datetime

from small_stories import any_of_kind, ask, fact, rule_about

from reachable.kernel.certainty import Certainty
from reachable.kernel.london import from_london
from reachable.kernel.when import When
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.domain.definition import Answer, Without
from reachable.rules.domain.examples import on_day
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.kinds import EventKind as K

INTERVIEW = RULES_BY_ID["R085"]
DECISION = RULES_BY_ID["L001"]


def test_a_duty_is_listed_from_the_moment_its_clock_starts() -> None:
    evaluation = ask(INTERVIEW, fact(K.MISSING_FOUND, 0), now=1)
    (duty,) = evaluation.duties
    assert not evaluation.fired
    assert (duty.due_at, duty.limit_in_words, duty.by_law) == (on_day(3), "72 hours", True)
    assert (duty.done_by, duty.missing) == (None, ("No return home interview is recorded, held or declined.",))


def test_a_duty_that_was_met_stays_listed_as_met() -> None:
    held = fact(K.RETURN_INTERVIEW_HELD, 2)
    (duty,) = ask(INTERVIEW, fact(K.MISSING_FOUND, 0), held, now=10).duties
    assert (duty.done_by, duty.done) == (held.id, held.instants.happened)


def test_a_duty_met_late_holds_and_is_answered() -> None:
    held = fact(K.RETURN_INTERVIEW_HELD, 4)
    (fired,) = ask(INTERVIEW, fact(K.MISSING_FOUND, 0), held, now=10).fired
    assert (fired.known_at, fired.done_by) == (on_day(3), held.id)


def test_seventy_two_hours_run_through_the_night_the_clocks_change() -> None:
    friday_evening = from_london(date(2026, 3, 27), datetime(2026, 3, 27, 18, tzinfo=UTC).time())
    found = fact(K.MISSING_FOUND, When.at(friday_evening))
    (duty,) = ask(INTERVIEW, found, now=friday_evening).duties
    assert duty.due_at == datetime(2026, 3, 30, 18, tzinfo=UTC)


def test_a_working_day_limit_ends_with_the_day() -> None:
    (duty,) = ask(DECISION, fact(K.REFERRAL, 4), now=4).duties
    assert duty.due_at is not None
    assert duty.due_at == When.on(date(2026, 6, 8)).latest


def test_an_answer_that_gives_only_the_day_counts_on_the_last_day() -> None:
    decided = fact(K.REFERRAL_DECISION, When.on(date(2026, 6, 2)), decision="TO_REFUSED")
    assert not ask(DECISION, fact(K.REFERRAL, 0), decided, now=5).fired


def test_a_return_known_only_to_the_day_is_first_possibly_overdue() -> None:
    found = fact(K.MISSING_FOUND, When.on(date(2026, 6, 1)))
    noon_on_thursday = datetime(2026, 6, 4, 11, tzinfo=UTC)
    assert ask(INTERVIEW, found, now=noon_on_thursday).fired[0].certainty is Certainty.POSSIBLY
    assert ask(INTERVIEW, found, now=5).fired[0].certainty is Certainty.CERTAINLY


def test_a_return_on_a_day_nobody_knows_has_no_due_time() -> None:
    evaluation = ask(INTERVIEW, fact(K.MISSING_FOUND, When.unknown(), known=0), now=5)
    assert evaluation.fired[0].certainty is Certainty.CANNOT_SAY
    assert evaluation.duties[0].due_at is None


def test_a_due_day_beyond_the_published_holidays_is_provisional() -> None:
    rule = rule_about(K.REFERRAL, clock=Without(Answer(any_of_kind(K.ASSESSMENT_COMPLETED), ""), P.ASSESS))
    (near,) = ask(rule, fact(K.REFERRAL, 0), now=1).duties
    (far,) = ask(rule, fact(K.REFERRAL, 160), now=161).duties
    assert (near.provisional, far.provisional) == (False, True)


def test_a_target_is_not_shown_as_law() -> None:
    (duty,) = ask(RULES_BY_ID["R066"], fact(K.NRM_REFERRAL, 0), now=1).duties
    assert (duty.limit_in_words, duty.by_law) == ("5 working days", False)
