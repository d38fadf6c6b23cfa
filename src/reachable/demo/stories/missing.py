"""Stories that begin with a child who was not where somebody expected.

In:  a Scene.
Out: what happened, written into it.
"""

from datetime import timedelta

from reachable.demo.scene import Scene

LIGHT_LEFT_ON = "The Light Left On"
RETURN_INTERVIEW = timedelta(hours=72)
"""A return interview is due this long after a child comes back."""


def return_interview_due_today(scene: Scene) -> None:
    """Tell of Rhodri, 16, back for nearly three days, whose interview falls due this morning or early afternoon."""
    child = "rhodri-bevan"
    came_back = scene.moments.from_now(timedelta(hours=3, minutes=40) - RETURN_INTERVIEW)
    scene.missing(
        child,
        came_back - timedelta(hours=31),
        found_at=came_back,
        found_place="came home by himself",
        miles=0.0,
        condition="tired, would not say where he had been",
        offered_at=came_back + timedelta(hours=5),
        grade="MEDIUM",
    )
    scene.school(child, "ATTENDANCE", scene.weekday(4), sessions=4, authorised=False, reason="Missing from home")


def return_interview_overdue(scene: Scene) -> None:
    """Tell of Zofia, 14, back for five days and offered nothing."""
    child = "zofia-wisniewska"
    scene.missing(
        child,
        scene.at(7, "21:15"),
        found_at=scene.at(5, "13:25"),
        found_place="friend's flat, Aldermere",
        miles=24.0,
        condition="clean, new coat with the label on",
        grade="MEDIUM",
    )
    scene.school(child, "ATTENDANCE", scene.weekday(6), sessions=4, authorised=False, reason="Missing")


def return_interview_declined_then_missing_again(scene: Scene) -> None:
    """Tell of Hamza, 15, who declined his interview and was missing again four days after he came back."""
    child = "hamza-iqbal"
    scene.missing(
        child,
        scene.at(16, "22:50"),
        found_at=scene.at(15, "19:05"),
        found_place="Aldermere retail park",
        miles=3.0,
        offered_at=scene.office(14, "11:00"),
        declined_at=scene.office(13, "16:20"),
        declined_reason="Said he had told the police everything",
        grade="LOW",
    )
    scene.missing(
        child,
        scene.at(11, "23:20"),
        found_at=scene.at(9, "08:10"),
        found_place="Canal Reach, Eastham",
        miles=90.0,
        condition="hungry, two telephones",
        offered_at=scene.office(8, "10:30"),
        held_at=scene.office(7, "15:00"),
        interviewer=f"Robin Tallis, {LIGHT_LEFT_ON}",
        independent=True,
        child_said="They know where my mum works. I can't just stop.",
        grade="MEDIUM",
    )


def found_a_hundred_miles_away(scene: Scene) -> None:
    """Tell of Callum, 14, found on a platform in Thornwick with no ticket, for the second time this month."""
    child = "callum-whitlock"
    scene.missing(
        child,
        scene.at(22, "18:10"),
        found_at=scene.at(21, "07:40"),
        found_place="Aldermere station",
        miles=87.0,
        condition="no ticket, could not say who he was meeting",
        offered_at=scene.office(20, "09:30"),
        declined_at=scene.office(18, "10:00"),
        declined_reason="Not at home when the interviewer called",
    )
    scene.missing(
        child,
        scene.at(2, "17:30"),
        found_at=scene.at(1, "23:45"),
        found_place="Thornwick station, platform 1",
        miles=104.0,
        condition="no ticket, wet through, keys to a holiday flat",
        grade="HIGH",
    )
    scene.school(child, "ATTENDANCE", scene.weekday(2), sessions=2, authorised=False, reason="Left at break")


def missing_for_weeks(scene: Scene) -> None:
    """Tell of Mateusz, 16, missing for sixteen days and still not found."""
    child = "mateusz-zielinski"
    for days_ago, hours in ((64, 9), (47, 30), (33, 55)):
        left = scene.at(days_ago, "20:00")
        scene.missing(
            child,
            left,
            found_at=left + timedelta(hours=hours),
            found_place="came back by himself",
            miles=0.0,
            offered_at=left + timedelta(hours=hours + 20),
            declined_at=left + timedelta(hours=hours + 44),
            declined_reason="No answer",
            grade="LOW",
        )
    scene.missing(child, scene.at(16, "21:10"), grade="MEDIUM")
    scene.school(child, "ATTENDANCE", scene.weekday(3), sessions=18, authorised=False, reason="Missing")
    scene.step(child, "CONTACT", scene.office(14, "10:10"), outcome="Noted; police are looking for him")


def found_in_a_home_taken_over(scene: Scene) -> None:
    """Tell of Ruby, 14, found in the flat of a man whose home others had taken over."""
    child = "ruby-fenn"
    scene.missing(
        child,
        scene.at(13, "22:00"),
        found_at=scene.at(10, "11:20"),
        found_place="cuckooed address, Southbay, tenant a man with care needs",
        miles=27.0,
        condition="bruised wrists, had not slept",
        offered_at=scene.office(9, "10:00"),
        held_at=scene.office(8, "14:30"),
        interviewer=f"Robin Tallis, {LIGHT_LEFT_ON}",
        independent=True,
        child_said="I was only meant to stay one night. I couldn't leave with what I owed.",
        grade="HIGH",
    )
    scene.step(
        child, "STRATEGY", scene.office(10, "15:30"), outcome="Enquiry to start; police, health and school present"
    )
    scene.step(child, "ASSESSMENT_START", scene.office(9, "09:30"), worker="Peter Lindqvist", team="Assessment team")


def first_missing_then_first_find(scene: Scene) -> None:
    """Tell of Haroon, 14, unknown to anybody until one night away; nine days later he was stopped with drugs."""
    child = "haroon-malik"
    scene.missing(
        child,
        scene.at(13, "23:00"),
        found_at=scene.at(12, "14:40"),
        found_place="Market Wendle bus station",
        miles=1.5,
        offered_at=scene.office(11, "11:00"),
        held_at=scene.office(10, "16:00"),
        interviewer="Imran Sadiq, Northshire Children's Services",
        independent=False,
        grade="LOW",
    )
    scene.arrested(
        child,
        scene.at(3, "17:25"),
        occurrence="STOP",
        station="Southbay promenade",
        offence="Possession of cannabis",
        drugs="cannabis",
        wraps=5,
        cash_pence=6000,
        phones=2,
        away_from_home_area=False,
    )


def came_back_hurt(scene: Scene) -> None:
    """Tell of Marcus, 15, who came back with burns he would not explain."""
    child = "marcus-boateng"
    scene.missing(
        child,
        scene.at(5, "19:40"),
        found_at=scene.at(2, "06:30"),
        found_place="outside his home",
        miles=0.0,
        condition="burns to the forearm, dirty clothes, will not say how",
        grade="MEDIUM",
    )
    scene.missing(
        child,
        scene.at(38, "20:15"),
        found_at=scene.at(37, "09:50"),
        found_place="Fishpool market",
        miles=1.0,
        offered_at=scene.office(36, "10:00"),
        declined_at=scene.office(35, "10:00"),
        declined_reason="Mother said he was at school",
        grade="LOW",
    )


def said_wants_out(scene: Scene) -> None:
    """Tell of Keira, 16, who told her interviewer that she wants to stop."""
    child = "keira-gallacher"
    scene.missing(
        child,
        scene.at(6, "18:20"),
        found_at=scene.at(4, "20:10"),
        found_place="Thornwick, hotel lobby",
        miles=31.0,
        condition="tearful, asked for her grandmother",
        offered_at=scene.office(3, "09:30"),
        held_at=scene.office(2, "11:00"),
        interviewer=f"Robin Tallis, {LIGHT_LEFT_ON}",
        independent=True,
        child_said="I want out. I don't know how you tell them that.",
    )
    scene.step(
        child,
        "CONTACT",
        scene.office(2, "15:45"),
        outcome="Grandmother rang and asked for help",
        trusted_adult="her grandmother",
    )


def twin_missing_overnight(scene: Scene) -> None:
    """Tell of Jack, 13, missing one night; his twin Jake was at home throughout."""
    scene.missing(
        "jack-turnbull",
        scene.at(1, "19:50"),
        found_at=scene.moments.at(0, "03:30"),
        found_place="Market Wendle, skate park",
        miles=1.0,
        condition="cold",
        grade="MEDIUM",
    )
    scene.school("jack-turnbull", "SUSPENSION", scene.weekday(24), days=1, reason="Fighting")
    scene.school("jake-turnbull", "ATTENDANCE", scene.weekday(12), sessions=2, authorised=True, reason="Dentist")


def two_children_of_one_home(scene: Scene) -> None:
    """Tell of Kyle and Ashton, who live at one children's home with one telephone and were missing the same night."""
    for child, place, clock in (
        ("kyle-denny", "Thornwick pier", "01:30"),
        ("ashton-dacosta", "Thornwick pier", "01:35"),
    ):
        scene.step(
            child,
            "PLACEMENT_START",
            scene.office(150 if child == "kyle-denny" else 90, "12:00"),
            outcome="children's home",
            miles=46.0 if child == "kyle-denny" else 101.0,
            placement_area="Northshire",
        )
        scene.missing(
            child,
            scene.at(27, "21:00"),
            by="northshire-police",
            missing_from="placement",
            reported_by="children's home",
            found_at=scene.at(26, clock),
            found_place=place,
            miles=1.0,
            offered_at=scene.office(25, "16:00"),
            held_at=scene.office(24, "16:00"),
            interviewer=f"Robin Tallis, {LIGHT_LEFT_ON}",
            independent=True,
            grade="MEDIUM",
        )
