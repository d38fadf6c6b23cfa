"""A backup is known to be whole, is restored where nothing is, and is the same there; what is not whole is refused."""

import json

import pytest

from reachable.adapters.sealed_files import DoesNotOpen, open_sealed, seal_file
from reachable.config.command import main


def test_the_drill_holds_and_each_way_of_spoiling_a_backup_is_refused(capsys):
    status = main(["prove", "restore", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [check for check in told["checks"] if not check["holds"]] == []
    assert status == 0


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "key"
    file.write_text("0f" * 32, encoding="ascii")
    return file


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_a_sealed_file_opens_to_the_same_bytes(tmp_path, key, size):
    plain, sealed, opened = tmp_path / "plain", tmp_path / "sealed", tmp_path / "opened"
    plain.write_bytes(bytes(number % 251 for number in range(size)))
    seal_file(plain, sealed, key)
    open_sealed(sealed, opened, key)
    assert opened.read_bytes() == plain.read_bytes()
    # One byte alone may stand in what is sealed by chance.
    assert plain.read_bytes()[:64] not in sealed.read_bytes() or size < 16


@pytest.mark.parametrize("place", [0, 30, 60, 1 << 20, -1])
def test_a_sealed_file_with_one_bit_changed_does_not_open(tmp_path, key, place):
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"a place nobody may know" * 60_000)
    seal_file(plain, sealed, key)
    changed = bytearray(sealed.read_bytes())
    changed[place] ^= 1
    sealed.write_bytes(bytes(changed))
    with pytest.raises(DoesNotOpen):
        open_sealed(sealed, tmp_path / "opened", key)


def test_a_sealed_file_cut_short_between_two_parts_does_not_open(tmp_path, key):
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"0" * (2 << 20))
    seal_file(plain, sealed, key)
    first_part = len(b"reachable sealed 1\n") + 32 + (1 << 20) + 16
    sealed.write_bytes(sealed.read_bytes()[:first_part])
    with pytest.raises(DoesNotOpen):
        open_sealed(sealed, tmp_path / "opened", key)


@pytest.mark.parametrize("words", ["", "not a key", "0f" * 31])
def test_a_key_file_that_holds_no_key_is_said_to_hold_none(tmp_path, words):
    plain, key_file = tmp_path / "plain", tmp_path / "key"
    plain.write_bytes(b"0")
    key_file.write_text(words, encoding="ascii")
    with pytest.raises(DoesNotOpen, match="64 hexadecimal digits"):
        seal_file(plain, tmp_path / "sealed", key_file)
