"""A first look at two records, before any sentence is made: whether they have anything in common to ask about.

In:  descriptions.
Out: FirstLook of each. A pair in which it finds nothing would be decided TOO_LITTLE; never is another pair left out.

Most records that share a route share only a birth date, or a family name and a year. The look costs a small part of
what comparing costs.
"""

from dataclasses import dataclass

from reachable.matching.domain.address_forms import address_form
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Direction
from reachable.matching.domain.name_forms import NameForm, name_form
from reachable.matching.domain.names import match_forms


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is looked at of one record: numbers, telephones and houses as one set; names in their comparable form."""

    held: frozenset[str]
    names: tuple[NameForm, ...]

    def finds_something(self, other: "FirstLook") -> bool:
        """Test if two records share a number, a telephone or a house number, or names that agree if only weakly.

        Without one of these nothing is worth asking (`decide`): a birth date alone never is.
        """
        if not self.held.isdisjoint(other.held):
            return True
        return any(
            match_forms(mine, theirs).direction is Direction.AGREES for mine in self.names for theirs in other.names
        )


def look_at(description: Description) -> FirstLook:
    """Return what is looked at of one record."""
    houses = {
        "AD|/" if not form.house else f"AD|{form.flat}/{form.house}"
        for form in map(address_form, description.addresses)
    }
    return FirstLook(
        frozenset(
            {
                *houses,
                *(f"PH|{each.number}" for each in description.phones),
                *(f"{each.scheme.value}|{each.value}" for each in description.identifiers),
            }
        ),
        tuple(dict.fromkeys(name_form(each.given, each.family) for each in description.names if each.full)),
    )
