"""The children whose stories are told, by name, so that pages and tests can speak of them.

In:  nothing.
Out: CAST. A key is the truth about who a record is of; no agency ever sees it.
"""

from dataclasses import dataclass

from reachable.demo import addresses as at
from reachable.demo.addresses import Town
from reachable.demo.names import without_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A child to be written out in full. `lives_with` and `born_with` name another child of the cast."""

    key: str
    forename: str
    surname: str
    tradition: str
    sex: str
    age: int
    town: Town
    school: str | None
    nickname: str = ""
    lives_with: str = ""
    born_with: str = ""
    home: str = ""
    known_to_police: bool = False


def _child(
    name: str,
    tradition: str,
    sex: str,
    age: int,
    town: Town,
    school: str | None,
    *,
    key: str = "",
    nickname: str = "",
    lives_with: str = "",
    born_with: str = "",
    home: str = "",
    known_to_police: bool = False,
) -> CastMember:
    """Return a child whose key is the name in small letters, unless another child has it already."""
    forename, surname = name.split(" ", 1)
    return CastMember(
        key=key or without_marks(name).lower().replace(" ", "-"),
        forename=forename,
        surname=surname,
        tradition=tradition,
        sex=sex,
        age=age,
        town=town,
        school=school,
        nickname=nickname,
        lives_with=lives_with,
        born_with=born_with,
        home=home,
        known_to_police=known_to_police,
    )


_EN, _WE, _SA, _SH, _WA = "ENGLISH", "WELSH", "SOUTH_ASIAN_MUSLIM", "SIKH_AND_HINDU", "WEST_AFRICAN"
_CA, _EE, _SO, _CH, _IR = "CARIBBEAN", "EAST_EUROPEAN", "SOMALI", "CHINESE_AND_VIETNAMESE", "IRISH_AND_TRAVELLER"

STORY_CHILDREN: tuple[CastMember, ...] = (
    _child("Alfie Kendrick", _EN, "M", 15, at.LEA_CROSS, "lea-cross-academy", nickname="Alf", known_to_police=True),
    _child("Maisie Thornton", _EN, "F", 13, at.MARKET_WENDLE, "wendle-academy", nickname="Mais"),
    _child("Rhodri Bevan", _WE, "M", 16, at.ALDERMERE, "aldermere-high", nickname="Rhod"),
    _child("Zofia Wiśniewska", _EE, "F", 14, at.SOUTHBAY, "southbay-school", nickname="Zosia"),
    _child("Hamza Iqbal", _SA, "M", 15, at.ALDERMERE, "aldermere-high"),
    _child("Callum Whitlock", _EN, "M", 14, at.CANAL_REACH, "canal-reach-school", nickname="Cal"),
    _child("Ethan Prosser", _WE, "M", 16, at.ALDERMERE, "aldermere-high"),
    _child("Nadia Rahman", _SA, "F", 13, at.FISHPOOL, "fishpool-road-school"),
    _child("Kofi Mensah", _WA, "M", 15, at.LEA_CROSS, "lea-cross-academy", known_to_police=True),
    _child("Dylan Marsh", _EN, "M", 14, at.MARKET_WENDLE, "wendle-bridge", nickname="Dyl"),
    _child("Chloe Barratt", _EN, "F", 15, at.FISHPOOL, "southbay-school", home="harbour-house"),
    _child("Jakub Kowal", _EE, "M", 16, at.THORNWICK, "thornwick-school", nickname="Kuba", known_to_police=True),
    _child("Sienna Grant", _CA, "F", 17, at.CANAL_REACH, None, nickname="Si"),
    _child("Reece Talbot", _EN, "M", 16, at.ALDERMERE, "aldermere-high", known_to_police=True),
    _child("Idris Farah", _SO, "M", 16, at.ALDERMERE, "aldermere-high", known_to_police=True),
    _child("Owain Pritchard", _WE, "M", 15, at.ALDERMERE, "aldermere-high"),
    _child("Amara Okafor", _WA, "F", 14, at.LEA_CROSS, "lea-cross-academy"),
    _child("Jayden Clarke", _CA, "M", 15, at.CANAL_REACH, "canal-reach-school", nickname="Jay", known_to_police=True),
    _child("Lacey Clarke", _CA, "F", 11, at.CANAL_REACH, "canal-reach-school", lives_with="jayden-clarke"),
    _child("Samir Aziz", _SA, "M", 15, at.ALDERMERE, "aldermere-high", nickname="Sam", known_to_police=True),
    _child("Connor Doyle", _IR, "M", 16, at.FISHPOOL, "fishpool-road-school", known_to_police=True),
    _child("Tia Robertson", _CA, "F", 15, at.LEA_CROSS, "lea-cross-academy", known_to_police=True),
    _child("Mateusz Zieliński", _EE, "M", 16, at.SOUTHBAY, "southbay-school", nickname="Mati"),
    _child("Ruby Fenn", _EN, "F", 14, at.ALDERMERE, "aldermere-high"),
    _child("Haroon Malik", _SA, "M", 14, at.MARKET_WENDLE, "wendle-academy"),
    _child("Bethany Cole", _EN, "F", 16, at.ALDERMERE, "southbay-school", home="harbour-house", nickname="Beth"),
    _child("Marcus Boateng", _WA, "M", 15, at.FISHPOOL, "fishpool-road-school"),
    _child("Finley Harker", _EN, "M", 14, at.THORNWICK, "wendle-academy", nickname="Fin"),
    _child("Carys Llewellyn", _WE, "F", 15, at.ALDERMERE, "aldermere-high"),
    _child("Daniel Achebe", _WA, "M", 17, at.LEA_CROSS, None, nickname="Danny", known_to_police=True),
    _child("Yusuf Jama", _SO, "M", 15, at.CANAL_REACH, "canal-reach-school"),
    _child("Leo Stanway", _EN, "M", 13, at.MARKET_WENDLE, "wendle-academy"),
    _child("Wei Zhang", _CH, "M", 14, at.SOUTHBAY, "southbay-school"),
    _child("Ana Popescu", _EE, "F", 13, at.FISHPOOL, "fishpool-road-school"),
    _child("Tommy Sadler", _EN, "M", 15, at.SOUTHBAY, "southbay-school", known_to_police=True),
    _child("Keira Gallacher", _IR, "F", 16, at.MARKET_WENDLE, "wendle-academy"),
    _child("Simran Dhillon", _SH, "F", 15, at.LEA_CROSS, "lea-cross-academy"),
)

TWINS: tuple[CastMember, ...] = (
    _child("Jack Turnbull", _EN, "M", 13, at.MARKET_WENDLE, "wendle-academy"),
    _child(
        "Jake Turnbull",
        _EN,
        "M",
        13,
        at.MARKET_WENDLE,
        "wendle-academy",
        lives_with="jack-turnbull",
        born_with="jack-turnbull",
    ),
    _child("Aaliyah Hussain", _SA, "F", 14, at.LEA_CROSS, "lea-cross-academy"),
    _child(
        "Aaminah Hussain",
        _SA,
        "F",
        14,
        at.LEA_CROSS,
        "lea-cross-academy",
        lives_with="aaliyah-hussain",
        born_with="aaliyah-hussain",
    ),
    _child("Ellie Greaves", _EN, "F", 12, at.THORNWICK, "wendle-academy"),
    _child(
        "Elsie Greaves",
        _EN,
        "F",
        12,
        at.THORNWICK,
        "wendle-academy",
        lives_with="ellie-greaves",
        born_with="ellie-greaves",
    ),
    _child("Taiwo Adebayo", _WA, "M", 15, at.CANAL_REACH, "canal-reach-school"),
    _child(
        "Kehinde Adebayo",
        _WA,
        "M",
        15,
        at.CANAL_REACH,
        "canal-reach-school",
        lives_with="taiwo-adebayo",
        born_with="taiwo-adebayo",
    ),
)

NAMESAKES: tuple[CastMember, ...] = (
    _child(
        "Connor Doyle", _IR, "M", 16, at.ALDERMERE, "aldermere-high", key="connor-doyle-2", born_with="connor-doyle"
    ),
    _child("Mohammed Hussain", _SA, "M", 15, at.ALDERMERE, "aldermere-high", nickname="Mo"),
    _child(
        "Mohammed Hussain",
        _SA,
        "M",
        15,
        at.CANAL_REACH,
        "canal-reach-school",
        key="mohammed-hussain-2",
        born_with="mohammed-hussain",
    ),
    _child("Oliver Pickford", _EN, "M", 14, at.SOUTHBAY, "southbay-school", nickname="Olly"),
    _child(
        "Oliver Pickford",
        _EN,
        "M",
        14,
        at.MOORCROSS,
        "moorcross-high",
        key="oliver-pickford-2",
        born_with="oliver-pickford",
    ),
    _child("Fatima Begum", _SA, "F", 13, at.FISHPOOL, "fishpool-road-school"),
    _child(
        "Fatima Begum", _SA, "F", 13, at.FISHPOOL, "lea-cross-academy", key="fatima-begum-2", born_with="fatima-begum"
    ),
    _child("Megan Colby", _EN, "F", 16, at.MARKET_WENDLE, "wendle-academy", nickname="Meg"),
    _child("Megan Colby", _EN, "F", 16, at.HIGHCOMBE, "moorcross-high", key="megan-colby-2", born_with="megan-colby"),
)

OTHERS: tuple[CastMember, ...] = (
    _child("Poppy Lockyer", _EN, "F", 15, at.ALDERMERE, "aldermere-high"),
    _child("Kyle Denny", _EN, "M", 14, at.HIGHCOMBE, "wendle-bridge", home="thornwick-lodge"),
    _child("Ashton Dacosta", _CA, "M", 15, at.CANAL_REACH, "wendle-bridge", home="thornwick-lodge"),
    _child("Jamie Netherby", _EN, "M", 11, at.FISHPOOL, None),
    _child("Jamie Fairweather", _EN, "M", 11, at.MARKET_WENDLE, "wendle-academy", born_with="jamie-netherby"),
    _child("Ryan Pargeter", _EN, "M", 15, at.LEA_CROSS, "lea-cross-academy", known_to_police=True),
    _child("Gurpreet Sandhu", _SH, "M", 16, at.SOUTHBAY, "southbay-school", nickname="Gurps"),
)

WIDER_STORIES: tuple[CastMember, ...] = (
    _child("Idris Vaughan", _WE, "M", 14, at.CANAL_REACH, "canal-reach-school"),
    _child("Blessing Adu", _WA, "F", 15, at.LEA_CROSS, "lea-cross-academy"),
    _child("Levi Marchant", _CA, "M", 16, at.SOUTHBAY, "southbay-school"),
    _child("Aurelia Stan", _EE, "F", 13, at.FISHPOOL, "lea-cross-academy"),
    _child("Priya Nair", _SH, "F", 14, at.LEA_CROSS, "lea-cross-academy"),
    _child("Owen Tregear", _WE, "M", 15, at.MARKET_WENDLE, "wendle-academy"),
    _child("Ismail Farah", _SO, "M", 16, at.MARKET_WENDLE, "wendle-academy"),
    _child("Jodie Larkin", _IR, "F", 15, at.FISHPOOL, "southbay-school", home="harbour-house"),
    _child("Naomi Osei", _WA, "F", 14, at.ALDERMERE, "aldermere-high"),
    _child("Cameron Sheldrake", _EN, "M", 16, at.SOUTHBAY, "southbay-school", nickname="Cam"),
    _child("Zainab Sharif", _SA, "F", 13, at.LEA_CROSS, "lea-cross-academy"),
    _child("Theo Brandt", _EE, "M", 12, at.SOUTHBAY, "southbay-school"),
    _child("Tyrese Okonedo", _WA, "M", 16, at.CANAL_REACH, "canal-reach-school", nickname="Ty", known_to_police=True),
    _child("Malachi Reid", _CA, "M", 15, at.MARKET_WENDLE, "wendle-academy"),
    _child("Poppy-Mae Rigby", _EN, "F", 11, at.MARKET_WENDLE, "wendle-academy"),
    _child("Andrei Munteanu", _EE, "M", 16, at.SOUTHBAY, "southbay-school"),
    _child("Shanice Wilmot", _CA, "F", 15, at.LEA_CROSS, "lea-cross-academy"),
    _child("Harvey Stott", _EN, "M", 16, at.SOUTHBAY, "southbay-school", nickname="Harv", known_to_police=True),
    _child("Laila Aziz", _SA, "F", 14, at.FISHPOOL, "lea-cross-academy"),
    _child("Ffion Pritchard", _WE, "F", 15, at.ALDERMERE, "aldermere-high"),
    _child("Samson Abiola", _WA, "M", 16, at.ALDERMERE, "aldermere-high", known_to_police=True),
    _child("Kieran Dufficy", _IR, "M", 16, at.ALDERMERE, "aldermere-high", known_to_police=True),
    _child("Ella-Rose Finch", _EN, "F", 15, at.MARKET_WENDLE, "wendle-academy", nickname="Ella"),
    _child("Reuben Castell", _EN, "M", 15, at.LEA_CROSS, "lea-cross-academy"),
    _child("Ashleigh Broome", _EN, "F", 15, at.ALDERMERE, "aldermere-high", nickname="Ash"),
    _child("Yaw Darko", _WA, "M", 14, at.CANAL_REACH, "canal-reach-school"),
    _child("Conor Quilligan", _IR, "M", 14, at.FISHPOOL, "lea-cross-academy"),
)

CAST: tuple[CastMember, ...] = STORY_CHILDREN + TWINS + NAMESAKES + OTHERS + WIDER_STORIES

TWIN_PAIRS = tuple((first.key, second.key) for first, second in zip(TWINS[::2], TWINS[1::2], strict=True))
NAMESAKE_PAIRS = tuple((child.born_with, child.key) for child in NAMESAKES if child.born_with)
ADOPTED_PAIR = ("jamie-netherby", "jamie-fairweather")
EVERY_INDICATOR = "poppy-lockyer"
ONE_HOME = ("kyle-denny", "ashton-dacosta")
GAVE_ANOTHER_NAME = "ryan-pargeter"
