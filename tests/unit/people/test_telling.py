"""Whether somebody may be told of a child."""

import pytest

from reachable.kernel.ids import SubjectId
from reachable.people.domain.telling import NotToldAdult, Telling, WouldBeTold, may_be_told, spelt_phone

ADULT_ID = SubjectId("6d1f2f0e-6a55-4c0e-8a3f-0d6f9f1c2b3a")
FATHER = NotToldAdult(
    names=frozenset({"Dean O'Rourke"}),
    emails=frozenset({"dean@example.org"}),
    phones=frozenset({spelt_phone("07700 900321")}),
    because="He knows the men who came for the debt.",
    said_by="Northshire Council",
    relations=frozenset({"FATHER"}),
    adult_id=ADULT_ID,
)


@pytest.mark.parametrize(
    "who",
    [
        WouldBeTold(email="Dean@Example.org "),
        WouldBeTold(phone="+44 7700 900 321"),
        WouldBeTold(name="Somebody Else", email="dean@example.org"),
        WouldBeTold(adult_id=ADULT_ID),
        WouldBeTold(name="A friend (DEAN@example.org), for the boy"),
        WouldBeTold(name="Ring first: 07700 900 321."),
        WouldBeTold(name="Flat 2 07700 900321"),
        WouldBeTold(name="Somebody, +44 (0)7700 900321"),
    ],
)
def test_whoever_is_reached_where_the_adult_is_reached_must_not_be_told(who):
    assert may_be_told(who, [FATHER]) is Telling.MUST_NOT


@pytest.mark.parametrize(
    "who",
    [
        WouldBeTold(name="dean  orourke", email="other@example.org"),
        WouldBeTold(name="Mr O’Rourke"),
        WouldBeTold(name="His father"),
        WouldBeTold(name="Dad"),
        WouldBeTold(name="Sana Kestrel", relation="FATHER"),
    ],
)
def test_the_same_name_or_the_same_to_the_child_is_for_a_person_to_decide(who):
    assert may_be_told(who, [FATHER]) is Telling.PERHAPS


def test_who_is_known_by_a_relation_alone_is_caught_by_it():
    her_mum = NotToldAdult(
        names=frozenset({"Mum"}), emails=frozenset(), phones=frozenset(), because="x", said_by="The child"
    )
    assert may_be_told(WouldBeTold(name="Her mother"), [her_mum]) is Telling.PERHAPS
    assert may_be_told(WouldBeTold(name="Kelly Marsh", relation="MOTHER"), [her_mum]) is Telling.PERHAPS
    assert may_be_told(WouldBeTold(name="Her step-dad", relation="STEP_PARENT"), [her_mum]) is Telling.MAY


def test_anybody_else_may_be_told_and_so_may_everybody_when_nobody_must_not():
    assert may_be_told(WouldBeTold(name="Asha Rao", email="asha@example.org"), [FATHER]) is Telling.MAY
    assert may_be_told(WouldBeTold(name="Dean O'Rourke", email="dean@example.org"), []) is Telling.MAY


def test_nothing_known_of_somebody_is_no_match_with_nothing_known_of_the_adult():
    nobody = NotToldAdult(names=frozenset({""}), emails=frozenset(), phones=frozenset({""}), because="x", said_by="y")
    assert may_be_told(WouldBeTold(), [nobody]) is Telling.MAY
