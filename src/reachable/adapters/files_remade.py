"""Makes a photograph or plain text that somebody sent in anew, so that nothing is kept but what is seen or read.

In:  the bytes of a file; what it may be at most.
Out: new bytes, never the ones sent, and the words in them; or why it is refused.

The file is decoded in a process of its own, which may use little time and memory, write nothing and start nothing.
"""

import subprocess
import sys
from dataclasses import dataclass

from reachable.adapters.file_remaker import CANNOT_BE_READ, IS_OTHER, KINDS, SEVERAL_PICTURES, TEXT, TOO_LARGE

WHY = {
    TOO_LARGE: "The file is too large, or unpacks to something too large.",
    IS_OTHER: "The file is not a JPEG, PNG or WebP photograph or plain text, or holds something else as well.",
    SEVERAL_PICTURES: "The file holds several pictures. Send one as a photograph.",
    CANNOT_BE_READ: "The file is damaged and cannot be opened.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most, and what decoding it may use."""

    size: int
    pixels: int
    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Remade:
    """A file made anew. A photograph has no words that can be screened."""

    media_type: str
    ending: str
    content: bytes
    words: str | None


class FileRefused(ValueError):
    """A file cannot be kept. The message says why and is fit for a page."""


def remake_file(sent: bytes, *, limits: Limits) -> Remade:
    """Return the file made anew from what is seen or read in it.

    :raises FileRefused: when it is anything but a photograph or plain text, is too large, or cannot be decoded.
    """
    if len(sent) > limits.size:
        raise FileRefused(WHY[TOO_LARGE])
    words = [str(number) for number in (limits.pixels, limits.seconds, limits.memory)]
    try:
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-m", "reachable.adapters.file_remaker", *words],
            input=sent,
            capture_output=True,
            timeout=limits.seconds * 2,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(WHY[TOO_LARGE]) from None
    if ended.returncode != 0:
        # A signal is the limit of time; anything else unforeseen is a file that breaks what reads it.
        raise FileRefused(WHY.get(ended.returncode, WHY[TOO_LARGE if ended.returncode < 0 else CANNOT_BE_READ]))
    kind, _, content = ended.stdout.partition(b"\n")
    media_type, ending = KINDS[kind.decode("ascii")]
    return Remade(media_type, ending, content, content.decode() if kind.decode("ascii") == TEXT else None)
