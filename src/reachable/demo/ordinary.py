"""The lives of the other children: absences, a suspension, one contact that came to nothing, one short evening away.

In:  a Scene.
Out: what happened, written into it. Every child is written down by at least one agency.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from reachable.demo.cast import CAST
from reachable.demo.children import Child
from reachable.demo.moments import writable
from reachable.demo.scene import Scene
from reachable.demo.senders import SENDERS

REASONS_AWAY = ("Ill", "Dentist", "Hospital appointment", "Family funeral", "Eid", "Music examination", "School visit")
REASONS_SUSPENDED = ("Fighting", "Rude to staff", "Repeated lateness", "Damage to property")
CONTACTS = (
    "Grandparent asked about support with school uniform",
    "School asked for advice; nothing further needed",
    "Housing told us of a move within the area",
    "Police attended an argument between neighbours; children well",
    "Health visitor asked about a younger brother",
)
INTERVIEWERS = {
    "northshire": "Imran Sadiq, Northshire Children's Services",
    "eastham": "Tamsin Odell, Eastham Children's Services",
    "westmoor": "Robin Tallis, The Light Left On",
}
SCHOOL_YEAR_DAYS = 75
SCHOOLS_THAT_SEND = frozenset(sender.agency for sender in SENDERS if sender.feed == "school")


def ordinary_absence(scene: Scene, child: Child) -> None:
    """Write down one to three absences with a reason everybody knows."""
    for _ in range(scene.chance.randint(1, 3)):
        scene.school(
            child.key,
            "ATTENDANCE",
            scene.weekday(scene.chance.randint(3, SCHOOL_YEAR_DAYS)),
            sessions=scene.chance.randint(1, 4),
            authorised=True,
            reason=scene.chance.choice(REASONS_AWAY),
        )


def one_suspension(scene: Scene, child: Child) -> None:
    """Write down one short suspension."""
    scene.school(
        child.key,
        "SUSPENSION",
        scene.weekday(scene.chance.randint(15, SCHOOL_YEAR_DAYS)),
        days=scene.chance.choice((0.5, 1, 1, 2)),
        reason=scene.chance.choice(REASONS_SUSPENDED),
    )


def started_school(scene: Scene, child: Child) -> None:
    """Write down that the child came to the school at the start of the year."""
    scene.school(child.key, "STARTED", scene.weekday(SCHOOL_YEAR_DAYS + 5), reason="mainstream")


def one_contact(scene: Scene, child: Child) -> None:
    """Write down one contact with children's services that came to nothing."""
    days_ago = scene.chance.randint(15, 300)
    scene.step(child.key, "CONTACT", scene.office(days_ago, "11:30"), outcome=scene.chance.choice(CONTACTS))


def child_in_need(scene: Scene, child: Child) -> None:
    """Write down a child in need plan that goes as it should."""
    started = scene.chance.randint(60, 200)
    told: dict[str, Any] = {"worker": "Oyinda Bello", "team": "Assessment team"} if child.area == "northshire" else {}
    scene.plan(child.key, "CIN", scene.office(started, "10:00"), **told)
    for days_ago in (27, 5):
        scene.step(child.key, "VISIT", scene.office(days_ago, "16:00"), outcome="SEEN", **told)


def one_evening_away(scene: Scene, child: Child) -> None:
    """Write down one evening when a child was late home and found close by, with an interview held in time."""
    reported = scene.at(scene.chance.randint(20, 160), "22:15")
    back = writable(reported + timedelta(minutes=scene.chance.randint(25, 110)))
    scene.missing(
        child.key,
        reported,
        grade=scene.chance.choice(("NO_APPARENT_RISK", "LOW")),
        found_at=back,
        found_place=scene.chance.choice(("friend's house", "came home by bus", "at the cinema", "aunt's house")),
        miles=scene.chance.choice((0.0, 0.5, 1.0, 2.0)),
        condition="well",
        offered_at=writable(back + timedelta(hours=14)),
        held_at=writable(back + timedelta(hours=40)),
        interviewer=INTERVIEWERS[child.area],
        independent=child.area == "westmoor",
    )


def saw_or_suffered(scene: Scene, child: Child) -> None:
    """Write down an everyday incident a child saw or suffered."""
    scene.arrested(
        child.key,
        scene.at(scene.chance.randint(10, 200), "16:20"),
        occurrence="INCIDENT",
        station=child.address.town.name,
        offence=scene.chance.choice(("Theft of a bicycle", "Road collision, no injury", "Argument between neighbours")),
        role=scene.chance.choice(("VICTIM", "WITNESS")),
        away_from_home_area=False,
    )


def one_small_offence(scene: Scene, child: Child) -> None:
    """Write down one small offence, after which a parent came within the hour."""
    days_ago = scene.chance.randint(20, 250)
    scene.arrested(
        child.key,
        scene.at(days_ago, "15:40"),
        station="Aldermere custody" if child.area != "eastham" else "Lea Cross custody",
        offence=scene.chance.choice(("Shoplifting", "Criminal damage", "Common assault")),
        away_from_home_area=False,
        ready_at=scene.at(days_ago, "17:30"),
        collected_at=scene.at(days_ago, "18:30"),
        collected_by=scene.chance.choice(("mother", "father", "grandmother")),
        released_at=scene.moments.at(days_ago, "18:35"),
        disposal="NO_FURTHER_ACTION",
    )


LIVES: tuple[tuple[int, Callable[[Scene, Child], None]], ...] = (
    (10, one_contact),
    (6, one_evening_away),
    (5, child_in_need),
    (5, saw_or_suffered),
)


def tell_ordinary_lives(scene: Scene, told: frozenset[str]) -> None:
    """Write down something ordinary about every child, and more about those no story is told of."""
    for child in scene.children.values():
        if child.school:
            started_school(scene, child)
        if child.key in told:
            continue
        if child.school:
            ordinary_absence(scene, child)
        _sometimes(scene, child)
    for key in NAMESAKES_SEEN_BY_POLICE:
        one_small_offence(scene, scene.children[key])


def _sometimes(scene: Scene, child: Child) -> None:
    """Write down now and then a little more; always a contact for a child no school would tell of."""
    if child.school not in SCHOOLS_THAT_SEND:
        one_contact(scene, child)
    if child.pnc:
        one_small_offence(scene, child)
    if child.school and scene.chance.randrange(9) == 0:
        one_suspension(scene, child)
    if scene.chance.randrange(3) == 0:
        weights = [weight for weight, _ in LIVES]
        scene.chance.choices([life for _, life in LIVES], weights)[0](scene, child)


NAMESAKES_SEEN_BY_POLICE = tuple(
    member.key for member in CAST if member.key in {"connor-doyle-2", "mohammed-hussain", "mohammed-hussain-2"}
)
"""Police hold a name and a birth date for these and little more: the records most easily taken for each other."""
