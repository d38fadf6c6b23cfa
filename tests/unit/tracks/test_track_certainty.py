"""How sure a status is when dates are imprecise, and which thread an event belongs to."""

from reachable.kernel.certainty import Certainty
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from tests.unit.tracks.made_up import fact, stand

YES, MAYBE, UNSURE = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY
WENT = fact(K.MISSING_REPORTED, "Fri 2026-03-20 21:00", episode="M1")
WENT_AGAIN = fact(K.MISSING_REPORTED, "Sun 2026-03-29 22:00", episode="M2")


def test_steps_of_one_episode_on_one_day_are_taken_in_the_order_the_process_takes() -> None:
    report = fact(K.MISSING_REPORTED, "Fri 2026-03-20 21:00", episode="M1")
    found = fact(K.MISSING_FOUND, "Fri 2026-03-20", episode="M1")
    state = stand(Track.MISSING, found, report)
    assert state.code == "RETURNED"
    assert state.certainty is YES


def test_an_undated_record_that_could_be_the_later_one_leaves_the_status_unsaid() -> None:
    undated = fact(K.SENTENCE, "?", recorded="Mon 2026-06-01 09:00")
    state = stand(Track.CRIMINAL, fact(K.COURT_HEARING, "Mon 2026-03-09 10:00"), undated)
    assert state.code == "AT_COURT"
    assert state.certainty is UNSURE
    assert state.undated == (undated.id,)
    assert "has no date" in state.next_step


def test_an_undated_record_written_down_before_the_change_cannot_be_the_later_one() -> None:
    undated = fact(K.SENTENCE, "?", recorded="Mon 2026-01-05 09:00")
    state = stand(Track.CRIMINAL, fact(K.COURT_HEARING, "Mon 2026-03-09 10:00"), undated)
    assert state.certainty is YES


def test_records_without_any_date_are_not_called_nothing() -> None:
    state = stand(Track.CRIMINAL, fact(K.ARREST, "?"), fact(K.SENTENCE, "?"))
    assert state.label == "Recorded, but with no date"
    assert state.certainty is UNSURE
    assert "2 records have no date" in state.next_step


def test_an_undated_record_written_down_at_the_very_moment_of_the_change_cannot_be_the_later_one() -> None:
    undated = fact(K.SENTENCE, "?", recorded="Mon 2026-03-09 10:00")
    assert stand(Track.CRIMINAL, fact(K.COURT_HEARING, "Mon 2026-03-09 10:00"), undated).certainty is YES


def test_a_loose_date_that_might_be_the_later_one_makes_the_status_possible() -> None:
    loose = fact(K.SENTENCE, "2026-03")
    state = stand(Track.CRIMINAL, loose, fact(K.COURT_HEARING, "Mon 2026-03-09 10:00"))
    assert (state.code, state.certainty) == ("AT_COURT", MAYBE)


def test_a_loose_date_of_another_episode_does_not_make_this_one_less_certain() -> None:
    other_return = fact(K.MISSING_FOUND, "2026-03", episode="M0")
    state = stand(Track.MISSING, WENT, other_return)
    assert (state.code, state.certainty) == ("MISSING", YES)


def test_a_return_without_a_reference_ends_the_latest_open_episode() -> None:
    state = stand(Track.MISSING, WENT, WENT_AGAIN, fact(K.MISSING_FOUND, "Mon 2026-03-30 08:00"))
    assert state.evidence == (WENT.id,)
    assert [other.status.code for other in state.alongside] == ["RETURNED"]


def test_what_came_later_and_moved_another_matter_leaves_no_doubt_about_this_one() -> None:
    bailed = fact(K.RELEASED, "Tue 2026-03-03 16:00", episode="C1", disposal="BAIL")
    arrested = fact(K.ARREST, "Mon 2026-04-13 22:00", episode="C2")
    released = fact(K.RELEASED, "Tue 2026-04-14 06:00", disposal="RUI")
    state = stand(Track.CRIMINAL, bailed, arrested, released)
    assert (state.code, state.certainty) == ("ON_BAIL", YES)
    assert [other.status.code for other in state.alongside] == ["UNDER_INVESTIGATION"]
