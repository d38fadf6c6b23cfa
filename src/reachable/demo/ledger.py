"""Each agency's own numbers for children and for what it wrote down.

In:  the children, everything that happened, and the senders.
Out: a Ledger, whose numbers stay the same whenever an extract is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reachable.demo.children import Child
from reachable.demo.happenings import CustodyRecord, Happening, MissingEpisode, SchoolEntry, SocialCareStep
from reachable.demo.senders import SENDERS, Sender

FEED_OF: dict[type, str] = {
    CustodyRecord: "custody",
    MissingEpisode: "missing",
    SocialCareStep: "social_care",
    SchoolEntry: "school",
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Own numbers by (feed, agency) and key: of happenings and of children."""

    rows: Mapping[tuple[str, str], Mapping[str, str]]
    children: Mapping[tuple[str, str], Mapping[str, str]]

    def row_number(self, sender: Sender, key: str) -> str:
        """Return the agency's own number for a happening, or for the work that several steps belong to."""
        return self.rows[sender.feed, sender.agency][key]

    def child_number(self, sender: Sender, child: str) -> str:
        """Return the agency's own number for a child."""
        return self.children[sender.feed, sender.agency][child]


def open_ledger(children: tuple[Child, ...], happenings: tuple[Happening, ...]) -> Ledger:
    """Return every agency's own numbers."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    numbers: dict[tuple[str, str], dict[str, str]] = {}
    for sender in SENDERS:
        of_sender = happenings_of(sender, happenings)
        keys = dict.fromkeys(each.ref if isinstance(each, SocialCareStep) else each.key for each in of_sender)
        rows[sender.feed, sender.agency] = {key: _row_number(sender, place) for place, key in enumerate(keys, start=1)}
        numbers[sender.feed, sender.agency] = {
            child.key: f"{sender.numbering}{104000 + place * 37}" for place, child in enumerate(children, start=1)
        }
    return Ledger(rows, numbers)


def happenings_of(sender: Sender, happenings: tuple[Happening, ...]) -> list[Happening]:
    """Return what belongs in this sender's extract, oldest first."""
    mine = [each for each in happenings if FEED_OF[type(each)] == sender.feed and each.agency == sender.agency]
    return sorted(mine, key=lambda each: (_when(each), each.key))


def _when(happening: Happening) -> str:
    match happening:
        case MissingEpisode():
            return happening.reported_at.isoformat()
        case SchoolEntry():
            return happening.on.isoformat()
        case _:
            return happening.at.isoformat()


def _row_number(sender: Sender, place: int) -> str:
    return f"{sender.numbering}/{20000 + place * 7}" if sender.feed == "custody" else f"{sender.numbering}-{place:05d}"
