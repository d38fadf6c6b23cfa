"""Made-up desks, rotas and steps for the tests of alerts. Every number is from the range kept for drama."""

from datetime import date, datetime, time
from uuid import UUID, uuid5

from reachable.alerts.domain.ladder import ClosingTime, Ladder, Minutes, Steps, Urgency
from reachable.alerts.domain.rota import Desk, OfficeHours, RotaEntry
from reachable.kernel.ids import UserId
from reachable.kernel.london import from_london
from reachable.kernel.period import Period
from reachable.kernel.working_days import Calendar

NAMES = UUID("0c7c5a3e-4d5a-4c55-9f0b-9a3d4c8a7e11")
HOURS = OfficeHours(
    opens=time(9),
    closes=time(17),
    calendar=Calendar("England and Wales", frozenset({date(2026, 4, 3), date(2026, 4, 6)}), date(2026, 12, 31)),
)
STEPS: dict[Urgency, Minutes | ClosingTime] = {
    Urgency.IMMEDIATE: Minutes(15),
    Urgency.SAME_DAY: Minutes(120),
    Urgency.NEXT_WORKING_DAY: ClosingTime(1),
    Urgency.THIS_WEEK: ClosingTime(5),
}
AGAIN: Steps = STEPS | {Urgency.IMMEDIATE: Minutes(120), Urgency.SAME_DAY: Minutes(240)}


def london(words: str) -> datetime:
    """Return the instant of "Tue 2026-03-03 14:20", after checking the weekday."""
    weekday, day, clock = words.split()
    parsed = date.fromisoformat(day)
    assert f"{parsed:%a}" == weekday, f"{day} is a {parsed:%A}"
    return from_london(parsed, time.fromisoformat(clock))


def turn(person: str, start: str, end: str, *, signs_in: bool = True) -> RotaEntry:
    """Return somebody's turn on a rota."""
    user_id = UserId(uuid5(NAMES, person)) if signs_in else None
    return RotaEntry(period=Period(london(start), london(end)), person=person, phone="07700 900123", user_id=user_id)


DAY = ("Tue 2026-03-03 08:00", "Tue 2026-03-03 20:00")
EASTHAM = Desk(
    name="Eastham duty team",
    switchboard="020 7946 0100",
    rota=(turn("Vikram Chand", *DAY),),
    out_of_hours_name="Eastham night line",
    out_of_hours_phone="020 7946 0111",
)
NORTHSHIRE = Desk(name="Northshire hub", switchboard="01632 960100", rota=(turn("Yusra Deen", *DAY),))
HOME_MANAGER = Desk(
    name="Eastham duty manager", switchboard="020 7946 0199", rota=(turn("Ingrid Solace", *DAY, signs_in=False),)
)
HOST_MANAGER = Desk(name="Northshire duty manager", switchboard="01632 960199")
LADDER = Ladder(desks=(EASTHAM, NORTHSHIRE), duty_managers=(HOME_MANAGER, HOST_MANAGER))
