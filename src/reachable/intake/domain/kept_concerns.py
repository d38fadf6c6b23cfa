"""A concern after it was sent, its decisions, and what of it whoever raised it may see.

In:  rows of this stage.
Out: ConcernRecord, DecisionRecord, OwnConcern, DraftRecord.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.intake.domain.concern import About, Route, SafeToContact
from reachable.intake.domain.files import KeptFile
from reachable.intake.domain.triage import RiskAnswer, TriageAnswer
from reachable.kernel.ids import AgencyId, AreaId, ConcernId, SubjectId, UserId
from reachable.kernel.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecord:
    """What somebody has typed and not yet sent, as the form posts it."""

    answers: Mapping[str, tuple[str, ...]]
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignNoticed:
    """One sign of a concern, in words, and how it is known."""

    label: str
    context: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildInConcern:
    """A child as a concern describes them. `subject_id` is None where the concern is about a worker."""

    called: str
    age_or_birth_date: str
    subject_id: SubjectId | None

    def say(self) -> str:
        """Return the description in a few words."""
        return ", ".join(part for part in (self.called, self.age_or_birth_date) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """What somebody decided about a concern, and why."""

    answer: TriageAnswer
    because: str
    risk_outside_family: RiskAnswer
    risk_in_family: RiskAnswer
    linked_subject_id: SubjectId | None
    told_reporter: str
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRecord:
    """A concern as it was sent, and every decision about it, oldest first."""

    id: ConcernId
    reference: str
    received_at: datetime
    raised_by_id: UserId
    raised_by: str
    raised_by_email: str
    raised_for_id: AgencyId
    raised_for: str
    area_id: AreaId
    area_name: str
    route: Route
    about: About
    described_as: str
    works_with_children: str
    children: tuple[ChildInConcern, ...]
    what_i_saw: str
    childs_words: str
    signs: tuple[SignNoticed, ...]
    where_seen: str
    happened: When
    immediate_danger: bool
    safe_to_contact_family: SafeToContact
    how_to_contact: str
    must_not_be_told: str
    due_at: datetime
    decisions: tuple[DecisionRecord, ...]

    @property
    def decided(self) -> DecisionRecord | None:
        """Return the decision that ended the wait, or None while one is waited for."""
        return next((each for each in reversed(self.decisions) if each.answer.ends_the_wait), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConcern:
    """A concern as whoever raised it may see it: what they wrote and what they were told. Nothing of anybody else's."""

    reference: str
    route: Route
    described_as: str
    received_at: datetime
    due_at: datetime
    immediate_danger: bool
    told: str
    told_at: datetime | None
    files: tuple[KeptFile, ...]
    is_decided: bool
