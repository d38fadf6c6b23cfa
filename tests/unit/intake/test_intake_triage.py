"""What a triage decision must say, and by when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from reachable.intake.domain.triage import (
    NewTriageDecision,
    RiskAnswer,
    TriageAnswer,
    check_decision,
    is_overdue,
    triage_due_at,
)
from reachable.kernel.ids import SubjectId
from reachable.kernel.working_days import Calendar

CALENDAR = Calendar("England and Wales", frozenset({date(2026, 5, 4)}), date(2027, 12, 31))
DECISION = NewTriageDecision(
    answer=TriageAnswer.EARLY_HELP,
    because="Two phones and new money; parents worried and willing.",
    risk_outside_family=RiskAnswer.PRESENT,
    risk_in_family=RiskAnswer.NOT_SEEN,
    told_reporter="An early help worker will meet him this week.",
)


def fields(decision: NewTriageDecision) -> list[str]:
    return [problem.field for problem in check_decision(decision)]


def test_a_decision_with_a_reason_and_an_answer_stands() -> None:
    assert fields(DECISION) == []


def test_risk_outside_the_family_is_answered_apart_from_risk_in_it() -> None:
    assert fields(replace(DECISION, risk_outside_family=None)) == ["risk_outside_family"]
    assert fields(replace(DECISION, risk_in_family=None)) == ["risk_in_family"]


def test_good_parenting_is_no_reason_to_do_nothing_about_harm_outside() -> None:
    nothing = replace(DECISION, answer=TriageAnswer.NO_FURTHER_ACTION)
    assert fields(nothing) == ["answer"]
    assert fields(replace(nothing, risk_outside_family=RiskAnswer.NOT_SEEN)) == []
    assert fields(replace(nothing, risk_outside_family=RiskAnswer.NOT_SEEN, risk_in_family=RiskAnswer.PRESENT)) == [
        "answer"
    ]


def test_every_decision_gives_its_reason_and_tells_the_person_who_raised_it() -> None:
    assert fields(replace(DECISION, because=" ")) == ["because"]
    assert fields(replace(DECISION, told_reporter="")) == ["told_reporter"]
    assert fields(replace(DECISION, answer=None)) == ["answer"]
    assert fields(replace(DECISION, because="x" * 5001)) == ["because"]


def test_linking_to_open_work_names_the_child() -> None:
    linking = replace(DECISION, answer=TriageAnswer.LINK_TO_OPEN_WORK)
    assert fields(linking) == ["linked_subject_id"]
    assert fields(replace(linking, linked_subject_id=SubjectId(UUID(int=1)))) == []


def test_asking_for_more_does_not_stop_the_clock() -> None:
    assert [answer for answer in TriageAnswer if not answer.ends_the_wait] == [TriageAnswer.NEEDS_MORE]


def test_the_codes_fit_where_they_are_kept() -> None:
    assert all(len(answer.code) <= 30 for answer in TriageAnswer)
    assert all(len(answer.code) <= 20 for answer in RiskAnswer)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 5, 14, 14, 20, tzinfo=UTC), datetime(2026, 5, 15, 16, 0, tzinfo=UTC)),
        (datetime(2026, 5, 15, 15, 59, tzinfo=UTC), datetime(2026, 5, 18, 16, 0, tzinfo=UTC)),
        (datetime(2026, 5, 16, 10, 0, tzinfo=UTC), datetime(2026, 5, 18, 16, 0, tzinfo=UTC)),
        (datetime(2026, 5, 1, 10, 0, tzinfo=UTC), datetime(2026, 5, 5, 16, 0, tzinfo=UTC)),
        (datetime(2026, 5, 14, 23, 30, tzinfo=UTC), datetime(2026, 5, 18, 16, 0, tzinfo=UTC)),
        (datetime(2026, 1, 14, 9, 0, tzinfo=UTC), datetime(2026, 1, 15, 17, 0, tzinfo=UTC)),
    ],
)
def test_a_decision_is_due_when_offices_close_on_the_next_working_day(received: datetime, due: datetime) -> None:
    assert triage_due_at(received, calendar=CALENDAR) == due


def test_the_number_of_working_days_is_passed_in() -> None:
    received = datetime(2026, 5, 14, 14, 20, tzinfo=UTC)
    assert triage_due_at(received, calendar=CALENDAR, working_days=2) == datetime(2026, 5, 18, 16, 0, tzinfo=UTC)


def test_a_decision_is_overdue_only_after_its_time_and_a_late_one_stays_late() -> None:
    due = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)
    later = due + timedelta(minutes=1)
    assert not is_overdue(due, decided_at=None, now=due)
    assert is_overdue(due, decided_at=None, now=later)
    assert not is_overdue(due, decided_at=due, now=later)
    assert is_overdue(due, decided_at=later, now=later)
