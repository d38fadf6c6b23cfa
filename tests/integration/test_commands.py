"""The command prints briefings and stories, measures and proves, and says what to mend."""

import json
from datetime import timedelta

import pytest

from reachable.adapters.clock import read_clock
from reachable.config.command import main
from reachable.config.commands import measuring
from reachable.config.measures import BENCHES, PROOFS
from reachable.config.measures.check import Check
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import make_partnership

STORY = {
    "name": "Somebody",
    "document": "A report",
    "status": "made up for a test",
    "published": True,
    "assumed_birthday": "2001-09-01",
    "notes": [],
    "events": [
        {
            "number": 1,
            "kind": "EXCLUSION_PERMANENT",
            "when": {"age": [14, 15]},
            "recorded_by": ["SCHOOL"],
            "known_to": ["SCHOOL"],
            "words": "Excluded",
            "source": "001:1",
        }
    ],
    "moments": [
        {
            "age": "14-15",
            "moment": "Excluded",
            "help": "Support",
            "given_by": "School",
            "source": "001:1",
            "events": [1],
        }
    ],
}


def printed(capsys, *words):
    status = main(words)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.fixture
def area_with_an_arrest(database):
    now = read_clock()
    made = make_partnership(now=now)
    child = make_child(made, "Ayaan Khan", now=now)
    add_event(made, child, K.ARREST, now - timedelta(minutes=30), drugs_supply=True)
    ask_rules(now - timedelta(minutes=29))
    return made


def test_a_briefing_is_printed_with_initials_and_no_name(area_with_an_arrest, capsys):
    status, out, _ = printed(capsys, "briefing", "--area", "northshire")
    assert status == 0
    assert "A.K., 15" in out
    assert "Khan" not in out
    assert "REACHABLE NOW (1)" in out
    assert "Held with drugs in amounts for supply" in out


def test_a_briefing_is_printed_as_json(area_with_an_arrest, capsys):
    status, out, _ = printed(capsys, "briefing", "--area", "northshire", "--json")
    told = json.loads(out)
    assert status == 0
    assert told["area"] == "northshire"
    assert told["counts"]["came_to_notice"] == 1
    assert {matter["rule"] for matter in told["reachable"][0]["matters"]} >= {"R012"}
    assert all(matter["sentence"] for matter in told["reachable"][0]["matters"])
    assert {feed["state"] for feed in told["feeds"]} == {"missing"}


def test_an_area_that_is_not_there_names_those_that_are(area_with_an_arrest, capsys):
    status, out, err = printed(capsys, "briefing", "--area", "nowhere")
    assert (status, out) == (1, "")
    assert "eastham, northshire" in err


def test_terry_is_replayed_as_json_with_at_least_seven_moments_named_and_the_others_argued(capsys):
    status, out, _ = printed(capsys, "replay", "terry", "--json")
    told = json.loads(out)
    assert status == 0
    assert len(told["moments"]) == 13
    assert sum(bool(moment["named_by"]) for moment in told["moments"]) == told["named"] >= 7
    assert all(moment["named_by"] or moment["why_no_rule"] for moment in told["moments"])


def test_terry_is_replayed_in_words(capsys):
    status, out, _ = printed(capsys, "replay", "Terry")
    assert status == 0
    assert "13. Aged 17: Incidents, discipline, release" in out
    assert "Nothing in the story answers it." in out


def test_a_story_in_a_file_is_replayed(tmp_path, capsys):
    file = tmp_path / "somebody.json"
    file.write_text(json.dumps(STORY), encoding="utf-8")
    status, out, _ = printed(capsys, "replay", str(file))
    assert status == 0
    assert "R111" in out


def test_a_bad_story_file_names_file_event_field_and_remedy(tmp_path, capsys):
    file = tmp_path / "somebody.json"
    event = {**STORY["events"][0], "kind": "ECLUSION"}
    file.write_text(json.dumps({**STORY, "events": [event]}), encoding="utf-8")
    status, out, err = printed(capsys, "replay", str(file))
    assert (status, out) == (1, "")
    for words in (str(file), "event 1", "kind", "use a kind of event"):
        assert words in err


def test_dates_that_cannot_all_be_true_name_the_event(tmp_path, capsys):
    file = tmp_path / "somebody.json"
    later = {**STORY["events"][0], "number": 2, "when": {"age": [10, 11]}}
    file.write_text(json.dumps({**STORY, "events": [STORY["events"][0], later]}), encoding="utf-8")
    status, _, err = printed(capsys, "replay", str(file))
    assert status == 1
    assert "event " in err
    assert "mend its age" in err


@pytest.mark.parametrize("content", [b"\xff\xfe", None], ids=["not UTF-8", "not there"])
def test_a_file_that_cannot_be_opened_says_so(content, tmp_path, capsys):
    file = tmp_path / "somebody.json"
    if content is not None:
        file.write_bytes(content)
    status, _, err = printed(capsys, "replay", str(file))
    assert status == 1
    assert str(file) in err


@pytest.mark.parametrize(("verb", "known"), [("bench", BENCHES), ("prove", PROOFS)])
def test_an_unknown_name_lists_what_there_is(verb, known, capsys):
    status, _, err = printed(capsys, verb, "nothing")
    assert status == 2
    for name in known:
        assert name in err


@pytest.mark.parametrize(
    ("verb", "name"), [*(("bench", name) for name in BENCHES), *(("prove", name) for name in PROOFS)]
)
def test_every_name_listed_can_be_run(verb, name):
    measure = measuring.find_measure(verb, name)
    assert callable(measure.run)


def test_a_missed_target_ends_with_status_one_and_the_shape_is_the_same_everywhere(monkeypatch, capsys):
    checks = [Check("something", 3, 2, False), Check("a figure", 1.5, None, True)]
    monkeypatch.setattr(measuring.find_measure("prove", "context"), "run", lambda size, progress: checks)
    status, out, _ = printed(capsys, "prove", "context", "--size", "full", "--json")
    told = json.loads(out)
    assert status == 1
    assert list(told) == ["name", "size", "machine", "checks", "holds"]
    assert (told["name"], told["size"], told["holds"]) == ("context", "full", False)
    assert told["checks"][0] == {"what": "something", "value": 3, "target": 2, "holds": False}


def test_the_context_is_proved(capsys):
    status, out, _ = printed(capsys, "prove", "context", "--json")
    told = json.loads(out)
    assert (status, told["holds"]) == (0, True)
    assert len(told["checks"]) >= 14


def test_the_audit_record_is_proved(capsys):
    _, out, err = printed(capsys, "prove", "audit", "--json")
    checks = {check["what"]: check["holds"] for check in json.loads(out)["checks"]}
    # How fast it goes depends on what else the machine does: that is for whoever runs the proof to read.
    for timed in ("entries verified in a second", "bare commits that noting a look before it is shown adds"):
        assert checks.pop(timed) in {True, False}
    assert [what for what, holds in checks.items() if not holds] == []
    assert "Tampering" in err


def test_the_published_stories_are_listed(capsys):
    status, out, _ = printed(capsys, "replay", "--list")
    assert status == 0
    assert len(out.splitlines()) == 11
    assert "michael" in out
    status, out, _ = printed(capsys, "replay", "--list", "--json")
    listed = json.loads(out)
    assert status == 0
    assert {each["replay"] for each in listed} >= {"terry", "unnamed"}
    assert all(each["published"] for each in listed)


def test_a_replay_of_nothing_says_what_to_write(capsys):
    status, out, err = printed(capsys, "replay")
    assert (status, out) == (2, "")
    assert "replay --list" in err


def test_a_story_says_how_the_child_was_found_and_what_rests_on_our_reading(capsys):
    status, out, _ = printed(capsys, "replay", "michael")
    assert status == 0
    assert "Found by: Found out of his area and arrested" in out
    assert "Our reading; the report does not say so." in out


def test_the_studys_table_is_compared_with_the_files(capsys):
    status, out, _ = printed(capsys, "replay", "--matrix")
    assert status == 0
    assert "Harry: Sexual abuse or assault concerns" in out
    status, out, _ = printed(capsys, "replay", "--matrix", "--json")
    compared = json.loads(out)
    assert status == 0
    assert compared["differences"] == compared["explained"] > 0
