"""How somebody writes an invitation on the page, as the pages table and the journey do it.

In:  a visitor on the form.
Out: each copy as it would leave; a letter.
"""

from tests.journeys.visitor import Visitor


def invites(visitor: Visitor) -> None:
    """Invite the child to a meeting in the town hall."""
    visitor.answers("What do you write?", "An invitation to a meeting")
    choose(visitor, "who_0", "CHILD")
    write(visitor, "name_0", "Alfie")
    for box, typed in (("day", "21"), ("month", "5"), ("year", "2026")):
        write(visitor, f"meets_on_{box}", typed)
    write(visitor, "from_clock", "14:30")
    write(visitor, "until_clock", "15:30")
    write(visitor, "place", "The town hall")
    write(visitor, "heading", "How you are")
    write(visitor, "words", "We would like to hear from you.\n\nBring whoever you trust.")
    visitor.answers("What is it for?", "Safeguarding this child")
    write(visitor, "because", "He asked to be there")
    visitor.ticks("It is part of our public task")
    visitor.ticks("Substantial public interest: safeguarding children")


def has_asked(visitor: Visitor) -> None:
    """Say that they asked who must not be told, where nobody is recorded."""
    visitor.ticks("I have asked who must not be told, and thought of everybody who could open it")


def looks_at_a_letter(visitor: Visitor) -> None:
    """Fill the form in and look at each copy."""
    invites(visitor)
    has_asked(visitor)
    visitor.presses("See each copy")


def makes_a_letter(visitor: Visitor) -> None:
    """Make what the form says."""
    looks_at_a_letter(visitor)
    visitor.presses("Make it")


def makes_no_letter(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("See each copy")


def write(visitor: Visitor, name: str, typed: str) -> None:
    """Write into the box of a name."""
    visitor.hands.write(visitor.page.locator(f"[name='{name}']"), typed)


def choose(visitor: Visitor, name: str, value: str) -> None:
    """Choose from the list of a name."""
    visitor.page.locator(f"select[name='{name}']").select_option(value)
