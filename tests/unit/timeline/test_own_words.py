"""The child's own words come first."""

from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.own_words import pick_own_words
from tests.unit.tracks.made_up import fact, when

EARLIER = fact(K.CHILD_SAID, "Mon 2026-03-02", words="I owe them.", agency="school")
LATER = fact(
    K.CHILD_SAID,
    "Sat 2026-05-09",
    words=" I just want them to leave my sister alone. ",
    agency="charity",
    heard_by="his youth worker",
    wants_out=True,
)


def test_the_most_recent_words_are_picked_with_who_heard_them_and_when() -> None:
    picked = pick_own_words([LATER, EARLIER])
    assert picked is not None
    assert picked.words == "I just want them to leave my sister alone."
    assert picked.heard_by == "his youth worker"
    assert picked.said == when("Sat 2026-05-09")
    assert picked.wants_out is True
    assert picked.event_id == LATER.id


def test_the_agency_stands_in_when_nobody_is_named() -> None:
    picked = pick_own_words([EARLIER])
    assert picked is not None
    assert picked.heard_by == "School"
    assert picked.wants_out is None


def test_words_with_a_date_come_before_words_without() -> None:
    undated = fact(K.CHILD_SAID, "?", words="Long ago.", recorded="Mon 2026-06-01 09:00")
    picked = pick_own_words([undated, EARLIER])
    assert picked is not None
    assert picked.event_id == EARLIER.id


def test_nobody_elses_words_are_the_childs() -> None:
    friend = fact(K.CHILD_SAID, "Sun 2026-05-10", words="He is scared.", role=RoleInEvent.FRIEND)
    account = fact(K.RETURN_INTERVIEW_HELD, "Sun 2026-05-10", words="He would not speak.")
    empty = fact(K.CHILD_SAID, "Sun 2026-05-10", words="  ")
    assert pick_own_words([friend, account, empty]) is None
