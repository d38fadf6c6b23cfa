"""Each agency's own numbers for children and for what it wrote down.

In:  the children, everything that happened, and the senders.
Out: a Ledger, whose numbers stay the same whenever an extract is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reachable.demo.children import Child
from reachable.demo.happenings import CustodyRecord, Happening, MissingEpisode, SchoolEntry, SocialCareStep
from reachable.demo.senders import SENDERS, Sender
from reachable.demo.wider_happenings import (
    AdultEntry,
    Attendance,
    CaseContact,
    NrmStep,
    PlacementStay,
    Seen,
    StopReport,
    YouthJusticeEntry,
)

FEED_OF: dict[type, str] = {
    CustodyRecord: "custody",
    MissingEpisode: "missing",
    SocialCareStep: "social_care",
    SchoolEntry: "school",
    StopReport: "stops",
    Seen: "sightings",
    PlacementStay: "placements",
    YouthJusticeEntry: "youth_justice",
    NrmStep: "nrm",
    Attendance: "hospital",
    CaseContact: "casework",
    AdultEntry: "adults",
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Own numbers by (feed, agency) and key: of happenings and of children; and what belongs in each extract."""

    rows: Mapping[tuple[str, str], Mapping[str, str]]
    children: Mapping[str, int]
    happenings: Mapping[tuple[str, str], Sequence[Happening]]

    def row_number(self, sender: Sender, key: str) -> str:
        """Return the agency's own number for a happening, or for the work that several steps belong to."""
        return self.rows[sender.feed, sender.agency][key]

    def child_number(self, sender: Sender, child: str) -> str:
        """Return the agency's own number for a child."""
        return f"{sender.numbering}{104000 + self.children[child] * 37}"

    def happenings_of(self, sender: Sender) -> Sequence[Happening]:
        """Return what belongs in this sender's extract, oldest first."""
        return self.happenings[sender.feed, sender.agency]


def open_ledger(children: tuple[Child, ...], happenings: tuple[Happening, ...]) -> Ledger:
    """Return every agency's own numbers."""
    of_sender: dict[tuple[str, str], list[Happening]] = {(sender.feed, sender.agency): [] for sender in SENDERS}
    for each in happenings:
        key = (FEED_OF[type(each)], each.agency)
        if key in of_sender:
            of_sender[key].append(each)
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for sender in SENDERS:
        mine = of_sender[sender.feed, sender.agency]
        mine.sort(key=lambda each: (_when(each), each.key))
        keys = dict.fromkeys(key for each in mine for key in _keys_of(each))
        rows[sender.feed, sender.agency] = {key: _row_number(sender, place) for place, key in enumerate(keys, start=1)}
    return Ledger(rows, {child.key: place for place, child in enumerate(children, start=1)}, of_sender)


def _keys_of(happening: Happening) -> tuple[str, ...]:
    """Return the keys that are numbered: of a step the work it belongs to, of others the row and the work."""
    match happening:
        case SocialCareStep():
            return (happening.ref,)
        case YouthJusticeEntry() | NrmStep():
            return (happening.key, happening.ref or happening.key)
        case AdultEntry():
            return (happening.key, happening.adult)
        case _:
            return (happening.key,)


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
