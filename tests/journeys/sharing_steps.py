"""How somebody shares something on the pages, as the pages table and the journey do it.

In:  a visitor on the form.
Out: what each recipient would see; a decision.
"""

from tests.journeys.visitor import Visitor

HUB = "Eastham Multi-Agency Safeguarding Hub"


def fills_in(visitor: Visitor) -> None:
    """Choose one arrest for the hub, until a week from now."""
    visitor.ticks("Arrested")
    visitor.ticks(HUB)
    for box, typed in (("day", "21"), ("month", "5"), ("year", "2026")):
        visitor.hands.write(visitor.page.locator(f"[name='expires_on_{box}']"), typed)
    visitor.answers("What may they use it for?", "Safeguarding this child")
    visitor.writes("Why do they need it, and what will it help them do?", "They plan who meets him when he is let go")
    visitor.ticks("It is part of our public task")
    visitor.ticks("Substantial public interest: safeguarding children")


def checks_a_share(visitor: Visitor) -> None:
    """Fill the form in and look at what the recipient would see."""
    fills_in(visitor)
    visitor.presses("See what they would see")


def shares(visitor: Visitor) -> None:
    """Share what the form says."""
    checks_a_share(visitor)
    visitor.presses("Share it")


def shares_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("See what they would see")


def refuses_nothing(visitor: Visitor) -> None:
    """Send the form of a decision not to share as it comes."""
    visitor.presses("Keep the decision")
