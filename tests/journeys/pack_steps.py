"""How somebody prepares a pack on the page, as the pages table and the journey do it.

In:  a visitor on the form.
Out: a pack.
"""

from tests.journeys.visitor import Visitor


def asks_for_it(visitor: Visitor) -> None:
    """Say who asked, and when."""
    visitor.answers("Whom is it for?", "For the person it is about, who asks what is held of them")
    visitor.writes("Who asked?", "He asked his worker")
    visitor.writes("How did you make sure that they may have it?", "Seen in person, with his worker")
    for box, typed in (("day", "12"), ("month", "5"), ("year", "2026")):
        visitor.hands.write(visitor.page.locator(f"[name='asked_on_{box}']"), typed)


def prepares_a_pack(visitor: Visitor) -> None:
    """Prepare one with none of the words that somebody wrote."""
    asks_for_it(visitor)
    visitor.presses("Prepare it")


def prepares_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("Prepare it")
