"""The children of a made-up county, family by family, made in shards so that any number fits in memory.

In:  a seed, which shard, and how many children there are in all.
Out: CountyChild; who is a twin, a namesake or the same child under the name given at adoption.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reachable.demo.addresses import INWARD_LETTERS, STREETS, TOWNS
from reachable.demo.chance import Chance, chance_for
from reachable.demo.county.name_pools import KINDS, KindOfName
from reachable.demo.numbers import nhs_number, pnc_number, uln, upn

IN_A_SHARD = 1_000
FIRST_BORN = date(2008, 9, 1)
DAYS = 5_110
"""Fourteen years of birth dates: when the county is loaded its children are 4 to 17."""
FAMILY_OF = (0.38, 0.74, 0.92, 0.98, 1.0)
"""Share of families with up to 1, 2, 3, 4 and 5 children. Assumed."""
TWINS = 0.016
NAMESAKES = 0.002
ADOPTED = 0.001
MOVED = 0.13
RENAMED = 0.035
"""Shares of children. Of births in England and Wales about 1.5 in 100 are of twins; the others are assumed."""


@dataclass(frozen=True, slots=True)
class Home:
    """A home, on one line, with its postcode."""

    line: str
    postcode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyChild:
    """One made-up child. `easily_taken_for` names a group of children no two of whom may ever be linked.

    `earlier_home`, `earlier_family` and `earlier_phone` are what an agency that has not heard still writes.
    """

    key: str
    place: int
    kind_of_name: str
    is_girl: bool
    given: str
    middle: str
    family: str
    earlier_family: str
    born: date
    home: Home
    earlier_home: Home | None
    phones: tuple[str, ...]
    earlier_phone: str
    own_phone: str
    school: str
    nhs: str
    upn: str
    uln: str
    pnc: str
    area: int
    earlier_area: int
    easily_taken_for: str = ""
    before_adoption: bool = False


def count_shards(children: int) -> int:
    """Return how many shards so many children make."""
    return -(-children // IN_A_SHARD)


def make_shard(seed: int, shard: int, children: int) -> Iterator[CountyChild]:
    """Yield the children of one shard, the same each time; the last shard may be smaller."""
    chance = chance_for(seed, "county", f"{shard}")
    first = shard * IN_A_SHARD
    last = min(first + IN_A_SHARD, children)
    place = first
    earlier: list[CountyChild] = []
    while place < last:
        for child in _family(chance, place, last):
            if earlier and chance.random() < NAMESAKES:
                other = chance.choice(earlier)
                if not other.easily_taken_for and other.key != child.key and other.home != child.home:
                    group = f"namesakes {other.key}"
                    earlier[earlier.index(other)] = replace(other, easily_taken_for=group)
                    child = replace(
                        child, given=other.given, family=other.family, born=other.born, easily_taken_for=group
                    )
            earlier.append(child)
            place += 1
    for child in earlier:
        if child.easily_taken_for or chance.random() >= ADOPTED:
            yield child
            continue
        adopted = replace(child, easily_taken_for=f"adopted {child.key}")
        yield from (adopted, _before_adoption(adopted, chance))


def _family(chance: Chance, place: int, last: int) -> Iterator[CountyChild]:
    kind = chance.choices(KINDS, weights=[each.in_a_hundred for each in KINDS])[0]
    roll = chance.random()
    size = min(1 + sum(roll > each for each in FAMILY_OF), last - place)
    family = _family_name(kind, chance)
    moved = chance.random() < MOVED
    town = chance.randrange(len(TOWNS))
    town_before = chance.randrange(len(TOWNS)) if chance.random() < 0.3 else town
    home = _home(town, chance)
    earlier_home = _home(town_before, chance) if moved else None
    phones = tuple(_phone(chance) for _ in range(1 if chance.random() < 0.35 else 2))
    earlier_phone = _phone(chance)
    renamed = _family_name(kind, chance) if chance.random() < RENAMED else ""
    born = FIRST_BORN + timedelta(days=chance.randrange(DAYS))
    names: set[str] = set()
    second_twin = chance.randrange(1, size) if size > 1 and chance.random() < TWINS * size else 0
    for number in range(size):
        is_girl = chance.random() < 0.49
        given = _another_given(kind, is_girl, names, chance)
        if number > 0 and number != second_twin:
            born = _born_apart(born, chance)
        twins = f"twins {place + second_twin}" if second_twin and number in (second_twin - 1, second_twin) else ""
        yield _child(
            chance, kind, f"{place + number}", place + number, is_girl, given, family, renamed, born, home,
            earlier_home, phones, earlier_phone, town, town_before if moved else town, twins,
        )  # fmt: skip


def _child(
    chance: Chance, kind: KindOfName, key: str, place: int, is_girl: bool, given: str,
    family: str, renamed: str, born: date, home: Home, earlier_home: Home | None, phones: tuple[str, ...],
    earlier_phone: str, town: int, town_before: int, twins: str,
) -> CountyChild:  # fmt: skip
    middle = (kind.girls if is_girl else kind.boys).draw(chance) if chance.random() < 0.45 else ""
    authority, serial = 890 + place % 9, place // 9
    return CountyChild(
        key=key, place=place, kind_of_name=kind.code, is_girl=is_girl, given=given, middle=middle, family=family,
        earlier_family=renamed, born=born, home=home, earlier_home=earlier_home, phones=phones,
        earlier_phone=earlier_phone, own_phone=_phone(chance), school=f"{TOWNS[town].name} {SCHOOLS[place % 7]}",
        nhs=nhs_number(2 * place), upn=upn(authority, 4000 + serial // 1000, born.year + 5, serial % 1000),
        uln=uln(2 * place), pnc=pnc_number(born.year + 11, place + 1),
        area=town % 2, earlier_area=town_before % 2, easily_taken_for=twins,
    )  # fmt: skip


SCHOOLS = ("High School", "Academy", "Church School", "Park School", "Grammar School", "Free School", "Comprehensive")


def _family_name(kind: KindOfName, chance: Chance) -> str:
    name = kind.families.draw(chance)
    return f"{name}-{kind.families.draw(chance)}" if kind.is_double else name


def _another_given(kind: KindOfName, is_girl: bool, taken: set[str], chance: Chance) -> str:
    """Return a name that no brother or sister has."""
    pool = kind.girls if is_girl else kind.boys
    name = pool.draw(chance)
    while name in taken:
        name = pool.draw(chance)
    taken.add(name)
    return name


def _born_apart(born: date, chance: Chance) -> date:
    """Return the birth date of a brother or sister: ten months to five years away, still a child's."""
    apart = timedelta(days=chance.randint(310, 1_800))
    later = born + apart
    return later if later < FIRST_BORN + timedelta(days=DAYS) else born - apart


def _home(town: int, chance: Chance) -> Home:
    place = TOWNS[town]
    number = f"{chance.randint(1, 140)}" + (chance.choice("ab") if chance.random() < 0.03 else "")
    flat = f"Flat {chance.randint(1, 24)}, " if chance.random() < 0.15 else ""
    letters = chance.choice(INWARD_LETTERS) + chance.choice(INWARD_LETTERS)
    return Home(
        f"{flat}{number} {chance.choice(STREETS)}, {place.name}", f"{place.outward} {chance.randint(0, 9)}{letters}"
    )


def _phone(chance: Chance) -> str:
    """Return a number of the area code 01632, which belongs to no place and is kept for drama."""
    return f"01632{chance.randrange(1_000_000):06d}"


def _before_adoption(child: CountyChild, chance: Chance) -> CountyChild:
    """Return a child as they were before adoption: another family name, home and numbers, the same birth date."""
    kind = next(each for each in KINDS if each.code == child.kind_of_name)
    return replace(
        child,
        key=f"{child.key} before adoption",
        family=_family_name(kind, chance),
        home=_home(chance.randrange(len(TOWNS)), chance),
        earlier_home=None,
        phones=(_phone(chance),),
        own_phone=_phone(chance),
        nhs=nhs_number(999_990 - 2 * child.place),
        upn=upn(899, 9000 + child.place // 1000 % 900, child.born.year + 5, child.place % 1000),
        before_adoption=True,
    )
