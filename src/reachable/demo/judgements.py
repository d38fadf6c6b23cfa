"""Judgements that people of the demo have already made about pairs of records.

In:  a World and the Truth.
Out: judgements to put on record, oldest first: same, different, not sure, and one that was wrong and undone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.demo.truth import RecordKey, Truth
from reachable.demo.world import World

LEFT_FOR_THE_QUEUE = frozenset({"alfie-kendrick", "samir-aziz", "ryan-pargeter", "callum-whitlock", "zofia-wisniewska"})
"""Children some of whose records nobody has yet judged."""

FIRST_JUDGED_DAYS_AGO = 6
WHO_JUDGES = {"northshire": "helen.strand", "eastham": "denise.achampong", "westmoor": "una.fairbairn"}
REASONS = {
    "school": "The school rang back: same child, same family.",
    "custody": "The custody photograph and the mother's telephone number are the same.",
    "missing": "The mother who reported him or her missing is the mother on the other record.",
    "social_care": "The social worker knows both records and says this is one child.",
    "stops": "The officer's description and the school named are the child's.",
    "sightings": "The member of staff was shown the photograph and knew the child.",
    "youth_justice": "The youth justice worker and the other agency have met the child together.",
    "nrm": "The referral names the same mother, school and address.",
    "hospital": "The hospital rang back: same child, same general practice.",
    "casework": "The caseworker asked the child, who said that both are about them.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Somebody's answer about two records: SAME, DIFFERENT or NOT_SURE, and its undoing when it was undone."""

    first: RecordKey
    second: RecordKey
    answer: str
    by: str
    because: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None
    undone_because: str = ""


def judgements(world: World, truth: Truth) -> tuple[Judgement, ...]:
    """Return every judgement to put on record, oldest first."""
    made = [*_same(world, truth), *_different(world, truth), _not_sure(world, truth), _wrong_and_undone(world, truth)]
    return tuple(sorted(made, key=lambda judgement: (judgement.at, judgement.first, judgement.second)))


def _same(world: World, truth: Truth) -> Iterator[Judgement]:
    """Yield one judgement for each further record of a child whose story is told."""
    never = {truth.adopted[0], truth.adopted[1], *LEFT_FOR_THE_QUEUE}
    told = dict.fromkeys(child for story in world.stories for child in story.children if child not in never)
    for place, child in enumerate(told):
        records = sorted(truth.records_of(child), key=lambda record: (record.feed != "social_care", record))
        for step, other in enumerate(records[1:]):
            yield Judgement(
                first=records[0],
                second=other,
                answer="SAME",
                by=WHO_JUDGES[world.child(child).area],
                because=REASONS[other.feed],
                at=_worked_at(world, FIRST_JUDGED_DAYS_AGO - place % 5, place + step * 3),
            )


def _different(world: World, truth: Truth) -> Iterator[Judgement]:
    """Yield judgements that keep a twin and a namesake apart."""
    (jack, jake), (connor, other_connor) = truth.twins[0], truth.namesakes[0]
    yield Judgement(
        first=truth.records_of(jack, "missing")[0],
        second=truth.records_of(jake, "school")[0],
        answer="DIFFERENT",
        by="helen.strand",
        because="Twin brothers. The school confirmed that Jake was in class the morning Jack was found.",
        at=world.moments.at(0, "07:00"),
    )
    yield Judgement(
        first=truth.records_of(connor, "custody")[0],
        second=truth.records_of(other_connor, "custody")[0],
        answer="DIFFERENT",
        by="helen.strand",
        because="Two boys of one name and birth date: different mothers, different fingerprints.",
        at=_worked_at(world, 5, 40),
    )


def _not_sure(world: World, truth: Truth) -> Judgement:
    first, second = truth.namesakes[1]
    return Judgement(
        first=truth.records_of(first, "custody")[0],
        second=truth.records_of(second, "custody")[0],
        answer="NOT_SURE",
        by="helen.strand",
        because="Name and birth date agree and nothing else is recorded. Asked both forces for an address.",
        at=_worked_at(world, 3, 15),
    )


def _wrong_and_undone(world: World, truth: Truth) -> Judgement:
    first, second = next(pair for pair in truth.namesakes if pair[0].startswith("fatima"))
    return Judgement(
        first=truth.records_of(first)[0],
        second=truth.records_of(second, "school")[0],
        answer="SAME",
        by="denise.achampong",
        because="Same name, same birth date, same part of town.",
        at=_worked_at(world, 5, 5),
        undone_by="denise.achampong",
        undone_at=_worked_at(world, 2, 30),
        undone_because="Two girls in two schools. Sade Whitmore at Lea Cross knows both families.",
    )


def _worked_at(world: World, days_ago: int, minutes: int) -> datetime:
    """Return a moment in the working day that many days ago, so many minutes after half past nine."""
    return world.moments.office(max(days_ago, 1), "09:30") + timedelta(minutes=minutes)
