"""Whatever a photograph, a PDF or a text says of itself, nothing of that is in what is made of it.

In:  made-up files with words planted in them; damaged files; bombs.
Out: laws of making files anew.
"""

import errno
import io
import re
import signal
import struct
import subprocess
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from reachable.adapters.file_remaker import IS_OTHER, LONGEST_SIDE, MOST_LETTERS, SEVERAL_PICTURES, Refused, remake
from reachable.adapters.files_remade import NOT_NOW, Limits, remake_file
from reachable.intake.domain.files import FileRefused
from tests.factories.pdf_files import open_pdf, write_filled_pdf, write_pdf, write_telling_pdf
from tests.factories.pictures import CAMERA_NOTES, draw_picture, write_picture, write_telling_picture

LIMITS = Limits(size=2_000_000, pixels=20_000_000, seconds=5, memory=768_000_000)
PLANTED = st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=40)
FORMS = st.sampled_from(["JPEG", "PNG", "WEBP"])


@given(form=FORMS, word=PLANTED)
@settings(deadline=None)
def test_case_34_no_word_planted_in_what_a_photograph_says_of_itself_is_in_what_is_kept(form: str, word: str) -> None:
    sent = write_telling_picture(form, word)
    assert word.encode() in sent, "the word was never planted"
    _, kept, _ = remake(sent)
    assert word.encode() not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert opened.size == (24, 16)


@given(form=FORMS, place=st.integers(0, 400), other=st.binary(min_size=1, max_size=40))
@example(form="JPEG", place=0, other=b"\xff\xd8\xff\xff")
@settings(deadline=None)
def test_a_damaged_photograph_is_refused_or_made_anew_and_nothing_else(form: str, place: int, other: bytes) -> None:
    whole = write_picture(draw_picture(), form)
    place %= len(whole)
    try:
        kind, kept, _ = remake(whole[:place] + other + whole[place + len(other) :])
    except (Refused, OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, Image.DecompressionBombError):
        return
    if kind != "TEXT":
        with Image.open(io.BytesIO(kept)) as opened:
            opened.load()


@given(
    words=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf"))).filter(
        lambda words: words.strip() and words.strip()[0].isalpha()
    )
)
def test_plain_words_are_kept_as_they_are(words: str) -> None:
    assert remake(words.encode()) == ("TEXT", words.encode(), words) or words.startswith("MZ")


def test_a_word_cannot_be_hidden_from_screening_by_what_is_not_seen() -> None:
    _, kept, words = remake("14 Quarry\u200bfield \u202eRoad".encode())
    assert kept.decode() == words == "14 Quarryfield Road"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("second", [b"PK\x03\x04", b"%PDF-1.7", b"<ScRiPt>", b"<?php"])
def test_case_65_a_photograph_that_is_a_second_file_too_is_refused(form: str, second: bytes) -> None:
    with pytest.raises(Refused) as refused:
        remake(write_picture(draw_picture(), form) + b"\n" + second)
    assert refused.value.code == IS_OTHER


@pytest.mark.parametrize(
    "sent",
    [b"", b"PK\x03\x04 a document", b"MZ", b"\x7fELF", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0 macros",
     b" <svg xmlns=''>", b"<!DOCTYPE html>", b"<?xml version='1.0'?>", b"{\\rtf1", b"a\x00b", b"GIF89a\x01\x00\xff"],
)  # fmt: skip
def test_case_65_what_unpacks_fetches_or_runs_something_is_refused(sent: bytes) -> None:
    with pytest.raises(FileRefused, match="not a photograph"):
        remake_file(sent, limits=LIMITS)


def test_case_65_a_photograph_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    with pytest.raises(FileRefused, match="unpacks to something too large"):
        remake_file(bomb + chunk(b"IEND", b""), limits=LIMITS)


def test_what_needs_more_memory_than_it_may_use_is_refused() -> None:
    sent = write_picture(draw_picture((4_000, 4_000)), "PNG")
    with pytest.raises(FileRefused, match="too large"):
        remake_file(sent, limits=Limits(size=LIMITS.size, pixels=LIMITS.pixels, seconds=5, memory=150_000_000))
    assert remake_file(sent, limits=LIMITS).kind.ending == "png"


def test_a_file_larger_than_it_may_be_is_refused_unread() -> None:
    with pytest.raises(FileRefused, match="too large"):
        remake_file(b"a" * (LIMITS.size + 1), limits=LIMITS)


def test_moving_pictures_are_refused() -> None:
    sent = write_picture(
        draw_picture(), "PNG", save_all=True, append_images=[draw_picture(colour="navy")], duration=100
    )
    with pytest.raises(Refused) as refused:
        remake(sent)
    assert refused.value.code == SEVERAL_PICTURES


def test_a_photograph_taken_sideways_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = remake_file(write_picture(draw_picture(), "JPEG", exif=exif), limits=LIMITS)
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert opened.size == (16, 24)
    assert kept.words == ""


def test_a_small_picture_inside_a_photograph_does_not_make_it_refused_and_is_gone() -> None:
    small = write_picture(draw_picture((8, 8)), "JPEG", comment=b"SMALLPICTURE")
    exif = Image.Exif()
    exif[CAMERA_NOTES] = small + b"PK\x03\x04"
    sent = write_picture(draw_picture(), "JPEG", exif=exif)
    assert b"SMALLPICTURE" in sent
    assert b"SMALLPICTURE" not in remake(sent)[1]


def test_what_shone_through_is_not_kept() -> None:
    picture = Image.new("RGBA", (4, 4), (200, 10, 10, 0))
    with Image.open(io.BytesIO(remake(write_picture(picture, "PNG"))[1])) as opened:
        assert opened.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("pixels", [383, 100])
def test_case_65_a_photograph_of_more_pixels_than_it_may_have_is_refused_however_little_memory_it_needs(
    pixels: int,
) -> None:
    sent = write_picture(draw_picture(), "PNG")
    with pytest.raises(FileRefused, match="too large"):
        remake_file(sent, limits=Limits(size=LIMITS.size, pixels=pixels, seconds=5, memory=LIMITS.memory))
    assert remake_file(sent, limits=Limits(size=LIMITS.size, pixels=384, seconds=5, memory=LIMITS.memory))


def test_a_photograph_larger_than_a_screen_is_made_smaller_in_proportion() -> None:
    with Image.open(io.BytesIO(remake(write_picture(draw_picture((5_000, 2_500)), "JPEG"))[1])) as opened:
        assert opened.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@given(word=PLANTED)
@settings(deadline=None, max_examples=20)
def test_cases_31_and_106_nothing_a_pdf_says_beside_its_pages_is_kept_a_file_within_it_least(word: str) -> None:
    sent = write_telling_pdf("He came by the coach.", planted=word)
    assert word.encode() in sent, "the word was never planted"
    kind, kept, words = remake(sent)
    assert (kind, words) == ("PDF", "He came by the coach.")
    assert word.encode() not in kept
    pdf = open_pdf(kept)
    assert not pdf.attachments
    assert not pdf.metadata
    assert "/Names" not in pdf.trailer["/Root"]
    assert not any(mark in kept for mark in (b"/JavaScript", b"/JS", b"/OpenAction", b"/EmbeddedFile", b"/Annot"))


@given(place=st.integers(0, 2_000), other=st.binary(min_size=1, max_size=40))
@settings(deadline=None, max_examples=60)
def test_case_65_a_damaged_pdf_is_refused_or_drawn_anew_and_nothing_else(place: int, other: bytes) -> None:
    whole = write_telling_pdf("He came by the coach.", planted="NOTHINGOFTHIS")
    place %= len(whole)
    try:
        kind, kept, _ = remake(whole[:place] + other + whole[place + len(other) :])
    except (Refused, OSError, ValueError, RuntimeError):
        return
    assert kind in {"PDF", "TEXT"}
    assert kind == "TEXT" or open_pdf(kept).pages


@pytest.mark.parametrize(
    ("sent", "why"),
    [(write_pdf("One.", pages=21), "more than 20 pages"), (b"%PDF-1.7 and nothing else", "damaged")],
)
def test_case_65_a_pdf_that_cannot_be_drawn_within_limits_is_refused_with_what_to_do(sent: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        remake_file(sent, limits=LIMITS)


def test_a_pdf_locked_with_a_password_is_refused_as_such() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(write_pdf("One.")))
    writer.encrypt("a password", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(FileRefused, match="locked with a password"):
        remake_file(target.getvalue(), limits=LIMITS)


def test_a_pdf_is_drawn_in_a_process_of_its_own_with_its_words_beside_it() -> None:
    made = remake_file(write_pdf("Seen at the station, two pages.", pages=2), limits=LIMITS)
    assert made.kind.media_type == "application/pdf"
    assert made.words == "Seen at the station, two pages.\n\nSeen at the station, two pages."
    assert len(open_pdf(made.content).pages) == 2


def test_what_somebody_filled_in_is_drawn_and_read() -> None:
    made = remake_file(write_filled_pdf("Filled in by hand"), limits=LIMITS)
    assert "Filled in by hand" in made.words


def test_a_text_or_document_with_more_words_than_can_be_looked_through_is_refused_in_its_own_process() -> None:
    numbers = " ".join(str(number) for number in range(1_000, 9_999))
    most = (numbers * (MOST_LETTERS // len(numbers) + 1))[:MOST_LETTERS]
    assert len(remake(most.encode())[2]) == MOST_LETTERS
    for sent in (most.encode() + b"1", write_pdf(most[: MOST_LETTERS // 10], pages=11)):
        with pytest.raises(FileRefused, match="more than 100,000 letters in the file"):
            remake_file(sent, limits=LIMITS)


def _ends(monkeypatch: pytest.MonkeyPatch, *, code: int, said: bytes = b"") -> None:
    ended = subprocess.CompletedProcess([], code, said, b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)


@pytest.mark.parametrize(("code", "said"), [(1, b""), (-15, b""), (0, b""), (0, b"FILM 0\n"), (0, b"TEXT 2\n\xff\xff")])
def test_when_what_looks_at_files_is_broken_nobody_is_told_that_their_file_is(
    monkeypatch: pytest.MonkeyPatch, code: int, said: bytes
) -> None:
    _ends(monkeypatch, code=code, said=said)
    with pytest.raises(FileRefused, match=re.escape(NOT_NOW)):
        remake_file(b"Words.", limits=LIMITS)


def test_when_no_process_can_be_started_somebody_is_told_to_send_the_file_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(FileRefused, match=re.escape(NOT_NOW)):
        remake_file(b"Words.", limits=LIMITS)


@pytest.mark.parametrize("code", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_stopped_by_its_limits_says_that_the_file_is_too_large(
    monkeypatch: pytest.MonkeyPatch, code: signal.Signals
) -> None:
    _ends(monkeypatch, code=-code)
    with pytest.raises(FileRefused, match="unpacks to something too large"):
        remake_file(b"Words.", limits=LIMITS)
