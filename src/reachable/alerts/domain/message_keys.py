"""What a message is about, as its key begins: whoever must not be told of a child is asked about as it leaves.

In:  the key of a message.
Out: the record, concern, alert or other matter it hangs on; none where it is about no child, each kind for a reason.
"""

from uuid import UUID

ABOUT_NO_CHILD = {
    "account": "it is about the reader's own sign-in, key or account",
    "agreement": "two agencies agree on kinds of things; no child stands in an agreement",
    "alarm": "it tells a reviewer that a colleague did something; it is noted under the colleague, and names neither",
    "feed": "it is about a whole extract of an agency that is late or off",
    "finding": "it tells a reviewer how a colleague looked at many records, and names neither colleague nor child",
    "locks": "it is about the locks of the database",
    "unopened": "it is about how many places do not open here, whoever's they are",
}
"""How the key of a message begins that is about no child, and why nobody has to be asked about before it leaves."""


class NotTied(ValueError):
    """The key of a message says neither what it is about nor that it is about no child. Nothing is left to be sent."""


def find_what(key: str) -> UUID | None:
    """Return what the key of a message says it is about, or None where it is about no child.

    :raises NotTied: when it says neither.
    """
    begins = key.partition(":")[0]
    if begins in ABOUT_NO_CHILD:
        return None
    try:
        return UUID(begins)
    except ValueError as problem:
        raise NotTied(f"a message begins its key with what it is about, not with {begins!r}") from problem
