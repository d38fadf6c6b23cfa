"""Towns, streets and postcodes that are on no map.

In:  lists, and chances passed in.
Out: Town, Address. The postcode areas NX, EQ and WX are well formed and have never been given out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reachable.demo.chance import Chance

INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
STREETS = (
    "Aqueduct Row",
    "Bellfounder Lane",
    "Cinder Path",
    "Cobbler's Yard",
    "Damson Close",
    "Drover Street",
    "Eelcatcher Terrace",
    "Ferryman's Walk",
    "Gantry Road",
    "Hopkiln Avenue",
    "Jackdaw Rise",
    "Kestrel Court",
    "Lamplighter Way",
    "Malthouse Gardens",
    "Nettlebed Road",
    "Osier Drive",
    "Paper Mill Lane",
    "Quarry Bank",
    "Rookery View",
    "Saddler's Croft",
    "Tollgate Street",
    "Umber Close",
    "Viaduct Buildings",
    "Weaver's Piece",
    "Yew Tree Walk",
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town or quarter, the area it lies in, and the first half of its postcodes."""

    name: str
    area: str
    outward: str


ALDERMERE = Town("Aldermere", "northshire", "NX1")
MARKET_WENDLE = Town("Market Wendle", "northshire", "NX4")
SOUTHBAY = Town("Southbay", "northshire", "NX7")
THORNWICK = Town("Thornwick", "northshire", "NX9")
CANAL_REACH = Town("Canal Reach", "eastham", "EQ2")
LEA_CROSS = Town("Lea Cross", "eastham", "EQ3")
FISHPOOL = Town("Fishpool", "eastham", "EQ5")
MOORCROSS = Town("Moorcross", "westmoor", "WX1")
HIGHCOMBE = Town("Highcombe", "westmoor", "WX6")

TOWNS: tuple[Town, ...] = (
    ALDERMERE,
    MARKET_WENDLE,
    SOUTHBAY,
    THORNWICK,
    CANAL_REACH,
    LEA_CROSS,
    FISHPOOL,
    MOORCROSS,
    HIGHCOMBE,
)
TOWNS_BY_AREA: dict[str, tuple[Town, ...]] = {
    area: tuple(town for town in TOWNS if town.area == area) for area in ("northshire", "eastham", "westmoor")
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives."""

    line: str
    town: Town
    postcode: str

    @property
    def written(self) -> str:
        """Return the address on one line, without the postcode."""
        return f"{self.line}, {self.town.name}"


@dataclass(slots=True)
class AddressBook:
    """Hands out addresses and never the same one twice."""

    chance: Chance
    _given: set[str] = field(default_factory=set)

    def next_in(self, town: Town) -> Address:
        """Return an address in this town that nobody has yet."""
        return next(address for address in self._tries(town) if self._take(address))

    def _tries(self, town: Town) -> Iterator[Address]:
        while True:
            line = f"{self.chance.randint(1, 118)} {self.chance.choice(STREETS)}"
            letters = self.chance.choice(INWARD_LETTERS) + self.chance.choice(INWARD_LETTERS)
            yield Address(line, town, f"{town.outward} {self.chance.randint(1, 8)}{letters}")

    def _take(self, address: Address) -> bool:
        if address.written in self._given:
            return False
        self._given.add(address.written)
        return True
