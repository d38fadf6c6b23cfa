"""How somebody breaks the glass and reviews it on the pages, as the journey does it.

In:  a visitor.
Out: a record that is open, or nothing; an answer that is kept.
"""

from datetime import date

from tests.journeys.visitor import Visitor

DANGER = "He rang from a car and says they will hurt him at three."


def states_a_child(visitor: Visitor, *, given: str, family: str, born: date) -> None:
    """State a child by name and date of birth, and the danger."""
    visitor.writes("First name", given)
    visitor.writes("Last name", family)
    for box, typed in (("day", born.day), ("month", born.month), ("year", born.year)):
        visitor.hands.write(visitor.page.locator(f"[name='born_{box}']"), str(typed))
    visitor.answers("Why can it not wait?", "Somebody threatens the child, or holds them")
    visitor.writes("What may happen to the child, and when?", DANGER)
