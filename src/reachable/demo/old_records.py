"""Records of people long grown up, brought over from an old case system: what is due, held, proposed and erased.

In:  a World and the partnership's ids.
Out: what is done with them, and when. Nobody in them exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Purpose, Role, Run
from reachable.demo.agencies import N_CHILDREN
from reachable.demo.seeding import SEEDER, Living
from reachable.journeys.record_erased import erase_child, hold_child, propose_to_erase
from reachable.journeys.records_due import climb_reviews, put_due_before_people
from reachable.keeping.domain.deciding import ErasureGround, HoldAsked, HoldKind
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.people.domain.claims import BirthDateClaim, NameClaim, TakenRecord
from reachable.people.operations import take_in_records
from reachable.people.queries import find_subjects
from reachable.sharing.operations.agreements import name_data_protection_officer

SYSTEM = "old_cases"
LEAD, DEPUTY = "wanda.escott", "idris.vane"
BROUGHT_OVER, PUT_BEFORE, PASSED_OVER, DECIDED = (timedelta(days=each) for each in (40, 30, 2, 1))


@dataclass(frozen=True, slots=True)
class OldRecord:
    """A record of somebody who was a child once: how many days ago the thirtieth birthday was."""

    local_id: str
    given: str
    family: str
    days_past_thirty: int


PASSED, PROPOSED, HELD, ERASED = (
    OldRecord("NCS-OLD-0117", "Marcus", "Ellery", 402),
    OldRecord("NCS-OLD-0206", "Tanya", "Brook", 311),
    OldRecord("NCS-OLD-0342", "Lee", "Sandiford", 268),
    OldRecord("NCS-OLD-0388", "Joanne", "Peel", 190),
)
WAITING = OldRecord("NCS-OLD-0451", "Carl", "Winstone", 35)
OLD_RECORDS = (PASSED, PROPOSED, HELD, ERASED, WAITING)


def happenings_to_old_records(living: Living) -> Iterator[tuple[datetime, partial[None]]]:
    """Return what is done with the old records, each with its moment."""
    now = living.world.now
    yield now - BROUGHT_OVER, partial(_bring_over, living, now - BROUGHT_OVER)
    yield now - PUT_BEFORE, partial(_put, now - PUT_BEFORE)
    yield now - PASSED_OVER, partial(_climb, now - PASSED_OVER)
    yield now - DECIDED, partial(_decide, living, now - DECIDED)


def _bring_over(living: Living, at: datetime) -> None:
    agency_id = living.made.agencies[N_CHILDREN]
    with acting(by=SEEDER, what="brought over the records of an old case system", now=at):
        name_data_protection_officer(
            agency_id=agency_id, user_id=living.made.users[LEAD], starts_at=at, by=SEEDER, now=at
        )
        take_in_records(
            agency_id=agency_id,
            system=SYSTEM,
            records=[_record(each, living.world.now) for each in OLD_RECORDS],
            batch_id=None,
            by=SEEDER,
            now=at,
        )


def _record(old: OldRecord, now: datetime) -> TakenRecord:
    thirty = london_date(now) - timedelta(days=old.days_past_thirty)
    born = date(thirty.year - 30, thirty.month, min(thirty.day, 28))
    return TakenRecord(
        local_id=old.local_id,
        reference=old.local_id,
        version_hash=old.local_id.rjust(64, "0"),
        payload={"case": old.local_id, "surname": old.family, "forename": old.given},
        recorded_at=now - BROUGHT_OVER,
        names=(NameClaim(kind="GIVEN", given=old.given, family=old.family),),
        birth_date=BirthDateClaim(born, born),
    )


def _put(at: datetime) -> None:
    put_due_before_people(now=at)


def _climb(at: datetime) -> None:
    climb_reviews(now=at)


def _decide(living: Living, at: datetime) -> None:
    """Let one be held and another proposed, and a third be erased by two."""
    agency_id = living.made.agencies[N_CHILDREN]
    lead, deputy = _supervisor(living, LEAD), _supervisor(living, DEPUTY)
    hold_child(
        subject_id=_subject(living, HELD, at),
        agency_id=agency_id,
        kind=HoldKind.INQUIRY,
        asked=HoldAsked(
            wanted_by="Northshire safeguarding children partnership",
            reference="LCSPR 26/02",
            review_on=london_date(at) + timedelta(days=180),
        ),
        because="A local review of how children were moved along the coast line asks for the files of that time.",
        by=lead,
        now=at,
    )
    proposed = {
        each.local_id: propose_to_erase(
            subject_id=_subject(living, each, at),
            agency_id=agency_id,
            ground=ErasureGround.TIME_IS_UP,
            because="The thirtieth birthday is past, nobody asked for the file, and no review or court wants it.",
            by=deputy,
            now=at,
        )
        for each in (PROPOSED, ERASED)
    }
    erase_child(act_id=proposed[ERASED.local_id], by=lead, now=at)


def _subject(living: Living, old: OldRecord, at: datetime) -> SubjectId:
    with running(job="demo", now=at):
        found = find_subjects(viewer=Run("demo"), agency_id=living.made.agencies[N_CHILDREN], system=SYSTEM)
    return found[old.local_id]


def _supervisor(living: Living, staff: str) -> Actor:
    return Actor(
        user_id=living.made.users[staff],
        agency_id=living.made.agencies[N_CHILDREN],
        name=next(each.name for each in living.world.staff if each.code == staff),
        role_code=Role.SUPERVISOR.code,
        purpose_code=Purpose.SUPERVISION.code,
    )
