"""How one agency writes one child down: another spelling, a short name, an old address, a gap.

In:  the child, the feed, and which record it is.
Out: the person columns as that agency has them. Numbers are missing, never mistyped: a mistyped one is refused.
"""

from dataclasses import dataclass, replace
from datetime import date

from reachable.demo.chance import Chance, chance_for
from reachable.demo.children import Child
from reachable.demo.happenings import NameGiven
from reachable.demo.names import OTHER_SPELLINGS, SHORT_FORMS

GIVEN_NAME_LAST = frozenset({"CHINESE_AND_VIETNAMESE", "WEST_AFRICAN", "SOUTH_ASIAN_MUSLIM", "SOMALI"})
"""Traditions whose names English clerks most often write the wrong way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carelessness:
    """Out of a hundred records of one feed, how many hold each kind of slip or gap."""

    typing_slip: int
    other_spelling: int
    short_name: int
    names_turned_round: int
    birth_date_turned_round: int
    birth_date_a_day_out: int
    no_birth_date: int
    old_address: int
    no_address: int
    no_phone: int
    no_nhs: int
    no_upn: int
    no_pnc: int
    no_school: int = 0


FEED_HABITS: dict[str, Carelessness] = {
    "custody": Carelessness(
        typing_slip=10,
        other_spelling=35,
        short_name=10,
        names_turned_round=20,
        birth_date_turned_round=8,
        birth_date_a_day_out=3,
        no_birth_date=0,
        old_address=40,
        no_address=15,
        no_phone=40,
        no_nhs=100,
        no_upn=100,
        no_pnc=20,
        no_school=40,
    ),
    "missing": Carelessness(
        typing_slip=8,
        other_spelling=30,
        short_name=30,
        names_turned_round=15,
        birth_date_turned_round=5,
        birth_date_a_day_out=4,
        no_birth_date=3,
        old_address=30,
        no_address=5,
        no_phone=25,
        no_nhs=60,
        no_upn=75,
        no_pnc=100,
    ),
    "social_care": Carelessness(
        typing_slip=4,
        other_spelling=15,
        short_name=4,
        names_turned_round=5,
        birth_date_turned_round=3,
        birth_date_a_day_out=1,
        no_birth_date=0,
        old_address=40,
        no_address=2,
        no_phone=30,
        no_nhs=15,
        no_upn=30,
        no_pnc=100,
    ),
    "school": Carelessness(
        typing_slip=1,
        other_spelling=8,
        short_name=0,
        names_turned_round=2,
        birth_date_turned_round=1,
        birth_date_a_day_out=0,
        no_birth_date=0,
        old_address=25,
        no_address=1,
        no_phone=8,
        no_nhs=100,
        no_upn=0,
        no_pnc=100,
    ),
    "stops": Carelessness(
        typing_slip=12,
        other_spelling=35,
        short_name=15,
        names_turned_round=15,
        birth_date_turned_round=6,
        birth_date_a_day_out=4,
        no_birth_date=5,
        old_address=30,
        no_address=25,
        no_phone=50,
        no_nhs=100,
        no_upn=100,
        no_pnc=40,
        no_school=50,
    ),
    "sightings": Carelessness(
        typing_slip=6,
        other_spelling=20,
        short_name=45,
        names_turned_round=5,
        birth_date_turned_round=0,
        birth_date_a_day_out=0,
        no_birth_date=45,
        old_address=20,
        no_address=55,
        no_phone=60,
        no_nhs=100,
        no_upn=100,
        no_pnc=100,
        no_school=40,
    ),
    "placements": Carelessness(
        typing_slip=2,
        other_spelling=10,
        short_name=2,
        names_turned_round=3,
        birth_date_turned_round=2,
        birth_date_a_day_out=1,
        no_birth_date=0,
        old_address=40,
        no_address=5,
        no_phone=100,
        no_nhs=10,
        no_upn=20,
        no_pnc=100,
    ),
    "youth_justice": Carelessness(
        typing_slip=4,
        other_spelling=15,
        short_name=10,
        names_turned_round=4,
        birth_date_turned_round=2,
        birth_date_a_day_out=1,
        no_birth_date=0,
        old_address=30,
        no_address=4,
        no_phone=20,
        no_nhs=60,
        no_upn=40,
        no_pnc=20,
    ),
    "nrm": Carelessness(
        typing_slip=3,
        other_spelling=12,
        short_name=2,
        names_turned_round=8,
        birth_date_turned_round=3,
        birth_date_a_day_out=1,
        no_birth_date=0,
        old_address=30,
        no_address=10,
        no_phone=100,
        no_nhs=40,
        no_upn=60,
        no_pnc=100,
    ),
    "hospital": Carelessness(
        typing_slip=5,
        other_spelling=20,
        short_name=8,
        names_turned_round=8,
        birth_date_turned_round=2,
        birth_date_a_day_out=1,
        no_birth_date=0,
        old_address=35,
        no_address=5,
        no_phone=30,
        no_nhs=15,
        no_upn=100,
        no_pnc=100,
        no_school=40,
    ),
    "casework": Carelessness(
        typing_slip=3,
        other_spelling=15,
        short_name=50,
        names_turned_round=2,
        birth_date_turned_round=1,
        birth_date_a_day_out=0,
        no_birth_date=20,
        old_address=20,
        no_address=30,
        no_phone=10,
        no_nhs=100,
        no_upn=100,
        no_pnc=100,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAsWritten:
    """The person columns of one record. Empty means not recorded."""

    surname: str
    forename: str
    born: date | None
    sex: str
    ethnicity: str
    address: str
    postcode: str
    phone: str
    parent_phone: str
    nhs: str
    upn: str
    uln: str
    pnc: str
    known_as: str
    school: str | None


def write_person(child: Child, feed: str, record: str, seed: int) -> PersonAsWritten:
    """Return the child as this record of this feed has them: always the same for the same record."""
    chance = chance_for(seed, "handwriting", feed, record)
    habit = FEED_HABITS[feed]

    def slips(out_of_a_hundred: int) -> bool:
        return chance.randrange(100) < out_of_a_hundred

    forename, surname = _names(child, habit, chance)
    lives_at = child.earlier_address if child.earlier_address and slips(habit.old_address) else child.address
    no_address = slips(habit.no_address)
    return PersonAsWritten(
        surname=surname,
        forename=forename,
        born=_birth_date(child.born, habit, chance),
        sex=child.sex,
        ethnicity=child.ethnicity,
        address="" if no_address else lives_at.written,
        postcode="" if no_address else lives_at.postcode,
        phone="" if slips(habit.no_phone) else child.phone,
        parent_phone="" if slips(habit.no_phone) else child.parent_phone,
        nhs="" if slips(habit.no_nhs) else child.nhs,
        upn="" if slips(habit.no_upn) else child.upn,
        uln=child.uln,
        pnc="" if slips(habit.no_pnc) else child.pnc,
        known_as=child.nickname,
        school=None if slips(habit.no_school) else child.school,
    )


def under_another_name(person: PersonAsWritten, given: NameGiven, phone: str) -> PersonAsWritten:
    """Return a child who gave another name and birth date and nothing else of their own but a telephone number."""
    return replace(
        person,
        surname=given.surname,
        forename=given.forename,
        born=given.born,
        ethnicity="NS",
        address="",
        postcode="",
        phone=phone,
        pnc="",
        known_as="",
        school=None,
    )


def _names(child: Child, habit: Carelessness, chance: Chance) -> tuple[str, str]:
    forename, surname = child.forename, child.surname
    rolls = [chance.randrange(100) for _ in range(5)]
    if rolls[0] < habit.short_name:
        forename = child.nickname or SHORT_FORMS.get(forename, forename)
    if rolls[1] < habit.other_spelling:
        forename = OTHER_SPELLINGS.get(forename, forename)
        surname = OTHER_SPELLINGS.get(surname, surname)
    if rolls[2] < habit.typing_slip:
        surname = _slip(surname, chance)
    if rolls[3] < habit.names_turned_round and child.tradition in GIVEN_NAME_LAST:
        forename, surname = surname, forename
    return forename, surname


def _slip(name: str, chance: Chance) -> str:
    """Return a name with two letters changed over, one lost or one doubled."""
    place = chance.randrange(1, len(name) - 1)
    kind = chance.choice(("changed over", "lost", "doubled"))
    if kind == "lost":
        return name[:place] + name[place + 1 :]
    if kind == "doubled":
        return name[:place] + name[place] + name[place:]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _birth_date(born: date, habit: Carelessness, chance: Chance) -> date | None:
    turned, out, none = (chance.randrange(100) for _ in range(3))
    if none < habit.no_birth_date:
        return None
    if turned < habit.birth_date_turned_round and born.day <= 12:
        return born.replace(month=born.day, day=born.month)
    if out < habit.birth_date_a_day_out:
        return born.replace(day=born.day - 1 if born.day > 1 else 2)
    return born
