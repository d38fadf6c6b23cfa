"""In which order what stands came, when some of the extracts that carried it are undone."""

from uuid import UUID

from reachable.intake.domain.carried import Carried, KeptCarried, order_of_coming
from reachable.kernel.ids import ImportId, SourceRecordId

ONE, OTHER, THIRD = (SourceRecordId(UUID(int=number)) for number in range(3))


def carried(number, *records, stands=True):
    return KeptCarried(
        extract_id=ImportId(UUID(int=100 + number)), stands=stands, carried=Carried(source_record_ids=records)
    )


def test_what_several_carried_came_with_the_first():
    came = order_of_coming([carried(0, ONE), carried(1, OTHER), carried(2, ONE, THIRD)])
    assert sorted(came, key=came.__getitem__) == [ONE, OTHER, THIRD]


def test_what_an_undone_extract_carried_first_came_with_the_next_that_stands():
    kept = [carried(0, ONE, stands=False), carried(1, OTHER), carried(2, ONE)]
    came = order_of_coming(kept)
    assert came[OTHER] < came[ONE]


def test_what_is_about_to_be_undone_counts_as_undone():
    kept = [carried(0, ONE), carried(1, OTHER), carried(2, ONE)]
    came = order_of_coming(kept, without=kept[0].extract_id)
    assert came[OTHER] < came[ONE]
    assert order_of_coming(kept[:1], without=kept[0].extract_id) == {}
