"""Recovery codes work once, however they are typed, and cannot be read from what is kept."""

import importlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.access.domain.recovery_codes import HOW_MANY, keep_codes, make_codes, read_kept, use_code

CODES = make_codes()
KEPT = keep_codes(CODES)


def test_each_code_works_once_and_the_others_go_on_working():
    left = use_code(CODES[3], KEPT)
    assert left is not None
    assert len(left.hashes) == HOW_MANY - 1
    assert use_code(CODES[3], left) is None
    assert use_code(CODES[4], left) is not None


def test_a_code_is_read_however_it_was_typed():
    for typed in (CODES[0].lower(), CODES[0].replace("-", ""), f"  {CODES[0].replace('-', ' ')} "):
        assert use_code(typed, KEPT) is not None, typed


def test_nothing_that_is_kept_says_a_code():
    stored = json.dumps(KEPT.as_data()).upper()
    for code in CODES:
        assert code not in stored
        assert code.replace("-", "") not in stored
    assert read_kept(json.loads(json.dumps(KEPT.as_data()))) == KEPT


def test_two_people_with_the_same_codes_are_kept_differently():
    assert set(keep_codes(CODES[:2]).hashes).isdisjoint(keep_codes(CODES[:2]).hashes)


def test_codes_are_made_anew_each_time():
    assert len({*CODES, *make_codes()}) == 2 * HOW_MANY


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80))
def test_what_is_no_code_is_refused(typed):
    assert use_code(typed, KEPT) is None


def test_the_codes_of_a_seed_are_derived_as_they_were_and_used_ones_left_out():
    migration = importlib.import_module("reachable.access.migrations.0018_recovery_codes_hashed")
    seed = "0123456789abcdef" * 5
    first, second = migration.codes_of_seed(seed, 0)[:2]
    assert (first, second) == ("64942586", "03959085")
    assert migration.codes_of_seed(seed, 0b01)[0] == second, "a code that was used does not come back"
