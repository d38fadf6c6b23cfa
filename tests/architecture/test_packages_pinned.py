"""Every package is pinned to a version and to its hashes, comes from no named place, and says why it is there."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
ASKED = sorted(FOLDER.glob("*.in"))
PINNED = re.compile(r"^([a-z0-9._-]+)(\[[a-z0-9,_-]+\])?==[^ ;]+")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def entries(lock):
    """Give each package's lines, joined, without remarks."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return [entry.strip() for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def name_of(words):
    return re.split(r"[\[=<>~!; ]", words.strip(), maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_package_is_pinned_with_its_hashes_and_from_no_named_place(lock):
    found = entries(lock)
    assert found
    assert [entry for entry in found if not PINNED.match(entry) or not HASH.search(entry)] == []
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_each_package_asked_for_is_locked_and_says_why_it_is_there(asked):
    lines = asked.read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith(("#", "-"))]
    assert wanted
    locked = {name_of(entry) for entry in entries(asked.with_suffix(".txt"))}
    assert [line for line in wanted if name_of(line.split("#")[0]) not in locked] == []
    assert [line for line in wanted if not line.partition("#")[2].strip()] == []
