"""Reads a published story from a file: dated events, who recorded each, and the moments the report names.

In:  JSON text in the format described in published/README.md.
Out: PublishedCase; or CannotReadCase, naming the file, the event, the field and what to write instead.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reachable.access.domain.agency_kinds import BY_CODE, AgencyKind
from reachable.rules.domain.case_fields import CannotReadCase, Fields
from reachable.rules.domain.story_times import Between
from reachable.timeline.domain.facts import DetailValue
from reachable.timeline.domain.kinds import EventKind

PRIVATE = ("CHILD", "FAMILY", "FRIENDS", "THE_LINE")
"""Those who may know and are no agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event of a story. `kind` is None for what no agency records, such as a feeling.

    `recorded_by` are the agencies that wrote it down; nobody else's knowledge can be read by a rule.
    """

    number: int
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
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoment:
    """A moment the report names: what happened, the help it would have had, and the events it is about."""

    number: int
    age: str
    moment: str
    help: str
    given_by: str
    source: str
    events: tuple[int, ...]
    why_no_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCase:
    """A story that was published, as dated events. `notes` say what was assumed to date it."""

    name: str
    document: str
    status: str
    notes: tuple[str, ...]
    birthday: date
    events: tuple[CaseEvent, ...]
    moments: tuple[CaseMoment, ...]


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
        events=events,
        moments=moments,
    )


def _event(fields: Fields, place: int, birthday: date) -> CaseEvent:
    fields.only(
        "number", "kind", "when", "in_order", "recorded_by", "known_to", "details", "episode", "words", "source"
    )
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
        words=fields.text("words"),
        source=fields.text("source"),
    )


def _agency(fields: Fields, code: str) -> AgencyKind:
    if code not in BY_CODE:
        raise fields.problem(
            "recorded_by", f"{code} is no kind of agency; use a code from access/domain/agency_kinds.py"
        )
    return BY_CODE[code]


def _days(when: Fields, birthday: date) -> tuple[date, date, str]:
    when.only("age", "day", "between", "after")
    if when.has("day"):
        day = when.day("day")
        return day, day, ""
    if when.has("between"):
        first, last = (_as_day(when, text) for text in when.texts("between"))
        return first, last, ""
    if when.has("age"):
        youngest, oldest = when.pair("age")
        said = f"aged {youngest}" if youngest == oldest else f"aged {youngest} to {oldest}"
        return _turns(birthday, youngest), _turns(birthday, oldest + 1) - timedelta(days=1), said
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
    fields.only("age", "moment", "help", "given_by", "source", "events", "why_no_rule")
    about = fields.wholes("events")
    for number in about:
        if not 1 <= number <= len(events):
            raise fields.problem("events", f"there is no event {number}; the last is {len(events)}")
    return CaseMoment(
        number=place,
        age=fields.text("age"),
        moment=fields.text("moment"),
        help=fields.text("help"),
        given_by=fields.text("given_by"),
        source=fields.text("source"),
        events=about,
        why_no_rule=fields.text("why_no_rule", ""),
    )
