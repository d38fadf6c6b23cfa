"""Children who do not exist: some two hundred for tests, two thousand for the demo.

In:  the seed and the demo's moments.
Out: children with names, birth dates, addresses, telephones, schools and numbers that pass their checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reachable.demo.addresses import TOWNS_BY_AREA, Address, AddressBook, Town
from reachable.demo.cast import CAST, CastMember
from reachable.demo.chance import Chance, chance_for
from reachable.demo.moments import Moments
from reachable.demo.names import BY_TRADITION, SHORT_FORMS, TRADITIONS
from reachable.demo.numbers import family_landline, mobile, nhs_number, pnc_number, uln, upn
from reachable.demo.settings import SCHOOLS_BY_TOWN, setting_address, setting_phone

FEW = 200
"""How many children a world has unless more are asked for: the cast, and enough others to be taken for them."""
MANY = 2000
HAVE_A_MOBILE = 300
"""The first so many have a mobile of their own, and so has whoever looks after them: no more are kept for drama."""
SHARES_BY_AREA = {"northshire": 50, "eastham": 36, "westmoor": 14}
AUTHORITY_NUMBERS = {"northshire": 991, "eastham": 992, "westmoor": 993}
ONE_IN_HAS_A_SIBLING = 8
ONE_IN_HAS_MOVED = 7
ONE_IN_IS_ON_THE_NATIONAL_COMPUTER = 9
YOUNGEST, OLDEST = 10, 17
SCHOOL_LEAVING_AGE = 17
SPACING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The truth about one child. `key` is never in any extract; `ethnicity` is for equality monitoring only."""

    key: str
    forename: str
    surname: str
    sex: str
    born: date
    tradition: str
    ethnicity: str
    area: str
    address: Address
    phone: str
    parent_phone: str
    school: str | None
    nhs: str
    upn: str
    uln: str
    pnc: str
    nickname: str = ""
    earlier_address: Address | None = None
    home: str = ""
    lives_with: str = ""


def children(seed: int, moments: Moments, how_many: int = FEW) -> tuple[Child, ...]:
    """Return every child: the cast in its own order, then others until there are so many.

    The first children of a larger world are those of a smaller one.
    """
    chance = chance_for(seed, "children")
    book = AddressBook(chance_for(seed, "addresses"))
    made: dict[str, Child] = {}
    for serial, member in enumerate(CAST):
        made[member.key] = _from_cast(member, serial, made, book, chance, moments)
    for serial in range(len(CAST), how_many):
        child = _invented(serial, list(made.values()), book, chance, moments)
        made[child.key] = child
    return tuple(made.values())


def _from_cast(
    member: CastMember, serial: int, made: dict[str, Child], book: AddressBook, chance: Chance, moments: Moments
) -> Child:
    with_whom = made.get(member.lives_with)
    born_with = made.get(member.born_with)
    born = born_with.born if born_with else _birthday(member.age, chance, moments)
    own = with_whom.address if with_whom else book.next_in(member.town)
    parent_phone = with_whom.parent_phone if with_whom else mobile(serial * 2 + 1)
    return Child(
        key=member.key,
        forename=member.forename,
        surname=member.surname,
        sex=member.sex,
        born=born,
        tradition=member.tradition,
        ethnicity=BY_TRADITION[member.tradition].ethnicity,
        area=member.town.area,
        address=setting_address(member.home) if member.home else own,
        earlier_address=own if member.home else None,
        phone=setting_phone(member.home) if member.home else mobile(serial * 2),
        parent_phone=parent_phone,
        school=member.school,
        nhs=nhs_number(1000 + serial * SPACING),
        upn=_upn(member.town.area, born, serial),
        uln=uln(1000 + serial * SPACING) if member.age >= 14 else "",
        pnc=_pnc(serial, moments) if member.known_to_police else "",
        nickname=member.nickname,
        home=member.home,
        lives_with=member.lives_with,
    )


def _invented(serial: int, others: list[Child], book: AddressBook, chance: Chance, moments: Moments) -> Child:
    """Return a child nobody has met, sometimes a brother or sister of one who was made before."""
    area = chance.choices(list(SHARES_BY_AREA), list(SHARES_BY_AREA.values()))[0]
    town = chance.choice(TOWNS_BY_AREA[area])
    tradition = chance.choices(TRADITIONS, [each.share for each in TRADITIONS])[0]
    sex = chance.choice("MF")
    forename = chance.choice(tradition.boys if sex == "M" else tradition.girls)
    born = _birthday(chance.randint(YOUNGEST, OLDEST), chance, moments)
    age = (moments.morning - born).days // 365
    child = Child(
        key=f"child-{serial + 1:03d}",
        forename=forename,
        surname=chance.choice(tradition.surnames),
        sex=sex,
        born=born,
        tradition=tradition.code,
        ethnicity=tradition.ethnicity,
        area=area,
        address=book.next_in(town),
        earlier_address=book.next_in(town) if chance.randrange(ONE_IN_HAS_MOVED) == 0 else None,
        phone=mobile(serial * 2) if serial < HAVE_A_MOBILE else "",
        parent_phone=(mobile(serial * 2 + 1) if serial < HAVE_A_MOBILE else family_landline(serial - HAVE_A_MOBILE)),
        school=_school(town, age, chance),
        nhs=nhs_number(1000 + serial * SPACING),
        upn=_upn(area, born, serial),
        uln=uln(1000 + serial * SPACING) if age >= 14 else "",
        pnc=_pnc(serial, moments) if chance.randrange(ONE_IN_IS_ON_THE_NATIONAL_COMPUTER) == 0 else "",
        nickname=SHORT_FORMS.get(forename, ""),
    )
    if chance.randrange(ONE_IN_HAS_A_SIBLING):
        return child
    return _made_sibling(child, others, chance)


def _made_sibling(child: Child, others: list[Child], chance: Chance) -> Child:
    """Return the same child moved into another's family, unless two of its names or birth dates would then be alike."""
    families = [each for each in others if each.key.startswith("child-") and not each.lives_with and not each.home]
    if not families:
        return child
    elder = chance.choice(families)
    household = [each for each in others if elder.key in (each.key, each.lives_with)]
    if any(each.forename == child.forename or abs((each.born - child.born).days) < 300 for each in household):
        return child
    forenames = BY_TRADITION[elder.tradition].boys if child.sex == "M" else BY_TRADITION[elder.tradition].girls
    free = [name for name in forenames if name not in {each.forename for each in household}]
    forename = chance.choice(free)
    return replace(
        child,
        forename=forename,
        nickname=SHORT_FORMS.get(forename, ""),
        surname=elder.surname,
        tradition=elder.tradition,
        ethnicity=elder.ethnicity,
        area=elder.area,
        address=elder.address,
        earlier_address=elder.earlier_address,
        parent_phone=elder.parent_phone,
        school=_school(elder.address.town, (elder.born - child.born).days // 365 + 14, chance)
        if child.school
        else None,
        upn=_upn(elder.area, child.born, int(child.key.removeprefix("child-")) - 1),
        lives_with=elder.key,
    )


def _birthday(age: int, chance: Chance, moments: Moments) -> date:
    """Return a day that makes a child this many years old this morning, and for some weeks before and after."""
    this_year = moments.morning.replace(day=1)
    return this_year.replace(year=this_year.year - age) - timedelta(days=chance.randint(40, 320))


def _school(town: Town, age: int, chance: Chance) -> str | None:
    return chance.choice(SCHOOLS_BY_TOWN[town.name]) if age < SCHOOL_LEAVING_AGE else None


def _upn(area: str, born: date, serial: int) -> str:
    return upn(AUTHORITY_NUMBERS[area], 4000 + serial // 1000 * 10 + serial % 7, born.year + 5, serial)


def _pnc(serial: int, moments: Moments) -> str:
    return pnc_number(moments.morning.year - 1 - serial % 2, 70000 + serial * 13)


def households(everyone: tuple[Child, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of each family of which more than one child is here."""
    families: dict[str, list[str]] = {child.key: [] for child in everyone}
    for child in everyone:
        families[child.key].append(child.key)
        if child.lives_with:
            families[child.lives_with].append(child.key)
    yield from (tuple(family) for family in families.values() if len(family) > 1)
