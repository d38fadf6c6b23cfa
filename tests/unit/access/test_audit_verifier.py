"""Whatever is done to a written-out audit record is found, and the first bad entry is named."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain import audit_verifier
from reachable.access.domain.audit_verifier import Head, read_heads, verify_record
from reachable.access.domain.witnessing import write_head
from tests.factories.audit_files import INSTALLATION, WrittenRecord, make_record

LENGTH = 40
RECORD = make_record(LENGTH)
PROGRAM = Path(audit_verifier.__file__)


def copy() -> WrittenRecord:
    return deepcopy(RECORD)


def head_at(record, place):
    link = record.links[place]
    return Head(record.installation, link["sequence"], link["hash"], link["at"])


def first_fault(record, tmp_path, heads=()):
    return verify_record(record.write(tmp_path / "record"), heads).first_fault


@pytest.mark.parametrize("form", ["1", "2"])
@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_a_sound_record_has_no_fault_however_many_check_it(form, processes, tmp_path):
    record = make_record(LENGTH, form=form)
    found = verify_record(record.write(tmp_path / "record"), [head_at(record, 10)], processes=processes)
    assert found.faults == []
    assert (found.entries, found.installation) == (LENGTH, INSTALLATION)
    assert found.last == Head(INSTALLATION, LENGTH, record.links[-1]["hash"])


def test_a_record_of_nothing_has_no_fault(tmp_path):
    found = verify_record(WrittenRecord().write(tmp_path / "record"))
    assert (found.faults, found.entries, found.last) == ([], 0, None)


@pytest.mark.parametrize("column", ["entry", "at", "form", "hash", "salt", "payload_hash", "payload"])
@pytest.mark.parametrize("place", [0, 17, LENGTH - 1])
@pytest.mark.parametrize("processes", [1, 3])
def test_a_change_of_any_column_is_found_at_its_entry(column, place, processes, tmp_path):
    record = copy()
    link = record.links[place]
    link[column] = {
        "entry": link["entry"] + 1,
        "at": "2025-01-01T00:00:00.000000",
        "form": "1",
        "payload": link["payload"].replace("page", "file"),
    }.get(column, "00" * 32)
    fault = verify_record(record.write(tmp_path / "record"), processes=processes).first_fault
    assert fault is not None
    assert fault.sequence == place + 1
    assert fault.entry == link["entry"]


@pytest.mark.parametrize("place", [0, 17, LENGTH - 2])
def test_an_entry_cut_out_is_found_where_it_was(place, tmp_path):
    record = copy()
    del record.links[place]
    fault = first_fault(record, tmp_path)
    assert fault is not None
    assert fault.sequence == place + 1
    assert "missing" in fault.what


@pytest.mark.parametrize("place", [0, 17, LENGTH - 2])
def test_two_entries_that_changed_places_are_found(place, tmp_path):
    record = copy()
    record.links[place], record.links[place + 1] = record.links[place + 1], record.links[place]
    fault = first_fault(record, tmp_path)
    assert fault is not None
    assert fault.sequence == place + 1


def test_an_entry_told_twice_is_found(tmp_path):
    record = copy()
    record.links.insert(8, dict(record.links[7]))
    fault = first_fault(record, tmp_path)
    assert fault is not None
    assert fault.sequence == 9


def test_an_entry_that_is_in_no_chain_and_does_not_wait_is_named(tmp_path):
    record = copy()
    record.outside = ["waiting|900", "loose|901"]
    found = verify_record(record.write(tmp_path / "record"))
    assert found.waiting == 1
    assert [fault.entry for fault in found.faults] == [901]


@pytest.mark.parametrize("place", [0, 17, LENGTH - 1])
def test_a_record_hashed_anew_from_some_entry_on_fits_in_itself_and_not_with_its_witness(place, tmp_path):
    record = copy()
    record.links[place]["payload"] += "rewritten"
    record.seal_from(place)
    path = record.write(tmp_path / "record")
    assert verify_record(path).faults == []
    fault = verify_record(path, [head_at(RECORD, LENGTH - 1)]).first_fault
    assert fault is not None
    assert "rewritten" in fault.what


@pytest.mark.parametrize("left", [1, 17, LENGTH - 1])
def test_a_record_whose_end_was_cut_off_fits_in_itself_and_not_with_its_witness(left, tmp_path):
    record = copy()
    del record.links[left:]
    path = record.write(tmp_path / "record")
    assert verify_record(path).faults == []
    fault = verify_record(path, [head_at(RECORD, LENGTH - 1)]).first_fault
    assert fault is not None
    assert "ends after" in fault.what


def test_the_head_of_another_installation_is_no_proof(tmp_path):
    head = Head("11111111-1111-4111-8111-111111111111", 3, RECORD.links[2]["hash"])
    fault = first_fault(copy(), tmp_path, [head])
    assert fault is not None
    assert "another installation" in fault.what


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_flipped_bit_anywhere_in_the_file_is_found(place, bit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bits")
    data = bytearray(copy().write(folder / "record").read_bytes())
    data[place % len(data)] ^= 1 << bit
    (folder / "record").write_bytes(bytes(data))
    assert verify_record(folder / "record").faults != []


@given(kept=st.integers(min_value=0))
def test_a_file_cut_short_anywhere_is_found(kept, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    data = copy().write(folder / "record").read_bytes()
    (folder / "record").write_bytes(data[: kept % len(data)])
    assert verify_record(folder / "record").faults != []


def test_it_runs_alone_with_the_standard_library_only(tmp_path):
    record = copy().write(tmp_path / "record")
    witness = tmp_path / "witness"
    witness.write_text(write_head(head_at(RECORD, 20)) + "\n")
    alone = [sys.executable, "-I", "-S", str(PROGRAM)]
    good = subprocess.run([*alone, record, witness], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (good.returncode, good.stdout) == (0, f"{LENGTH} entries fit, 0 wait, 1 heads of witnesses compared.\n")
    tampered = copy()
    tampered.links[4]["payload"] = "5|nobody looked|1"
    bad = subprocess.run(
        [*alone, tampered.write(tmp_path / "bad")], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert bad.returncode == 1
    assert bad.stdout.startswith("entry 22, 5 in the chain: the entry was changed or removed\n")
    assert subprocess.run(alone, capture_output=True, check=False, cwd=tmp_path).returncode == 2


def test_it_is_short_enough_to_be_read_before_it_is_trusted():
    assert len(PROGRAM.read_text(encoding="utf-8").splitlines()) <= 300


def test_a_line_that_is_no_head_is_named(tmp_path):
    path = tmp_path / "witness"
    path.write_text(write_head(head_at(RECORD, 1)) + "\nnonsense\n")
    with pytest.raises(ValueError, match="witness, line 2 is not a head"):
        read_heads(path)
