"""When somebody last had the child in front of them."""

from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.last_seen import find_last_seen
from tests.unit.tracks.made_up import fact


def test_the_latest_thing_in_which_somebody_saw_the_child_counts() -> None:
    arrest = fact(K.ARREST, "Tue 2026-03-03 01:20")
    found = fact(K.MISSING_FOUND, "Mon 2026-03-02 08:00")
    assert find_last_seen([arrest, found]) == arrest


def test_what_is_only_written_about_a_child_is_no_sight_of_them() -> None:
    assert find_last_seen([fact(K.REFERRAL, "Tue 2026-03-03"), fact(K.STRATEGY_DISCUSSION, "Wed 2026-03-04")]) is None


def test_a_visit_counts_only_when_it_says_that_the_child_was_seen() -> None:
    seen = fact(K.SOCIAL_WORK_VISIT, "Mon 2026-03-02", child_seen=True)
    not_seen = fact(K.SOCIAL_WORK_VISIT, "Tue 2026-03-03", child_seen=False)
    not_said = fact(K.SOCIAL_WORK_VISIT, "Wed 2026-03-04")
    assert find_last_seen([seen, not_seen, not_said]) == seen


def test_seeing_a_friend_is_not_seeing_the_child() -> None:
    assert find_last_seen([fact(K.ARREST, "Tue 2026-03-03", role=RoleInEvent.FRIEND)]) is None


def test_what_has_no_date_says_nothing_of_when() -> None:
    assert find_last_seen([fact(K.ARREST, "?")]) is None


def test_of_two_at_once_what_happened_comes_before_what_was_said() -> None:
    held = fact(K.RETURN_INTERVIEW_HELD, "Tue 2026-03-03 15:30")
    said = fact(K.CHILD_SAID, "Tue 2026-03-03 15:30", words="Leave me be")
    assert find_last_seen([said, held]) == held


def test_a_sighting_counts_only_when_somebody_saw_the_child_themselves() -> None:
    saw = fact(K.SIGHTING, "Mon 2026-03-02", how_known="SAW_CHILD")
    heard = fact(K.SIGHTING, "Tue 2026-03-03", how_known="WAS_TOLD")
    rang = fact(K.WORKER_MET, "Wed 2026-03-04", how="BY_PHONE")
    assert find_last_seen([saw, heard, rang]) == saw


def test_a_worker_who_met_the_child_saw_the_child() -> None:
    met = fact(K.WORKER_MET, "Wed 2026-03-04", how="IN_PERSON")
    assert find_last_seen([fact(K.APPOINTMENT_MISSED, "Thu 2026-03-05"), met]) == met
