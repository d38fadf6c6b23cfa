"""Stories told by those beside a child: hospital, charity, youth justice, the NRM, and the adults around.

In:  a Scene.
Out: what happened, written into it.
"""

from datetime import date, timedelta
from typing import Any

from reachable.demo.agencies import E_POLICE, N_POLICE
from reachable.demo.scene import Scene

FISHPOOL, LIGHT_LEFT_ON = "fishpool-infirmary", "light-left-on"
WAYMARK = "Waymark caseworker"


def stabbed_and_walked_out(scene: Scene) -> None:
    """Tell of Tyrese, 16, stabbed last night; he left before he was stitched, and the hospital shared nothing."""
    child = "tyrese-okonedo"
    at = scene.at(1, "22:50")
    scene.at_hospital(
        child,
        at,
        by=FISHPOOL,
        injury="STAB_WOUND",
        intent="ASSAULT",
        weapon="knife",
        injured_where="stairwell, Canal Reach",
        brought_by="FRIEND",
        with_whom="two older boys who would not give names",
        account="Phone rang throughout. Left when police were mentioned.",
        left_at=at + timedelta(minutes=70),
        left_how="LEFT_BEFORE_TREATED",
        partners_may_see=False,
    )


def somebody_came_to_the_bedside(scene: Scene) -> None:
    """Tell of Malachi, 15, whom a youth worker met in A&E the night he was hurt, and who has talked to him since."""
    child = "malachi-reid"
    at = scene.at(24, "21:30")
    scene.at_hospital(
        child,
        at,
        injury="BLUNT_INJURY",
        intent="ASSAULT",
        injured_where="park behind Sluice Road",
        brought_by="AMBULANCE",
        account="Afraid to go home the usual way.",
        worker_at_bedside=True,
        left_at=at + timedelta(hours=4),
        left_how="SENT_HOME",
        child_said="They said next time it's my mum's house.",
        partners_may_see=True,
    )
    scene.casework(child, "STARTED", scene.office(22, "16:00"))
    for days_ago in (20, 13, 6):
        scene.casework(
            child,
            "MET",
            scene.office(days_ago, "17:00"),
            how="IN_PERSON",
            place="youth club, Market Wendle",
            trusted_adult=f"Dee, {WAYMARK}",
            child_said="Dee doesn't tell me what to do. She asks." if days_ago == 6 else "",
        )


def fell_off_a_bicycle(scene: Scene) -> None:
    """Tell of Poppy-Mae, 11, whose broken wrist was a broken wrist."""
    at = scene.at(5, "18:10")
    scene.at_hospital(
        "poppy-mae-rigby",
        at,
        injury="FRACTURE",
        intent="ACCIDENT",
        brought_by="FAMILY",
        left_at=at + timedelta(hours=2),
        left_how="SENT_HOME",
        partners_may_see=True,
    )


def what_the_hospital_saw_inside(scene: Scene) -> None:
    """Tell of Andrei, 16, brought in grey and sweating by a man who drove away; drugs were inside him."""
    child = "andrei-munteanu"
    at = scene.at(3, "04:20")
    scene.at_hospital(
        child,
        at,
        injury="OVERDOSE",
        intent="NOT_KNOWN",
        brought_by="FRIEND",
        with_whom="a man who drove away",
        concealed=True,
        account="Package passed on the ward. Asked three times what it was worth.",
        left_at=at + timedelta(hours=9),
        left_how="ADMITTED",
        child_said="I've got to give it back or I'm dead.",
        partners_may_see=True,
    )
    scene.step(child, "REFERRAL", scene.office(2, "10:00"), reason="hospital")


def put_back_by_the_panel(scene: Scene) -> None:
    """Tell of Shanice, 15, whose referral the devolved panel put back; five days are left of its forty-five."""
    child = "shanice-wilmot"
    ref = scene.nrm(child, "REFERRAL", scene.office(40, "11:00"), first_responder="Thameside Police", child_told=True)
    scene.nrm(
        child,
        "PANEL",
        scene.office(12, "14:00"),
        ref=ref,
        decision="DEFERRED",
        decided_by="PANEL",
        reason="School and health had sent nothing",
        child_told=False,
    )
    scene.plan(child, "CIN", scene.office(70, "10:00"), worker="Omari Blake", team="Adolescent team")


def told_no_and_asking_again(scene: Scene) -> None:
    """Tell of Harvey, 16, told there were no reasonable grounds; his worker has asked for reconsideration."""
    child = "harvey-stott"
    ref = scene.nrm(child, "REFERRAL", scene.office(60, "11:00"), first_responder="Northshire Council", child_told=True)
    scene.nrm(child, "RG", scene.office(51, "11:00"), ref=ref, decision="NEGATIVE", decided_by="SCA", child_told=True)
    scene.nrm(
        child,
        "RECONSIDER",
        scene.office(29, "15:00"),
        ref=ref,
        child_told=True,
        child_said="Nobody asked me. They read what police wrote.",
    )
    scene.arrested(
        child,
        scene.at(61, "16:00"),
        station="Southbay custody",
        offence="Possession with intent to supply class A",
        drugs_supply=True,
        drugs="crack cocaine",
        wraps=9,
        away_from_home_area=True,
        ready_at=scene.at(61, "21:00"),
        collected_at=scene.at(61, "22:30"),
        collected_by="mother",
        released_at=scene.moments.at(61, "22:35"),
        disposal="RUI",
    )


def both_decisions_in_one_meeting(scene: Scene) -> None:
    """Tell of Laila, 14, for whom the devolved panel found both grounds in one meeting, within three weeks."""
    child = "laila-aziz"
    ref = scene.nrm(child, "REFERRAL", scene.office(35, "10:30"), first_responder="Eastham Council", child_told=True)
    for step in ("RG", "CG"):
        scene.nrm(
            child,
            step,
            scene.office(16, "14:00"),
            ref=ref,
            decision="POSITIVE",
            decided_by="PANEL",
            child_told=True,
            child_said="So it wasn't my fault." if step == "CG" else "",
        )
    scene.nrm(child, "PANEL", scene.office(16, "14:00"), ref=ref, decision="POSITIVE", decided_by="PANEL")


def the_one_worker_she_trusts(scene: Scene) -> None:
    """Tell of Ffion, 15, who talks to one caseworker, and is to be placed where that worker does not go."""
    child = "ffion-pritchard"
    scene.casework(child, "OFFERED", scene.office(80, "15:00"), by=LIGHT_LEFT_ON)
    scene.casework(child, "STARTED", scene.office(74, "15:00"), by=LIGHT_LEFT_ON)
    for days_ago in (60, 46, 32, 18, 5):
        scene.casework(
            child,
            "MET",
            scene.office(days_ago, "16:30"),
            by=LIGHT_LEFT_ON,
            how="BY_PHONE" if days_ago == 32 else "IN_PERSON",
            place="cafe near her school",
            account="Said who drives her, and asked that it stays between the two of them."
            if days_ago == 60
            else "Asked how to block a number and not be blamed for it.",
            partners_may_see=False if days_ago == 60 else None,
            trusted_adult="Robin from The Light Left On",
            child_said="If I move I won't have Robin, will I?" if days_ago == 5 else "",
        )
    told: dict[str, Any] = {"worker": "Tom Ashgrove", "team": "Exploitation team"}
    scene.plan(child, "CLA", scene.office(40, "10:00"), **told)
    scene.placed(
        child,
        scene.office(4, "13:00"),
        "K2",
        "Westmoor",
        miles=52.0,
        provider="PR5",
        registration="REGISTERED",
        emergency=False,
        why_moved="LAREQ",
        **told,
    )


def he_did_not_come_and_nobody_let_go(scene: Scene) -> None:
    """Tell of Samson, 16, who stopped coming after he was threatened; the case stays open and the worker writes."""
    child = "samson-abiola"
    scene.casework(child, "STARTED", scene.office(50, "15:00"))
    scene.casework(
        child,
        "MET",
        scene.office(44, "16:00"),
        how="IN_PERSON",
        place="boxing gym",
        account="Said whom he owes and how much, and asked that it goes no further.",
        partners_may_see=False,
    )
    for days_ago in (30, 23, 16):
        scene.casework(child, "DID_NOT_ATTEND", scene.office(days_ago, "16:00"), why="not known")
    scene.casework(
        child,
        "DISENGAGED",
        scene.office(15, "12:00"),
        why="He says those he owes see who he meets.",
        account="Sent a message every Friday since. He reads them.",
    )
    scene.casework(
        child,
        "MET",
        scene.office(3, "19:00"),
        how="BY_MESSAGE",
        child_said="You still there?",
        partners_may_see=True,
    )


def taken_back_to_court_for_not_coming(scene: Scene) -> None:
    """Tell of Kieran, 16, whose order was breached for missed appointments while he was being moved around."""
    child = "kieran-dufficy"
    told: dict[str, Any] = {"team": "Youth justice workers", "place": "Aldermere youth office"}
    ref = scene.youth_justice(
        child, "OUTCOME", scene.office(95, "12:00"), outcome="REFERRAL_ORDER", offence="Possession of a knife", **told
    )
    for days_ago in (34, 27, 20):
        scene.youth_justice(child, "APPOINTMENT", scene.office(days_ago, "15:30"), result="DID_NOT_ATTEND", **told)
    scene.youth_justice(child, "BREACH", scene.office(8, "10:30"), ref=ref, reason="Three appointments missed", **told)
    scene.stopped(
        child,
        scene.office(27, "14:50"),
        place="Thornwick station",
        reason="no ticket",
        outcome="TRAVELLED_ON",
        has_ticket=False,
        alone=False,
        with_whom="a man who paid for both",
        in_school_hours=True,
        away_from_home_area=True,
        miles=71.0,
        reason_checked=False,
    )


def diverted_and_doing_well(scene: Scene) -> None:
    """Tell of Ella-Rose, 15, diverted from court, who came to every appointment and has finished."""
    child = "ella-rose-finch"
    told: dict[str, Any] = {"team": "Youth justice workers"}
    scene.youth_justice(
        child, "ASSESSMENT", scene.office(72, "14:00"), tool="PREVENTION_DIVERSION", exploitation_seen=False, **told
    )
    ref = scene.youth_justice(
        child, "OUTCOME", scene.office(70, "14:00"), outcome="OUTCOME_22", offence="Shoplifting", **told
    )
    for days_ago in (62, 48, 33):
        scene.youth_justice(child, "APPOINTMENT", scene.office(days_ago, "16:00"), result="MET", **told)
    scene.youth_justice(
        child, "OUTCOME_END", scene.office(21, "16:00"), ref=ref, outcome="OUTCOME_22", reason="Completed", **told
    )


def the_assessment_saw_it_first(scene: Scene) -> None:
    """Tell of Reuben, 15, in whom youth justice saw signs of exploitation that nobody else has been told of."""
    child = "reuben-castell"
    scene.youth_justice(
        child,
        "ASSESSMENT",
        scene.office(9, "11:00"),
        tool="ASSETPLUS",
        exploitation_seen=True,
        team="Youth justice workers",
        child_said="It's not a gang. It's just people I have to pay.",
    )
    scene.youth_justice(
        child,
        "INTERVENTION",
        scene.office(7, "11:00"),
        intervention="mentoring",
        team="Youth justice workers",
    )


def the_tenant_of_the_flat(scene: Scene) -> None:
    """Tell of Ashleigh, 15, found in the flat of Dennis Varley, 64, who had been told to stay in his bedroom."""
    child = "ashleigh-broome"
    scene.arrested(
        child,
        scene.at(10, "06:30"),
        occurrence="INCIDENT",
        by=N_POLICE,
        station="14 Cinder Path, Southbay",
        offence="Found at an address taken over for dealing",
        role="WITNESS",
        away_from_home_area=True,
    )
    scene.adult(
        child,
        "HOME_TAKEN_OVER",
        scene.at(10, "06:30"),
        name="Dennis Varley",
        relation="TENANT",
        born=date(1962, 3, 11),
        address="14 Cinder Path, Southbay",
        postcode="NX7 2AB",
        role="VICTIM",
        place="14 Cinder Path, Southbay",
        account="Three young people in the front room; he had been told to stay in his bedroom.",
        must_not_be_told=True,
        because="those in the flat would hear of it from him",
    )
    scene.adult(
        child,
        "SUPPORT_OFFERED",
        scene.office(8, "11:00"),
        name="Dennis Varley",
        relation="TENANT",
        born=date(1962, 3, 11),
        account="New locks, and somebody to ring.",
    )
    scene.step(child, "CONTACT", scene.office(9, "10:00"), outcome="Police told us of a child at the address")


def the_uncle_must_not_hear(scene: Scene) -> None:
    """Tell of Yaw, 14, whose uncle sends him out to sell; a letter home would have told the uncle everything."""
    child = "yaw-darko"
    scene.step(child, "CONTACT", scene.office(13, "10:00"), outcome="School rang: afraid to go home with a letter")
    scene.adult(
        child,
        "AROUND_CHILD",
        scene.office(13, "11:00"),
        name="Kwaku Darko",
        relation="OTHER_FAMILY",
        born=date(1987, 8, 2),
        must_not_be_told=True,
        because="Yaw says it is the uncle who sends him",
    )
    scene.adult(
        child,
        "AROUND_CHILD",
        scene.office(13, "11:05"),
        name="Abena Darko",
        relation="MOTHER",
        born=date(1984, 1, 19),
        must_not_be_told=False,
    )
    scene.school(child, "ATTENDANCE", scene.weekday(14), sessions=6, authorised=False)


def his_mother_asked_three_times(scene: Scene) -> None:
    """Tell of Conor, 14, whose mother asked for help three times and was told to report him to the police."""
    child = "conor-quilligan"
    for days_ago, account in (
        (52, "He comes home with money. I am frightened to ask."),
        (30, "There was a man at the door for him. I said he was out."),
        (7, "They have broken the front window."),
    ):
        scene.adult(
            child,
            "ASKED_FOR_HELP",
            scene.office(days_ago, "14:00"),
            name="Siobhan Quilligan",
            relation="MOTHER",
            role="PARENT_OR_CARER",
            born=date(1985, 5, 27),
            account=account,
            must_not_be_told=False,
        )
    scene.step(child, "CONTACT", scene.office(30, "14:30"), outcome="Mother advised to ring the police")
    scene.missing(
        child,
        scene.at(6, "21:30"),
        by=E_POLICE,
        found_at=scene.at(5, "16:00"),
        found_place="Lea Cross, car park",
        miles=4.0,
    )
