"""What hospitals, train staff, youth justice and charities write down of children about whom nothing need be done.

In:  a Scene with chances of its own.
Out: what happened, written into it: a sprained ankle, a train home, a course that went well.
"""

from collections.abc import Callable
from datetime import timedelta

from reachable.demo.children import Child
from reachable.demo.scene import Scene

HOSPITALS = {"northshire": "wendle-general", "eastham": "fishpool-infirmary"}
SERVICES = ("one-to-one casework", "young carers' group", "return interviews")
ONE_IN_IS_TOLD_OF = 7


def ordinary_visit(scene: Scene, child: Child) -> None:
    """Write down a visit to A&E for an accident or an illness. The hospital keeps it to itself."""
    at = scene.at(scene.chance.randint(2, 120), "17:50")
    is_ill = scene.chance.randrange(3) == 0
    scene.at_hospital(
        child.key,
        at,
        by=HOSPITALS[child.area],
        injury="ILLNESS" if is_ill else scene.chance.choice(("FRACTURE", "CUT", "HEAD_INJURY", "OTHER")),
        intent="" if is_ill else "ACCIDENT",
        brought_by="FAMILY",
        left_at=at + timedelta(minutes=scene.chance.randint(60, 240)),
        left_how="SENT_HOME",
    )


def ordinary_train(scene: Scene, child: Child) -> None:
    """Write down a child met on the way home with a ticket."""
    scene.stopped(
        child.key,
        scene.at(scene.chance.randint(2, 60), "16:25"),
        place=f"Train to {child.address.town.name}",
        reason="ticket checked",
        outcome="TRAVELLED_ON",
        has_ticket=True,
        alone=False,
        with_whom="other pupils in uniform",
        in_school_hours=False,
        away_from_home_area=False,
        miles=float(scene.chance.randint(2, 9)),
    )


def ordinary_work(scene: Scene, child: Child) -> None:
    """Write down a piece of work with a charity that began, went on, and ended well."""
    began = scene.chance.randint(70, 110)
    told = {"service": scene.chance.choice(SERVICES)}
    scene.casework(child.key, "STARTED", scene.office(began, "15:00"), **told)
    scene.casework(child.key, "MET", scene.office(began - 14, "16:00"), how="IN_PERSON", place="youth club", **told)
    if scene.chance.randrange(2):
        scene.casework(child.key, "ENDED", scene.office(began - 40, "16:00"), why_ended="RISK_REDUCED", **told)


def ordinary_caution(scene: Scene, child: Child) -> None:
    """Write down one small offence dealt with outside court."""
    scene.youth_justice(
        child.key,
        "OUTCOME",
        scene.office(scene.chance.randint(20, 150), "14:30"),
        outcome="COMMUNITY_RESOLUTION",
        offence=scene.chance.choice(("Criminal damage", "Shoplifting")),
        team="Youth justice workers",
    )


LIVES: tuple[tuple[int, Callable[[Scene, Child], None]], ...] = (
    (8, ordinary_visit),
    (5, ordinary_train),
    (2, ordinary_work),
    (2, ordinary_caution),
)


def tell_wider_lives(scene: Scene, told: frozenset[str]) -> None:
    """Write down, of one in seven of the children no story is told of, one ordinary thing more."""
    weights = [weight for weight, _ in LIVES]
    for child in scene.children.values():
        if child.key in told or child.area not in HOSPITALS or scene.chance.randrange(ONE_IN_IS_TOLD_OF):
            continue
        scene.chance.choices([life for _, life in LIVES], weights)[0](scene, child)
