"""What each agency of a made-up county has written down of a child, version by version, and when it reached us.

In:  a CountyChild; a seed.
Out: CountyRecord: an agency's number for the child, and versions in the order in which they arrived.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from reachable.demo.chance import Chance, chance_for
from reachable.demo.county.agencies import KINDS_OF_AGENCY, STANDINGS, KindOfAgency
from reachable.demo.county.children import CountyChild, Home, count_shards, make_shard
from reachable.demo.county.slips import called, misdated, old_digit, slipped, spelt
from reachable.demo.numbers import nhs_number, upn
from reachable.people.domain.claims import (
    BirthDateClaim,
    ContactClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
)

WRITTEN_FROM = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)
WRITTEN_DAYS = 700
ASKED_AT = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
"""When the county is loaded: what has not arrived by then is not known."""
TEMPORARY_UPN = 0.02
WRONG_NUMBER = 0.004
"""Shares of numbers. A mistyped number fails its check and is refused; a wrong one is another child's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a record. Instants are UTC."""

    recorded_at: datetime
    received_at: datetime
    names: tuple[NameClaim, ...]
    birth_date: BirthDateClaim | None
    identifiers: tuple[IdentifierClaim, ...]
    contacts: tuple[ContactClaim, ...]
    residence: ResidenceClaim | None
    school_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRecord:
    """One agency's record of one child. `office` is the agency's name; versions are in order of arrival."""

    child: CountyChild
    kind: str
    office: str
    local_id: str
    is_sealed: bool
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """Return the version that the agency recorded last, of those that have arrived."""
        return max(self.versions, key=lambda each: each.recorded_at)


def county_records(seed: int, children: int) -> Iterator[CountyRecord]:
    """Yield every record of a county of so many children, child by child; nothing is kept."""
    for shard in range(count_shards(children)):
        for child in make_shard(seed, shard, children):
            yield from records_of(child, seed)


def records_of(child: CountyChild, seed: int) -> Iterator[CountyRecord]:
    """Yield what agencies have written of a child and that has arrived."""
    chance = chance_for(seed, "records", child.key)
    standing = chance.choices(range(3), weights=STANDINGS)[0]
    for agency in KINDS_OF_AGENCY:
        if not _in_a_hundred(agency.knows[standing], chance) and not (child.before_adoption and agency.offices > 1):
            continue
        offices = {child.area % agency.offices}
        if child.earlier_home and chance.random() < 0.4:
            offices.add(child.earlier_area % agency.offices)
        for office in sorted(offices):
            for entry in range(2 if _in_a_hundred(agency.entered_twice, chance) else 1):
                record = _record(child, agency, office, entry, chance)
                if record.versions:
                    yield record


def _record(child: CountyChild, agency: KindOfAgency, office: int, entry: int, chance: Chance) -> CountyRecord:
    written = WRITTEN_FROM + timedelta(days=chance.randrange(WRITTEN_DAYS), minutes=chance.randrange(600))
    versions = [_version(child, agency, office, written, chance)]
    if _in_a_hundred(agency.corrected, chance):
        versions.append(_corrected(versions[0], child, chance))
    arrived = [
        replace(each, received_at=each.recorded_at + timedelta(days=chance.randint(0, agency.days_late), hours=7))
        for each in versions
    ]
    return CountyRecord(
        child=child,
        kind=agency.code,
        office=f"{agency.name} {office + 1}" if agency.offices > 1 else agency.name,
        local_id=f"{child.key}-{office}-{entry}",
        is_sealed=child.before_adoption and agency.code == "social_care",
        versions=tuple(
            sorted((each for each in arrived if each.received_at <= ASKED_AT), key=lambda each: each.received_at)
        ),
    )


def _version(child: CountyChild, agency: KindOfAgency, office: int, at: datetime, chance: Chance) -> Version:
    is_old = (bool(child.earlier_home) and office != child.area % agency.offices) or _in_a_hundred(
        agency.not_heard_of_change, chance
    )
    home = child.earlier_home if is_old and child.earlier_home else child.home
    return Version(
        recorded_at=at,
        received_at=at,
        names=tuple(_names(child, agency, is_old, chance)),
        birth_date=_birth_date(child.born, agency, chance),
        identifiers=tuple(_numbers(child, agency, chance)),
        contacts=tuple(_contacts(child, agency, is_old, chance)),
        residence=_residence(home, at, chance) if _in_a_hundred(agency.has_address, chance) else None,
        school_name=child.school if _in_a_hundred(agency.has_school, chance) else "",
    )


def _names(child: CountyChild, agency: KindOfAgency, is_old: bool, chance: Chance) -> Iterator[NameClaim]:
    given, family = child.given, child.earlier_family if is_old and child.earlier_family else child.family
    friends_call = ""
    if _in_a_hundred(agency.gives_other_name, chance):
        yield NameClaim(kind="GIVEN_TO_POLICE", given=child.middle or "Alex", family=chance.choice(FALSE_NAMES))
        return
    if _in_a_hundred(agency.called, chance):
        friends_call = called(given, chance)
    if _in_a_hundred(agency.spelt, chance):
        given = spelt(given, chance)
        family = spelt(family, chance, table="FAMILYSPELT")
    if "-" in family and _in_a_hundred(agency.part_of_double, chance):
        family = chance.choice(family.split("-"))
    if _in_a_hundred(agency.slip, chance):
        given, family = (slipped(given, chance), family) if chance.random() < 0.5 else (given, slipped(family, chance))
    if child.middle and _in_a_hundred(agency.has_middle_name, chance):
        given = f"{given} {child.middle}"
    if _in_a_hundred(agency.turned_round, chance):
        given, family = family, given
    if friends_call and chance.random() < 0.5:
        yield NameClaim(kind="GIVEN", given=friends_call, family=family)
        return
    yield NameClaim(kind="GIVEN", given=given, family=family)
    if friends_call:
        yield NameClaim(kind="NICKNAME", given=friends_call, family="")


FALSE_NAMES = ("Stone", "Banks", "Rivers", "Lane", "Cross", "Fields", "Waters", "Day")


def _birth_date(born: date, agency: KindOfAgency, chance: Chance) -> BirthDateClaim | None:
    roll = chance.randrange(100)
    if roll >= agency.has_birth_date:
        # A youth worker is told an age, which is a year of days.
        year = born.year + chance.choice((0, 0, 1))
        return BirthDateClaim(date(year - 1, 9, 1), date(year, 8, 31), "YEAR") if chance.random() < 0.6 else None
    if _in_a_hundred(agency.wrong_birth_date, chance):
        born = misdated(born, chance)
    return BirthDateClaim(born, born)


def _numbers(child: CountyChild, agency: KindOfAgency, chance: Chance) -> Iterator[IdentifierClaim]:
    if _in_a_hundred(agency.has_nhs, chance):
        # The child before is a brother or sister as often as not, whose number was read off the same screen.
        is_wrong = child.place > 0 and chance.random() < WRONG_NUMBER
        yield IdentifierClaim("NHS", nhs_number(2 * (child.place - 1)) if is_wrong else child.nhs)
    if _in_a_hundred(agency.has_upn, chance):
        temporary = upn(890 + child.place % 9, 4000, child.born.year + 5, chance.randrange(1000))
        is_temporary = chance.random() < TEMPORARY_UPN
        yield IdentifierClaim("UPN", _as_temporary(temporary, chance) if is_temporary else child.upn)
    if _in_a_hundred(agency.has_uln, chance) and child.born.year <= ASKED_AT.year - 14:
        yield IdentifierClaim("ULN", child.uln)
    if _in_a_hundred(agency.has_pnc, chance):
        yield IdentifierClaim("PNC", child.pnc)


def _as_temporary(permanent: str, chance: Chance) -> str:
    """Return a number whose last place is a letter, as a school gives until it knows the pupil's own."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    middle, letter = permanent[1:12], chance.choice(letters)
    total = sum(weight * int(digit) for weight, digit in enumerate(middle, start=2)) + 13 * letters.index(letter)
    return f"{letters[total % 23]}{middle}{letter}"


def _contacts(child: CountyChild, agency: KindOfAgency, is_old: bool, chance: Chance) -> Iterator[ContactClaim]:
    if _in_a_hundred(agency.has_home_phone, chance):
        home = child.phones[0] if chance.random() < 0.85 else child.phones[-1]
        if is_old and chance.random() < 0.5:
            home = child.earlier_phone
        if _in_a_hundred(agency.slip, chance):
            home = old_digit(home, chance)
        yield ContactClaim("PHONE", home, "a parent")
        if len(child.phones) > 1 and chance.random() < 0.35:
            other = next(each for each in child.phones if each != home) if home in child.phones else child.phones[1]
            yield ContactClaim("PHONE", other, "a parent")
    if _in_a_hundred(agency.has_own_phone, chance):
        own = child.own_phone if chance.random() < 0.8 else old_digit(child.own_phone, chance)
        yield ContactClaim("PHONE", own, "the child")


def _residence(home: Home, at: datetime, chance: Chance) -> ResidenceClaim:
    line = home.line
    for long, short in (("Road", "Rd"), ("Street", "St"), ("Lane", "Ln"), ("Avenue", "Ave"), ("Close", "Cl")):
        if chance.random() < 0.2:
            line = line.replace(long, short)
    if chance.random() < 0.3:
        line = line.split(", ")[0] if not line.startswith("Flat") else line
    return ResidenceClaim(line, home.postcode if chance.random() < 0.97 else "", at.date())


def _corrected(first: Version, child: CountyChild, chance: Chance) -> Version:
    """Return the version after somebody checked: the true birth date, or the home of now."""
    later = first.recorded_at + timedelta(days=chance.randint(1, 60))
    if chance.random() < 0.5:
        return replace(first, recorded_at=later, birth_date=BirthDateClaim(child.born, child.born))
    return replace(
        first, recorded_at=later, residence=ResidenceClaim(child.home.line, child.home.postcode, later.date())
    )


def _in_a_hundred(share: int, chance: Chance) -> bool:
    return chance.random() * 100 < share
