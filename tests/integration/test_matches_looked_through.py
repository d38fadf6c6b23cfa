"""`reachable match`: what Splink proposes is decided as anything else, and it is said when Splink is not there."""

import json
from importlib.util import find_spec

import pytest

from reachable.config.command import main
from reachable.config.commands import match_command
from reachable.demo.county.loading import claims_of
from reachable.demo.county.records import county_records
from reachable.matching.domain.describe import describe
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import HOME, JAYDEN, custody_row, send, social_care_row

needs_splink = pytest.mark.skipif(find_spec("splink") is None, reason="scripts/setup bulk adds it")


@pytest.fixture
def records(database):
    made = make_partnership()
    send(made, "custody", custody_row("EC/26/000001", pnc_id="2024/0000123Y", **JAYDEN, **HOME), now=NOW)
    send(made, "social_care", social_care_row("N100001", **JAYDEN), now=NOW)
    return made


@pytest.mark.usefixtures("records")
def test_looking_through_says_what_was_compared_and_what_waits(capsys):
    assert main(["match"]) == 0

    said = capsys.readouterr().out
    assert "2 records were compared. 0 now belong to another person than before" in said
    assert "0 new pairs are put to people, and 1 wait in all" in said


@pytest.mark.usefixtures("records")
def test_without_splink_the_routes_of_our_own_do_everything_and_it_says_so(capsys, monkeypatch):
    monkeypatch.setattr(match_command, "find_spec", lambda name: None)

    assert main(["match", "--batch", "--json"]) == 0

    said = capsys.readouterr()
    assert "Splink is not installed, so Reachable’s own routes do everything" in said.err
    assert json.loads(said.out) == {
        "records": 2,
        "proposed": 0,
        "proposed_only": 0,
        "moved": 0,
        "new_questions": 0,
        "waiting": 1,
        "splink": False,
    }


@needs_splink
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_splink_proposes_most_pairs_of_one_child_and_gives_away_no_weight():
    from reachable.adapters.bulk_linkage import propose_pairs

    child_of, described = {}, []
    for record in county_records(9, 800):
        claims = claims_of(record)
        described.append(describe(claims))
        child_of[claims.subject_id] = record.child.key
    proposed = propose_pairs(described)
    same = {pair for pair in proposed if child_of[pair[0]] == child_of[pair[1]]}

    assert all(left < right for left, right in proposed)
    assert len(same) > 400
    assert propose_pairs(described[:1]) == frozenset()


@needs_splink
@pytest.mark.usefixtures("records")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_with_splink_no_more_is_linked_or_asked_of_these_than_without(capsys):
    assert main(["match", "--json"]) == 0
    without = json.loads(capsys.readouterr().out)
    assert main(["match", "--batch", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["splink"] is True
    assert {key: found[key] for key in ("records", "moved", "waiting")} == {
        key: without[key] for key in ("records", "moved", "waiting")
    }
