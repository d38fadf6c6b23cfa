"""Schools, children's homes, hospitals, custody suites and stations, and where they are.

In:  nothing.
Out: SETTINGS; which schools the children of a town go to.
"""

from reachable.demo import addresses as at
from reachable.demo.addresses import Address, Town
from reachable.demo.agencies import AGENCIES_BY_CODE, E_POLICE, N_POLICE
from reachable.demo.partnership import Setting


def _setting(code: str, kind: str, line: str, town: Town, inward: str, *, agency: str = "", name: str = "") -> Setting:
    """Return a place with the telephone of the agency that runs it."""
    owner = AGENCIES_BY_CODE[agency or code]
    address = Address(line, town, f"{town.outward} {inward}")
    return Setting(
        code=code, name=name or owner.name, kind=kind, agency=owner.code, address=address, phone=owner.switchboard
    )


SETTINGS: tuple[Setting, ...] = (
    _setting("aldermere-high", "SCHOOL", "Abbot's Field", at.ALDERMERE, "9ZA"),
    _setting("wendle-academy", "SCHOOL", "Sluice Road", at.MARKET_WENDLE, "9ZB"),
    _setting("southbay-school", "SCHOOL", "Beacon Hill", at.SOUTHBAY, "9ZD"),
    _setting("thornwick-school", "SCHOOL", "Cliff Parade", at.THORNWICK, "9ZE"),
    _setting("wendle-bridge", "SCHOOL", "Old Ropeworks", at.MARKET_WENDLE, "9ZF"),
    _setting("canal-reach-school", "SCHOOL", "Towpath Street", at.CANAL_REACH, "9ZG"),
    _setting("lea-cross-academy", "SCHOOL", "Foundry Square", at.LEA_CROSS, "9ZH"),
    _setting("fishpool-road-school", "SCHOOL", "Fishpool Road", at.FISHPOOL, "9ZJ"),
    _setting("moorcross-high", "SCHOOL", "Beck Side", at.MOORCROSS, "9ZL"),
    _setting("harbour-house", "CHILDRENS_HOME", "3 Signal Terrace", at.SOUTHBAY, "9YA"),
    _setting("thornwick-lodge", "CHILDRENS_HOME", "22 Cliff Parade", at.THORNWICK, "9YB"),
    _setting("wendle-general", "HOSPITAL", "Infirmary Road", at.MARKET_WENDLE, "9YD"),
    _setting("fishpool-infirmary", "HOSPITAL", "Cistern Street", at.FISHPOOL, "9YE"),
    _setting(
        "southbay-custody", "CUSTODY", "Customs Row", at.SOUTHBAY, "9YF", agency=N_POLICE, name="Southbay custody suite"
    ),
    _setting(
        "lea-cross-custody",
        "CUSTODY",
        "Granary Street",
        at.LEA_CROSS,
        "9YG",
        agency=E_POLICE,
        name="Lea Cross custody suite",
    ),
    _setting(
        "aldermere-station",
        "STATION",
        "Station Approach",
        at.ALDERMERE,
        "9YH",
        agency="wendle-valley-railway",
        name="Aldermere station",
    ),
)
SETTINGS_BY_CODE: dict[str, Setting] = {setting.code: setting for setting in SETTINGS}

SCHOOLS_BY_TOWN: dict[str, tuple[str, ...]] = {
    "Aldermere": ("aldermere-high",),
    "Market Wendle": ("wendle-academy", "wendle-academy", "wendle-academy", "wendle-bridge"),
    "Southbay": ("southbay-school",),
    "Thornwick": ("thornwick-school", "wendle-academy"),
    "Canal Reach": ("canal-reach-school",),
    "Lea Cross": ("lea-cross-academy",),
    "Fishpool": ("fishpool-road-school", "lea-cross-academy"),
    "Moorcross": ("moorcross-high",),
    "Highcombe": ("moorcross-high",),
}


def setting_address(code: str) -> Address:
    """Return where a place is."""
    return SETTINGS_BY_CODE[code].address


def setting_phone(code: str) -> str:
    """Return the telephone of a place."""
    return SETTINGS_BY_CODE[code].phone
