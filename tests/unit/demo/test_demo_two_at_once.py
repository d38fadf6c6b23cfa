"""The demo's children are shared out between two processes: each person to one of them, nobody left out."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from reachable.demo.two_at_once import share_out

SUBJECTS = [UUID(int=number) for number in range(30)]


@given(st.lists(st.sampled_from(SUBJECTS), unique=True), st.lists(st.integers(0, 9), min_size=30, max_size=30))
def test_everybody_is_evaluated_once_and_all_records_of_a_person_by_the_same_process(waiting, person_of):
    same = {one: tuple(other for other in SUBJECTS if person_of[other.int] == person_of[one.int]) for one in SUBJECTS}
    one, other = share_out(waiting, same)
    assert sorted(one + other) == sorted(waiting)
    assert not {person_of[each.int] for each in one} & {person_of[each.int] for each in other}
    assert one == [each for each in waiting if each in one]
    people = {person_of[each.int] for each in waiting}
    assert abs(2 * len({person_of[each.int] for each in one}) - len(people)) <= 1
