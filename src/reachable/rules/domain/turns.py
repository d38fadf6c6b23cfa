"""Whose turn it is to act, and how soon.

In:  nothing.
Out: TurnTaker, HowSoon.
"""

from dataclasses import dataclass
from enum import Enum

from reachable.rules.domain.parameters import ParameterName


class TurnTaker(Enum):
    """Who should act. The value is the words shown; the name is what is stored."""

    CUSTODY_SERGEANT = "The custody sergeant"
    HOME_SOCIAL_CARE = "Children's social care in the home area"
    HOST_SOCIAL_CARE = "Children's social care where the child is now"
    HOME_DUTY_TEAM = "The out-of-hours duty team of the home area"
    REFERRAL_HUB = "The multi-agency hub"
    YOUTH_JUSTICE = "The youth justice team"
    YOUNG_OFFENDER_INSTITUTION = "The young offender institution"
    SCHOOL = "The school"
    MISSING_TEAM = "The missing team"
    HEALTH = "The hospital safeguarding lead"
    COORDINATOR = "The exploitation coordinator"

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value


class Pace(Enum):
    """How soon, where no number says it."""

    STRAIGHT_AWAY = "straight away"
    BEFORE_RELEASE = "before the child is released"
    SAME_DAY = "before the end of the same day"
    IN_HOSPITAL = "while the child is still in hospital"
    BY_THE_LIMIT = "before the limit ends"


@dataclass(frozen=True, slots=True)
class HowSoon:
    """The pace in words, with the limit that counts it when there is one; it runs from when the moment became known."""

    pace: Pace
    within: ParameterName | None = None


STRAIGHT_AWAY = HowSoon(Pace.STRAIGHT_AWAY)
BEFORE_RELEASE = HowSoon(Pace.BEFORE_RELEASE)
SAME_DAY = HowSoon(Pace.SAME_DAY)
BY_THE_LIMIT = HowSoon(Pace.BY_THE_LIMIT)
