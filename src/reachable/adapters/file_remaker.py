"""The process in which a file that somebody sent in is decoded and made anew.

In:  the file on standard input; the most pixels, seconds and bytes of memory as words.
Out: the kind, a line's end and the new bytes on standard output; or an exit code that says why it is refused.
"""

import io
import resource
import sys
import unicodedata
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

TOO_LARGE, IS_OTHER, SEVERAL_PICTURES, CANNOT_BE_READ = 11, 12, 13, 14
TEXT = "TEXT"
KINDS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), TEXT: ("text/plain; charset=utf-8", "txt")}
"""What is made: a WebP becomes a JPEG, which opens everywhere."""

OTHER_MARKS = (
    b"%PDF-",
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
QUALITY = 90
OPEN_FILES = 32


class Refused(Exception):
    """The file is refused; the code says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main(words: list[str]) -> int:
    """Make the file on standard input anew and return the exit code."""
    pixels, seconds, memory = (int(word) for word in words)
    _hold_back(seconds, memory)
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        kind, content = remake(sys.stdin.buffer.read())
    except Refused as refused:
        return refused.code
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError):
        return CANNOT_BE_READ
    sys.stdout.buffer.write(kind.encode() + b"\n" + content)
    return 0


def remake(sent: bytes) -> tuple[str, bytes]:
    """Return the kind and the new bytes of a file.

    :raises Refused: when it is neither a photograph nor plain text.
    """
    kind = _kind_of(sent)
    return (TEXT, _remake_text(sent)) if kind == TEXT else _remake_picture(sent, kind)


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
        return "JPEG"
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return "WEBP"
    if not sent or sent.startswith(OTHER_MARKS):
        raise Refused(IS_OTHER)
    return TEXT


def _remake_picture(sent: bytes, kind: str) -> tuple[str, bytes]:
    if any(mark in _behind(sent, kind) for mark in HIDDEN_MARKS):
        raise Refused(IS_OTHER)
    try:
        picture = Image.open(io.BytesIO(sent), formats=[kind])
    except UnidentifiedImageError:
        raise Refused(CANNOT_BE_READ) from None
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise Refused(SEVERAL_PICTURES)
    picture.load()
    seen = _on_white(_in_common_colours(ImageOps.exif_transpose(picture)))
    # Only the pixels go over: an image keeps what its file said of itself, and writes some of it again.
    fresh = Image.frombytes("RGB", seen.size, seen.tobytes())
    made, target = ("PNG" if kind == "PNG" else "JPEG"), io.BytesIO()
    fresh.save(target, made, **({} if made == "PNG" else {"quality": QUALITY}))
    return made, target.getvalue()


def _behind(sent: bytes, kind: str) -> bytes:
    """Return what stands behind the end of the picture, in lower case where it is letters."""
    if kind == "WEBP":
        tail = sent[8 + int.from_bytes(sent[4:8], "little") :]
    else:
        begun, end = (0, b"IEND\xaeB`\x82") if kind == "PNG" else (_pixels_begin(sent), b"\xff\xd9")
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


def _remake_text(sent: bytes) -> bytes:
    try:
        words = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(IS_OTHER) from None
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(sign) in {"Cc", "Co", "Cn"} and sign not in "\n\t" for sign in words):
        raise Refused(IS_OTHER)
    # What cannot be seen can hide a word from whoever screens it, or turn it round.
    words = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    if words.lstrip().lower().startswith(PAGE_STARTS):
        raise Refused(IS_OTHER)
    return words.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
