"""Stories told by trains, wardens and placements: children seen far from where they live.

In:  a Scene.
Out: what happened, written into it.
"""

from datetime import timedelta
from typing import Any

from reachable.demo.agencies import E_POLICE, N_POLICE
from reachable.demo.scene import Scene

RAILWAY, HARBOUR = "wendle-valley-railway", "harbour-house"
GUARD, CARER = "train guard", "night care worker"


def alone_on_a_train_in_school_hours(scene: Scene) -> None:
    """Tell of Idris, 14, met without a ticket 84 miles from home at eleven on a school morning and sent on his way."""
    child = "idris-vaughan"
    scene.stopped(
        child,
        scene.office(2, "10:50"),
        place="Thornwick station, platform 2",
        reason="no ticket",
        outcome="TRAVELLED_ON",
        has_ticket=False,
        alone=True,
        in_school_hours=True,
        away_from_home_area=True,
        miles=84.0,
        reason_given="visiting an uncle",
        reason_checked=False,
    )
    scene.school(child, "ATTENDANCE", scene.weekday(2), sessions=2, authorised=False)


def three_trains_in_ten_days(scene: Scene) -> None:
    """Tell of Blessing, 15, noticed on three trains by three people, none of whom knew of the other two."""
    child = "blessing-adu"
    for days_ago, miles in ((12, 61.0), (8, 61.0), (3, 74.0)):
        scene.stopped(
            child,
            scene.office(days_ago, "12:15"),
            place="Wendle Valley line, near Market Wendle",
            reason="ticket not valid on this train",
            outcome="NO_ACTION",
            has_ticket=days_ago != 3,
            alone=days_ago != 8,
            with_whom="an older girl with two phones" if days_ago == 8 else "",
            in_school_hours=True,
            away_from_home_area=True,
            miles=miles,
            reason_given="college open day",
            reason_checked=False,
        )
    scene.seen(
        child,
        scene.at(8, "21:40"),
        agency=RAILWAY,
        by=GUARD,
        place="Last train to Southbay",
        with_whom="a man in a grey tracksuit",
        condition="very tired, no bag",
        what="Moved carriage when he did.",
    )


def stopped_with_a_stranger(scene: Scene) -> None:
    """Tell of Levi, 16, spoken to by police in a car with a man he could not name; no search, no referral."""
    child = "levi-marchant"
    scene.stopped(
        child,
        scene.at(4, "23:35"),
        by=N_POLICE,
        report="ACCOUNT",
        place="Beacon Hill, Southbay",
        reason="car stopped for no lights",
        outcome="NO_ACTION",
        alone=False,
        with_whom="a man of about 30; he did not know his surname",
        in_school_hours=False,
        away_from_home_area=False,
    )
    scene.seen(
        child,
        scene.at(6, "02:20"),
        agency=RAILWAY,
        by="station cleaner",
        place="Southbay station, waiting room",
        condition="asleep, shoes off",
        what="Said he had missed the last train. There had been none.",
    )


def met_together_at_a_station(scene: Scene) -> None:
    """Tell of Aurelia, 13, and Priya, 14, met together a long way from home; each school knew of one."""
    first, second = "aurelia-stan", "priya-nair"
    at = scene.office(5, "13:20")
    told: dict[str, Any] = {
        "place": "Aldermere station, ticket hall",
        "reason": "no ticket",
        "outcome": "HANDED_OVER",
        "has_ticket": False,
        "alone": False,
        "in_school_hours": True,
        "away_from_home_area": True,
        "miles": 66.0,
        "reason_given": "shopping",
        "reason_checked": False,
    }
    elder = scene.stopped(second, at, with_keys=(f"{scene.code}-2",), **told)
    scene.stopped(first, at, with_keys=(elder,), child_said="She said we'd be back before home time.", **told)


def to_see_his_grandmother(scene: Scene) -> None:
    """Tell of Owen, 15, met on a train in school hours with a ticket and a grandmother who was waiting for him."""
    child = "owen-tregear"
    scene.stopped(
        child,
        scene.office(7, "11:30"),
        place="Wendle Valley line, near Aldermere",
        reason="in uniform out of school",
        outcome="TRAVELLED_ON",
        has_ticket=True,
        alone=True,
        in_school_hours=True,
        away_from_home_area=False,
        miles=18.0,
        reason_given="his grandmother had fallen",
        reason_checked=True,
    )
    scene.school(child, "ATTENDANCE", scene.weekday(7), sessions=1, authorised=True, reason="Family")


def searched_and_nothing_found(scene: Scene) -> None:
    """Tell of Ismail, 16, searched four times in seven weeks, with nothing found: a pattern that is not his."""
    child = "ismail-farah"
    for days_ago in (47, 33, 19, 6):
        scene.stopped(
            child,
            scene.at(days_ago, "17:10"),
            by=N_POLICE,
            report="SEARCH",
            power="MDA_23",
            place="Sluice Road, Market Wendle",
            reason="smell of cannabis",
            outcome="NO_ACTION",
            in_school_hours=False,
            away_from_home_area=False,
            child_said="It's every week. I just stopped going out." if days_ago == 6 else "",
        )


def three_homes_in_five_months(scene: Scene) -> None:
    """Tell of Jodie, 15, moved three times, each further off; nobody told the last area that she lives there."""
    child = "jodie-larkin"
    told: dict[str, Any] = {"worker": "Samuel Teklu", "team": "Looked-after children"}
    scene.plan(child, "CLA", scene.office(230, "10:00"), **told)
    moves = ((150, 92, "U6", "Eastham", 6.0), (92, 38, "K2", "Westmoor", 48.0), (38, None, "K2", "Northshire", 91.0))
    for place, (began, ended, kind, area, miles) in enumerate(moves):
        scene.placed(
            child,
            scene.office(began, "15:00"),
            kind,
            area,
            miles=miles,
            provider="PR4",
            registration="REGISTERED",
            emergency=place == 2,
            told_at=scene.office(began, "10:00") if place == 1 else None,
            why_moved="CREQB" if place else "",
            ended_at=scene.office(ended, "14:00") if ended else None,
            why_ended="CREQB" if ended else "",
            child_said="Every time I unpack they move me." if place == 2 else "",
            **told,
        )
    scene.seen(
        child,
        scene.at(9, "23:50"),
        agency=HARBOUR,
        by=CARER,
        place="Southbay seafront",
        with_whom="two men who drove off",
        condition="new coat, would not say from whom",
        what="Came back by herself at ten to midnight.",
    )


def placed_and_the_area_was_told(scene: Scene) -> None:
    """Tell of Naomi, 14, placed two counties off with everybody told before she came, and settled."""
    child = "naomi-osei"
    told: dict[str, Any] = {"worker": "Yusra Deen", "team": "Exploitation team"}
    scene.plan(child, "CLA", scene.office(120, "10:00"), **told)
    scene.placed(
        child,
        scene.office(41, "14:00"),
        "U6",
        "Westmoor",
        miles=44.0,
        provider="PR4",
        registration="NOT_REQUIRED",
        emergency=False,
        told_at=scene.office(46, "11:00"),
        trusted_adult="Auntie Grace, her foster carer",
        must_not_have_address="mother's partner",
        child_said="It's quiet. I like the dog.",
        **told,
    )
    scene.step(child, "VISIT", scene.office(10, "15:30"), outcome="SEEN", **told)


def placed_at_night_in_a_home_that_is_not_registered(scene: Scene) -> None:
    """Tell of Cameron, 16, placed at eleven at night in a flat with two members of staff and no registration."""
    child = "cameron-sheldrake"
    scene.plan(child, "CLA", scene.office(31, "10:00"), worker="Tom Ashgrove", team="Exploitation team")
    scene.placed(
        child,
        scene.at(6, "23:00"),
        "OTHER",
        "Eastham",
        miles=58.0,
        provider="PR4",
        registration="UNREGISTERED",
        emergency=True,
        worker="Tom Ashgrove",
        team="Exploitation team",
    )
    scene.missing(
        child,
        scene.at(3, "22:15"),
        by=E_POLICE,
        missing_from="placement",
        reported_by="staff",
        found_at=scene.at(2, "13:30"),
        found_place="Canal Reach, stairwell",
        miles=57.0,
        condition="hungry, would not say where he had slept",
        grade="HIGH",
    )


def home_before_the_end_of_the_week(scene: Scene) -> None:
    """Tell of Zainab, 13, looked after for five days while her mother was in hospital, and home again."""
    child = "zainab-sharif"
    began = scene.office(26, "12:00")
    scene.placed(
        child,
        began,
        "U6",
        "Eastham",
        miles=2.0,
        provider="PR1",
        registration="NOT_REQUIRED",
        emergency=True,
        why_moved="OTHER",
        ended_at=began + timedelta(days=5),
        why_ended="HOME",
    )


def every_night_at_the_takeaway(scene: Scene) -> None:
    """Tell of Theo, 12, seen at a takeaway by the harbour night after night by people who each thought it was once."""
    child = "theo-brandt"
    for days_ago in (11, 9, 4):
        scene.seen(
            child,
            scene.at(days_ago, "22:40"),
            agency=HARBOUR,
            by="deputy manager",
            place="Takeaway on Harbour Row, Southbay",
            with_whom="the man behind the counter" if days_ago == 4 else "",
            condition="school shirt, nothing to eat",
            what="Carried bags to a car that waited.",
            sure="THINKS_SO" if days_ago == 11 else "SURE",
        )
    scene.seen(
        child,
        scene.at(2, "23:15"),
        agency=RAILWAY,
        by=GUARD,
        place="Southbay station forecourt",
        how_known="CAMERA",
        what="Handed something through a car window.",
    )
