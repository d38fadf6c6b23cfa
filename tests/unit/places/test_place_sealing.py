"""What is sealed opens with its own key, at its own place, and nowhere else."""

from dataclasses import replace
from uuid import uuid4

import pytest

from reachable.places.domain.sealing import CannotBeOpened, KeptAt, make_child_key, open_sealed, seal

AT = KeptAt("places_keptplace", "sealed", uuid4(), uuid4())


def test_what_was_sealed_opens_where_it_was_sealed():
    key = make_child_key()
    assert open_sealed(key, seal(key, "12 Larch Rise", AT), AT) == "12 Larch Rise"


@pytest.mark.parametrize(
    "moved",
    [
        replace(AT, row_id=uuid4()),
        replace(AT, column="coarse"),
        replace(AT, table="places_childkey"),
        replace(AT, about_id=uuid4()),
    ],
)
def test_what_is_moved_to_another_row_column_table_or_child_does_not_open(moved):
    key = make_child_key()
    with pytest.raises(CannotBeOpened):
        open_sealed(key, seal(key, "12 Larch Rise", AT), moved)


def test_another_childs_key_does_not_open_it():
    sealed = seal(make_child_key(), "12 Larch Rise", AT)
    with pytest.raises(CannotBeOpened):
        open_sealed(make_child_key(), sealed, AT)


@pytest.mark.parametrize("damaged", ["", "not base64!", "AAAA", "A" * 64])
def test_what_is_damaged_does_not_open_and_says_so(damaged):
    with pytest.raises(CannotBeOpened):
        open_sealed(make_child_key(), damaged, AT)


def test_the_same_value_is_never_sealed_to_the_same_text():
    key = make_child_key()
    assert seal(key, "12 Larch Rise", AT) != seal(key, "12 Larch Rise", AT)
