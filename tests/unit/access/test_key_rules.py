"""Which roles need a security key is dated, argued, and can be made stricter alone."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.key_rules import RULES, KeyRule, find_key_need, read_key_rules
from reachable.access.domain.viewer import Role
from reachable.adapters.key_rule_files import KeyRulesUnread, read_key_file

DAY = date(2027, 1, 4)
ADDED = {"role": "COORDINATOR", "asked_from": "2026-06-01", "grace_days": 14, "because": "They open much"}
ONE, TWO = UUID("0a1b2c3d-0000-4000-8000-00000000000a"), UUID("0a1b2c3d-0000-4000-8000-00000000000b")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ADDING = st.builds(
    KeyRule,
    role=st.sampled_from(Role),
    asked_from=DAYS,
    grace_days=st.integers(0, 366),
    because=st.just("x"),
    agency=st.sampled_from([None, ONE, TWO]),
)


def need(role=Role.SUPERVISOR, agency=ONE, rules=RULES):
    return find_key_need(rules, role=role, agency=agency)


def test_whoever_releases_reviews_or_unseals_needs_one_from_a_day_that_is_set_and_others_do_not():
    assert {role for role in Role if need(role)} == {Role.SUPERVISOR, Role.SEALING_AUTHORITY}
    asked = need()
    assert (asked.asked_from, asked.needed_from) == (DAY, DAY + timedelta(days=90))
    assert not asked.is_asked(DAY - timedelta(days=1))
    assert asked.is_asked(DAY)
    assert not asked.is_needed(asked.needed_from - timedelta(days=1))
    assert asked.is_needed(asked.needed_from)
    assert all(each.because for each in RULES)


@given(st.lists(ADDING, max_size=6), st.sampled_from(Role), st.sampled_from([ONE, TWO]), DAYS)
def test_an_agency_is_stricter_and_never_weaker(added, role, agency, on):
    before, after = need(role, agency), need(role, agency, (*RULES, *added))
    assert not (before and before.is_needed(on)) or after.is_needed(on)
    assert not (before and before.is_asked(on)) or after.is_asked(on)
    own = [each for each in added if each.role is role and each.agency in (None, agency)]
    if not own:
        assert after == before, "another agency's or role's rule says nothing of this one"
    for each in own:
        assert after.needed_from <= each.needed_from


def test_what_an_installation_adds_stands_beside_ours():
    rules = read_key_rules([{**ADDED, "agency": str(ONE)}])
    assert set(RULES) < set(rules)
    assert need(Role.COORDINATOR, ONE, rules).needed_from == date(2026, 6, 15)
    assert need(Role.COORDINATOR, TWO, rules) is None


@pytest.mark.parametrize("written", [str(ONE).upper(), f" {ONE} ", f"{{{ONE}}}", ONE.hex, ONE.urn])
def test_a_rule_of_an_agency_holds_however_its_id_is_written(written):
    rules = read_key_rules([{**ADDED, "agency": written}])
    assert need(Role.COORDINATOR, ONE, rules).needed_from == date(2026, 6, 15)


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "EVERYBODY"},
        {"because": " "},
        {"grace_days": -1},
        {"grace_days": 367},
        {"grace_days": True},
        {"asked_from": "soon"},
        {"weaker": True},
        {"agency": ""},
        {"agency": None},
        {"agency": "Northshire Council"},
    ],
)
def test_a_file_that_says_no_rules_stops_the_start(changed, tmp_path):
    path = tmp_path / "rules.json"
    path.write_text(json.dumps([{**ADDED, **changed}]))
    with pytest.raises(KeyRulesUnread, match=r"REACHABLE_KEY_RULES: .* no rules for keys"):
        read_key_file(str(path))
    path.write_text(json.dumps([ADDED]))
    assert len(read_key_file(str(path))) == len(RULES) + 1
    assert read_key_file("") == RULES
