"""Who is on duty when, a week back and two weeks ahead, day and night.

In:  the demo's moments.
Out: shifts that follow on without a break, and the one gap that is left on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.demo.agencies import TEAMS_BY_CODE
from reachable.demo.moments import Moments
from reachable.demo.numbers import london_landline
from reachable.demo.partnership import RotaGap, Shift
from reachable.demo.staff import STAFF_BY_CODE
from reachable.kernel.period import Period

FIRST_DAY, LAST_DAY = 8, -15
"""Days before the morning; a negative number is a day still to come."""

DAY_STARTS, NIGHT_STARTS = "08:00", "20:00"
GAP_TEAM = "eastham-duty-desk"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Who takes turns at one step of a team's ladder. A text that is nobody's code is a name without a sign-in."""

    team: str
    step: int
    by_day: tuple[str, ...]
    by_night: tuple[str, ...]
    desk_phone: str = ""


PATTERNS: tuple[Pattern, ...] = (
    Pattern("northshire-triage", 1, ("gareth.penhale",), ("dot.merriman", "kwabena.ofori")),
    Pattern("northshire-triage", 2, ("sunita.rao",), ("elin.rosser",)),
    Pattern("northshire-exploitation", 1, ("yusra.deen", "tom.ashgrove"), ("dot.merriman", "kwabena.ofori")),
    Pattern("northshire-exploitation", 2, ("bronagh.keane",), ("elin.rosser",)),
    Pattern(
        "northshire-duty-desk",
        1,
        ("kwabena.ofori", "dot.merriman"),
        ("dot.merriman", "gareth.penhale"),
    ),
    Pattern("northshire-duty-desk", 2, ("elin.rosser",), ("elin.rosser",)),
    Pattern("northshire-returns", 1, ("imran.sadiq",), ("dot.merriman", "kwabena.ofori")),
    Pattern("northshire-returns", 2, ("sunita.rao",), ("elin.rosser",)),
    Pattern("northshire-allegations", 1, ("ruth.calloway",), ("elin.rosser",)),
    Pattern("northshire-youth-workers", 1, ("anya.sobol", "devon.hartley"), ("dot.merriman", "kwabena.ofori")),
    Pattern("northshire-missing", 1, ("colette.durand",), ("Duty inspector, Northshire Police",)),
    Pattern("southbay-custody", 1, ("farida.noor",), ("ian.brace",)),
    Pattern("wendle-emergency", 1, ("hugh.tremlett",), ("Nurse in charge, Wendle General",)),
    Pattern("aldermere-safeguarding", 1, ("michael.adu",), ("dot.merriman", "kwabena.ofori")),
    Pattern("wendle-safeguarding", 1, ("lesley.farrant",), ("dot.merriman", "kwabena.ofori")),
    Pattern("southbay-safeguarding", 1, ("nasreen.qadir",), ("dot.merriman", "kwabena.ofori")),
    Pattern("wendle-bridge-safeguarding", 1, ("bill.orchard",), ("dot.merriman", "kwabena.ofori")),
    Pattern("eastham-triage", 1, ("callista.moreau",), ("vikram.chand", "petra.olin")),
    Pattern("eastham-triage", 2, ("denise.achampong",), ("ingrid.solace",)),
    Pattern("eastham-adolescents", 1, ("omari.blake", "jin.howarth"), ("vikram.chand", "petra.olin")),
    Pattern("eastham-adolescents", 2, ("patricia.voss",), ("ingrid.solace",)),
    Pattern("eastham-duty-desk", 1, ("vikram.chand", "petra.olin"), ("petra.olin", "vikram.chand")),
    Pattern("eastham-duty-desk", 2, ("ingrid.solace",), ("ingrid.solace",)),
    Pattern("eastham-returns", 1, ("tamsin.odell",), ("vikram.chand", "petra.olin")),
    Pattern("eastham-returns", 2, ("patricia.voss",), ("ingrid.solace",)),
    Pattern("eastham-allegations", 1, ("grace.lindo",), ("ingrid.solace",)),
    Pattern("eastham-youth-workers", 1, ("leroy.banks",), ("vikram.chand", "petra.olin")),
    Pattern("lea-cross-custody", 1, ("karen.stobart",), ("Night custody officer, Lea Cross",), london_landline(240)),
    Pattern("thameside-missing", 1, ("adil.rashidi",), ("Duty inspector, Thameside Police",)),
    Pattern("fishpool-emergency", 1, ("folasade.king",), ("Nurse in charge, Fishpool Infirmary",)),
    Pattern("canal-reach-safeguarding", 1, ("sade.whitmore",), ("vikram.chand", "petra.olin")),
    Pattern("lea-cross-safeguarding", 1, ("sade.whitmore",), ("vikram.chand", "petra.olin")),
    Pattern("westmoor-contact", 1, ("una.fairbairn",), ("Duty social worker, Westmoor",)),
    Pattern("westmoor-duty-desk", 1, ("Duty social worker, Westmoor",), ("Duty social worker, Westmoor",)),
)


def rota_gap(moments: Moments) -> RotaGap:
    """Return the gap: tonight, nobody is first on duty at the Eastham night desk, and the manager has to be rung."""
    return RotaGap(
        team=GAP_TEAM,
        step=1,
        period=Period(moments.at(0, NIGHT_STARTS), moments.at(-1, DAY_STARTS)),
        because="The worker who had this night left last month and nobody has been put down for it.",
    )


def shifts(moments: Moments) -> tuple[Shift, ...]:
    """Return every turn on duty, oldest first for each team and step, without the planned gap."""
    gap = rota_gap(moments)
    return tuple(
        shift
        for pattern in PATTERNS
        for shift in _turns(pattern, moments)
        if (shift.team, shift.step) != (gap.team, gap.step) or not shift.period.overlaps(gap.period)
    )


def _turns(pattern: Pattern, moments: Moments) -> Iterator[Shift]:
    for days_ago in range(FIRST_DAY, LAST_DAY - 1, -1):
        turn = moments.day(days_ago).toordinal()
        day = Period(moments.at(days_ago, DAY_STARTS), moments.at(days_ago, NIGHT_STARTS))
        night = Period(moments.at(days_ago, NIGHT_STARTS), moments.at(days_ago - 1, DAY_STARTS))
        yield _shift(pattern, pattern.by_day[turn % len(pattern.by_day)], day)
        yield _shift(pattern, pattern.by_night[turn % len(pattern.by_night)], night)


def _shift(pattern: Pattern, who: str, period: Period[datetime]) -> Shift:
    member = STAFF_BY_CODE.get(who)
    desk = pattern.desk_phone or TEAMS_BY_CODE[pattern.team].phone
    return Shift(
        team=pattern.team,
        step=pattern.step,
        staff=member.code if member else None,
        name=member.name if member else who,
        phone=member.phone if member else desk,
        period=period,
    )


def has_cover(turns: tuple[Shift, ...], team: str, step: int, period: Period[datetime]) -> bool:
    """Test if somebody is on duty at every moment of a period."""
    moment = period.start
    until = period.end or period.start + timedelta(days=1)
    for shift in sorted(
        (each for each in turns if (each.team, each.step) == (team, step)), key=lambda each: each.period.start
    ):
        if shift.period.covers(moment) and shift.period.end is not None:
            moment = shift.period.end
    return moment >= until
