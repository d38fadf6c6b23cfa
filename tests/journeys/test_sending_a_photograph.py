"""A teacher sends a photograph after a file that is refused; the coordinator opens it, and nobody else does."""

import re
from collections.abc import Callable

import pytest

from tests.factories.pictures import write_telling_picture
from tests.journeys.live_site import Site
from tests.journeys.page_rows import COORDINATOR, OTHER_AREA, TEACHER
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
CHILD, SAID = "Rowan Larchfield", "Zyxcanarylens"
DETAILS = "Send a photograph or a document with it"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_a_photograph_is_sent_with_a_concern_after_a_file_that_says_why_it_was_refused(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.signs_in_as(TEACHER)
    visitor.goes_to("/concerns/new/")
    visitor.answers("Is a child in danger right now?", "No")
    visitor.writes("Name", CHILD)
    visitor.writes("Age or date of birth", "14")
    visitor.writes("What did you see or hear?", "The same car waits for him at the gate.")
    visitor.unfolds(DETAILS)
    visitor.reads("Never send a naked or sexual picture of a child.")
    visitor.chooses_file("The file", f"{SAID}.docm", b"PK\x03\x04 a document with a macro")
    visitor.writes("What does it show?", "The car by the gate")
    visitor.answers("Is it safe to contact the family?", "No")
    visitor.presses("Send")
    visitor.reads("The file is not a photograph", "Send a photograph of it.", "Nothing of the file was kept.")
    visitor.reads("Everything you typed is still on this page.", "Choose the file again")
    visitor.finds_nothing_wrong()
    visitor.chooses_file("The file", f"{SAID}.jpg", write_telling_picture("JPEG", SAID))
    visitor.presses("Send")
    visitor.reads("Your concern was sent", "Kept with it: Photograph 1 of Thursday 14 May", "The car by the gate")
    visitor.finds_nothing_wrong()
    visitor.signs_in_as(COORDINATOR)
    visitor.goes_to("/triage/")
    visitor.follows(CHILD)
    visitor.reads("Sent with it", "The car by the gate")
    visitor.finds_nothing_wrong()
    where = visitor.main.get_by_role("link", name="Open Photograph 1").get_attribute("href") or ""
    name, content = visitor.saves(re.compile("Open Photograph 1 of Thursday 14 May"))
    assert name == "photograph-1-2026-05-14.jpg"
    assert content.startswith(b"\xff\xd8\xff")
    assert SAID.encode() not in content
    visitor.signs_in_as(OTHER_AREA)
    visitor.goes_to(where)
    visitor.reads("Nothing you can see here")
