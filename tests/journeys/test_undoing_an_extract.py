"""Somebody undoes the wrong file: what it will do is read first, a reason is asked for, and it says what was done."""

from collections.abc import Callable

import pytest

from reachable.intake.models import Extract
from tests.journeys.live_site import Site
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
OFFICER = "Stephen Mace"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_the_wrong_file_is_undone_with_a_reason_once_what_it_does_was_read(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    officer = open_visitor(fresh_site, way)
    extract = Extract.objects.filter(agency__code="northshire-police", feed="custody", state="BROUGHT_IN").latest(
        "received_at"
    )
    officer.signs_in_as(OFFICER)
    officer.goes_to(f"/extracts/{extract.id}/")
    officer.finds_nothing_wrong()
    officer.follows("Undo this extract")
    officer.reads("Undo this extract?", "What will happen", "Records taken back", "people have been told")
    officer.finds_nothing_wrong()
    officer.presses("Undo the extract")
    officer.reads("The extract has not been undone yet", "Write why it is undone")
    officer.finds_nothing_wrong()
    officer.writes("Why is it undone?", "It was last month's file")
    officer.presses("Undo the extract")
    officer.reads("Undone by Stephen Mace", "It was last month")
    officer.finds_nothing_wrong()
