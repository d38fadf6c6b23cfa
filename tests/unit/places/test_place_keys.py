"""Whoever wrote, whoever erased, in whatever order: an agency's words open while it has not erased, and never after."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from reachable.places.domain.keys import choose_key
from reachable.places.domain.sealing import KeptAt, make_child_key, open_or_none, seal

AGENCIES = [UUID(int=number) for number in range(1, 4)]
ABOUT = UUID(int=99)


@dataclass(frozen=True)
class Held:
    """An agency's key of the record."""

    controller_id: UUID
    key: bytes


def test_an_agencys_own_key_is_chosen_and_no_others_once_there_are_two():
    one, other = (Held(each, make_child_key()) for each in AGENCIES[:2])
    assert choose_key([one, other], AGENCIES[1]) is other
    assert choose_key([one, other], AGENCIES[2]) is None
    assert choose_key([one], AGENCIES[2]) is one, "as it was before each had a key"
    assert choose_key([], AGENCIES[0]) is None


@given(st.lists(st.tuples(st.sampled_from(["write", "erase"]), st.sampled_from(AGENCIES)), max_size=12))
def test_what_an_agency_wrote_opens_until_it_erases_and_whatever_the_others_do(acts):
    keys, written, expected = {}, {}, set()
    for act, agency in acts:
        mine = {at for at, (whose, _) in written.items() if whose == agency}
        if act == "erase":
            keys.pop(agency, None)
            expected -= mine
            continue
        held = keys.setdefault(agency, Held(agency, make_child_key()))
        at = KeptAt("places_keptplace", "sealed", uuid4(), ABOUT)
        written[at] = (agency, seal(held.key, "3 Ash Close", at))
        expected.add(at)
    for at, (agency, sealed) in written.items():
        # What was erased is tried with every key that is left, as somebody with an old copy of its row would.
        opens = {each.controller_id for each in keys.values() if open_or_none(each.key, sealed, at)}
        assert opens == ({agency} if at in expected else set())
        chosen = choose_key(list(keys.values()), agency)
        if at in expected:
            assert chosen is not None
            assert open_or_none(chosen.key, sealed, at) == "3 Ash Close"
