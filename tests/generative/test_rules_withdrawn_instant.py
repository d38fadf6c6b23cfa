"""A fact no longer stands at the very instant it is withdrawn, for one child by itself and for many at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from bulk_against_oracle import said_in_bulk, said_one_by_one

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk import asking
from reachable.rules.domain.bulk.columns import NEVER, ChildFacts, FactColumns
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.standing import Standing, stand
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

CALENDAR = Calendar("made up", frozenset(), date(2027, 12, 31))
SAFE_TO_LEAVE = next(rule for rule in RULES if rule.id == "R051")
CHECKED = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
READY = CHECKED + timedelta(hours=1)
WITHDRAWN = READY + timedelta(minutes=20)
AN_INSTANT = timedelta(microseconds=1)


def told(number: int, kind: EventKind, at: datetime, withdrawn_at: datetime | None = None) -> Fact:
    return Fact(
        id=EventId(UUID(int=number)),
        subject_id=SubjectId(UUID(int=1)),
        kind=kind,
        instants=Instants(When.at(at), at, at),
        source=Source(AgencyId(UUID(int=9)), "Made-up police", "custody", str(number)),
        agency_kind="POLICE",
        withdrawn_at=withdrawn_at,
    )


CHILD = ChildFacts(
    (
        told(2, EventKind.RELEASE_SAFETY_CHECK, CHECKED, WITHDRAWN),
        told(3, EventKind.READY_FOR_RELEASE, READY),
    ),
    Country.ENGLAND,
    When.on(date(2011, 3, 1)),
)


def first_known(said: set[tuple[object, ...]]) -> list[object]:
    return [firing[4] for firing in said]


@pytest.mark.parametrize("way", [said_one_by_one, said_in_bulk])
def test_while_the_safety_check_stands_nobody_is_told(way) -> None:  # type: ignore[no-untyped-def]
    fired, _ = way([CHILD], [WITHDRAWN - AN_INSTANT], [SAFE_TO_LEAVE], PARAMETERS, CALENDAR)
    assert fired == set()


@pytest.mark.parametrize("asked_at", [WITHDRAWN, WITHDRAWN + timedelta(days=1)], ids=["then", "a day later"])
@pytest.mark.parametrize("way", [said_one_by_one, said_in_bulk])
def test_it_holds_from_the_instant_the_safety_check_is_withdrawn(way, asked_at: datetime) -> None:  # type: ignore[no-untyped-def]
    fired, _ = way([CHILD], [asked_at], [SAFE_TO_LEAVE], PARAMETERS, CALENDAR)
    assert first_known(fired) == [WITHDRAWN]


@pytest.mark.parametrize("asked_at", [WITHDRAWN, WITHDRAWN + timedelta(days=1)], ids=["then", "a day later"])
def test_a_bulk_way_in_which_it_stood_an_instant_longer_would_be_caught(
    asked_at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stand_too_long(facts: FactColumns, now: Int64s) -> Standing:
        longer = np.where(facts.withdrawn == NEVER, NEVER, facts.withdrawn + 1)
        return stand(replace(facts, withdrawn=longer), now)

    monkeypatch.setattr(asking, "stand", stand_too_long)
    fired, _ = said_in_bulk([CHILD], [asked_at], [SAFE_TO_LEAVE], PARAMETERS, CALENDAR)
    assert first_known(fired) != [WITHDRAWN]
