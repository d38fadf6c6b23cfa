"""What just happened: recorded on one page, at once, because daily files cannot serve 02:10.

In:  what somebody filled in.
Out: JustHappened, what is wrong with it, and the events it makes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from reachable.intake.domain.extracted import Detail, ExtractedEvent
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.people.domain.claims import (
    BirthDateClaim,
    ContactClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
    TakenRecord,
)
from reachable.people.domain.identifiers import Scheme, read_identifier

LONGEST_AGO = timedelta(days=7)
CLOCKS_DIFFER_BY = timedelta(minutes=5)
OLDEST = 25
MILES_AWAY = 20
"""Where nobody says whether it was away from home, this far counts: the distance national statistics use (004:1064)."""


class Happening(Enum):
    """What may be recorded this way. (code stored, words shown)."""

    ARRESTED = ("ARRESTED", "A child was arrested")
    AT_HOSPITAL = ("AT_HOSPITAL", "A child is at A&E")
    FOUND = ("FOUND", "A missing child was found")
    EXCLUDED = ("EXCLUDED", "A child was excluded from school")
    RELEASED = ("RELEASED", "A child is leaving custody")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class JustHappened:
    """One happening and the child it happened to, as somebody on duty knows them now.

    `happened_at` and `recorded_at` are in UTC. `answers` holds what that happening asks besides: offence, drugs_supply,
    drugs, wraps, cash_pence (in pence), phones, weapon, concealed, away_from_home_area; injury, assault; found_where,
    miles_from_home, condition, no_ticket; permanent, days, reason; has_left, disposal, out_of_hours.
    """

    happening: Happening
    happened_at: datetime
    recorded_at: datetime
    given_name: str = ""
    family_name: str = ""
    also_known_as: str = ""
    born_on: date | None = None
    age: int | None = None
    nhs_number: str = ""
    pnc_id: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    school_name: str = ""
    place: str = ""
    words: str = ""
    child_said: str = ""
    own_reference: str = ""
    answers: Mapping[str, Detail] = field(default_factory=dict)


def find_problems(what: JustHappened) -> Mapping[str, str]:
    """Return what must be put right before it can be kept, by field; empty when nothing."""
    problems: dict[str, str] = {}
    if not (what.given_name or what.family_name or what.also_known_as):
        problems["given_name"] = "Enter any name you have been given, even a nickname"
    if what.happened_at > what.recorded_at + CLOCKS_DIFFER_BY:
        problems["happened_at"] = "The time is in the future. Enter when it happened"
    if what.happened_at < what.recorded_at - LONGEST_AGO:
        problems["happened_at"] = "This page is for the last 7 days. Older records come with your agency's extract"
    if what.born_on is not None and what.born_on > london_date(what.recorded_at):
        problems["born_on"] = "The date of birth is in the future"
    if what.age is not None and not 0 <= what.age < OLDEST:
        problems["age"] = f"Enter an age under {OLDEST}, or leave it empty"
    for name, scheme, value in (("nhs_number", Scheme.NHS, what.nhs_number), ("pnc_id", Scheme.PNC, what.pnc_id)):
        if value:
            checked = read_identifier(scheme, value)
            if checked.fault:
                problems[name] = f"{checked.fault} {checked.remedy}"
    return problems


def make_record(what: JustHappened, *, record_id: UUID) -> TakenRecord:
    """Return what it says of the child. Its reference is the reporter's own, when they gave one."""
    identifiers = (("NHS", what.nhs_number), ("PNC", what.pnc_id))
    names = []
    if what.given_name or what.family_name:
        kind = "GIVEN_TO_POLICE" if what.happening is Happening.ARRESTED else "GIVEN"
        names.append(NameClaim(kind=kind, given=what.given_name, family=what.family_name))
    if what.also_known_as:
        names.append(NameClaim(kind="ALIAS", given=what.also_known_as, family=""))
    reference = what.own_reference or str(record_id)
    events = make_events(what, reference=reference)
    return TakenRecord(
        local_id=reference,
        reference=reference,
        version_hash=hashlib.sha256("".join(event.version_hash for event in events).encode()).hexdigest(),
        payload={
            "happening": what.happening.code,
            "words": what.words,
            "child_said": what.child_said,
            "place": what.place,
            "answers": dict(what.answers),
        },
        recorded_at=what.recorded_at,
        names=tuple(names),
        birth_date=_birth_date(what),
        identifiers=tuple(IdentifierClaim(scheme, value) for scheme, value in identifiers if value),
        contacts=(ContactClaim("PHONE", what.phone, "child"),) if what.phone else (),
        residence=ResidenceClaim(what.address, what.postcode) if what.address or what.postcode else None,
        school_name=what.school_name,
        event_keys=tuple(event.natural_key for event in events),
        event_versions=tuple(event.told for event in events),
    )


def make_events(what: JustHappened, *, reference: str) -> tuple[ExtractedEvent, ...]:
    """Return the events it makes, each under a key that begins with the reference."""
    events = [_event(what, reference, kind, details) for kind, details in _KINDS[what.happening](what.answers)]
    if what.child_said:
        events.append(_event(what, reference, "CHILD_SAID", {}, words=what.child_said))
    return tuple(events)


def _event(
    what: JustHappened, reference: str, kind: str, details: Mapping[str, Detail], *, words: str | None = None
) -> ExtractedEvent:
    return ExtractedEvent(
        natural_key=f"{reference}:{kind}",
        kind=kind,
        happened=When.at(what.happened_at),
        recorded_at=what.recorded_at,
        episode=reference,
        place=what.place,
        words=what.words if words is None else words,
        details=details,
    )


Made = list[tuple[str, Mapping[str, Detail]]]


def _arrested(answers: Mapping[str, Detail]) -> Made:
    made: Made = [("ARREST", _only(answers, "offence", "drugs_supply", "away_from_home_area"))]
    seized = _only(answers, "drugs", "wraps", "cash_pence", "phones", "weapon")
    if any(seized.values()):
        made.append(("SEIZURE", seized))
    if answers.get("concealed"):
        made.append(("INTERNAL_CONCEALMENT", {"how_known": "custody"}))
    return made


def _at_hospital(answers: Mapping[str, Detail]) -> Made:
    return [("HOSPITAL_ATTENDANCE", _only(answers, "injury", "weapon", "assault"))]


def _found(answers: Mapping[str, Detail]) -> Made:
    made: Made = [("MISSING_FOUND", _only(answers, "found_where", "miles_from_home", "condition"))]
    miles = answers.get("miles_from_home")
    is_far = isinstance(miles, int | float) and miles >= MILES_AWAY
    if answers.get("away_from_home_area", is_far):
        made.append(("FOUND_AWAY_FROM_HOME", _only(answers, "miles_from_home", "no_ticket")))
    return made


def _excluded(answers: Mapping[str, Detail]) -> Made:
    if answers.get("permanent"):
        return [("EXCLUSION_PERMANENT", _only(answers, "reason"))]
    return [("EXCLUSION_FIXED", _only(answers, "days", "reason"))]


def _released(answers: Mapping[str, Detail]) -> Made:
    if answers.get("has_left", "disposal" in answers):
        return [("RELEASED", _only(answers, "disposal", "out_of_hours", "away_from_home_area"))]
    return [("READY_FOR_RELEASE", _only(answers, "away_from_home_area"))]


_KINDS = {
    Happening.ARRESTED: _arrested,
    Happening.AT_HOSPITAL: _at_hospital,
    Happening.FOUND: _found,
    Happening.EXCLUDED: _excluded,
    Happening.RELEASED: _released,
}


def _only(answers: Mapping[str, Detail], *names: str) -> Mapping[str, Detail]:
    return {name: answers[name] for name in names if name in answers}


def _birth_date(what: JustHappened) -> BirthDateClaim | None:
    if what.born_on is not None:
        return BirthDateClaim(what.born_on, what.born_on, "DAY")
    if what.age is None:
        return None
    today = london_date(what.recorded_at)
    return BirthDateClaim(_years_before(today, what.age + 1) + timedelta(days=1), _years_before(today, what.age), "AGE")


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
