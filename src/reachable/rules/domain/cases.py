"""Reads a published story from a file: dated events, who recorded each, and the moments the report names.

In:  JSON text in the format described in published/README.md.
Out: PublishedCase; or CannotReadCase, naming the file, the event, the field and what to write instead.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from reachable.access.domain.agency_kinds import BY_CODE, AgencyKind
from reachable.rules.domain.case_fields import CannotReadCase, Fields
from reachable.rules.domain.story_times import Between
from reachable.rules.domain.vulnerabilities import Vulnerability
from reachable.timeline.domain.facts import DetailValue
from reachable.timeline.domain.kinds import EventKind

PRIVATE = ("CHILD", "FAMILY", "FRIENDS", "THE_LINE")
"""Those who may know and are no agency."""


class Basis(Enum):
    """What calling something a moment rests on."""

    NAMED = "named by the report"
    GENERAL = "a general finding of the report, applied to this child"
    OURS = "our reading; the report does not say so"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event of a story. `kind` is None for what no agency records, such as a feeling.

    `recorded_by` are the agencies that wrote it down; nobody else's knowledge can be read by a rule. `child` tells
    apart children of one file whom nothing links. `shows` are the vulnerabilities a reader of the event would note.
    """

    number: int
    child: str
    kind: EventKind | None
    first_day: date
    last_day: date
    said: str
    after: Between | None
    in_order: bool
    recorded_by: tuple[AgencyKind, ...]
    known_to: tuple[str, ...]
    details: Mapping[str, DetailValue]
    episode: str
    shows: tuple[Vulnerability, ...]
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoment:
    """A moment the child could have been reached: what happened, the help it would have had, the events it is about."""

    number: int
    basis: Basis
    age: str
    moment: str
    help: str
    given_by: str
    source: str
    events: tuple[int, ...]
    why_no_rule: str


@dataclass(frozen=True, slots=True)
class ToldWords:
    """What the child said, in our words; who told the report; where it stands."""

    words: str
    told_by: str
    source: str


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A vulnerability of which the report says that nobody could say."""

    vulnerability: Vulnerability
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCase:
    """A story that was published, as dated events. `notes` say what was assumed to date it.

    `incident` is the event by which the report found the child, or None when it names none.
    """

    name: str
    document: str
    status: str
    notes: tuple[str, ...]
    birthday: date
    incident: int | None
    outcome: str
    child_says: tuple[ToldWords, ...]
    not_known: tuple[NotKnown, ...]
    events: tuple[CaseEvent, ...]
    moments: tuple[CaseMoment, ...]

    @property
    def children(self) -> tuple[str, ...]:
        """Return what tells the children of the file apart; one empty text when it is about one child."""
        return tuple(dict.fromkeys(event.child for event in self.events))

    @property
    def slug(self) -> str:
        """Return the name as it stands in an address and is typed at a terminal."""
        return self.name.lower()


TOP = (
    "name",
    "document",
    "status",
    "published",
    "assumed_birthday",
    "notes",
    "incident",
    "outcome",
    "child_says",
    "not_known",
    "events",
    "moments",
)


def read_case(text: str, *, file: str) -> PublishedCase:
    """Return the story a file tells.

    :raises CannotReadCase: at the first thing that cannot be understood.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise CannotReadCase(file, f"line {error.lineno}", "JSON", f"mend the JSON: {error.msg}") from error
    if not isinstance(whole, dict):
        raise CannotReadCase(file, "the whole file", "JSON", "write one object in braces")
    top = Fields(file, "the case", whole)
    top.only(*TOP)
    if not top.flag("published"):
        raise top.problem("published", "write true: only stories that were published may be replayed here")
    birthday = top.day("assumed_birthday")
    events = tuple(_event(Fields(file, f"event {place}", each), place, birthday) for place, each in top.rows("events"))
    moments = tuple(
        _moment(Fields(file, f"moment {place}", each), place, events) for place, each in top.rows("moments")
    )
    return PublishedCase(
        name=top.text("name"),
        document=top.text("document"),
        status=top.text("status"),
        notes=top.texts("notes"),
        birthday=birthday,
        incident=_incident(top, events),
        outcome=top.text("outcome", ""),
        child_says=tuple(
            _told(Fields(file, f"child_says {place}", each)) for place, each in top.rows_if_any("child_says")
        ),
        not_known=tuple(
            _not_known(Fields(file, f"not_known {place}", each)) for place, each in top.rows_if_any("not_known")
        ),
        events=events,
        moments=moments,
    )


EVENT = (
    "number",
    "child",
    "kind",
    "when",
    "in_order",
    "recorded_by",
    "known_to",
    "details",
    "episode",
    "shows",
    "words",
    "source",
)


def _incident(top: Fields, events: tuple[CaseEvent, ...]) -> int | None:
    if not top.has("incident"):
        return None
    number = top.whole("incident")
    if not 1 <= number <= len(events):
        raise top.problem("incident", f"name the number of an event; the last is {len(events)}")
    return number


def _told(fields: Fields) -> ToldWords:
    fields.only("words", "told_by", "source")
    return ToldWords(fields.text("words"), fields.text("told_by"), fields.text("source"))


def _not_known(fields: Fields) -> NotKnown:
    fields.only("vulnerability", "why", "source")
    remedy = f"use one of: {', '.join(each.name for each in Vulnerability)}"
    vulnerability = fields.known("vulnerability", Vulnerability.__getitem__, remedy)
    return NotKnown(vulnerability, fields.text("why"), fields.text("source"))


def _event(fields: Fields, place: int, birthday: date) -> CaseEvent:
    fields.only(*EVENT)
    if fields.whole("number") != place:
        raise fields.problem("number", f"number the events in their order; this one is {place}")
    kind = None
    if fields.has("kind"):
        kind = fields.known("kind", EventKind, "use a kind of event from timeline/domain/kinds.py, or null")
    recorded_by = tuple(_agency(fields, code) for code in fields.texts("recorded_by"))
    if kind is None and recorded_by:
        raise fields.problem("recorded_by", "leave it empty: what has no kind is recorded by nobody")
    for known in fields.texts("known_to"):
        if known not in BY_CODE and known not in PRIVATE:
            raise fields.problem("known_to", f"use the code of a kind of agency, or one of: {', '.join(PRIVATE)}")
    first, last, said = _days(fields.part("when"), birthday)
    return CaseEvent(
        number=place,
        child=fields.text("child", ""),
        kind=kind,
        first_day=first,
        last_day=last,
        said=said,
        after=_after(fields.part("when"), place),
        in_order=fields.flag("in_order", default=True),
        recorded_by=recorded_by,
        known_to=fields.texts("known_to"),
        details=fields.details(kind),
        episode=fields.text("episode", ""),
        shows=tuple(_vulnerability(fields, code) for code in fields.texts("shows")),
        words=fields.text("words"),
        source=fields.text("source"),
    )


def _vulnerability(fields: Fields, code: str) -> Vulnerability:
    if code not in Vulnerability.__members__:
        raise fields.problem("shows", f"{code} is none of: {', '.join(each.name for each in Vulnerability)}")
    return Vulnerability[code]


def _agency(fields: Fields, code: str) -> AgencyKind:
    if code not in BY_CODE:
        raise fields.problem(
            "recorded_by", f"{code} is no kind of agency; use a code from access/domain/agency_kinds.py"
        )
    return BY_CODE[code]


def _days(when: Fields, birthday: date) -> tuple[date, date, str]:
    when.only("age", "day", "between", "after", "said")
    if when.has("day"):
        day = when.day("day")
        return day, day, when.text("said", "")
    if when.has("between"):
        match tuple(_as_day(when, text) for text in when.texts("between")):
            case (first, last) if first <= last:
                return first, last, when.text("said", "")
        raise when.problem("between", 'write the first and the last day, such as ["2016-09-01", "2016-12-24"]')
    if when.has("age"):
        youngest, oldest = when.pair("age")
        said = f"aged {youngest}" if youngest == oldest else f"aged {youngest} to {oldest}"
        return _turns(birthday, youngest), _turns(birthday, oldest + 1) - timedelta(days=1), when.text("said", said)
    raise when.problem("age", 'say when: {"age": [14, 15]}, {"day": "2016-09-01"} or {"between": [first, last]}')


def _as_day(when: Fields, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise when.problem("between", "write two days as 2016-09-01") from error


def _after(when: Fields, place: int) -> Between | None:
    if not when.has("after"):
        return None
    after = when.part("after")
    after.only("event", "days")
    other = after.whole("event")
    if not 1 <= other < place:
        raise after.problem("event", "name the number of an earlier event")
    match after.wholes("days"):
        case (fewest,):
            return Between(other, place, fewest)
        case (fewest, most) if fewest <= most:
            return Between(other, place, fewest, most)
        case _:
            raise after.problem(
                "days", "write the fewest days, and the most if they are told, such as [20, 22] or [14]"
            )


def _turns(birthday: date, age: int) -> date:
    return birthday.replace(year=birthday.year + age)


def _moment(fields: Fields, place: int, events: tuple[CaseEvent, ...]) -> CaseMoment:
    fields.only("age", "moment", "help", "given_by", "source", "events", "basis", "why_no_rule")
    about = fields.wholes("events")
    for number in about:
        if not 1 <= number <= len(events):
            raise fields.problem("events", f"there is no event {number}; the last is {len(events)}")
    basis = Basis.NAMED
    if fields.has("basis"):
        basis = fields.known("basis", Basis.__getitem__, f"use one of: {', '.join(each.name for each in Basis)}")
    return CaseMoment(
        number=place,
        basis=basis,
        age=fields.text("age"),
        moment=fields.text("moment"),
        help=fields.text("help"),
        given_by=fields.text("given_by"),
        source=fields.text("source"),
        events=about,
        why_no_rule=fields.text("why_no_rule", ""),
    )
