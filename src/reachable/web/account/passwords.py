"""Passwords that are refused: built of words everybody here would think of, or known to have been stolen somewhere.

In:  a password somebody chooses.
Out: nothing, or a sentence that says why it will not do and what will.
"""

import hashlib
import mmap
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

# Written out in docs/assurance/signing-in.md, which a test compares.
EXPECTED_WORDS = (
    "reachable",
    "safeguarding",
    "safeguard",
    "countylines",
    "county",
    "lines",
    "exploitation",
    "children",
    "child",
    "police",
    "council",
    "custody",
    "school",
    "social",
    "services",
    "care",
    "health",
    "youth",
    "justice",
    "password",
    "welcome",
    "letmein",
    "qwerty",
    "winter",
    "spring",
    "summer",
    "autumn",
)
FEWEST_OTHER_LETTERS = 6
FEWEST_DIFFERENT_SIGNS = 6
LENGTH_OF_HASH = 40


class GuessablePasswordValidator:
    """Refuses what is left with almost nothing once the words, years and signs everybody thinks of are taken out."""

    def validate(self, password: str, user: Any = None) -> None:
        """Accept a password or say why not.

        :raises ValidationError: when it is too easy to guess.
        """
        left = re.sub(r"[\W\d_]+", "", password.casefold())
        for word in sorted(EXPECTED_WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < FEWEST_OTHER_LETTERS or len(set(password)) < FEWEST_DIFFERENT_SIGNS:
            raise ValidationError(
                _("That is too easy to guess from where you work. Use four words that have nothing to do with it."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Return what helps to choose one."""
        return _("Four or more words that have nothing to do with each other, or with this work, are best.")


class StolenPasswordValidator:
    """Refuses a password of a list of stolen ones: lines of SHA-1 in order, as the published lists have them.

    The list stays a file on this machine, so that no password and no part of one leaves it.
    """

    def __init__(self, list_path: str = "") -> None:
        self.list_path = list_path
        if list_path and not Path(list_path).is_file():
            raise ImproperlyConfigured(f"REACHABLE_STOLEN_PASSWORDS names {list_path}, and there is no such file.")

    def validate(self, password: str, user: Any = None) -> None:
        """Accept a password or say why not.

        :raises ValidationError: when it is on the list.
        """
        if self.list_path and is_on_list(Path(self.list_path), password):
            raise ValidationError(
                _("That password was stolen somewhere and published. Choose another, and change it where you use it."),
                code="password_stolen",
            )

    def get_help_text(self) -> str:
        """Return what helps to choose one."""
        return _("Not one you use, or have used, anywhere else.")


def is_on_list(path: Path, password: str) -> bool:
    """Test if a password is on a list, by halving the file: its lines begin with hashes in order."""
    # The lists are published by this hash. It protects nothing here: it is only how a line is found.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
            found = lines[start : start + LENGTH_OF_HASH].upper()
            if found == wanted:
                return True
            if found < wanted:
                end = lines.find(b"\n", start)
                low = len(lines) if end == -1 else end + 1
            else:
                high = start
    return False
