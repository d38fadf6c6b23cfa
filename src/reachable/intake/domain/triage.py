"""The named decision every concern gets, what it must say, and by when.

In:  a decision as somebody makes it; when the concern was received; the working days.
Out: the problems to put right; when a decision is due and whether it is overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from reachable.intake.domain.concern import FormProblem
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import from_london, london_date
from reachable.kernel.working_days import Calendar

WORKING_DAYS_TO_DECIDE = 1
"""A referral is acknowledged and its next step decided within one working day (uk-process 3.1 REF_ACK)."""

OFFICE_CLOSES = time(17)
LONGEST_ANSWER = 5000


class TriageAnswer(Enum):
    """What happens with a concern. (code stored, label shown)."""

    ACCEPT_TO_SOCIAL_CARE = ("ACCEPT_TO_SOCIAL_CARE", "Accept to children's social care")
    LINK_TO_OPEN_WORK = ("LINK_TO_OPEN_WORK", "Add to work already open with the child")
    EARLY_HELP = ("EARLY_HELP", "Early help")
    PLACE_OR_GROUP_WORK = ("PLACE_OR_GROUP_WORK", "Work with the place or the group")
    NO_FURTHER_ACTION = ("NO_FURTHER_ACTION", "No further action")
    NEEDS_MORE = ("NEEDS_MORE", "More must be found out first")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def ends_the_wait(self) -> bool:
        """Test if the concern now has its decision. Asking for more does not stop the clock."""
        return self is not TriageAnswer.NEEDS_MORE


class RiskAnswer(Enum):
    """What is known of a risk, asked once of the family and once of everything outside it."""

    PRESENT = ("PRESENT", "There is a risk")
    NOT_SEEN = ("NOT_SEEN", "Looked for and not seen")
    NOT_KNOWN = ("NOT_KNOWN", "Not known yet")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTriageDecision:
    """A decision about a concern. The two risks are two answers, so that good parenting never hides harm outside.

    `told_reporter` is what the person who raised the concern will read. An answer of None has not been given.
    """

    answer: TriageAnswer | None
    because: str
    risk_outside_family: RiskAnswer | None
    risk_in_family: RiskAnswer | None
    told_reporter: str
    linked_subject_id: SubjectId | None = None


def check_decision(decision: NewTriageDecision) -> tuple[FormProblem, ...]:
    """Return what a decision must still say, in the order of the form."""
    return (*_check_risks(decision), *_check_answer(decision), *_check_words(decision))


def triage_due_at(
    received_at: datetime,
    *,
    calendar: Calendar,
    working_days: int = WORKING_DAYS_TO_DECIDE,
    office_closes: time = OFFICE_CLOSES,
) -> datetime:
    """Return the instant, in UTC, by which a concern must have its decision.

    The day it is received is day 0, also at a weekend; the decision is due when offices close on the last working day.
    """
    return from_london(calendar.add_working_days(london_date(received_at), working_days), office_closes)


def is_overdue(due_at: datetime, *, decided_at: datetime | None, now: datetime) -> bool:
    """Test if the decision was late, or is by now. `decided_at` is when a decision that ends the wait was made."""
    return (now if decided_at is None else decided_at) > due_at


def _check_risks(decision: NewTriageDecision) -> Iterator[FormProblem]:
    if decision.risk_outside_family is None:
        yield FormProblem("risk_outside_family", "Say what is known of risk outside the family, apart from the family.")
    if decision.risk_in_family is None:
        yield FormProblem("risk_in_family", "Say what is known of risk in the family.")


def _check_answer(decision: NewTriageDecision) -> Iterator[FormProblem]:
    if decision.answer is None:
        yield FormProblem("answer", "Choose what happens with the concern.")
    if decision.answer is TriageAnswer.LINK_TO_OPEN_WORK and decision.linked_subject_id is None:
        yield FormProblem("linked_subject_id", "Choose the child whose open work this is added to.")
    if decision.answer is not TriageAnswer.NO_FURTHER_ACTION:
        return
    # Harm outside the home misses thresholds because the parents' care is good (002:149-151).
    if decision.risk_outside_family is RiskAnswer.PRESENT:
        yield FormProblem(
            "answer",
            "There is a risk outside the family, so something must be done: work with the place or group, early help, "
            "or social care.",
        )
    if decision.risk_in_family is RiskAnswer.PRESENT:
        yield FormProblem("answer", "There is a risk in the family, so something must be done.")


def _check_words(decision: NewTriageDecision) -> Iterator[FormProblem]:
    if not decision.because.strip():
        yield FormProblem("because", "Give the reason for the decision.")
    if not decision.told_reporter.strip():
        yield FormProblem("told_reporter", "Write what the person who raised the concern is told.")
    for field, text in (("because", decision.because), ("told_reporter", decision.told_reporter)):
        if len(text) > LONGEST_ANSWER:
            yield FormProblem(field, f"Use at most {LONGEST_ANSWER} characters.")
