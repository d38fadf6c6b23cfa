"""What a concern says of each child, for the people stage, and what it puts on the child's timeline.

In:  a concern as it was raised, and its reference.
Out: one TakenRecord and its events for each child described. A concern about a worker makes none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reachable.intake.domain.ages import read_age_or_birth_date
from reachable.intake.domain.concern import About, ChildDescribed, NewConcern, Route
from reachable.intake.domain.extracted import ExtractedEvent, hash_payload
from reachable.intake.domain.indicators import INDICATORS
from reachable.kernel.london import london_date
from reachable.kernel.provenance import Confidence
from reachable.people.domain.claims import NameClaim, TakenRecord

_NO_NAME = re.compile(
    r"^$|\?|\bwith\b|(?i:\bnot known\b|\bunknown\b|\bn/a\b|\bno name\b|\bdo(?:n['’]?t| not) know\b)"
    r"|^(?i:an?|the|his|her|their|my|our|some|one|two|three|young|little|older) [a-z]"
)
"""A description: "a boy in red", "her little brother". With a capital after it, "An" or "Young" begins a name."""


@dataclass(frozen=True, slots=True)
class ConcernRecord:
    """What a concern says of one child, and the events it makes."""

    taken: TakenRecord
    events: tuple[ExtractedEvent, ...]


def make_concern_records(concern: NewConcern, *, reference: str, now: datetime) -> tuple[ConcernRecord, ...]:
    """Return a record for each child described, in the order of the form."""
    if concern.route is Route.ALLEGATION or concern.about is not About.CHILD:
        return ()
    return tuple(
        _record(concern, child, f"{reference}/{number}", now) for number, child in enumerate(concern.children, start=1)
    )


def how_it_is_known(concern: NewConcern) -> Confidence:
    """Return how what a concern says is known: seen when every sign in it was, reported or suspected otherwise."""
    given = {observed.confidence for observed in concern.observed}
    for weaker in (Confidence.SUSPECTED, Confidence.REPORTED, Confidence.SEEN):
        if weaker in given:
            return weaker
    return Confidence.NOT_KNOWN


def _record(concern: NewConcern, child: ChildDescribed, reference: str, now: datetime) -> ConcernRecord:
    payload = {"called": child.called, "age_or_birth_date": child.age_or_birth_date}
    events = tuple(_events(concern, reference, now))
    taken = TakenRecord(
        local_id=reference,
        reference=reference,
        version_hash=hash_payload(payload),
        payload=payload,
        recorded_at=now,
        names=tuple(_names(child.called)),
        birth_date=read_age_or_birth_date(child.age_or_birth_date, london_date(now)),
        event_keys=tuple(event.natural_key for event in events),
        event_versions=tuple(event.told for event in events),
    )
    return ConcernRecord(taken, events)


def _names(called: str) -> Iterator[NameClaim]:
    """Give the name a child was called by. One word alone may be a nickname; a description is no name."""
    called = " ".join(called.split())
    if _NO_NAME.search(called):
        return
    given, _, family = called.rpartition(" ")
    if given:
        yield NameClaim(kind="GIVEN", given=given, family=family)
    else:
        yield NameClaim(kind="NICKNAME", given=called, family="")


def _events(concern: NewConcern, reference: str, now: datetime) -> Iterator[ExtractedEvent]:
    signs = "; ".join(INDICATORS[observed.code].label for observed in concern.observed)
    yield ExtractedEvent(
        natural_key=f"{reference}:CONCERN_RAISED",
        kind="CONCERN_RAISED",
        happened=concern.happened,
        recorded_at=now,
        place=concern.where_seen,
        words=concern.what_i_saw,
        details={"indicators": signs} if signs else {},
    )
    # With several children nobody can say whose words they are, so they stay in the concern.
    if concern.childs_words.strip() and len(concern.children) == 1:
        yield ExtractedEvent(
            natural_key=f"{reference}:CHILD_SAID",
            kind="CHILD_SAID",
            happened=concern.happened,
            recorded_at=now,
            place=concern.where_seen,
            words=concern.childs_words,
        )
