"""Concerns that people of the demo have recorded: about a child, a place, a group, a number, somebody at work.

In:  a World.
Out: concerns, oldest first, with what was decided about each. Two wait; one has waited longer than a working day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.demo.numbers import mobile
from reachable.demo.world import World

LONGEST_WAIT = timedelta(hours=19)
NUMBER_OF_CONCERN = mobile(990)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about a concern, by whom and why."""

    by: str
    at: datetime
    decision: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A concern as recorded. `about` is CHILD, PLACE, GROUP, PHONE or WORKER; `child` is the truth, never asked."""

    code: str
    by: str
    about: str
    saw: str
    raised_at: datetime
    happened_at: datetime
    child: str | None = None
    name_given: str = ""
    age_given: str = ""
    place: str = ""
    phone: str = ""
    child_words: str = ""
    indicators: tuple[str, ...] = ()
    danger_now: bool = False
    safe_to_contact_family: str = ""
    must_not_be_told: str = ""
    decision: Decision | None = None


def concerns(world: World) -> tuple[Concern, ...]:
    """Return every concern, oldest first."""
    return tuple(sorted((*_decided(world), *_waiting(world), _about_a_worker(world)), key=lambda each: each.raised_at))


def _waiting(world: World) -> tuple[Concern, ...]:
    at, from_now = world.moments.office, world.moments.from_now
    return (
        Concern(
            code="flats-behind-the-arcade",
            by="tessa.lomax",
            about="PLACE",
            saw="Three of our young people have been let into the same first-floor flat by men none of them will name.",
            place="The flats behind Southbay arcade, second stair",
            raised_at=at(4, "16:40"),
            happened_at=at(4, "16:40") - timedelta(hours=19),
            indicators=("IND_PLACE_REFERRALS", "IND_CUCKOOED_ADDRESS", "IND_OLDER_CONTROL"),
        ),
        Concern(
            code="on-the-train-in-school-hours",
            by="ravi.menon",
            about="CHILD",
            child="gurpreet-sandhu",
            saw="Guards have met him three times on the 10:42 to Southbay: an adult paid for the ticket in cash.",
            name_given="Gurps",
            age_given="about 16",
            place="Wendle Valley line, towards Southbay",
            raised_at=from_now(-LONGEST_WAIT),
            happened_at=from_now(-LONGEST_WAIT - timedelta(hours=5)),
            indicators=("IND_SCHOOL_HOURS_TRAVEL", "IND_VAGUE_ACCOUNT", "IND_OLDER_CONTROL"),
        ),
        Concern(
            code="will-not-get-in-the-car",
            by="joanna.pryce",
            about="CHILD",
            child="owain-pritchard",
            saw="He has stopped eating with his friends since two of them were arrested, and left by the back gate.",
            child_words="I'm not getting in that car again.",
            name_given="Owain Pritchard",
            age_given="15",
            place="Aldermere High, back gate",
            raised_at=from_now(timedelta(hours=-3)),
            happened_at=from_now(timedelta(hours=-4)),
            indicators=("IND_WITHDRAWN", "IND_FEAR_REPRISAL", "IND_UNKNOWN_VEHICLES"),
            safe_to_contact_family="Mother, at work, before 14:00",
            must_not_be_told="His older cousin, who collects him",
        ),
    )


def _decided(world: World) -> tuple[Concern, ...]:
    at = world.moments.office
    return (
        Concern(
            code="two-phones-and-a-new-coat",
            by="lesley.farrant",
            about="CHILD",
            child="maisie-thornton",
            saw="New coat and two telephones. Friends of years no longer sit with her. Somebody older waits in a car.",
            child_words="They look after me. You wouldn't get it.",
            name_given="Maisie Thornton",
            age_given="13",
            place="Market Wendle Academy",
            raised_at=at(15, "12:10"),
            happened_at=at(15, "08:50"),
            indicators=("IND_MULTI_PHONES", "IND_UNEXPLAINED_ITEMS", "IND_UNKNOWN_VEHICLES", "IND_NEW_PEERS"),
            safe_to_contact_family="Yes, her mother",
            decision=Decision(
                by="marian.okoye",
                at=at(15, "15:25"),
                decision="TO_EARLY_HELP",
                because="Harm is outside the home; her mother wants help. Early help to start now.",
            ),
        ),
        Concern(
            code="burns-he-would-not-explain",
            by="folasade.king",
            about="CHILD",
            child="marcus-boateng",
            saw="Round burns on the forearm, two days old. He said he fell on a radiator. He kept looking at the door.",
            name_given="Marcus Boateng",
            age_given="15",
            place="Fishpool Infirmary",
            raised_at=at(2, "10:25"),
            happened_at=at(2, "09:40"),
            indicators=("IND_INJURY", "IND_BAD_COVER_STORY", "IND_FEAR_REPRISAL"),
            decision=Decision(
                by="denise.achampong",
                at=at(2, "14:15"),
                decision="TO_ACCEPTED_CP",
                because="Hurt while missing and afraid to say by whom. Strategy discussion called for tomorrow.",
            ),
        ),
        Concern(
            code="a-number-in-five-phones",
            by="omari.blake",
            about="PHONE",
            saw="Five of the young people at the club have the same number saved under five different names.",
            phone=NUMBER_OF_CONCERN,
            place="Canal Reach youth club",
            raised_at=at(8, "14:30"),
            happened_at=at(8, "12:30"),
            indicators=("IND_PHONE_TRAFFIC", "IND_PEER_REFERRALS"),
            decision=Decision(
                by="denise.achampong",
                at=at(8, "17:05"),
                decision="PASSED_ON",
                because="To the missing and exploitation police team; each child's own worker is told.",
            ),
        ),
        Concern(
            code="waiting-in-a-car-outside",
            by="bill.orchard",
            about="GROUP",
            saw="The same grey car meets four of our pupils at the gate on Thursdays. On Fridays they are worn out.",
            place="Wendle Bridge, front gate",
            raised_at=at(11, "15:20"),
            happened_at=at(11, "14:50"),
            indicators=("IND_UNKNOWN_VEHICLES", "IND_LATE_ALLNIGHT", "IND_NEW_PEERS"),
            decision=Decision(
                by="marian.okoye",
                at=at(11, "16:55"),
                decision="WORK_AS_GROUP",
                because="Four children and one car: a group to be worked with together, and a place to be watched.",
            ),
        ),
        Concern(
            code="coach-says-she-is-training",
            by="michael.adu",
            about="CHILD",
            child="poppy-lockyer",
            saw="Away a good deal, two telephones, cash, often tired, collected by a man we did not know.",
            name_given="Poppy Lockyer",
            age_given="15",
            place="Aldermere High",
            raised_at=at(19, "11:15"),
            happened_at=at(19, "08:30"),
            indicators=(
                "IND_ABSENCE_EDU",
                "IND_MULTI_PHONES",
                "IND_UNEXPLAINED_MONEY",
                "IND_OLDER_CONTROL",
                "IND_INJURY",
            ),
            safe_to_contact_family="Yes, both parents",
            decision=Decision(
                by="marian.okoye",
                at=at(19, "15:10"),
                decision="TO_REFUSED",
                because="Spoke to Poppy, both parents and her coach: two homes, a Saturday job. He is her uncle.",
            ),
        ),
    )


def _about_a_worker(world: World) -> Concern:
    return Concern(
        code="lifts-home-from-training",
        by="martin.eddowes",
        about="WORKER",
        saw="A volunteer coach gives one boy lifts and money and asks him to keep it between them.",
        place="Canal Reach sports hall",
        raised_at=world.moments.office(2, "13:30"),
        happened_at=world.moments.office(2, "13:30") - timedelta(hours=19),
        must_not_be_told="Anybody at the club",
    )
