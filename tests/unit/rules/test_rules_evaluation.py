"""What was known decides: late records, corrections, answers, and moments told once."""

from small_stories import POLICE, SCHOOL, any_of_kind, ask, at_least, fact, rule_about

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.domain.definition import Answer, Unless
from reachable.rules.domain.examples import on_day
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.kinds import EventKind as K

ASK_DEBT = Answer(any_of_kind(K.DEBT_AND_THREAT_CHECK), "Nobody asked about debt.")
OFFER = Answer(any_of_kind(K.SUPPORT_OFFERED), "No support offered.")
ARRESTED = rule_about(K.ARREST, asks_for=(ASK_DEBT, OFFER))
UNREFERRED = rule_about(K.ARREST, needs=(Unless(any_of_kind(K.NRM_REFERRAL), before=P.NRM_ALREADY),))
TWICE = rule_about(K.STOP_SEARCH, needs=(at_least(2, K.STOP_SEARCH, within=P.STOPS_WINDOW),))


def test_nothing_is_known_before_it_was_received() -> None:
    late = fact(K.ARREST, 0, known=5)
    assert not ask(ARRESTED, late, now=4.9).fired
    fired = ask(ARRESTED, late, now=9).fired[0]
    assert fired.known_at == on_day(5)


def test_a_moment_is_answered_when_everything_asked_for_is_recorded() -> None:
    arrest, asked, offered = fact(K.ARREST, 0), fact(K.DEBT_AND_THREAT_CHECK, 1), fact(K.SUPPORT_OFFERED, 2)
    half = ask(ARRESTED, arrest, asked, now=3).fired[0]
    assert (half.done_by, half.missing) == (None, ("No support offered.",))
    whole = ask(ARRESTED, arrest, asked, offered, now=3).fired[0]
    assert (whole.done_by, whole.missing) == (offered.id, ())


def test_what_was_done_before_does_not_answer() -> None:
    before = [fact(K.DEBT_AND_THREAT_CHECK, -1), fact(K.SUPPORT_OFFERED, -1)]
    assert ask(ARRESTED, *before, fact(K.ARREST, 0), now=3).fired[0].done_by is None


def test_a_referral_recorded_later_does_not_unmake_the_moment() -> None:
    arrest, referral = fact(K.ARREST, 0), fact(K.NRM_REFERRAL, -1, known=2)
    assert ask(UNREFERRED, arrest, referral, now=1).fired
    assert ask(UNREFERRED, arrest, referral, now=3).fired


def test_a_referral_known_in_time_keeps_the_rule_quiet_until_it_is_withdrawn() -> None:
    referral = fact(K.NRM_REFERRAL, -1, withdrawn=2)
    arrest = fact(K.ARREST, 0)
    assert not ask(UNREFERRED, arrest, referral, now=1).fired
    assert ask(UNREFERRED, arrest, referral, now=3).fired[0].known_at == on_day(2)


def test_a_withdrawn_event_is_no_moment_any_more() -> None:
    arrest = fact(K.ARREST, 0, withdrawn=2)
    assert ask(ARRESTED, arrest, now=1).fired
    assert not ask(ARRESTED, arrest, now=3).fired


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    arrest = fact(K.ARREST, 0)
    corrected = fact(K.STOP_SEARCH, 0, known=2, supersedes=arrest.id)
    assert ask(ARRESTED, arrest, corrected, now=1).fired
    assert not ask(ARRESTED, arrest, corrected, now=3).fired


def test_a_possible_moment_becomes_certain_under_the_same_key() -> None:
    vague, stop = fact(K.STOP_SEARCH, When.in_month(2026, 3), known=0), fact(K.STOP_SEARCH, 0)
    exact = fact(K.STOP_SEARCH, -20, known=4)
    before = ask(TWICE, vague, stop, now=1).fired[-1]
    after = next(each for each in ask(TWICE, vague, stop, exact, now=5).fired if each.key == before.key)
    assert (before.certainty, after.certainty) == (Certainty.POSSIBLY, Certainty.CERTAINLY)
    assert (after.first_known_at, after.known_at) == (on_day(0), on_day(4))


def test_a_possible_moment_says_which_date_is_not_known() -> None:
    vague = fact(K.STOP_SEARCH, When.in_month(2026, 3), known=0)
    missing = ask(TWICE, vague, fact(K.STOP_SEARCH, 0), now=1).fired[-1].missing
    assert missing == ("Stopped and searched: the exact date is not recorded (some time in March 2026).",)


def test_one_night_is_told_once_with_everything_it_rests_on() -> None:
    rule = rule_about(K.ARREST, K.SEIZURE, one_moment=P.ONE_MOMENT)
    arrest, seizure = fact(K.ARREST, 0, agency=POLICE), fact(K.SEIZURE, 0.1, agency=SCHOOL)
    (fired,) = ask(rule, arrest, seizure, now=1).fired
    assert (fired.key.anchor_id, fired.evidence) == (arrest.id, (arrest.id, seizure.id))
    assert len(ask(rule, arrest, fact(K.SEIZURE, 3), now=4).fired) == 2


def test_an_earlier_event_that_is_received_later_does_not_take_over_the_moment() -> None:
    rule = rule_about(K.ARREST, one_moment=P.ONE_MOMENT)
    first_known, earlier = fact(K.ARREST, 0.5), fact(K.ARREST, 0, known=3)
    (fired,) = ask(rule, first_known, earlier, now=4).fired
    assert fired.key.anchor_id == first_known.id


def test_a_moment_told_once_is_answered_only_when_each_part_is() -> None:
    rule = rule_about(K.SEIZURE, asks_for=(ASK_DEBT,), one_moment=P.ONE_MOMENT)
    story = [fact(K.SEIZURE, 0), fact(K.DEBT_AND_THREAT_CHECK, 0.1), fact(K.SEIZURE, 0.5)]
    assert ask(rule, *story, now=1).fired[0].done_by is None
    last = fact(K.DEBT_AND_THREAT_CHECK, 0.6)
    assert ask(rule, *story, last, now=1).fired[0].done_by == last.id


def test_how_soon_runs_from_when_the_moment_became_known() -> None:
    hospital = fact(K.HOSPITAL_ATTENDANCE, 0, known=2, assault=True)
    (fired,) = ask(RULES_BY_ID["R115"], hospital, now=3).fired
    assert fired.due_at == on_day(2 + 4 / 24)


def test_a_firing_says_whose_turn_it_is_and_under_which_version() -> None:
    rule = RULES_BY_ID["R050"]
    (fired,) = ask(rule, fact(K.SEIZURE, 0, drugs="heroin"), now=1).fired
    assert fired.whose_turn is rule.whose_turn
    assert (fired.key.rule_id, len(fired.key.version)) == ("R050", 64)
