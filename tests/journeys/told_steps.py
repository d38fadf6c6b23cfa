"""How somebody writes on the pages who must not be told of a child, as the pages table does it.

In:  a visitor on the form.
Out: an entry; an entry corrected, ended, or left as it stood.
"""

from tests.journeys.visitor import Visitor


def writes_who(visitor: Visitor) -> None:
    """Say that somebody, by name, must not be told."""
    visitor.answers("Who must not be told?", "Somebody else")
    visitor.writes("Their name, or another name they go by", "Rex Unlikely")
    visitor.writes("Why?", "She says he rings the men whenever she is found.")
    visitor.writes("Who said so?", "The child")
    for box, typed in (("day", "1"), ("month", "9"), ("year", "2026")):
        visitor.hands.write(visitor.page.locator(f"[name='review_on_{box}']"), typed)
    visitor.presses("Keep it")
    visitor.reads("It is kept", "Rex Unlikely")


def writes_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("Keep it")
    visitor.reads("Nothing is kept yet")


def goes_to_correct(visitor: Visitor) -> None:
    """Write an entry and go to correct it."""
    writes_who(visitor)
    visitor.follows("Correct it")
    visitor.reads("Correct who must not be told")


def corrects(visitor: Visitor) -> None:
    """Write an entry, correct it, and see both on the list."""
    goes_to_correct(visitor)
    visitor.writes("Why do you correct it?", "She spelt his name for me today.")
    visitor.presses("Keep the correction")
    visitor.reads("It is corrected", "Stands no more")


def corrects_nothing(visitor: Visitor) -> None:
    """Write an entry, and correct it without a reason."""
    goes_to_correct(visitor)
    visitor.presses("Keep the correction")
    visitor.reads("Nothing is corrected yet")


def goes_to_end(visitor: Visitor) -> None:
    """Write an entry and go to end it."""
    writes_who(visitor)
    visitor.follows("They may be told again")
    visitor.reads("May they be told again?")


def ends_nothing(visitor: Visitor) -> None:
    """Write an entry, and end it without a reason."""
    goes_to_end(visitor)
    visitor.presses("They may be told again")
    visitor.reads("It still stands")
