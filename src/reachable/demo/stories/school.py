"""Stories that begin at school or in hospital.

In:  a Scene.
Out: what happened, written into it.
"""

from reachable.demo.scene import Scene


def excluded_for_good_and_missing_twice(scene: Scene) -> None:
    """Tell of Maisie, 13, permanently excluded on the last school day and missing twice this month."""
    child = "maisie-thornton"
    scene.school(child, "SUSPENSION", scene.weekday(34), days=2, reason="Rude to staff")
    scene.school(child, "SUSPENSION", scene.weekday(20), days=5, reason="Vaping; would not say where it came from")
    scene.school(child, "ATTENDANCE", scene.weekday(12), sessions=11, authorised=False, reason="No reason given")
    for days_ago, place, miles in ((17, "Aldermere station", 19.0), (8, "Southbay arcade", 26.0)):
        scene.missing(
            child,
            scene.at(days_ago, "20:30"),
            found_at=scene.at(days_ago - 1, "10:15"),
            found_place=place,
            miles=miles,
            condition="well, two telephones" if days_ago == 8 else "well",
            offered_at=scene.office(days_ago - 2, "11:00"),
            held_at=scene.office(days_ago - 3, "15:30"),
            interviewer="Robin Tallis, The Light Left On",
            independent=True,
            child_said="They're the only ones who talk to me like I'm not a kid." if days_ago == 8 else "",
        )
    scene.school(child, "PERMANENT_EXCLUSION", scene.weekday(1), reason="Persistent disruptive behaviour")


def eight_hours_a_week(scene: Scene) -> None:
    """Tell of Dylan, 14, taught eight hours a week since he came to the pupil referral unit."""
    child = "dylan-marsh"
    scene.school(child, "STARTED", scene.weekday(76), reason="pupil referral unit")
    scene.school(child, "TIMETABLE", scene.weekday(75), hours=15.0, reason="Settling in")
    scene.school(child, "TIMETABLE", scene.weekday(36), hours=8.0, reason="Until behaviour improves")
    scene.school(child, "SUSPENSION", scene.weekday(22), days=3, reason="Left site")
    scene.school(child, "ATTENDANCE", scene.weekday(8), sessions=9, authorised=False, reason="Did not come")


def stabbed_last_night(scene: Scene) -> None:
    """Tell of Ethan, 16, brought to hospital with a stab wound last night; a nurse reports it too."""
    child = "ethan-prosser"
    scene.arrested(
        child,
        scene.moments.at(1, "23:05"),
        occurrence="INCIDENT",
        station="Aldermere, Station Approach",
        offence="Wounding: stabbed in the thigh by people he will not name",
        weapon="knife",
        role="VICTIM",
        away_from_home_area=False,
    )
    scene.missing(
        child,
        scene.at(29, "21:00"),
        found_at=scene.at(27, "12:00"),
        found_place="Lea Cross, Eastham",
        miles=92.0,
        condition="bruised ribs",
        offered_at=scene.office(26, "10:00"),
        declined_at=scene.office(25, "10:00"),
        declined_reason="Did not want to",
    )
    scene.school(child, "ATTENDANCE", scene.weekday(4), sessions=13, authorised=False, reason="Not known")


def every_sign_and_an_ordinary_reason(scene: Scene) -> None:
    """Tell of Poppy, 15, who shows nearly every sign: a swimmer with two homes and a Saturday job."""
    child = "poppy-lockyer"
    scene.school(
        child, "TIMETABLE", scene.weekday(70), hours=19.0, reason="Swims for the county; trains in the mornings"
    )
    scene.school(child, "ATTENDANCE", scene.weekday(15), sessions=10, authorised=True, reason="Competition away")
    scene.school(
        child, "ATTENDANCE", scene.weekday(4), sessions=3, authorised=False, reason="Train late from her father's"
    )
    scene.missing(
        child,
        scene.at(18, "22:30"),
        found_at=scene.at(18, "23:59"),
        found_place="on the train home from her father's in Highcombe",
        miles=41.0,
        condition="well; shoulder strapped from training",
        offered_at=scene.office(17, "10:00"),
        held_at=scene.office(16, "16:00"),
        interviewer="Robin Tallis, The Light Left On",
        independent=True,
        child_said="My phone died. Dad's one is for his house, Mum's is for hers. It's honestly fine.",
        grade="NO_APPARENT_RISK",
    )
    scene.arrested(
        child,
        scene.at(18, "23:50"),
        occurrence="INCIDENT",
        station="Aldermere station",
        offence="Child alone on the last train with £180 from her Saturday job; taken home",
        role="WITNESS",
        away_from_home_area=False,
    )
    scene.step(
        child, "CONTACT", scene.office(16, "17:00"), outcome="Spoke to both parents and coach; nothing to worry about"
    )


def travelled_in_school_hours(scene: Scene) -> None:
    """Tell of Gurpreet, 16, whom a guard has seen on the Wendle Valley line three times in school hours."""
    child = "gurpreet-sandhu"
    for days_ago in (25, 11, 4):
        scene.school(child, "ATTENDANCE", scene.weekday(days_ago), sessions=2, authorised=False, reason="Not in school")
    scene.school(child, "TIMETABLE", scene.weekday(60), hours=25.0, reason="Full timetable")


def money_through_her_account(scene: Scene) -> None:
    """Tell of Simran, 15, whose bank account was used; the school told social care twice and was refused twice."""
    child = "simran-dhillon"
    for days_ago in (48, 17):
        scene.referred(
            child,
            scene.office(days_ago, "13:10"),
            source="school",
            decision="TO_REFUSED",
            decided_at=scene.office(days_ago - 2, "15:00"),
        )
    scene.school(child, "ATTENDANCE", scene.weekday(6), sessions=5, authorised=False, reason="No reason given")
    scene.step(
        child,
        "CONTACT",
        scene.office(5, "09:20"),
        outcome="Mother rang: large sums in and out of her daughter's account",
    )
