"""The list of what was erased says it again as it was written, and a changed list is found out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.adapters.erased_files import add_to_erased_file, read_erased_file
from reachable.keeping.domain.erased_list import ErasedLine, ListDoesNotFit, read_lines, write_lines


def line(number: int, installation: str = "here") -> ErasedLine:
    return ErasedLine(
        installation=installation,
        number=number,
        act_id=f"{installation}-{number}",
        agency_id="agency",
        record_ids=("a", "b"),
        counts={"people_name": number},
        ground="TIME_IS_UP",
        rule_key="SCHOOL",
        proposed_by="one",
        decided_by="another",
        erased_at="2026-05-14T13:20:00+00:00",
    )


LINES = [line(number) for number in range(1, 5)]


def test_a_list_says_again_what_was_written_and_is_added_to_once(tmp_path):
    path = tmp_path / "erased"
    assert add_to_erased_file(path, LINES[:2]) == 2
    assert add_to_erased_file(path, LINES) == 2
    assert add_to_erased_file(path, LINES) == 0
    assert add_to_erased_file(path, [line(1, "elsewhere")]) == 1
    assert list(read_erased_file(path)) == [*LINES, line(1, "elsewhere")]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_taken_out_is_missed_by_the_one_after(place):
    written = write_lines(LINES, after="")
    with pytest.raises(ListDoesNotFit):
        read_lines(written[:place] + written[place + 1 :])


@given(
    place=st.integers(0, 3), name=st.sampled_from(["act_id", "record_ids", "agency_id", "erased_at", "number", "hash"])
)
def test_a_value_that_is_changed_is_found(place, name):
    written = write_lines(LINES, after="")
    said = json.loads(written[place])
    said[name] = 99 if name == "number" else ["x"] if name == "record_ids" else "x"
    written[place] = json.dumps(said)
    with pytest.raises(ListDoesNotFit):
        read_lines(written)


def test_nothing_is_added_to_a_list_that_was_changed(tmp_path):
    path = tmp_path / "erased"
    add_to_erased_file(path, LINES[:2])
    path.write_text(path.read_text(encoding="utf-8").replace("TIME_IS_UP", "NEVER_RIGHT"), encoding="utf-8")
    with pytest.raises(ListDoesNotFit):
        add_to_erased_file(path, LINES)
    path.write_text("no line\n", encoding="utf-8")
    with pytest.raises(ListDoesNotFit):
        read_erased_file(path)
