"""Stories that begin with the police: an arrest, a stop, a night in custody.

In:  a Scene.
Out: what happened, written into it.
"""

from datetime import timedelta

from reachable.demo.agencies import E_POLICE, N_POLICE
from reachable.demo.happenings import NameGiven
from reachable.demo.scene import Scene

SUPPLY = "Possession with intent to supply class A"
SOUTHBAY, LEA_CROSS, ALDERMERE = "Southbay custody", "Lea Cross custody", "Aldermere custody"


def arrested_far_from_home_last_night(scene: Scene) -> None:
    """Tell of Alfie, 15, missing for four days, arrested far away at 01:20, and nobody comes for him."""
    child = "alfie-kendrick"
    scene.school(child, "SUSPENSION", scene.weekday(40), days=3, reason="Left the site without leave")
    scene.school(child, "ATTENDANCE", scene.weekday(9), sessions=14, authorised=False, reason="No reason given")
    scene.missing(
        child,
        scene.at(31, "23:10"),
        found_at=scene.at(29, "16:30"),
        found_place="Lea Cross bus station",
        miles=2.0,
        condition="tired, new trainers",
        offered_at=scene.office(27, "10:00"),
        declined_at=scene.office(26, "15:00"),
        declined_reason="Said there was nothing to talk about",
        grade="LOW",
    )
    scene.referred(
        child, scene.office(27, "11:15"), source="police", decision="TO_REFUSED", decided_at=scene.office(25, "16:00")
    )
    scene.missing(child, scene.at(4, "22:05"), grade="MEDIUM")
    scene.arrested(
        child,
        scene.moments.at(0, "01:20"),
        by=N_POLICE,
        station=SOUTHBAY,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="crack cocaine and heroin",
        wraps=23,
        cash_pence=34000,
        phones=2,
        away_from_home_area=True,
        ready_at=scene.moments.at(0, "05:40"),
    )


def released_at_night_to_nobody(scene: Scene) -> None:
    """Tell of Samir, 15, whom both authorities refused to fetch; he left custody alone at 23:10."""
    child = "samir-aziz"
    scene.school(child, "ATTENDANCE", scene.weekday(5), sessions=6, authorised=False, reason="Not known")
    scene.missing(
        child,
        scene.at(3, "20:40"),
        found_at=scene.at(2, "11:50"),
        found_place="Lea Cross custody, under arrest",
        miles=88.0,
        condition="hungry, same clothes for two days",
    )
    scene.arrested(
        child,
        scene.at(2, "10:55"),
        by=E_POLICE,
        station=LEA_CROSS,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="heroin",
        wraps=11,
        cash_pence=9550,
        phones=1,
        away_from_home_area=True,
        ready_at=scene.at(2, "18:30"),
        refused_by="BOTH",
        released_at=scene.moments.at(2, "23:10"),
        disposal="RUI",
    )


def third_arrest_and_still_in_debt(scene: Scene) -> None:
    """Tell of Connor, 16, arrested three times in four months, each time losing what he was made to carry."""
    child = "connor-doyle"
    for days_ago, pence, wraps, disposal in (
        (118, 12000, 9, "NO_FURTHER_ACTION"),
        (61, 21500, 17, "RUI"),
        (5, 46000, 30, "BAIL"),
    ):
        scene.arrested(
            child,
            scene.at(days_ago, "17:45"),
            by=N_POLICE if days_ago == 61 else E_POLICE,
            station=SOUTHBAY if days_ago == 61 else LEA_CROSS,
            offence=SUPPLY,
            drugs_supply=True,
            drugs="crack cocaine",
            wraps=wraps,
            cash_pence=pence,
            phones=1,
            away_from_home_area=days_ago == 61,
            ready_at=scene.at(days_ago - 1, "02:40"),
            collected_at=scene.at(days_ago - 1, "04:05"),
            collected_by="uncle",
            released_at=scene.moments.at(days_ago - 1, "04:10"),
            disposal=disposal,
        )
    ref = scene.referred(
        child,
        scene.office(59, "09:40"),
        source="police",
        decision="TO_YJ_ONLY",
        decided_at=scene.office(57, "12:00"),
    )
    scene.step(
        child,
        "CONTACT",
        scene.office(3, "14:20"),
        outcome="Police asked whether a worker was allocated; none is",
        ref=f"{ref}-c",
    )


def hidden_inside_the_body(scene: Scene) -> None:
    """Tell of Tia, 15, brought to custody with drugs inside her body and taken to hospital."""
    scene.arrested(
        "tia-robertson",
        scene.at(6, "21:30"),
        by=N_POLICE,
        station=ALDERMERE,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="heroin",
        wraps=14,
        cash_pence=4000,
        concealed=True,
        away_from_home_area=True,
        ready_at=scene.at(5, "09:30"),
        collected_at=scene.at(5, "14:20"),
        collected_by="Eastham social worker",
        released_at=scene.moments.at(5, "14:30"),
        disposal="BAIL",
    )
    scene.missing(
        "tia-robertson", scene.at(7, "19:15"), found_at=scene.at(6, "21:40"), found_place="Aldermere", miles=91.0
    )


def a_friend_was_arrested(scene: Scene) -> None:
    """Tell of Reece and Idris, 16, arrested together, and of their friend Owain, 15, whom nobody has asked after."""
    reece = f"{scene.code}-{len(scene.happenings) + 1}"
    idris = f"{scene.code}-{len(scene.happenings) + 2}"
    for child, other, phones in (("reece-talbot", idris, 2), ("idris-farah", reece, 1)):
        scene.arrested(
            child,
            scene.moments.at(1, "22:35"),
            station=ALDERMERE,
            offence=SUPPLY,
            drugs_supply=True,
            drugs="cannabis and crack cocaine",
            wraps=8,
            cash_pence=18000,
            phones=phones,
            away_from_home_area=False,
            with_keys=(other,),
            ready_at=scene.moments.at(0, "04:15"),
            collected_at=scene.moments.at(0, "05:05"),
            collected_by="mother",
            released_at=scene.moments.at(0, "05:10"),
            disposal="BAIL",
        )
    first, second = f"{scene.code}-3", f"{scene.code}-4"
    for child, other in (("reece-talbot", second), ("owain-pritchard", first)):
        scene.arrested(
            child,
            scene.at(15, "18:20"),
            occurrence="STOP",
            station="Aldermere bus station",
            offence="Stop and search; nothing found",
            away_from_home_area=False,
            with_keys=(other,),
        )
    scene.school(
        "owain-pritchard", "ATTENDANCE", scene.weekday(3), sessions=4, authorised=False, reason="Parent could not say"
    )


def knife_carried_to_school(scene: Scene) -> None:
    """Tell of Finley, 14, stopped with a knife on the way home and suspended for a week."""
    child = "finley-harker"
    scene.arrested(
        child,
        scene.moments.office(6, "16:10"),
        occurrence="STOP",
        station="Market Wendle, Sluice Road",
        offence="Bladed article in a public place",
        weapon="kitchen knife",
        away_from_home_area=False,
    )
    scene.school(child, "SUSPENSION", scene.weekday(5), days=5, reason="Weapon brought to school")
    scene.school(child, "ATTENDANCE", scene.weekday(19), sessions=3, authorised=False, reason="Truanting")


def robbed_of_what_he_carried(scene: Scene) -> None:
    """Tell of Yusuf, 15, robbed of cash and two telephones in a place he had no reason to be."""
    scene.arrested(
        "yusuf-jama",
        scene.at(8, "20:50"),
        by=N_POLICE,
        occurrence="INCIDENT",
        station="Aldermere station",
        offence="Robbery of personal property: cash and two telephones",
        role="VICTIM",
        away_from_home_area=True,
    )
    scene.missing(
        "yusuf-jama",
        scene.at(8, "23:30"),
        found_at=scene.at(7, "02:15"),
        found_place="Aldermere station",
        miles=89.0,
        condition="cut lip, no shoes",
        offered_at=scene.office(6, "12:00"),
    )


def written_down_late(scene: Scene) -> None:
    """Tell of Tommy, 15, arrested twelve days ago; the record was finished only yesterday."""
    scene.arrested(
        "tommy-sadler",
        scene.at(12, "19:20"),
        by=E_POLICE,
        station=LEA_CROSS,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="heroin",
        wraps=6,
        cash_pence=7000,
        phones=1,
        away_from_home_area=True,
        ready_at=scene.at(11, "01:30"),
        released_at=scene.moments.at(11, "03:50"),
        disposal="RUI",
        late=timedelta(days=10, hours=8),
    )
    scene.school("tommy-sadler", "ATTENDANCE", scene.weekday(10), sessions=5, authorised=False, reason="No contact")


def gave_another_name(scene: Scene) -> None:
    """Tell of Ryan, 15, who told custody another surname and birth date but gave his own telephone number."""
    child = "ryan-pargeter"
    born = scene.children[child].born
    scene.arrested(
        child,
        scene.at(20, "23:40"),
        by=N_POLICE,
        station=SOUTHBAY,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="crack cocaine",
        wraps=12,
        cash_pence=15500,
        away_from_home_area=True,
        name_given=NameGiven(
            forename="Ryan", surname="Peters", born=born.replace(year=born.year - 2, day=born.day % 28 + 1)
        ),
        ready_at=scene.at(19, "10:10"),
        collected_at=scene.at(19, "15:30"),
        collected_by="older cousin, he said",
        released_at=scene.moments.at(19, "15:40"),
        disposal="RUI",
    )
    scene.arrested(
        child,
        scene.at(44, "15:00"),
        station=LEA_CROSS,
        offence="Shoplifting",
        away_from_home_area=False,
        ready_at=scene.at(44, "17:30"),
        collected_at=scene.at(44, "18:40"),
        collected_by="mother",
        released_at=scene.moments.at(44, "18:45"),
        disposal="NO_FURTHER_ACTION",
    )


def sister_threatened(scene: Scene) -> None:
    """Tell of Jayden, 15, and the threat to his sister Lacey, 11, after police took what he was holding."""
    child = "jayden-clarke"
    scene.arrested(
        child,
        scene.at(9, "16:40"),
        station=LEA_CROSS,
        offence=SUPPLY,
        drugs_supply=True,
        drugs="cannabis",
        wraps=20,
        cash_pence=26000,
        phones=1,
        away_from_home_area=False,
        ready_at=scene.at(9, "21:00"),
        collected_at=scene.at(9, "22:15"),
        collected_by="mother",
        released_at=scene.moments.at(9, "22:20"),
        disposal="RUI",
    )
    for victim in (child, "lacey-clarke"):
        scene.arrested(
            victim,
            scene.at(3, "18:05"),
            occurrence="INCIDENT",
            station="Canal Reach, home address",
            offence="Threats: two adults at the door asked for money the boy is said to owe",
            role="VICTIM",
            away_from_home_area=False,
        )
    scene.plan(
        child,
        "CIN",
        scene.office(80, "10:00"),
        worker="Omari Blake",
        team="Adolescent team",
        trusted_adult="his youth worker",
    )
    scene.step(
        child,
        "VISIT",
        scene.office(10, "16:30"),
        outcome="SEEN",
        worker="Omari Blake",
        team="Adolescent team",
        trusted_adult="his youth worker",
        child_said="I just want them to leave my sister alone.",
    )
