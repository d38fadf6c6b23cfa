"""Whether somebody may be told of a child."""

import pytest

from reachable.people.domain.telling import NotToldAdult, Telling, WouldBeTold, may_be_told, spelt_name, spelt_phone

FATHER = NotToldAdult(
    names=frozenset({spelt_name("Dean O'Rourke")}),
    emails=frozenset({"dean@example.org"}),
    phones=frozenset({spelt_phone("07700 900321")}),
    because="He knows the men who came for the debt.",
    said_by="Northshire Council",
)


@pytest.mark.parametrize(
    "who",
    [
        WouldBeTold(email="Dean@Example.org "),
        WouldBeTold(phone="+44 7700 900 321"),
        WouldBeTold(name="Somebody Else", email="dean@example.org"),
    ],
)
def test_whoever_is_reached_where_the_adult_is_reached_must_not_be_told(who):
    assert may_be_told(who, [FATHER]) is Telling.MUST_NOT


def test_somebody_of_the_same_name_is_for_a_person_to_decide():
    assert may_be_told(WouldBeTold(name="dean  orourke", email="other@example.org"), [FATHER]) is Telling.SAME_NAME


def test_anybody_else_may_be_told_and_so_may_everybody_when_nobody_must_not():
    assert may_be_told(WouldBeTold(name="Asha Rao", email="asha@example.org"), [FATHER]) is Telling.MAY
    assert may_be_told(WouldBeTold(name="Dean O'Rourke", email="dean@example.org"), []) is Telling.MAY


def test_nothing_known_of_somebody_is_no_match_with_nothing_known_of_the_adult():
    nobody = NotToldAdult(names=frozenset({""}), emails=frozenset(), phones=frozenset({""}), because="x", said_by="y")
    assert may_be_told(WouldBeTold(), [nobody]) is Telling.MAY
