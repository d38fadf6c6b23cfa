"""Makes a photograph, a PDF or plain text that somebody sent in anew, so that nothing is kept but what is seen or read.

In:  the bytes of a file; what it may be at most.
Out: new bytes, never the ones sent, and the words in them; or why it is refused.

The file is decoded in a process of its own, which may use little time and memory, write nothing and start nothing.
"""

import logging
import signal
import subprocess
import sys
from dataclasses import dataclass

from reachable.adapters.file_remaker import (
    CANNOT_BE_READ,
    HAS_PASSWORD,
    IS_OTHER,
    MOST_LETTERS,
    MOST_PAGES,
    SEVERAL_PICTURES,
    TOO_LARGE,
    TOO_MANY_PAGES,
    TOO_MANY_WORDS,
)
from reachable.intake.domain.files import FileKind, FileRefused, MadeAnew

LOG = logging.getLogger("reachable")
WHY = {
    TOO_LARGE: "The file is too large, or unpacks to something too large. Send a smaller one.",
    IS_OTHER: "The file is not a photograph (JPEG, PNG or WebP), a PDF or plain text, or holds something else as well."
    " Send a photograph of it.",
    SEVERAL_PICTURES: "The file holds several pictures. Send one of them as a photograph.",
    CANNOT_BE_READ: "The file is damaged and cannot be opened. Send a photograph of it.",
    HAS_PASSWORD: "The PDF is locked with a password. Send one that is not, or a photograph of it.",
    TOO_MANY_PAGES: f"The PDF has more than {MOST_PAGES} pages. Send the pages that matter.",
    TOO_MANY_WORDS: f"There are more than {MOST_LETTERS:,} letters in the file, more than can be looked through."
    " Send the part that matters, or say in your own words what is in it.",
}


NOT_NOW = "It could not be looked at now; nothing is wrong with your file. Send it again."
STOPPED_BY_LIMITS = frozenset(
    {signal.SIGKILL, signal.SIGXCPU, signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL}
)
"""How a process ends that needs more time or memory than it may use, in one library or another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most, and what decoding it may use."""

    size: int
    pixels: int
    seconds: int
    memory: int


def remake_file(sent: bytes, *, limits: Limits) -> MadeAnew:
    """Return the file made anew from what is seen or read in it.

    :raises FileRefused: when it is anything but a photograph, a PDF or plain text, is too large, or cannot be read; in
        words of its own when nothing can be looked at now.
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
    except OSError:
        LOG.exception("No process could be started to look at a file that was sent")
        raise FileRefused(NOT_NOW) from None
    if ended.returncode != 0:
        raise FileRefused(_why(ended.returncode))
    try:
        head, _, made = ended.stdout.partition(b"\n")
        kind, length = head.decode("ascii").split()
        return MadeAnew(FileKind[kind], made[int(length) :], made[: int(length)].decode())
    except (ValueError, KeyError):
        LOG.exception("The process that looks at a file that was sent answered with something else")
        raise FileRefused(NOT_NOW) from None


def _why(code: int) -> str:
    """Return why a file was refused, by how the process ended that looked at it."""
    if code in WHY:
        return WHY[code]
    if -code in STOPPED_BY_LIMITS:
        return WHY[TOO_LARGE]
    LOG.error("The process that looks at a file that was sent ended with %d", code)
    return NOT_NOW
