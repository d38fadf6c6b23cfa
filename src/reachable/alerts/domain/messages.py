"""Messages that leave Reachable. They carry a reference and a time, and have no room for anything about anybody.

In:  a reference made here, and an instant.
Out: the text of an e-mail, a text message, or the words to say on the telephone.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from reachable.kernel.london import in_utc, say_moment

ALPHABET = "23456789CFGHJMPQRVWX"
"""Digits and letters that cannot be taken for one another, and, having no vowels, can spell no name."""

REFERENCE = re.compile(f"RC-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


@dataclass(frozen=True, slots=True)
class AlertReference:
    """A reference that means nothing outside Reachable.

    :raises ValueError: when it is not of the form RC-2345-CFGH.
    """

    text: str

    def __post_init__(self) -> None:
        if not REFERENCE.fullmatch(self.text):
            raise ValueError("an alert's reference looks like RC-2345-CFGH")

    @classmethod
    def from_number(cls, number: int) -> "AlertReference":
        """Return the reference of a random number of at least 0; what lies above 20 to the power of 8 is ignored."""
        signs = []
        for _ in range(8):
            number, sign = divmod(number, len(ALPHABET))
            signs.append(ALPHABET[sign])
        return cls(f"RC-{''.join(signs[:4])}-{''.join(signs[4:])}")


@dataclass(frozen=True, slots=True)
class OutsideMessage:
    """All that an outside message may be made of. There is no field for a name, a place, an agency or a reason."""

    reference: AlertReference
    answer_by: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "answer_by", in_utc(self.answer_by))


def write_message(message: OutsideMessage) -> str:
    """Return the text to send."""
    return (
        f"You have an alert in Reachable. Reference {message.reference.text}; "
        f"answer by {say_moment(message.answer_by)}. Sign in to read it. Do not reply with any names."
    )


def write_call(message: OutsideMessage) -> str:
    """Return what to say on the telephone before the other side has been checked."""
    return (
        f"This is about an alert in Reachable, reference {message.reference.text}. "
        f"Please ring back through your own switchboard by {say_moment(message.answer_by)}."
    )


def write_outcome(reference: str) -> str:
    """Return what somebody is sent when there is an answer to the concern they raised under this reference."""
    return f"There is an answer to the concern you raised in Reachable. Reference {reference}. Sign in to read it."
