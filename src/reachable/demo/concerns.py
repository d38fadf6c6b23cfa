"""Concerns that people of the demo have raised: about a child, a place, a group, a number, somebody at work.

In:  a World.
Out: concerns as the form would send them, oldest first, with the decisions made so far. One decision is overdue.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.demo.numbers import mobile
from reachable.demo.world import World
from reachable.intake.domain.concern import About, ChildDescribed, NewConcern, NotToBeTold, Route, SafeToContact
from reachable.intake.domain.indicators import Observed
from reachable.intake.domain.triage import NewTriageDecision, RiskAnswer, TriageAnswer
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import When

LONGEST_WAIT = timedelta(hours=19)
NUMBER_OF_CONCERN = mobile(990)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDecision:
    """A decision on a concern, who made it and when."""

    by: str
    at: datetime
    decision: NewTriageDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoConcern:
    """A concern, who raised it and when. `child` is the truth, which no form asks."""

    code: str
    by: str
    raised_at: datetime
    concern: NewConcern
    child: str | None = None
    decided: DemoDecision | None = None


def concerns(world: World) -> tuple[DemoConcern, ...]:
    """Return every concern, oldest first."""
    every = (*_waiting(world), *_decided_about_children(world), *_decided_about_others(world), _about_a_worker(world))
    return tuple(sorted(every, key=lambda each: each.raised_at))


def _seen(*codes: str) -> tuple[Observed, ...]:
    return tuple(Observed(code, Confidence.SEEN) for code in codes)


def _told(*codes: str) -> tuple[Observed, ...]:
    return tuple(Observed(code, Confidence.REPORTED) for code in codes)


def _decision(
    by: str, at: datetime, answer: TriageAnswer, because: str, told: str, *, outside: RiskAnswer = RiskAnswer.PRESENT
) -> DemoDecision:
    decision = NewTriageDecision(
        answer=answer,
        because=because,
        risk_outside_family=outside,
        risk_in_family=RiskAnswer.NOT_SEEN,
        told_reporter=told,
    )
    return DemoDecision(by=by, at=at, decision=decision)


def _waiting(world: World) -> tuple[DemoConcern, ...]:
    """Return the three that nobody has decided: three hours old, nineteen hours old, and overdue."""
    overdue_from, longest, shortest = (
        world.moments.office(4, "16:40"),
        world.moments.from_now(-LONGEST_WAIT),
        world.moments.from_now(timedelta(hours=-3)),
    )
    return (
        DemoConcern(
            code="flats-behind-the-arcade",
            by="tessa.lomax",
            raised_at=overdue_from,
            concern=NewConcern(
                about=About.PLACE,
                described_as="The flats behind Southbay arcade, second stair",
                what_i_saw="Three of our young people go to one first-floor flat. None will name the men there.",
                observed=_told("IND_PLACE_REFERRALS", "IND_OLDER_CONTROL"),
                where_seen="Southbay, behind the arcade",
                happened=When.at(overdue_from - timedelta(hours=19)),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.NOT_KNOWN,
            ),
        ),
        DemoConcern(
            code="on-the-train-in-school-hours",
            by="ravi.menon",
            raised_at=longest,
            child="gurpreet-sandhu",
            concern=NewConcern(
                children=(ChildDescribed("Gurps", "about 16"),),
                what_i_saw="Three times on the 10:42 to Southbay. Each time an adult paid for the ticket in cash.",
                observed=_told("IND_SCHOOL_HOURS_TRAVEL", "IND_VAGUE_ACCOUNT", "IND_OLDER_CONTROL"),
                where_seen="Wendle Valley line, towards Southbay",
                happened=When.at(longest - timedelta(hours=5)),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.NOT_KNOWN,
            ),
        ),
        DemoConcern(
            code="will-not-get-in-the-car",
            by="joanna.pryce",
            raised_at=shortest,
            child="owain-pritchard",
            concern=NewConcern(
                children=(ChildDescribed("Owain Pritchard", "15"),),
                what_i_saw="He eats alone since two of his friends were arrested, and left by the back gate.",
                childs_words="I'm not getting in that car again.",
                observed=_seen("IND_FEAR_REPRISAL", "IND_UNKNOWN_VEHICLES"),
                where_seen="Aldermere High, back gate",
                happened=When.at(shortest - timedelta(hours=1)),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.YES,
                how_to_contact="His mother, at work, before 14:00",
                not_to_be_told=(NotToBeTold.OTHER_RELATIVE,),
                not_to_be_told_in_words="the older cousin who collects him",
            ),
        ),
    )


def _decided_about_children(world: World) -> tuple[DemoConcern, ...]:
    at = world.moments.office
    return (
        DemoConcern(
            code="coach-says-she-is-training",
            by="michael.adu",
            raised_at=at(19, "11:15"),
            child="poppy-lockyer",
            concern=NewConcern(
                children=(ChildDescribed("Poppy Lockyer", "15"),),
                what_i_saw="Away a good deal, two telephones, cash, often tired, collected by a man we did not know.",
                observed=_seen("IND_MULTI_PHONES", "IND_UNEXPLAINED_MONEY", "IND_OLDER_CONTROL", "IND_INJURY"),
                where_seen="Aldermere High",
                happened=When.at(at(19, "08:30")),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.YES,
            ),
            decided=_decision(
                "marian.okoye",
                at(19, "15:10"),
                TriageAnswer.NO_FURTHER_ACTION,
                "Spoke to Poppy, both parents and her coach: two homes, a Saturday job. The man is her uncle.",
                "Thank you. Each thing you saw has an ordinary reason, and she knows she can come to you.",
                outside=RiskAnswer.NOT_SEEN,
            ),
        ),
        DemoConcern(
            code="two-phones-and-a-new-coat",
            by="lesley.farrant",
            raised_at=at(15, "12:10"),
            child="maisie-thornton",
            concern=NewConcern(
                children=(ChildDescribed("Maisie Thornton", "13"),),
                what_i_saw="New coat and two telephones. Friends of years no longer sit with her. A car waits for her.",
                childs_words="They look after me. You wouldn't get it.",
                observed=_seen("IND_MULTI_PHONES", "IND_UNEXPLAINED_ITEMS", "IND_UNKNOWN_VEHICLES"),
                where_seen="Market Wendle Academy",
                happened=When.at(at(15, "08:50")),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.YES,
                how_to_contact="Her mother, any time",
            ),
            decided=_decision(
                "marian.okoye",
                at(15, "15:25"),
                TriageAnswer.EARLY_HELP,
                "Harm is outside the home and her mother wants help.",
                "A family worker starts this week. Please ring us before any decision about her place at school.",
            ),
        ),
        DemoConcern(
            code="burns-he-would-not-explain",
            by="folasade.king",
            raised_at=at(2, "10:25"),
            child="marcus-boateng",
            concern=NewConcern(
                children=(ChildDescribed("Marcus Boateng", "15"),),
                what_i_saw="Round burns on the forearm. He said it was a radiator and kept looking at the door.",
                observed=_seen("IND_INJURY", "IND_BAD_COVER_STORY", "IND_FEAR_REPRISAL"),
                where_seen="Fishpool Infirmary",
                happened=When.at(at(2, "09:40")),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.NOT_KNOWN,
            ),
            decided=_decision(
                "denise.achampong",
                at(2, "14:15"),
                TriageAnswer.ACCEPT_TO_SOCIAL_CARE,
                "Hurt while missing and afraid to say by whom. A strategy discussion is called for tomorrow.",
                "Accepted today. A social worker will ring you for what you saw.",
            ),
        ),
    )


def _decided_about_others(world: World) -> tuple[DemoConcern, ...]:
    at = world.moments.office
    return (
        DemoConcern(
            code="waiting-in-a-car-outside",
            by="bill.orchard",
            raised_at=at(11, "15:20"),
            concern=NewConcern(
                about=About.GROUP,
                described_as="Four pupils of Wendle Bridge who are met by one grey car",
                what_i_saw="The same grey car meets them at the gate on Thursdays. On Fridays they are worn out.",
                observed=_seen("IND_UNKNOWN_VEHICLES", "IND_LATE_ALLNIGHT"),
                where_seen="Wendle Bridge, front gate",
                happened=When.at(at(11, "14:50")),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.NOT_KNOWN,
            ),
            decided=_decision(
                "marian.okoye",
                at(11, "16:55"),
                TriageAnswer.PLACE_OR_GROUP_WORK,
                "Four children and one car: a group to be worked with together, and a gate to be watched.",
                "We will work with the four as a group. Please write down the car each Thursday.",
            ),
        ),
        DemoConcern(
            code="a-number-in-five-phones",
            by="omari.blake",
            raised_at=at(8, "14:30"),
            concern=NewConcern(
                about=About.NUMBER,
                described_as=NUMBER_OF_CONCERN,
                what_i_saw="Five young people at the club have this number saved under five different names.",
                observed=_seen("IND_PHONE_TRAFFIC"),
                where_seen="Canal Reach youth club",
                happened=When.at(at(8, "12:30")),
                immediate_danger=False,
                safe_to_contact_family=SafeToContact.NOT_KNOWN,
            ),
            decided=_decision(
                "denise.achampong",
                at(8, "17:05"),
                TriageAnswer.PLACE_OR_GROUP_WORK,
                "One number and five children: the missing and exploitation team works on the number.",
                "Police have the number. Each child's own worker has been told.",
            ),
        ),
    )


def _about_a_worker(world: World) -> DemoConcern:
    raised_at = world.moments.office(2, "13:30")
    return DemoConcern(
        code="lifts-home-from-training",
        by="martin.eddowes",
        raised_at=raised_at,
        concern=NewConcern(
            route=Route.ALLEGATION,
            children=(ChildDescribed("not known", "about 13"),),
            works_with_children="A volunteer coach at Canal Reach sports hall",
            what_i_saw="He gives one boy lifts and money and asks him to keep it between them.",
            where_seen="Canal Reach sports hall",
            happened=When.at(raised_at - timedelta(hours=19)),
            immediate_danger=False,
            safe_to_contact_family=SafeToContact.NOT_KNOWN,
            not_to_be_told=(NotToBeTold.SOMEBODY_ELSE,),
            not_to_be_told_in_words="anybody at the club",
        ),
    )
