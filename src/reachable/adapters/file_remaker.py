"""The process in which a file that somebody sent in is decoded and made anew.

In:  the file on standard input; the most pixels, seconds and bytes of memory as words.
Out: the kind and how many bytes of words there are, a line's end, the words and the new bytes on standard output; or an
     exit code that says why it is refused.
"""

import io
import resource
import sys
import unicodedata
import warnings

import pypdfium2
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

TOO_LARGE, IS_OTHER, SEVERAL_PICTURES, CANNOT_BE_READ, HAS_PASSWORD, TOO_MANY_PAGES, TOO_MANY_WORDS = range(11, 18)
JPEG, PNG, PDF, TEXT = "JPEG", "PNG", "PDF", "TEXT"
"""What is made. A WebP becomes a JPEG, which opens everywhere."""

LONGEST_SIDE = 2_560
"""Of a picture, in pixels: what can be made out on a screen. A larger one is made smaller."""

MOST_PAGES = 20
MOST_LETTERS = 100_000
"""Of the words in a file: forty closely written pages. Each is looked through for places, which costs memory."""

POINTS_PER_INCH, DOTS_PER_INCH = 72, 130
OTHER_MARKS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)
HIDDEN_MARKS = (b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"<script", b"<html", b"<svg", b"<?php")
"""What stands behind the end of a picture that is a second file too. Phones put film there, which is left out."""

PAGE_STARTS = ("<!doctype", "<html", "<svg", "<?xml", "<script", "{\\rtf")
PROPERTIES = ("title", "author", "subject", "keywords", "creator", "producer", "creationDate", "modDate")
"""What a PDF may say of itself, and what we make does not."""

NO_SIGNS = frozenset({"Cc", "Co", "Cn", "Cs"})
QUALITY = 85
OPEN_FILES = 32


class Refused(Exception):
    """The file is refused; the code says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main(given: list[str]) -> int:
    """Make the file on standard input anew and return the exit code."""
    pixels, seconds, memory = (int(word) for word in given)
    _hold_back(seconds, memory)
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        kind, content, words = remake(sys.stdin.buffer.read())
    except Refused as refused:
        return refused.code
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE
    except Exception:
        # Whatever a file breaks in what reads it. What breaks before or after is no fault of the file.
        return CANNOT_BE_READ
    said = words.encode()
    sys.stdout.buffer.write(f"{kind} {len(said)}\n".encode() + said + content)
    return 0


def remake(sent: bytes) -> tuple[str, bytes, str]:
    """Return the kind of a file, its new bytes, and the words in it that can be read.

    :raises Refused: when it is neither a photograph, a PDF nor plain text.
    """
    kind = _kind_of(sent)
    if kind == PDF:
        return _remake_pdf(sent)
    return _remake_text(sent) if kind == TEXT else _remake_picture(sent, kind)


def _hold_back(seconds: int, memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def _kind_of(sent: bytes) -> str:
    if sent.startswith(b"\xff\xd8\xff"):
        return JPEG
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if sent.startswith(b"%PDF-"):
        return PDF
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return "WEBP"
    if not sent or sent.startswith(OTHER_MARKS):
        raise Refused(IS_OTHER)
    return TEXT


def _remake_picture(sent: bytes, kind: str) -> tuple[str, bytes, str]:
    if any(mark in _behind(sent, kind) for mark in HIDDEN_MARKS):
        raise Refused(IS_OTHER)
    try:
        picture = Image.open(io.BytesIO(sent), formats=[kind])
    except UnidentifiedImageError:
        raise Refused(CANNOT_BE_READ) from None
    if kind != JPEG and getattr(picture, "is_animated", False):
        raise Refused(SEVERAL_PICTURES)
    # A JPEG is read at half or a quarter of its size where that is enough, with as much less memory.
    picture.draft(picture.mode, (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    seen = _on_white(_in_common_colours(ImageOps.exif_transpose(picture)))
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made, target = (PNG if kind == PNG else JPEG), io.BytesIO()
    _pixels_alone(seen).save(target, made, **({} if made == PNG else {"quality": QUALITY}))
    return made, target.getvalue(), ""


def _pixels_alone(picture: Image.Image) -> Image.Image:
    """Return a picture of the same pixels: an image keeps what its file said of itself, and writes some of it again."""
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def _remake_pdf(sent: bytes) -> tuple[str, bytes, str]:
    """Return the pages of a PDF as pictures, and the words on them. Nothing in it that does something goes over."""
    try:
        pdf = pypdfium2.PdfDocument(sent)
    except pypdfium2.PdfiumError as problem:
        raise Refused(HAS_PASSWORD if "password" in str(problem).lower() else CANNOT_BE_READ) from None
    if not len(pdf):
        raise Refused(CANNOT_BE_READ)
    if len(pdf) > MOST_PAGES:
        raise Refused(TOO_MANY_PAGES)
    pdf.init_forms()
    pages, words, letters = [], [], 0
    for number in range(len(pdf)):
        # What was filled in or written on a page becomes a part of it, so that it is drawn and its words are read.
        pypdfium2.raw.FPDFPage_Flatten(pdf[number], pypdfium2.raw.FLAT_NORMALDISPLAY)
        page = pdf[number]
        on_page = page.get_textpage()
        letters += on_page.count_chars()
        if letters > MOST_LETTERS:
            raise Refused(TOO_MANY_WORDS)
        words.append(_readable(on_page.get_text_bounded()))
        pages.append(_draw_page(page))
    target = io.BytesIO()
    nothing_said = dict.fromkeys(
        ("title", "author", "subject", "keywords", "creator", "producer", "creationDate", "modDate")
    )
    pages[0].save(
        target, PDF, save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH, quality=QUALITY, **nothing_said
    )
    return PDF, target.getvalue(), _not_too_many("\n\n".join(words).strip())


def _not_too_many(words: str) -> str:
    if len(words) > MOST_LETTERS:
        raise Refused(TOO_MANY_WORDS)
    return words


def _draw_page(page: pypdfium2.PdfPage) -> Image.Image:
    longest = max(page.get_size()) or 1
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
    drawn = page.render(scale=scale, may_draw_forms=False, draw_annots=False, fill_color=(255, 255, 255, 255))
    return _pixels_alone(drawn.to_pil().convert("RGB"))


def _readable(words: str) -> str:
    """Return words with every sign that cannot be seen left out, and a space for what is no sign at all."""
    kept = (sign if sign in "\n\t" or unicodedata.category(sign) not in NO_SIGNS else " " for sign in words)
    return "".join(sign for sign in kept if unicodedata.category(sign) != "Cf").replace("\r", "\n").strip()


def _behind(sent: bytes, kind: str) -> bytes:
    """Return what stands behind the end of the picture, in lower case where it is letters."""
    if kind == "WEBP":
        tail = sent[8 + int.from_bytes(sent[4:8], "little") :]
    else:
        begun, end = (0, b"IEND\xaeB`\x82") if kind == PNG else (_pixels_begin(sent), b"\xff\xd9")
        _, found, tail = sent[begun:].partition(end)
        tail = tail if found else b""
    return tail + b"\n" + tail.lower()


def _pixels_begin(jpeg: bytes) -> int:
    """Return where the pixels of a JPEG begin: a small picture with an end of its own may stand before them."""
    place = 2
    while jpeg[place : place + 1] == b"\xff" and jpeg[place + 1 : place + 2] != b"\xda":
        place += 2 + max(2, int.from_bytes(jpeg[place + 2 : place + 4], "big"))
    return place


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Return the picture in the colours every screen shows, by its own profile where that can be read."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without what shines through: what stood hidden there is not kept."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    above = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above).convert("RGB")


def _remake_text(sent: bytes) -> tuple[str, bytes, str]:
    try:
        words = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(IS_OTHER) from None
    words = _not_too_many(words).replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(sign) in NO_SIGNS and sign not in "\n\t" for sign in words):
        raise Refused(IS_OTHER)
    # What cannot be seen can hide a word from whoever screens it, or turn it round.
    words = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    if words.lstrip().lower().startswith(PAGE_STARTS):
        raise Refused(IS_OTHER)
    return TEXT, words.encode(), words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
