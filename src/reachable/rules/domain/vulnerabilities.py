"""The ten vulnerabilities that the published study of thirteen boys looked for in each file.

In:  nothing.
Out: Vulnerability with its label; Mark, the three things a file can say about one.
"""

from enum import Enum


class Vulnerability(Enum):
    """What the study looked for before the incident by which it found a boy. Never a label: a note of what was told.

    The words are the study's (seed 004:361-370).
    """

    DOMESTIC_ABUSE = "Domestic abuse"
    SEXUAL_ABUSE = "Sexual abuse or assault concerns"
    SUBSTANCE_MISUSE = "Substance misuse"
    MENTAL_HEALTH = "Mental health concerns"
    SCHOOL_EXCLUSIONS = "School exclusions"
    CARE_EXPERIENCED = "Care experienced"
    REPORTED_MISSING = "Reported missing"
    GANG_INVOLVEMENT = "Gang involvement"
    OFFENDING = "Offending behaviour"
    VICTIM_OF_CRIME = "Victim of crime"

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value


class Mark(Enum):
    """What a file says. Not recorded never means not there."""

    RECORDED = "recorded"
    NOT_RECORDED = "not recorded"
    NOT_KNOWN = "not known"

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value
