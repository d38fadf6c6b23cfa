"""What a concern says about who must not be told is heard when somebody writes to a family."""

import pytest

from reachable.intake.domain.concern import NotToBeTold
from reachable.intake.domain.not_to_be_told import speaks_of


@pytest.mark.parametrize(
    ("said", "relation", "name"),
    [
        ("Mother, Father", "FATHER", "Mr Marlow"),
        ("Father: he sends him out at night", "FATHER", "Mr Marlow"),
        (NotToBeTold.OTHER_RELATIVE.label, "GRANDPARENT", "Ruth Marlow"),
        ("Somebody else: whoever drives the van", "CARER", "Jo Bell"),
        ("dean  MARLOW, please", "", "Dean Marlow"),
        ("Friend, boyfriend or girlfriend: Dean Marlow", "FATHER", "Dean Marlow"),
        # "The mother knows already", or "nor the mother": a person reads which, and says why a letter may go.
        ("Father: the mother knows already", "MOTHER", "Sana Kestrel"),
    ],
)
def test_somebody_who_may_be_meant_is_asked_about(said, relation, name):
    assert speaks_of(said, relation=relation, name=name)


@pytest.mark.parametrize(
    ("said", "relation", "name"),
    [
        ("", "MOTHER", "Sana Kestrel"),
        ("Father", "MOTHER", "Sana Kestrel"),
        ("Step-parent or a parent's partner", "MOTHER", "Sana Kestrel"),
        ("Mother", "", "A teacher"),
        ("Susana Kestrels", "", "Sana Kestrel"),
        ("Mother", "", ""),
    ],
)
def test_whoever_is_not_meant_is_not(said, relation, name):
    assert not speaks_of(said, relation=relation, name=name)
