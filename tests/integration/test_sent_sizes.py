"""What is sent is read into memory as far as it may be kept, never into a temporary folder; a stranger sends little."""

import tempfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings

from reachable.adapters.clock import read_clock
from reachable.web.extracts.forms import LARGEST_FILE
from reachable.web.shared.sent_sizes import KEPT_IN_MEMORY, MOST, MOST_OF_A_STRANGER
from tests.factories.partnership import make_partnership
from tests.factories.plain_files import PLAIN_FILES


@pytest.fixture
def no_folder(monkeypatch):
    def refuse(*_, **__):
        pytest.fail("a temporary file was made")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)


def received(**sizes):
    files = {name: SimpleUploadedFile(f"{name}.csv", b"1" * size) for name, size in sizes.items()}
    return RequestFactory().post("/", files).FILES


def test_the_largest_extract_is_read_whole_in_memory(no_folder):
    file = received(file=LARGEST_FILE)["file"]
    assert (file.size, len(file.read())) == (LARGEST_FILE, LARGEST_FILE)


def test_a_larger_file_is_let_go_as_it_comes_and_its_size_says_so(no_folder):
    file = received(file=LARGEST_FILE + 1)["file"]
    assert file.size > LARGEST_FILE
    assert file.read() == b""


def test_a_file_cut_short_by_another_beside_it_is_never_taken_for_a_shorter_one(no_folder):
    files = received(first=KEPT_IN_MEMORY - 10, second=100_000, third=10)
    assert [len(files[name].read()) for name in ("first", "second", "third")] == [KEPT_IN_MEMORY - 10, 0, 10]
    assert files["second"].size > KEPT_IN_MEMORY


class Unread(BytesIO):
    """What a stranger sends. Reading it fails the test."""

    def read(self, *_):
        pytest.fail("it was read")


@pytest.mark.parametrize("who", [None, "northshire-teacher"])
def test_more_than_anybody_sends_is_turned_away_unread(database, tmp_path, who):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_partnership(now=read_clock())
        client = Client() if who is None else made.client(who)
        most = MOST_OF_A_STRANGER if who is None else MOST
        sent = {"CONTENT_LENGTH": str(most + 1), "wsgi.input": Unread()}
        answer = client.post("/concerns/new/", {}, **sent)
        assert answer.status_code == 413
        assert "so none of it was read" in answer.content.decode()
