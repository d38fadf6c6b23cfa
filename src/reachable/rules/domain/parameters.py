"""Every number a rule or a clock counts with, as dated values of law or of local choice.

In:  parameter values (see parameter_values), the country, a day.
Out: the value in force; the limits that tracks run their clocks by. A rule names a parameter and holds no number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import lru_cache

from reachable.kernel.period import Period
from reachable.tracks.domain.limits import Bound, LimitOf, Limits, Unit


class ParameterName(StrEnum):
    """The names that rules and clocks ask by. The first group are the clocks of tracks, under the same names."""

    PACE_DETENTION = "PACE_DETENTION"
    PACE_REVIEW_FIRST = "PACE_REVIEW_FIRST"
    PACE_REVIEW_NEXT = "PACE_REVIEW_NEXT"
    BAIL = "BAIL"
    NRM_RG = "NRM_RG"
    NRM_CG = "NRM_CG"
    RECON = "RECON"
    REF_ACK = "REF_ACK"
    ASSESS = "ASSESS"
    ICPC = "ICPC"
    RCPC_FIRST = "RCPC_FIRST"
    RCPC_NEXT = "RCPC_NEXT"
    CIN_REVIEW = "CIN_REVIEW"
    CLA_REV_FIRST = "CLA_REV_FIRST"
    CLA_REV_SECOND = "CLA_REV_SECOND"
    CLA_REV_NEXT = "CLA_REV_NEXT"
    RHI = "RHI"
    HOST_TOLD = "HOST_TOLD"
    SCHOOL_AFTER_EXCLUSION = "SCHOOL_AFTER_EXCLUSION"

    ADULT_AT = "ADULT_AT"
    YOUNG_AGE = "YOUNG_AGE"
    MISSING_FOR_WEEKS = "MISSING_FOR_WEEKS"
    FAR_FROM_HOME = "FAR_FROM_HOME"
    FAR_PLACEMENT = "FAR_PLACEMENT"
    SUPPLY_WRAPS = "SUPPLY_WRAPS"
    ONE_MOMENT = "ONE_MOMENT"
    CUSTODY_STAY = "CUSTODY_STAY"
    COLLECTION_ALARM = "COLLECTION_ALARM"
    SIGNS_WINDOW = "SIGNS_WINDOW"
    REPEAT_WINDOW = "REPEAT_WINDOW"
    NRM_CONSIDER = "NRM_CONSIDER"
    NRM_ALREADY = "NRM_ALREADY"
    NRM_CG_REVIEW = "NRM_CG_REVIEW"
    STOPS_COUNT = "STOPS_COUNT"
    STOPS_WINDOW = "STOPS_WINDOW"
    SUPPORT_RECENT = "SUPPORT_RECENT"
    EXCLUSION_SUPPORT = "EXCLUSION_SUPPORT"
    EARLY_SUPPORT = "EARLY_SUPPORT"
    HOSPITAL_WINDOW = "HOSPITAL_WINDOW"
    CLOSURE_REVIEW = "CLOSURE_REVIEW"
    KEY_EVENT_CHANGE = "KEY_EVENT_CHANGE"
    CUSTODY_DEBT = "CUSTODY_DEBT"
    RELEASE_WINDOW = "RELEASE_WINDOW"
    MISSING_COUNT = "MISSING_COUNT"
    MISSING_MEETING = "MISSING_MEETING"
    MISSING_AGAIN = "MISSING_AGAIN"
    MEDICAL_CHECK = "MEDICAL_CHECK"
    ARREST_AFTER_MISSING = "ARREST_AFTER_MISSING"
    COMBINATION_WINDOW = "COMBINATION_WINDOW"
    SHORT_OF_ADULT = "SHORT_OF_ADULT"
    YOUNG_ADULT = "YOUNG_ADULT"
    NRM_SUPPORT_PLAN = "NRM_SUPPORT_PLAN"
    SHORT_TIMETABLE = "SHORT_TIMETABLE"
    TIMETABLE_CHECK = "TIMETABLE_CHECK"
    WITHOUT_SCHOOL = "WITHOUT_SCHOOL"
    AGENCIES_COUNT = "AGENCIES_COUNT"
    AGENCIES_WINDOW = "AGENCIES_WINDOW"
    PLACE_CHILDREN = "PLACE_CHILDREN"
    PLACE_WINDOW = "PLACE_WINDOW"
    PEER_COUNT = "PEER_COUNT"
    PEER_WINDOW = "PEER_WINDOW"
    PEER_LINK = "PEER_LINK"
    PEER_CHECK = "PEER_CHECK"


class Country(StrEnum):
    """The country whose law an area works under."""

    ENGLAND = "ENGLAND"
    WALES = "WALES"


class Authority(Enum):
    """What a value rests on."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    TARGET = "national target"
    LOCAL = "local setting"

    @property
    def is_law(self) -> bool:
        """Test if an authority must comply with it; a target and a local setting are not law."""
        return self in {Authority.STATUTE, Authority.REGULATIONS, Authority.STATUTORY_GUIDANCE}


class Checked(Enum):
    """How far we have checked a value against its source."""

    READ = "read in the source named"
    SECOND_HAND = "read in a local procedure that quotes the source"
    REMEMBERED = "not yet checked against the source"
    CHOSEN = "chosen by us; to be confirmed locally"


class Counts(Enum):
    """What a value counts, beyond the units of a time limit."""

    YEARS = "years"
    MILES = "miles"
    TIMES = "times"
    WRAPS = "wraps"
    HOURS_A_WEEK = "hours a week"
    CHILDREN = "children"
    KINDS_OF_AGENCY = "kinds of agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value while it was in force. `countries` are those whose areas it binds.

    :raises ValueError: when the value is below 1.
    """

    name: ParameterName
    value: int
    unit: Unit | Counts
    sentence: str
    authority: Authority
    source: str
    in_force: Period[date]
    checked: Checked
    next_check: date
    countries: tuple[Country, ...] = (Country.ENGLAND, Country.WALES)
    bound: Bound = Bound.NO_LATER_THAN

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"parameter {self.name}: value must be 1 or more, not {self.value}")

    def say(self) -> str:
        """Return "72 hours"."""
        unit = self.unit.value
        return f"{self.value} {unit.removesuffix('s') if self.value == 1 else unit}"

    def as_span(self) -> timedelta:
        """Return a length of time, for a value counted in hours or in days.

        :raises TypeError: when it counts something else.
        """
        match self.unit:
            case Unit.HOURS:
                return timedelta(hours=self.value)
            case Unit.DAYS:
                return timedelta(days=self.value)
            case _:
                raise TypeError(f"parameter {self.name} counts {self.unit.value}, which has no fixed length")

    def as_limit(self) -> LimitOf:
        """Return the limit that a clock can run by.

        :raises TypeError: when it counts something other than time.
        """
        if not isinstance(self.unit, Unit):
            raise TypeError(f"parameter {self.name} counts {self.unit.value}, not time")
        return LimitOf(
            id=self.name,
            count=self.value,
            unit=self.unit,
            sentence=self.sentence,
            source=self.source,
            in_force=self.in_force,
            bound=self.bound,
        )


InForce = Mapping[ParameterName, Parameter]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every value that was ever in force. Values are added, never changed, so that a replay counts as was done then."""

    values: tuple[Parameter, ...]

    def __post_init__(self) -> None:
        for place, value in enumerate(self.values):
            for other in self.values[place + 1 :]:
                same = value.name is other.name and set(value.countries) & set(other.countries)
                if same and value.in_force.overlaps(other.in_force):
                    raise ValueError(f"parameter {value.name} has two values in force at once; end the first")

    def __hash__(self) -> int:
        """Return a hash that costs little: there are few sets of values, and each is one object."""
        return len(self.values)

    def find(self, name: ParameterName, *, country: Country, day: date) -> Parameter | None:
        """Return the value in force in a country on a London day, or None where nothing sets one."""
        return next(
            (
                each
                for each in self.values
                if each.name is name and country in each.countries and each.in_force.covers(day)
            ),
            None,
        )

    def find_all(self, names: Iterable[ParameterName], *, country: Country, day: date) -> InForce | None:
        """Return the value of every name on that day, or None when one has none: the rule is not in force there."""
        return _find_all(self, frozenset(names), country, day)

    def limits_for(self, country: Country) -> Limits:
        """Return every limit of time a country has had, by name, for the clocks of tracks."""
        limits: dict[str, tuple[LimitOf, ...]] = {}
        for value in self.values:
            if isinstance(value.unit, Unit) and country in value.countries:
                limits[value.name] = (*limits.get(value.name, ()), value.as_limit())
        return limits

    def changed_locally(self, name: ParameterName, *, value: int, since: date, because: str) -> "Parameters":
        """Return the parameters with one local setting changed from a day on. What was counted before stays as it was.

        :raises ValueError: when the name is set by law, or the day is not after the present value began.
        """
        present = next((each for each in self.values if each.name is name and each.in_force.end is None), None)
        if present is None or present.authority is not Authority.LOCAL:
            raise ValueError(f"parameter {name} is not a local setting and cannot be changed here")
        ended = replace(present, in_force=Period(present.in_force.start, since))
        begun = replace(present, value=value, in_force=Period(since), source=because)
        kept = tuple(each for each in self.values if each is not present)
        return Parameters((*kept, ended, begun))


@lru_cache(maxsize=20_000)
def _find_all(parameters: Parameters, names: frozenset[ParameterName], country: Country, day: date) -> InForce | None:
    """Return what `find_all` does, worked out once for a day: a rule asks for the same of every event of that day."""
    found = {name: parameters.find(name, country=country, day=day) for name in names}
    known = {name: value for name, value in found.items() if value is not None}
    return known if len(known) == len(found) else None
