"""What was reported as it happened, and how some alerts were answered.

In:  a World.
Out: reports as the just-happened page would send them, oldest first; answers to give once the alerts exist.
"""

from dataclasses import dataclass
from datetime import timedelta

from reachable.demo.agencies import E_POLICE, N_POLICE
from reachable.demo.happenings import CustodyRecord
from reachable.demo.ledger import open_ledger
from reachable.demo.senders import sender_of
from reachable.demo.world import World
from reachable.intake.domain.just_happened import Happening, JustHappened


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """One report and who made it. `child` is the truth, which the page does not ask."""

    by: str
    child: str
    what: JustHappened


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAnswer:
    """How somebody answered the first alert of a rule about a child: ACKNOWLEDGED, ACTED or NOT_RELEVANT."""

    child: str
    rule: str
    answer: str
    by: str
    after: timedelta
    because: str = ""


def just_happened(world: World) -> tuple[DemoReport, ...]:
    """Return every report, oldest first."""
    made = (_excluded(world), _released(world), _stabbed(world), _found(world), _arrested(world))
    return tuple(sorted(made, key=lambda report: report.what.recorded_at))


def _excluded(world: World) -> DemoReport:
    decided_at = world.moments.office(1, "15:05")
    return DemoReport(
        by="lesley.farrant",
        child="maisie-thornton",
        what=JustHappened(
            happening=Happening.EXCLUDED,
            happened_at=decided_at,
            recorded_at=decided_at + timedelta(minutes=20),
            given_name="Maisie",
            family_name="Thornton",
            born_on=world.child("maisie-thornton").born,
            school_name="Market Wendle Academy",
            place="Market Wendle Academy",
            words="The head decided this afternoon. Her mother was told by telephone.",
            answers={"permanent": True},
        ),
    )


def _released(world: World) -> DemoReport:
    return DemoReport(
        by="karen.stobart",
        child="samir-aziz",
        what=JustHappened(
            happening=Happening.RELEASED,
            happened_at=world.moments.at(2, "23:10"),
            recorded_at=world.moments.at(2, "23:20"),
            given_name="Samir",
            family_name="Aziz",
            born_on=world.child("samir-aziz").born,
            place="Lea Cross custody",
            words="Both night desks were asked to fetch him and said he was the other's. He would not wait.",
            own_reference=_custody_number(world, "samir-aziz", E_POLICE),
            answers={"disposal": "RUI"},
        ),
    )


def _stabbed(world: World) -> DemoReport:
    return DemoReport(
        by="blessing.udoh",
        child="ethan-prosser",
        what=JustHappened(
            happening=Happening.AT_HOSPITAL,
            happened_at=world.moments.at(1, "23:30"),
            recorded_at=world.moments.at(1, "23:50"),
            given_name="Ethan",
            family_name="Prosser",
            born_on=world.child("ethan-prosser").born,
            phone=world.child("ethan-prosser").phone,
            place="Wendle General Hospital",
            words="Two young men who came with him left when asked their names.",
            answers={"injury": "stab wound to the thigh", "weapon": "knife", "assault": True},
        ),
    )


def _found(world: World) -> DemoReport:
    return DemoReport(
        by="neil.obrien",
        child="callum-whitlock",
        what=JustHappened(
            happening=Happening.FOUND,
            happened_at=world.moments.at(1, "23:45"),
            recorded_at=world.moments.at(1, "23:58"),
            given_name="Cal",
            family_name="Whitlock",
            age=14,
            place="Thornwick station",
            words="Alone on platform 1 with no ticket. Says a friend was to meet him and cannot say which.",
            answers={"miles_from_home": 104.0, "condition": "wet through"},
        ),
    )


def _arrested(world: World) -> DemoReport:
    return DemoReport(
        by="ian.brace",
        child="alfie-kendrick",
        what=JustHappened(
            happening=Happening.ARRESTED,
            happened_at=world.moments.at(0, "01:20"),
            recorded_at=world.moments.at(0, "02:10"),
            given_name="Alf",
            family_name="Kendrick",
            age=15,
            phone=world.child("alfie-kendrick").phone,
            place="Southbay custody",
            words="Says he is from Eastham and will not give an adult to ring.",
            own_reference=_custody_number(world, "alfie-kendrick", N_POLICE),
            answers={
                "drugs_supply": True,
                "drugs": "crack cocaine and heroin",
                "wraps": 23,
                "cash_pence": 34000,
                "phones": 2,
                "away_from_home_area": True,
            },
        ),
    )


def _custody_number(world: World, child: str, agency: str) -> str:
    """Return the number that the force's extract gives this child's one custody record."""
    ledger = open_ledger(world.children, world.happenings)
    keys = [each.key for each in world.happenings if isinstance(each, CustodyRecord) and each.child == child]
    return ledger.row_number(sender_of("custody", agency), keys[0])


def alert_answers() -> tuple[AlertAnswer, ...]:
    """Return answers for some of the alerts that the demo's rules raise; the rest are left for whoever opens it."""
    return (
        AlertAnswer(
            child="jayden-clarke",
            rule="R050",
            answer="ACTED",
            by="omari.blake",
            after=timedelta(minutes=35),
            because="Met him and his mother; safety plan made; debt talked about.",
        ),
        AlertAnswer(
            child="tia-robertson",
            rule="R014",
            answer="ACTED",
            by="jin.howarth",
            after=timedelta(minutes=12),
            because="With her at the hospital until she was discharged.",
        ),
        AlertAnswer(
            child="connor-doyle",
            rule="R012",
            answer="ACKNOWLEDGED",
            by="omari.blake",
            after=timedelta(minutes=50),
        ),
        AlertAnswer(
            child="poppy-lockyer",
            rule="R018",
            answer="NOT_RELEVANT",
            by="gareth.penhale",
            after=timedelta(hours=2),
            because="One telephone for each parent's house; both parents confirm.",
        ),
        AlertAnswer(
            child="ruby-fenn",
            rule="R010",
            answer="ACTED",
            by="yusra.deen",
            after=timedelta(minutes=25),
            because="Strategy discussion called the same afternoon.",
        ),
    )
