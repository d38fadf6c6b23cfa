"""What a record says of a child is shared with whoever works with the child; what was sent stays with who sent it."""

from reachable.access.context import reading
from reachable.access.domain.viewer import Shown
from reachable.kernel.ids import AboutId
from reachable.people.models import SourceRecord
from reachable.people.queries import list_claims, open_records
from tests.factories.children import let_look, make_child
from tests.factories.partnership import make_partnership


def test_another_agency_that_works_with_the_child_reads_the_name_and_never_what_was_sent(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    let_look(made, "northshire-triage", child)
    viewer = made.viewer("northshire-coordinator")
    open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.LISTED, what="test")
    with reading(viewer):
        assert [each.claim.full for each in list_claims(viewer=viewer, subject_ids=[child])[child].names] == [
            "Ayaan Khan"
        ]
        assert not SourceRecord.objects.exists()


def test_a_record_that_was_not_opened_says_nothing(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    viewer = made.viewer("northshire-coordinator")
    with reading(viewer):
        assert list_claims(viewer=viewer, subject_ids=[child]) == {}
