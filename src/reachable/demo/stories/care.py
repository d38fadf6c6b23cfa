"""Stories that begin, or drift, in children's services and the NRM.

In:  a Scene.
Out: what happened, written into it.
"""

from typing import Any

from reachable.demo.agencies import N_POLICE
from reachable.demo.scene import Scene


def stepped_down_after_missing(scene: Scene) -> None:
    """Tell of Nadia, 13, stepped down to early help three days after she came back from a night away."""
    child = "nadia-rahman"
    scene.missing(
        child,
        scene.at(12, "20:20"),
        found_at=scene.at(11, "08:45"),
        found_place="Lea Cross, car with two older men",
        miles=3.0,
        offered_at=scene.office(10, "10:00"),
        declined_at=scene.office(9, "10:00"),
        declined_reason="Parents said the family would deal with it",
    )
    scene.referred(
        child, scene.office(10, "12:30"), source="police", decision="TO_EARLY_HELP", decided_at=scene.office(8, "11:00")
    )
    scene.plan(child, "EARLY_HELP", scene.office(6, "10:00"), worker="Omari Blake", team="Adolescent team")


def closed_because_he_would_not_come(scene: Scene) -> None:
    """Tell of Kofi, 15, whose case was closed three days ago because he missed three appointments."""
    child = "kofi-mensah"
    told: dict[str, Any] = {"worker": "Jin Howarth", "team": "Adolescent team"}
    scene.plan(
        child, "CIN", scene.office(95, "10:00"), end=scene.office(3, "10:30"), why_ended="Did not engage", **told
    )
    for days_ago in (40, 26, 12):
        scene.step(child, "VISIT", scene.office(days_ago, "16:00"), outcome="NOT_SEEN", **told)
    scene.step(child, "CLOSURE", scene.office(3, "11:00"), reason="CL_NON_ENGAGE", **told)
    scene.missing(
        child,
        scene.at(20, "22:10"),
        found_at=scene.at(18, "09:15"),
        found_place="Market Wendle",
        miles=78.0,
        offered_at=scene.office(17, "11:00"),
        declined_at=scene.office(16, "11:00"),
        declined_reason="Could not be reached",
    )


def placed_sixty_miles_away(scene: Scene) -> None:
    """Tell of Chloe, 15, looked after by Eastham, placed in Southbay, and missing from there twice."""
    child = "chloe-barratt"
    told: dict[str, Any] = {"worker": "Samuel Teklu", "team": "Looked-after children"}
    scene.plan(child, "CLA", scene.office(210, "10:00"), **told)
    scene.step(
        child,
        "PLACEMENT_START",
        scene.office(13, "14:00"),
        outcome="children's home",
        miles=62.0,
        placement_area="Northshire",
        **told,
    )
    for days_ago in (9, 2):
        scene.missing(
            child,
            scene.at(days_ago, "21:40"),
            by=N_POLICE,
            missing_from="placement",
            reported_by="children's home",
            found_at=scene.at(days_ago - 1, "02:10") if days_ago == 9 else None,
            found_place="Southbay seafront" if days_ago == 9 else "",
            miles=1.0 if days_ago == 9 else None,
        )
    scene.school(child, "STARTED", scene.weekday(8), reason="mainstream")


def referred_to_nrm_and_no_answer(scene: Scene) -> None:
    """Tell of Jakub, 16, referred twenty-three days ago; no reasonable grounds decision has come."""
    child = "jakub-kowal"
    told: dict[str, Any] = {"worker": "Tom Ashgrove", "team": "Exploitation team"}
    scene.arrested(
        child,
        scene.at(25, "15:15"),
        station="Southbay custody",
        offence="Possession with intent to supply class A",
        drugs_supply=True,
        drugs="heroin",
        wraps=18,
        cash_pence=11000,
        phones=2,
        away_from_home_area=False,
        ready_at=scene.at(25, "20:30"),
        collected_at=scene.at(25, "21:40"),
        collected_by="father",
        released_at=scene.moments.at(25, "21:45"),
        disposal="RUI",
    )
    scene.plan(child, "ROTH", scene.office(60, "10:00"), trusted_adult="his boxing coach", **told)
    scene.step(child, "NRM_REFERRAL", scene.office(23, "14:00"), reason="Northshire Children's Services", **told)
    scene.step(child, "VISIT", scene.office(9, "15:30"), outcome="SEEN", trusted_adult="his boxing coach", **told)


def nrm_positive_and_still_waiting(scene: Scene) -> None:
    """Tell of Sienna, 17, with reasonable grounds for two hundred days and no conclusive decision."""
    child = "sienna-grant"
    told: dict[str, Any] = {"worker": "Jin Howarth", "team": "Adolescent team"}
    ref = scene.step(child, "NRM_REFERRAL", scene.office(208, "12:00"), reason="Thameside Police", **told)
    scene.step(child, "NRM_RG", scene.office(200, "12:00"), ref=ref, outcome="POSITIVE", **told)
    scene.plan(child, "CIN", scene.office(205, "12:00"), **told)
    scene.step(child, "VISIT", scene.office(33, "12:00"), outcome="SEEN", **told)


def new_worker_at_step_up(scene: Scene) -> None:
    """Tell of Amara, 14, whose plan was stepped up and with it the one worker she talks to was changed."""
    child = "amara-okafor"
    before: dict[str, Any] = {
        "worker": "Omari Blake",
        "team": "Adolescent team",
        "trusted_adult": "Omari, her youth worker",
    }
    after: dict[str, Any] = {"worker": "Jin Howarth", "team": "Adolescent team"}
    scene.plan(child, "CIN", scene.office(140, "10:00"), end=scene.office(7, "10:00"), why_ended="Stepped up", **before)
    scene.step(child, "CONFERENCE", scene.office(7, "09:30"), outcome="Protection plan agreed", **after)
    scene.plan(child, "CP", scene.office(7, "10:10"), **after)
    scene.step(
        child,
        "VISIT",
        scene.office(15, "16:00"),
        outcome="SEEN",
        child_said="Omari's the only one I tell stuff to.",
        **before,
    )


def missing_excluded_and_in_care(scene: Scene) -> None:
    """Tell of Bethany, 16, in care, suspended and missing, all within a year."""
    child = "bethany-cole"
    told: dict[str, Any] = {
        "worker": "Yusra Deen",
        "team": "Exploitation team",
        "trusted_adult": "her key worker at the home",
    }
    scene.plan(child, "CLA", scene.office(300, "10:00"), **told)
    scene.step(
        child,
        "PLACEMENT_START",
        scene.office(290, "14:00"),
        outcome="children's home",
        miles=23.0,
        placement_area="Northshire",
        **told,
    )
    scene.step(child, "VISIT", scene.office(20, "14:00"), outcome="SEEN", **told)
    scene.school(child, "SUSPENSION", scene.weekday(55), days=4, reason="Left lessons")
    for days_ago in (70, 41, 14):
        scene.missing(
            child,
            scene.at(days_ago, "23:00"),
            missing_from="placement",
            reported_by="children's home",
            found_at=scene.at(days_ago - 2, "07:30"),
            found_place="Aldermere, friend's car",
            miles=23.0,
            offered_at=scene.office(days_ago - 3, "12:00"),
            held_at=scene.office(days_ago - 4, "12:00"),
            interviewer="Robin Tallis, The Light Left On",
            independent=True,
            child_said="I come back because of the dog." if days_ago == 14 else "",
        )


def refused_three_times(scene: Scene) -> None:
    """Tell of Carys, 15, referred three times in three months and refused each time."""
    child = "carys-llewellyn"
    for days_ago, source in ((78, "school"), (44, "police"), (15, "school")):
        scene.referred(
            child,
            scene.office(days_ago, "12:00"),
            source=source,
            decision="TO_REFUSED",
            decided_at=scene.office(days_ago - 2, "16:30"),
        )
    scene.missing(
        child,
        scene.at(45, "21:30"),
        found_at=scene.at(44, "01:15"),
        found_place="Aldermere multi-storey car park",
        miles=2.0,
        condition="smelt of drink, older boys with her",
        grade="LOW",
    )
    scene.school(child, "ATTENDANCE", scene.weekday(13), sessions=8, authorised=False, reason="Parents did not know")


def seventeen_and_nearly_out(scene: Scene) -> None:
    """Tell of Daniel, 17, on a protection plan, with no plan for the day he is 18."""
    child = "daniel-achebe"
    told: dict[str, Any] = {"worker": "Jin Howarth", "team": "Adolescent team"}
    scene.plan(child, "CP", scene.office(120, "10:00"), **told)
    scene.step(child, "CONFERENCE", scene.office(120, "09:30"), outcome="Protection plan agreed", **told)
    scene.step(
        child, "VISIT", scene.office(11, "17:00"), outcome="SEEN", child_said="What happens after my birthday?", **told
    )


def no_conference_after_strategy_discussion(scene: Scene) -> None:
    """Tell of Leo, 13, whose conference is overdue twenty-six days after the strategy discussion."""
    child = "leo-stanway"
    told: dict[str, Any] = {"worker": "Oyinda Bello", "team": "Assessment team"}
    scene.referred(
        child,
        scene.office(28, "10:00"),
        source="school",
        decision="TO_ACCEPTED_CP",
        decided_at=scene.office(27, "12:00"),
    )
    scene.step(child, "STRATEGY", scene.office(26, "14:00"), outcome="Enquiry started", **told)
    scene.step(child, "ASSESSMENT_START", scene.office(26, "15:00"), **told)
    scene.step(child, "VISIT", scene.office(18, "16:00"), outcome="SEEN", **told)


def assessment_past_its_time(scene: Scene) -> None:
    """Tell of Wei, 14, whose assessment has run past forty-five working days."""
    child = "wei-zhang"
    told: dict[str, Any] = {"worker": "Oyinda Bello", "team": "Assessment team"}
    scene.referred(
        child,
        scene.office(76, "10:00"),
        source="hospital",
        decision="TO_ACCEPTED_CIN",
        decided_at=scene.office(75, "12:00"),
    )
    scene.step(child, "ASSESSMENT_START", scene.office(74, "10:00"), **told)
    scene.step(child, "VISIT", scene.office(50, "10:00"), outcome="SEEN", **told)


def not_visited_for_seven_weeks(scene: Scene) -> None:
    """Tell of Ana, 13, on a child in need plan and last seen seven weeks ago."""
    child = "ana-popescu"
    told: dict[str, Any] = {"worker": "Jin Howarth", "team": "Adolescent team"}
    scene.plan(child, "CIN", scene.office(130, "10:00"), **told)
    scene.step(child, "VISIT", scene.office(92, "16:00"), outcome="SEEN", **told)
    scene.step(child, "VISIT", scene.office(50, "16:00"), outcome="SEEN", **told)
    scene.step(child, "VISIT", scene.office(8, "16:00"), outcome="NOT_SEEN", **told)


def adopted(scene: Scene) -> None:
    """Tell of Jamie, 11, adopted; the record under the first name was closed, and the two must never be joined."""
    before, after = "jamie-netherby", "jamie-fairweather"
    scene.plan(before, "CLA", scene.office(2400, "10:00"), end=scene.office(1500, "10:00"), why_ended="Adopted")
    scene.step(before, "CLOSURE", scene.office(1500, "11:00"), reason="CL_RISK_REDUCED")
    scene.school(after, "STARTED", scene.weekday(75), reason="mainstream")
    scene.school(after, "ATTENDANCE", scene.weekday(30), sessions=2, authorised=True, reason="Ill")
    scene.step(after, "CONTACT", scene.office(200, "10:00"), outcome="Adoption support asked for and given")
