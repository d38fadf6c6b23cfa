"""Thousands of made-up children of whom little is new: what a partnership's database holds beside the morning's work.

In:  a partnership, how many children, numbered from where.
Out: rows in a throwaway database: records, claims, routes, events, firings, duties, alerts, relationships, concerns.

Most children are quiet: what came to notice is over, the alert was answered, the concern decided, months ago. How much
there is of each follows from the child's number, so that the same numbers always give the same children.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4, uuid5

import psycopg

from reachable.config.measures.copied_rows import Row, copy_rows
from reachable.demo.agencies import E_CHILDREN, E_POLICE, EASTHAM, N_CHILDREN, N_POLICE, NORTHSHIRE
from reachable.demo.seeding import Partnership
from reachable.kernel.ids import TeamId, UserId
from reachable.timeline.domain.kinds import EventKind as K

NUMBERED = UUID("5a0c7a52-5d5e-4b53-9a3a-6f2f3f1d7c11")
QUIET_FOR = timedelta(days=40)
"""Nothing of a quiet child is newer than this: no briefing speaks of it."""

LONG_AGO = timedelta(days=3 * 365)
OVER = timedelta(days=20)
HASH = "0" * 64
RULE, VERSION = "R001", "measure"
BECAUSE = "measured"
EPISODES = ((K.MISSING_REPORTED, K.MISSING_FOUND), (K.ARREST, K.RELEASED))
LONE = (K.ABSENCE, K.STOP_SEARCH, K.CONTACT, K.SOCIAL_WORK_VISIT, K.EXCLUSION_FIXED, K.HOSPITAL_ATTENDANCE)
GIVEN = ("Aron", "Bela", "Cade", "Dara", "Elis", "Finn", "Gita", "Hana", "Idris", "Jude", "Kofi", "Lena", "Mirek")
FAMILY = ("Ashdown", "Birtles", "Cawood", "Denholm", "Eddery", "Fallow", "Garside", "Hebble", "Ingram", "Jessop")
KEYS_OF_A_RECORD = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where some of the children are: an area, the two agencies that hold records of them, and a team that works."""

    area_id: UUID
    agencies: tuple[UUID, UUID]
    team_id: UUID


@dataclass(frozen=True, slots=True)
class Many:
    """What the rows are made with. `desk` is the team that works with the children of the first place."""

    made: Partnership
    desk: TeamId
    somebody: UserId
    now: datetime

    @property
    def places(self) -> tuple[Place, Place]:
        """Return the places, of which the children take turns."""
        made = self.made
        teams = list(made.teams.values())
        return (
            Place(made.areas[NORTHSHIRE], (made.agencies[N_POLICE], made.agencies[N_CHILDREN]), teams[0]),
            Place(made.areas[EASTHAM], (made.agencies[E_POLICE], made.agencies[E_CHILDREN]), teams[1]),
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a child: its number in all, whose it is, and since when it is held."""

    id: UUID
    number: int
    child: int
    place: Place
    agency_id: UUID
    source_id: UUID
    since: datetime


def add_quiet_children(admin: "psycopg.Connection[Any]", many: Many, *, first: int, last: int) -> dict[str, int]:
    """Add the children numbered from `first` up to but not including `last`, and return how many rows of each table."""
    records = [record for child in range(first, last) for record in _records(child, many)]
    tables: tuple[tuple[str, str, Iterator[Row]], ...] = (
        ("people.Subject", SUBJECT, (_subject(each) for each in records)),
        ("people.SourceRecord", SOURCE, (_source(each) for each in records)),
        ("people.Name", NAME, (_name(each) for each in records)),
        ("people.BirthDate", BIRTH, (_birth(each) for each in records)),
        ("people.Residence", RESIDENCE, (_residence(each) for each in records)),
        ("people.ClusterMember", CLUSTER, (_cluster(each, many) for each in records)),
        ("matching.Routes", ROUTES, (_routes(each, many) for each in records)),
        ("matching.Judgement", JUDGEMENT, _judgements(records, many)),
        ("timeline.Event", EVENT, (row for each in records for row in _events(each, many))),
        ("rules.Firing", FIRING, (_firing(each, many) for each in records if each.number % 2)),
        ("rules.Duty", DUTY, (_duty(each, many) for each in records if each.number % 2)),
        ("alerts.Alert", ALERT, (_alert(each, many) for each in records if each.number % 4 == 1)),
        ("alerts.Telling", TELLING, (_telling(each, many) for each in records if each.number % 4 == 1)),
        ("alerts.Answer", ANSWER, (_answer(each, many) for each in records if each.number % 4 == 1)),
        ("access.WorkingRelationship", RELATIONSHIP, (row for each in records for row in _relationships(each, many))),
        ("intake.Concern", CONCERN, (_concern(each, many) for each in records if each.number % 8 == 1)),
        ("intake.TriageDecision", DECISION, (_decision(each, many) for each in records if each.number % 8 == 1)),
    )
    return {label: copy_rows(admin, label, columns, rows) for label, columns, rows in tables}


def add_waiting_pairs(admin: "psycopg.Connection[Any]", many: Many, *, count: int) -> int:
    """Add pairs of quiet children's records that wait for a judgement, with the desk working with both."""
    ours = [record for child in range(0, count * 4, 2) for record in _records(child, many)[:1]]
    pairs = [tuple(sorted(two, key=lambda each: each.id)) for two in zip(ours[::2], ours[1::2], strict=False)]
    copy_rows(
        admin,
        "access.WorkingRelationship",
        RELATIONSHIP,
        (
            _relationship(each, many, many.desk, many.now - OVER, many.now + OVER)
            for two in pairs[:count]
            for each in two
        ),
    )
    return copy_rows(
        admin, "matching.Candidate", CANDIDATE, (_candidate(left, right, many) for left, right in pairs[:count])
    )


def look_over(admin: "psycopg.Connection[Any]") -> None:
    """Let the database count what it holds, as its own housekeeping does overnight."""
    admin.execute("VACUUM ANALYZE")


def _id(what: str, number: int) -> UUID:
    return uuid5(NUMBERED, f"{what} {number}")


def _records(child: int, many: Many) -> list[Record]:
    """Return one record of every child and a second of every other, of the second agency of the same place."""
    place = many.places[child % 2]
    since = many.now - QUIET_FOR - (LONG_AGO * (child % 97)) / 97 - OVER
    return [
        Record(
            _id("record", child * 2 + second),
            child * 2 + second,
            child,
            place,
            place.agencies[second],
            _id("source", child * 2 + second),
            since,
        )
        for second in range(2 if child % 4 < 2 else 1)
    ]


ABOUT = "id about_id controller_id"
SUBJECT = f"{ABOUT} agency_id system local_id first_received_at"


def _subject(each: Record) -> Row:
    return each.id, each.id, each.agency_id, each.agency_id, "many", str(each.number), each.since


SOURCE = f"{ABOUT} subject_id reference version_hash payload recorded_at received_at"


def _source(each: Record) -> Row:
    payload = {"number": each.number}
    return each.source_id, *_about(each), each.id, str(each.number), HASH, payload, each.since, each.since


CLAIM = f"{ABOUT} subject_id source_record_id received_at"
NAME = f"{CLAIM} kind given family"


def _name(each: Record) -> Row:
    return *_claim(each), "GIVEN", GIVEN[each.child % len(GIVEN)], FAMILY[each.child // 7 % len(FAMILY)]


BIRTH = f"{CLAIM} earliest latest precision"


def _birth(each: Record) -> Row:
    born = date(2009 + each.child % 7, 1 + each.child % 12, 1 + each.child % 28)
    return *_claim(each), born, born, "EXACT"


RESIDENCE = f"{CLAIM} address postcode area_id"


def _residence(each: Record) -> Row:
    return *_claim(each), f"{each.child} Larch Close", "ZZ99 1AA", each.place.area_id


CLUSTER = f"{ABOUT} subject_id cluster_id derived_at"


def _cluster(each: Record, many: Many) -> Row:
    return uuid4(), *_about(each), each.id, _id("person", each.child), each.since


ROUTES = f"{ABOUT} subject_id keys held_values derived_at"


def _routes(each: Record, many: Many) -> Row:
    keys = [f"K{way}|{each.child // (1 + way)}" for way in range(KEYS_OF_A_RECORD)]
    return uuid4(), *_about(each), each.id, keys, [f"AD|{each.child} LARCH CLOSE"], each.since


JUDGEMENT = f"{ABOUT} left_id right_id answer because judged_at automatic"


def _judgements(records: list[Record], many: Many) -> Iterator[Row]:
    """Return for each child with two records that they are one, as the machine found."""
    for one, other in pairwise(records):
        if one.child == other.child:
            left, right = sorted((one.id, other.id))
            yield uuid4(), left, one.agency_id, left, right, "SAME", BECAUSE, one.since, True


EVENT = (
    f"{ABOUT} subject_id kind happened_earliest happened_latest happened_precision recorded_at received_at "
    "agency_id system natural_key version_hash source_record_id episode details"
)


def _events(each: Record, many: Many) -> Iterator[Row]:
    """Return from three to eighteen events, the fewer the likelier, in the years before the child went quiet."""
    count = 3 + (each.number * 7919 % 16) * (each.number * 104729 % 16) // 16
    for place in range(count):
        at = each.since + OVER * place / count
        if place < 2:
            kind, episode = EPISODES[each.child % 2][place], "first"
        else:
            kind, episode = LONE[(each.number + place) % len(LONE)], f"{place}"
        yield (
            _id("event", each.number) if place == 0 else uuid4(),
            *_about(each),
            each.id,
            kind.value,
            at,
            at,
            "EXACT",
            at,
            at,
            each.agency_id,
            "many",
            f"{each.number} {place}",
            HASH,
            each.source_id,
            episode,
            {},
        )


FIRING = f"{ABOUT} rule_id rule_version anchor_event_id certainty evidence_event_ids whose_turn known_at fired_at state"


def _firing(each: Record, many: Many) -> Row:
    event = _id("event", each.number)
    known = each.since, each.since, "DONE"
    return (
        _id("firing", each.number),
        *_about(each),
        RULE,
        VERSION,
        event,
        "CERTAINLY",
        [str(event)],
        "COORDINATOR",
        *known,
    )


DUTY = f"{ABOUT} rule_id rule_version anchor_event_id whose_turn started_at due_at limit_in_words by_law done_at"


def _duty(each: Record, many: Many) -> Row:
    due = each.since + timedelta(hours=72)
    anchor = _id("event", each.number)
    return uuid4(), *_about(each), RULE, VERSION, anchor, "COORDINATOR", each.since, due, "72 hours", True, due


ALERT = (
    f"{ABOUT} reference cause firing_id rule_id area_id team_id urgency state raised_at acknowledged_at "
    "acknowledged_by_id closed_at closed_by_id closed_because"
)


def _alert(each: Record, many: Many) -> Row:
    return (
        _id("alert", each.number),
        *_about(each),
        f"M-{each.number}",
        "RULE",
        _id("firing", each.number),
        RULE,
        each.place.area_id,
        each.place.team_id,
        "SAME_DAY",
        "ACTED_ON",
        each.since,
        each.since,
        many.somebody,
        each.since,
        many.somebody,
        BECAUSE,
    )


TELLING = f"{ABOUT} alert_id step name phone desk channel told_at answer_by"


def _telling(each: Record, many: Many) -> Row:
    told = "Somebody", "01632 960001", "A desk", "TELEPHONE", each.since, each.since + timedelta(hours=2)
    return uuid4(), *_about(each), _id("alert", each.number), 1, *told


ANSWER = f"{ABOUT} alert_id act reason answered_at answered_by_id"


def _answer(each: Record, many: Many) -> Row:
    return uuid4(), *_about(each), _id("alert", each.number), "ACT_ON", BECAUSE, each.since, many.somebody


RELATIONSHIP = f"{ABOUT} team_id reason starts_at ends_at recorded_at"


def _relationships(each: Record, many: Many) -> Iterator[Row]:
    """Return one that is over for every record, and one that holds for every fourth."""
    yield _relationship(each, many, each.place.team_id, each.since, each.since + OVER)
    if each.number % 4 == 0:
        yield _relationship(each, many, each.place.team_id, each.since, many.now + LONG_AGO)


def _relationship(each: Record, many: Many, team_id: UUID, starts: datetime, ends: datetime) -> Row:
    return uuid4(), *_about(each), team_id, "ALLOCATED", starts, ends, starts


CONCERN = (
    f"{ABOUT} reference received_at raised_by_id area_id route about described_as what_i_saw happened_earliest "
    "happened_latest happened_precision immediate_danger safe_to_contact_family triage_due_at"
)


def _concern(each: Record, many: Many) -> Row:
    concern = _id("concern", each.number)
    said = "SAFEGUARDING", "CHILD", "A child", BECAUSE, each.since, each.since, "DAY", False, "NOT_KNOWN", each.since
    reference = f"M-{each.number}"
    return concern, concern, each.agency_id, reference, each.since, many.somebody, each.place.area_id, *said


DECISION = (
    f"{ABOUT} concern_id decision because risk_outside_family risk_in_family told_reporter decided_at decided_by_id"
)


def _decision(each: Record, many: Many) -> Row:
    concern = _id("concern", each.number)
    said = "NO_FURTHER_ACTION", BECAUSE, "NO", "NO", BECAUSE, each.since + timedelta(hours=3), many.somebody
    return uuid4(), concern, each.agency_id, concern, *said


CANDIDATE = f"{ABOUT} left_id right_id proposal evidence agreeing state found_at"


def _candidate(left: Record, right: Record, many: Many) -> Row:
    evidence = [
        {"kind": kind, "direction": direction, "strength": "MODERATE", "sentence": BECAUSE}
        for kind, direction in (("NAME", "AGREES"), ("BIRTH_DATE", "AGREES"), ("ADDRESS", "DISAGREES"))
    ]
    told = evidence, 2, "WAITING", many.now - OVER
    return uuid4(), left.id, left.agency_id, left.id, right.id, "ASK", *told


def _about(each: Record) -> Row:
    return each.id, each.agency_id


def _claim(each: Record) -> Row:
    return uuid4(), *_about(each), each.id, each.source_id, each.since
