"""What was reported as it happened, and how some alerts were answered.

In:  a World.
Out: just-happened reports, oldest first; answers to give once the alerts exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reachable.demo.world import World
from reachable.timeline.domain.facts import NO_DETAILS, DetailValue
from reachable.timeline.domain.kinds import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class JustHappened:
    """One report on the night. `child` is the truth; the reporter gave a name, an age and perhaps a number."""

    by: str
    child: str
    kind: EventKind
    happened_at: datetime
    reported_at: datetime
    words: str
    place: str
    name_given: str
    age_given: str
    phone_given: str = ""
    details: Mapping[str, DetailValue] = field(default_factory=lambda: NO_DETAILS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAnswer:
    """How somebody answered the first alert of a rule about a child: ACKNOWLEDGED, ACTED or NOT_RELEVANT."""

    child: str
    rule: str
    answer: str
    by: str
    after: timedelta
    because: str = ""


def just_happened(world: World) -> tuple[JustHappened, ...]:
    """Return every report, oldest first."""
    at = world.moments.at
    excluded = world.moments.office(1, "15:05")
    reports = (
        JustHappened(
            by="karen.stobart",
            child="samir-aziz",
            kind=EventKind.RELEASED,
            happened_at=at(2, "23:10"),
            reported_at=at(2, "23:20"),
            words="Both night desks were asked to fetch him and said he was the other's. He would not wait.",
            place="Lea Cross custody",
            name_given="Samir Aziz",
            age_given="15",
            details={"disposal": "RUI", "out_of_hours": True, "away_from_home_area": True},
        ),
        JustHappened(
            by="lesley.farrant",
            child="maisie-thornton",
            kind=EventKind.EXCLUSION_PERMANENT,
            happened_at=excluded,
            reported_at=excluded + timedelta(minutes=20),
            words="The head decided this afternoon. Her mother was told by telephone.",
            place="Market Wendle Academy",
            name_given="Maisie Thornton",
            age_given="13",
            details={"reason": "Persistent disruptive behaviour"},
        ),
        JustHappened(
            by="blessing.udoh",
            child="ethan-prosser",
            kind=EventKind.HOSPITAL_ATTENDANCE,
            happened_at=at(1, "23:30"),
            reported_at=at(1, "23:50"),
            words="Stab wound to the thigh. Two young men who came with him left when asked their names.",
            place="Wendle General Hospital",
            name_given="Ethan Prosser",
            age_given="16",
            phone_given=world.child("ethan-prosser").phone,
            details={"injury": "stab wound to the thigh", "weapon": "knife", "assault": True},
        ),
        JustHappened(
            by="neil.obrien",
            child="callum-whitlock",
            kind=EventKind.FOUND_AWAY_FROM_HOME,
            happened_at=at(1, "23:45"),
            reported_at=at(1, "23:58"),
            words="Alone on platform 1, wet through, no ticket. Says a friend was to meet him and cannot say which.",
            place="Thornwick station",
            name_given="Cal Whitlock",
            age_given="14",
            details={"miles_from_home": 104.0, "no_ticket": True, "reason_verified": False},
        ),
        JustHappened(
            by="ian.brace",
            child="alfie-kendrick",
            kind=EventKind.ARREST,
            happened_at=at(0, "01:20"),
            reported_at=at(0, "02:10"),
            words="Says he is from Eastham and will not give an adult to ring. £340 and 23 wraps taken.",
            place="Southbay custody",
            name_given="Alf Kendrick",
            age_given="15",
            details={
                "offence": "Possession with intent to supply class A",
                "drugs_supply": True,
                "away_from_home_area": True,
            },
        ),
    )
    return tuple(sorted(reports, key=lambda report: report.reported_at))


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
