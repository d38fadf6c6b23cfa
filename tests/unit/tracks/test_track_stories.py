"""Short stories, one for each way a track can go, and where it stands at the end."""

import pytest

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.certainty import Certainty
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent, Track
from reachable.tracks.domain.all_tracks import track_states
from tests.unit.tracks.made_up import CALENDAR, LIMITS, fact, moment, stand, when

UNTOLD = "no record that the area the child lives in was told"
YES, MAYBE, UNSURE, NO = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY, Certainty.NO


ARRESTED = fact(K.ARREST, "Tue 2026-03-03 01:20", episode="C1")
READY = fact(K.READY_FOR_RELEASE, "Tue 2026-03-03 09:00", episode="C1")
REFUSED = fact(K.COLLECTION_REFUSED, "Tue 2026-03-03 10:00", episode="C1", area_side="HOME")
BAILED = fact(K.RELEASED, "Tue 2026-03-03 16:00", episode="C1", disposal="BAIL")
CHARGED = fact(K.RELEASED, "Tue 2026-03-03 16:00", episode="C1", disposal="CHARGED")
SECOND_ARREST = fact(K.ARREST, "Mon 2026-04-13 22:00", episode="C2")
SECOND_DROPPED = fact(K.RELEASED, "Tue 2026-04-14 06:00", episode="C2", disposal="NO_FURTHER_ACTION")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((), "NOTHING"),
        ((ARRESTED,), "IN_POLICE_CUSTODY"),
        ((ARRESTED, READY), "READY_TO_LEAVE"),
        ((ARRESTED, READY, REFUSED), "COLLECTION_REFUSED"),
        ((ARRESTED, READY, REFUSED, BAILED), "ON_BAIL"),
        ((ARRESTED, fact(K.RELEASED, "Tue 2026-03-03 16:00", episode="C1", disposal="RUI")), "UNDER_INVESTIGATION"),
        ((ARRESTED, fact(K.RELEASED, "Tue 2026-03-03 16:00", episode="C1")), "LEFT_CUSTODY"),
        ((ARRESTED, fact(K.COLLECTED_BY_ADULT, "Tue 2026-03-03 16:00", episode="C1")), "COLLECTED"),
        ((ARRESTED, CHARGED), "CHARGED"),
        ((ARRESTED, CHARGED, fact(K.COURT_HEARING, "Mon 2026-03-09 10:00")), "AT_COURT"),
        ((ARRESTED, CHARGED, fact(K.SENTENCE, "Mon 2026-05-11 10:00")), "SENTENCED"),
        ((ARRESTED, BAILED, fact(K.CHARGE, "Fri 2026-05-01 10:00")), "CHARGED"),
        ((fact(K.CUSTODY_STARTED, "Mon 2026-05-11"),), "IN_INSTITUTION"),
        ((fact(K.CUSTODY_STARTED, "Mon 2026-05-11"), fact(K.RELEASE_PLANNED, "Mon 2026-06-01")), "RELEASE_PLANNED"),
        (
            (fact(K.CUSTODY_STARTED, "Mon 2026-05-11"), fact(K.RELEASED_FROM_CUSTODY, "Mon 2026-08-03")),
            "LEFT_INSTITUTION",
        ),
        ((fact(K.POLICE_CAUTION, "Mon 2026-05-11"),), "CAUTIONED"),
    ],
)
def test_the_criminal_process_stands_where_its_events_put_it(facts: tuple[Fact, ...], code: str) -> None:
    assert stand(Track.CRIMINAL, *facts).code == code


def test_a_second_arrest_dropped_does_not_hide_the_bail_of_the_first() -> None:
    state = stand(Track.CRIMINAL, ARRESTED, BAILED, SECOND_ARREST, SECOND_DROPPED)
    assert state.code == "ON_BAIL"
    assert state.evidence == (ARRESTED.id, BAILED.id)


def test_while_he_is_held_again_the_bail_is_listed_beside() -> None:
    state = stand(Track.CRIMINAL, ARRESTED, BAILED, SECOND_ARREST)
    assert state.code == "IN_POLICE_CUSTODY"
    assert [other.status.code for other in state.alongside] == ["ON_BAIL"]


def test_an_arrest_without_a_reference_does_not_swallow_an_earlier_bail() -> None:
    state = stand(Track.CRIMINAL, ARRESTED, BAILED, fact(K.ARREST, "Mon 2026-04-13 22:00", agency="charity"))
    assert [state.code, *(other.status.code for other in state.alongside)] == ["IN_POLICE_CUSTODY", "ON_BAIL"]


def test_detention_runs_24_hours_from_the_arrest_and_its_reviews_are_shown() -> None:
    state = stand(Track.CRIMINAL, ARRESTED)
    due = {clock.name: clock.due_at for clock in state.clocks}
    assert due == {
        "PACE_REVIEW_FIRST": when("Tue 2026-03-03 07:20"),
        "PACE_REVIEW_NEXT": when("Tue 2026-03-03 16:20"),
        "PACE_DETENTION": when("Wed 2026-03-04 01:20"),
    }
    assert state.clock is not None
    assert state.clock.name == "PACE_DETENTION"


def test_the_custody_clock_stops_when_the_child_leaves_and_the_bail_clock_starts() -> None:
    state = stand(Track.CRIMINAL, ARRESTED, BAILED)
    assert [(clock.name, clock.due_at.say()) for clock in state.clocks] == [
        ("BAIL", "the end of Wednesday 3 June 2026")
    ]


@pytest.mark.parametrize("role", [RoleInEvent.WITNESS, RoleInEvent.FRIEND, RoleInEvent.SIBLING])
def test_what_happens_to_somebody_else_moves_no_track(role: RoleInEvent) -> None:
    assert stand(Track.CRIMINAL, fact(K.ARREST, "Tue 2026-03-03 01:20", role=role)).code == "NOTHING"


def test_a_child_arrested_while_recorded_as_a_victim_is_in_custody_all_the_same() -> None:
    state = stand(Track.CRIMINAL, fact(K.ARREST, "Tue 2026-03-03 01:20", role=RoleInEvent.VICTIM))
    assert state.code == "IN_POLICE_CUSTODY"


def test_a_child_who_comes_to_court_as_a_victim_is_not_before_it() -> None:
    hearing = fact(K.COURT_HEARING, "Tue 2026-03-03 10:00", role=RoleInEvent.VICTIM)
    assert stand(Track.CRIMINAL, hearing).code == "NOTHING"


WENT = fact(K.MISSING_REPORTED, "Fri 2026-03-20 21:00", episode="M1")
CAME_BACK = fact(K.MISSING_FOUND, "Fri 2026-03-27 18:00", episode="M1")
OFFERED = fact(K.RETURN_INTERVIEW_OFFERED, "Sat 2026-03-28 10:00", episode="M1")
HELD = fact(K.RETURN_INTERVIEW_HELD, "Tue 2026-03-31 10:00", episode="M1")
WENT_AGAIN = fact(K.MISSING_REPORTED, "Sun 2026-03-29 22:00", episode="M2")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((WENT,), "MISSING"),
        ((WENT, fact(K.FOUND_AWAY_FROM_HOME, "Thu 2026-03-26 11:00", episode="M1")), "FOUND_AWAY"),
        ((WENT, CAME_BACK), "RETURNED"),
        ((WENT, CAME_BACK, OFFERED), "INTERVIEW_OFFERED"),
        ((WENT, CAME_BACK, OFFERED, HELD), "INTERVIEW_HELD"),
        (
            (WENT, CAME_BACK, fact(K.RETURN_INTERVIEW_DECLINED, "Sat 2026-03-28 10:00", episode="M1")),
            "INTERVIEW_DECLINED",
        ),
        ((fact(K.FOUND_AWAY_FROM_HOME, "Thu 2026-03-26 11:00"),), "FOUND_AWAY"),
    ],
)
def test_an_episode_stands_where_its_events_put_it(facts: tuple[Fact, ...], code: str) -> None:
    assert stand(Track.MISSING, *facts).code == code


def test_the_interview_clock_counts_72_real_hours_over_the_clock_change() -> None:
    (clock,) = stand(Track.MISSING, WENT, CAME_BACK).clocks
    assert clock.due_at == when("Mon 2026-03-30 19:00")
    assert clock.is_late(moment("Mon 2026-03-30 19:00")) is NO
    assert clock.is_late(moment("Mon 2026-03-30 19:01")) is YES


def test_going_missing_again_leads_and_keeps_the_interview_clock_running() -> None:
    state = stand(Track.MISSING, WENT, CAME_BACK, WENT_AGAIN)
    assert state.code == "MISSING"
    assert [other.status.code for other in state.alongside] == ["RETURNED"]
    assert [clock.name for clock in state.clocks] == ["RHI"]


def test_two_open_episodes_are_counted() -> None:
    assert stand(Track.MISSING, WENT, WENT_AGAIN).particulars == "2 episodes are open"


def test_an_interview_held_late_is_shown_as_late() -> None:
    (clock,) = stand(Track.MISSING, WENT, CAME_BACK, HELD).clocks
    assert clock.met_at == when("Tue 2026-03-31 10:00")
    assert clock.is_late(moment("Mon 2026-06-01 09:00")) is YES


def test_an_interview_declined_after_it_was_offered_may_be_offered_again() -> None:
    declined = fact(K.RETURN_INTERVIEW_DECLINED, "Sat 2026-03-28 12:00", episode="M1")
    again = fact(K.RETURN_INTERVIEW_OFFERED, "Sun 2026-03-29 12:00", episode="M1")
    assert stand(Track.MISSING, WENT, CAME_BACK, OFFERED, declined, again).code == "INTERVIEW_OFFERED"


def test_an_nrm_referral_not_made_says_that_no_reason_is_recorded() -> None:
    state = stand(Track.NRM, ARRESTED)
    assert (state.label, state.particulars) == ("Not made", "reasons recorded: none")


def test_an_nrm_referral_considered_gives_its_reason() -> None:
    considered = fact(K.NRM_CONSIDERED, "Tue 2026-03-03", reason="waiting for a strategy discussion")
    state = stand(Track.NRM, considered)
    assert state.code == "CONSIDERED"
    assert state.particulars == "reasons recorded: waiting for a strategy discussion"


SENT = fact(K.NRM_REFERRAL, "Thu 2026-04-02 15:00", agency="social care")
GROUNDS = fact(K.NRM_REASONABLE_GROUNDS, "Fri 2026-04-10", agency="social care", positive=True)
NO_GROUNDS = fact(K.NRM_REASONABLE_GROUNDS, "Fri 2026-04-10", agency="social care", positive=False)


@pytest.mark.parametrize(
    ("facts", "code", "clock", "due"),
    [
        ((SENT,), "REFERRED", "NRM_RG", "the end of Monday 13 April 2026"),
        ((SENT, GROUNDS), "RECOVERY", "NRM_CG", "Sunday 10 May 2026"),
        ((SENT, NO_GROUNDS), "RG_NEGATIVE", "RECON", "the end of Sunday 10 May 2026"),
        ((SENT, fact(K.NRM_REASONABLE_GROUNDS, "Fri 2026-04-10")), "RG_NOT_SAID", "", ""),
        ((SENT, GROUNDS, fact(K.NRM_CONCLUSIVE_GROUNDS, "Wed 2026-07-01", positive=True)), "CG_POSITIVE", "", ""),
        (
            (SENT, GROUNDS, fact(K.NRM_CONCLUSIVE_GROUNDS, "Wed 2026-07-01", positive=False)),
            "CG_NEGATIVE",
            "RECON",
            "the end of Friday 31 July 2026",
        ),
    ],
)
def test_the_nrm_goes_through_both_decisions(facts: tuple[Fact, ...], code: str, clock: str, due: str) -> None:
    state = stand(Track.NRM, *facts)
    assert state.code == code
    assert [(each.name, each.due_at.say()) for each in state.clocks] == ([(clock, due)] if clock else [])


def test_the_recovery_period_is_a_floor_and_is_never_late() -> None:
    (clock,) = stand(Track.NRM, SENT, GROUNDS).clocks
    assert clock.is_late(moment("Thu 2026-12-31 12:00")) is NO
    assert not clock.is_running


HALF_TIME = fact(K.TIMETABLE_SET, "Mon 2026-01-12", agency="school", hours_per_week=10.0)
SUSPENDED = fact(K.EXCLUSION_FIXED, "Mon 2026-02-02", agency="school", episode="S1", days=3)
BACK = fact(K.EXCLUSION_ENDED, "Thu 2026-02-05", agency="school", episode="S1")
EXCLUDED = fact(K.EXCLUSION_PERMANENT, "Mon 2026-03-02", agency="school")
UNIT = fact(K.SCHOOL_STARTED, "Mon 2026-04-20", agency="school", school_type="PRU")


@pytest.mark.parametrize(
    ("facts", "code", "particulars"),
    [
        ((fact(K.SCHOOL_STARTED, "Mon 2025-09-01", agency="school"),), "AT_SCHOOL", ""),
        ((HALF_TIME,), "REDUCED_TIMETABLE", "10 hours a week"),
        ((fact(K.TIMETABLE_SET, "Mon 2026-01-12", hours_per_week=25.0),), "FULL_TIMETABLE", "25 hours a week"),
        ((fact(K.TIMETABLE_SET, "Mon 2026-01-12"),), "TIMETABLE_NOT_SAID", ""),
        ((HALF_TIME, SUSPENDED), "SUSPENDED", "3 days"),
        ((HALF_TIME, SUSPENDED, BACK), "REDUCED_TIMETABLE", "10 hours a week"),
        ((HALF_TIME, EXCLUDED), "PERMANENTLY_EXCLUDED", ""),
        ((HALF_TIME, SUSPENDED, EXCLUDED), "PERMANENTLY_EXCLUDED", ""),
        ((HALF_TIME, EXCLUDED, UNIT), "IN_PUPIL_REFERRAL_UNIT", "10 hours a week"),
    ],
)
def test_education_stands_where_its_events_put_it(facts: tuple[Fact, ...], code: str, particulars: str) -> None:
    state = stand(Track.EDUCATION, *facts)
    assert (state.code, state.particulars) == (code, particulars)


@pytest.mark.parametrize(
    ("facts", "code", "particulars"),
    [
        (
            (fact(K.PLACEMENT_STARTED, "Mon 2026-02-02", episode="P1", out_of_area=True, miles_from_home=74.0),),
            "PLACED_AWAY",
            f"74 miles from home; {UNTOLD}",
        ),
        ((fact(K.PLACEMENT_STARTED, "Mon 2026-02-02", episode="P1"),), "PLACED", ""),
        ((fact(K.SECURE_STARTED, "Mon 2026-02-02", episode="P1"),), "IN_SECURE", ""),
        ((fact(K.SECURE_STARTED, "Mon 2026-02-02", episode="P1", out_of_area=True),), "IN_SECURE_AWAY", UNTOLD),
        (
            (
                fact(K.PLACEMENT_STARTED, "Mon 2026-02-02", episode="P1"),
                fact(K.PLACEMENT_ENDED, "Mon 2026-03-02", episode="P1"),
            ),
            "PLACEMENT_ENDED",
            "",
        ),
        ((fact(K.FAMILY_MOVED, "2026-02"),), "FAMILY_MOVED", ""),
    ],
)
def test_a_placement_stands_where_its_events_put_it(facts: tuple[Fact, ...], code: str, particulars: str) -> None:
    state = stand(Track.PLACEMENT, *facts)
    assert (state.code, state.particulars) == (code, particulars)


def test_the_end_of_an_old_placement_does_not_end_the_new_one() -> None:
    facts = (
        fact(K.PLACEMENT_STARTED, "Mon 2026-02-02", episode="P1"),
        fact(K.PLACEMENT_STARTED, "Mon 2026-03-02", episode="P2", out_of_area=True),
        fact(K.PLACEMENT_ENDED, "Tue 2026-03-03", episode="P1"),
    )
    assert stand(Track.PLACEMENT, *facts).code == "PLACED_AWAY"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((fact(K.ASSAULT_ON_CHILD, "Mon 2026-02-02"),), "HURT"),
        ((fact(K.ASSAULT_ON_CHILD, "Mon 2026-02-02"), fact(K.HOSPITAL_ATTENDANCE, "Tue 2026-02-03")), "AT_HOSPITAL"),
        (
            (
                fact(K.HOSPITAL_ATTENDANCE, "Tue 2026-02-03", agency="hospital", episode="H1"),
                fact(K.HOSPITAL_DISCHARGE, "Wed 2026-02-04", agency="hospital", episode="H1"),
            ),
            "LEFT_HOSPITAL",
        ),
    ],
)
def test_health_stands_where_its_events_put_it(facts: tuple[Fact, ...], code: str) -> None:
    assert stand(Track.HEALTH, *facts).code == code


def test_every_track_answers_for_a_child_about_whom_nothing_is_recorded() -> None:
    states = track_states((), limits=LIMITS, calendar=CALENDAR)
    assert [state.track for state in states] == list(Track)
    assert all(state.since is None and state.history == () and state.clocks == () for state in states)
    assert not any("concern" in state.label.lower() for state in states)


def test_history_runs_from_event_to_event_and_the_last_stretch_is_open() -> None:
    state = stand(Track.CRIMINAL, ARRESTED, READY, BAILED)
    assert [(s.status.code, s.since, s.until) for s in state.history] == [
        ("IN_POLICE_CUSTODY", when("Tue 2026-03-03 01:20"), when("Tue 2026-03-03 09:00")),
        ("READY_TO_LEAVE", when("Tue 2026-03-03 09:00"), when("Tue 2026-03-03 16:00")),
        ("ON_BAIL", when("Tue 2026-03-03 16:00"), None),
    ]


def test_a_late_fact_moves_the_status_only_from_when_it_was_received() -> None:
    found = fact(K.MISSING_FOUND, "Fri 2026-03-27 18:00", episode="M1", received="Mon 2026-04-20 09:00")

    def code(moment_words: str) -> str:
        return stand(Track.MISSING, *facts_known_at((WENT, found), moment(moment_words))).code

    assert code("Mon 2026-04-20 08:59") == "MISSING"
    assert code("Mon 2026-04-20 09:00") == "RETURNED"


def test_a_corrected_return_moves_the_interview_deadline() -> None:
    corrected = fact(
        K.MISSING_FOUND,
        "Wed 2026-03-25 18:00",
        episode="M1",
        name="corrected",
        supersedes="MISSING_FOUND Fri 2026-03-27 18:00 M1 police",
        recorded="Sat 2026-03-28 09:00",
    )

    def due(moment_words: str) -> str:
        (clock,) = stand(Track.MISSING, *facts_known_at((WENT, CAME_BACK, corrected), moment(moment_words))).clocks
        return clock.due_at.say()

    assert due("Sat 2026-03-28 08:59") == "Monday 30 March 2026, 19:00"
    assert due("Sat 2026-03-28 09:00") == "Saturday 28 March 2026, 18:00"


def test_whose_turn_is_named_as_an_agency_too() -> None:
    assert stand(Track.CRIMINAL, ARRESTED).agency is AgencyKind.ARRESTING_FORCE
    assert stand(Track.MISSING, WENT, CAME_BACK).agency is AgencyKind.CHILDRENS_SOCIAL_CARE


def test_only_the_last_interview_held_is_shown_with_its_clock() -> None:
    back = fact(K.MISSING_FOUND, "Tue 2026-04-07 18:00", episode="M2")
    heard = fact(K.RETURN_INTERVIEW_HELD, "Wed 2026-04-08 18:00", episode="M2")
    (clock,) = stand(Track.MISSING, WENT, CAME_BACK, HELD, WENT_AGAIN, back, heard).clocks
    assert clock.started_by == back.id
