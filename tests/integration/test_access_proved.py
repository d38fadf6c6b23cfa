"""Who may see what: a table written by hand, the policy in Python and the database agree; a wrong one is found."""

import json
from dataclasses import replace

import pytest

from reachable.access.domain.policy import Asked, Ground, SealState, Tie, decide
from reachable.access.domain.viewer import Purpose, Role
from reachable.config.command import main
from reachable.config.measures.access_table import Case, read_table
from reachable.config.measures.prove_access import judge

LIVE = Case(
    role="PRACTITIONER",
    agency="PARTNER",
    reason="ALLOCATED",
    state="LIVE",
    by="TEAM",
    purpose="SAFEGUARDING",
    seal="NONE",
    conflict="NONE",
    field="NAME",
    operation="OPEN",
    channel="SQL",
)


def test_the_table_the_policy_and_the_database_agree_in_both_directions(capsys):
    status = main(["prove", "access", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [check for check in told["checks"] if not check["holds"]] == []
    assert status == 0


def checks_of(answers):
    return {check.what: check for check in judge(read_table(), answers, "small")}


def many_cases():
    """Return every case of a worker's, decided as the table says."""
    table = read_table()
    cases = [
        replace(LIVE, role=role, reason=row.patterns[2], state=state, by=by)
        for row in table.rows
        for role in ("PRACTITIONER", "COORDINATOR", "SUPERVISOR")
        if row.patterns[2] not in ("*", "NONE")
        for state in ("LIVE", "ENDED", "NOT_BEGUN")
        for by in ("PERSON", "TEAM")
        if (row.patterns[2], by) != ("BROKEN_GLASS", "TEAM")
    ]
    return {case: table.decide(case).lets_through for case in cases}


@pytest.mark.parametrize(
    ("state", "what"), [("LIVE", "wrong refusals"), ("ENDED", "shown and should not be")], ids=["refused", "shown"]
)
def test_one_wrong_answer_among_many_is_found_whichever_way_it_is_wrong(state, what):
    answers = many_cases()
    assert checks_of(answers)[what].holds
    wrong = replace(LIVE, state=state)
    answers[wrong] = not answers[wrong]
    assert checks_of(answers)[what].value == [str(wrong)]


def test_a_case_the_table_says_nothing_of_is_found():
    answers = many_cases() | {replace(LIVE, role="SOMEBODY"): False}
    assert not checks_of(answers)["cases the table says nothing of"].holds


def test_every_decision_says_why_in_words_of_its_own():
    reasons = [row.because for row in read_table().rows]
    assert len(reasons) >= 300
    assert len(set(reasons)) == len(reasons)


def test_a_refusal_that_would_tell_that_a_child_is_known_is_worded_like_one_of_nothing():
    asked = Asked(role=Role.PRACTITIONER, purpose=Purpose.SAFEGUARDING, of_holder=True, tie=Tie.LIVE)
    refused = (
        replace(asked, tie=Tie.NONE),
        replace(asked, seal=SealState.NOT_NAMED),
        replace(asked, seal=SealState.INTO_THEM),
        replace(asked, has_conflict=True),
    )
    assert {decide(each).ground.way_forward for each in refused} == {Ground.NOTHING_TIES.way_forward}
    assert not any(decide(each).may_see for each in refused)
    assert decide(asked).may_see
