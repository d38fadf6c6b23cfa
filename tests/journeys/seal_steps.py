"""How somebody seals a record on the page, as the pages table and the journey do it.

In:  a visitor on the form.
Out: a seal, or the form again with what is missing.
"""

from tests.journeys.visitor import Visitor

NUMBER = "NCS-SEALED-1"
NAMED = "sunita.rao@example.org"


def seals_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("Seal the record")


def seals_a_record(visitor: Visitor) -> None:
    """Seal a number no record has yet, for one person until the end of a year ahead."""
    fills_in(visitor, named=NAMED)
    visitor.presses("Seal the record")


def fills_in(visitor: Visitor, *, named: str) -> None:
    """Fill the form in for one person."""
    visitor.answers("Why must it be hidden?", "Witness protection")
    visitor.writes("Your agency's own number for the child", NUMBER)
    visitor.writes(
        "The reason, for whoever decides on it after you", "Threats from the group the child gave evidence on"
    )
    visitor.writes("E-mail address of person 1 who may still open it", named)
    for box, typed in (("day", "31"), ("month", "12"), ("year", "2030")):
        visitor.hands.write(visitor.page.locator(f"[name='until_1_{box}']"), typed)
