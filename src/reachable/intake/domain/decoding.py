"""Bytes of an extract to text, refusing what cannot be read with certainty.

In:  bytes as received.
Out: text, or the problem that stops the whole file.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from reachable.intake.domain.problems import Problem, ProblemKind

SAVE_AS_UTF8 = "Save the extract again as “CSV UTF-8” and send that file."
SEND_AGAIN = "Take the extract again and send the whole file."
_READ_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac|\ufffd")
"""Letters that appear when UTF-8 was read as Western European text and saved again, or were lost altogether."""

OTHER_FILES = {
    b"PK\x03\x04": "a spreadsheet or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an older spreadsheet",
    b"%PDF": "a PDF",
    b"<": "a web page",
    b"{": "JSON",
    b"[": "JSON",
}
"""How files of other kinds begin, whatever their names end in."""

_HIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
"""Control characters, spaces of no width, and marks that turn the direction of reading round."""

BYTE_ORDER_MARK = "\ufeff"


def decode_extract(name: str, content: bytes) -> str | Problem:
    """Return the text of an extract, without a byte order mark, or why it cannot be read."""
    if not content.removeprefix(BOM_UTF8).strip():
        return _whole_file(ProblemKind.NOTHING_IN_FILE, name, "The file is empty.", SEND_AGAIN)
    other = next(
        (called for mark, called in OTHER_FILES.items() if content.removeprefix(BOM_UTF8).startswith(mark)), ""
    )
    if other:
        return _whole_file(
            ProblemKind.NOT_A_CSV_FILE,
            name,
            f"The file is {other}, whatever its name says.",
            "Let the system write a CSV file and send that one. Renaming a file does not change what it is.",
        )
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or _has_a_zero_in_every_pair(content):
        return _whole_file(ProblemKind.WRONG_ENCODING, name, "The file is in UTF-16, not UTF-8.", SAVE_AS_UTF8)
    body = content.removeprefix(BOM_UTF8)
    if b"\0" in body:
        return Problem(
            kind=ProblemKind.BROKEN_BYTES,
            file=name,
            line=_line_of(body, body.index(b"\0")),
            field="",
            found="a zero byte",
            what="The file holds bytes that are not text, so part of it was damaged on the way.",
            remedy=SEND_AGAIN,
        )
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(
            kind=ProblemKind.WRONG_ENCODING,
            file=name,
            line=_line_of(body, error.start),
            field="",
            found=f"byte {body[error.start]:#04x}, which Western European text reads as "
            f"“{body[error.start : error.start + 1].decode('cp1252', errors='replace')}”",
            what="The file is not UTF-8, so names with accents would be kept wrongly.",
            remedy=SAVE_AS_UTF8,
        )
    return _text_not_garbled(name, text)


def _text_not_garbled(name: str, text: str) -> str | Problem:
    garbled = _READ_TWICE.search(text)
    if garbled is None:
        return _nothing_hidden(name, text)
    return Problem(
        kind=ProblemKind.WRONG_ENCODING,
        file=name,
        line=text.count("\n", 0, garbled.start()) + 1,
        field="",
        found=text[max(0, garbled.start() - 5) : garbled.end() + 5].strip(),
        what="Letters with accents were garbled before the file was saved.",
        remedy="Take the extract from the system again; do not open it in a spreadsheet on the way. " + SAVE_AS_UTF8,
    )


def _nothing_hidden(name: str, text: str) -> str | Problem:
    if BYTE_ORDER_MARK in text:
        return Problem(
            kind=ProblemKind.TWO_FILES_IN_ONE,
            file=name,
            line=text.count("\n", 0, text.index(BYTE_ORDER_MARK)) + 1,
            field="",
            found="the mark with which a file begins",
            what="A second file begins here.",
            remedy="Send each file by itself.",
        )
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return text
    return Problem(
        kind=ProblemKind.HIDDEN_CHARACTER,
        file=name,
        line=text.count("\n", 0, hidden.start()) + 1,
        field="",
        found=f"character {ord(hidden.group()):#06x}",
        what="The line holds a character that cannot be seen, so two cells that look alike would not be.",
        remedy="Take it out at its source; text that was pasted from elsewhere often brings it in.",
    )


def _has_a_zero_in_every_pair(content: bytes) -> bool:
    opening = content[:200]
    return len(opening) > 1 and opening.count(0) * 3 > len(opening)


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _whole_file(kind: ProblemKind, name: str, what: str, remedy: str) -> Problem:
    return Problem(kind=kind, file=name, line=0, field="", found="", what=what, remedy=remedy)
