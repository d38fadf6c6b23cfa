"""Which column of which table about a child goes into a pack, which only once somebody has read it, and which does not.

In:  nothing.
Out: CATALOGUE, an allow-list by table. A column about somebody that is not in it fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Why(Enum):
    """Why something is left out of a pack. (code stored, label shown, where it is written)."""

    PLACE = ("PLACE", "It says where somebody is or can be found", "Data Protection Act 2018, schedule 3: serious harm")
    OTHERS = (
        "OTHERS",
        "It is about somebody else, or names them",
        "Data Protection Act 2018, schedule 2, paragraph 16",
    )
    SOURCE = ("SOURCE", "It would tell who told us", "Data Protection Act 2018, schedule 2, paragraph 16")
    HARM = ("HARM", "It could harm somebody or an inquiry", "Data Protection Act 2018, schedules 2 and 3")
    NOT_READ = (
        "NOT_READ",
        "Nobody has read it for this pack yet",
        "Data Protection Act 2018, schedule 2, paragraph 16",
    )
    TAKEN_BACK = (
        "TAKEN_BACK",
        "It was taken back since as sent wrongly, and may be somebody else's",
        "Data Protection Act 2018, schedule 2, paragraph 16",
    )
    WORKINGS = ("WORKINGS", "A number or copy of our own workings: it says nothing more of you", "")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def source(self) -> str:
        """Return where it is written, from memory: to be checked at its source. "" for our own workings."""
        return self.value[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """One table in a pack. `given` and `read_first` are columns with their labels; the latter are words of somebody's.

    `dated` is the column a line is dated by. `whole` says why no row of a table is given at all.
    """

    title: str = ""
    dated: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    read_first: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, Why] = field(default_factory=dict)
    whole: Why | None = None

    def covers(self, column: str) -> bool:
        """Test if it is said what becomes of a column."""
        return self.whole is not None or column in self.given or column in self.read_first or column in self.withheld


def _whole(why: Why) -> PackTable:
    return PackTable(whole=why)


def _kept(why: Why, *columns: str) -> dict[str, Why]:
    return dict.fromkeys(columns, why)


W, P, T, S, H = Why.WORKINGS, Why.PLACE, Why.OTHERS, Why.SOURCE, Why.HARM

CATALOGUE: Mapping[str, PackTable] = {
    "people.Name": PackTable(
        title="Names",
        dated="received_at",
        given={"given": "Given name", "family": "Family name"},
        withheld=_kept(W, "subject", "kind"),
    ),
    "people.BirthDate": PackTable(
        title="Date of birth",
        dated="received_at",
        given={"earliest": "Born on, or after", "latest": "Born on, or before"},
        withheld=_kept(W, "subject"),
    ),
    "people.Identifier": PackTable(
        title="Numbers that services gave you",
        dated="received_at",
        given={"value": "Number"},
        withheld=_kept(W, "subject"),
    ),
    "people.Contact": PackTable(
        title="Telephones and e-mail",
        dated="received_at",
        given={},
        withheld={**_kept(W, "subject"), **_kept(P, "value"), **_kept(T, "whose")},
    ),
    "people.Residence": PackTable(
        title="Where you lived",
        dated="received_at",
        withheld={**_kept(W, "subject"), **_kept(P, "address", "postcode", "area")},
    ),
    "people.Schooling": PackTable(
        title="Schools", dated="received_at", withheld={**_kept(W, "subject"), **_kept(P, "school_name")}
    ),
    "people.EqualityDetail": PackTable(
        title="Sex and ethnicity, as somebody recorded them",
        dated="received_at",
        given={"sex": "Sex", "ethnicity": "Ethnicity", "how_known": "How it was known"},
        withheld=_kept(W, "subject"),
    ),
    "people.Subject": PackTable(
        title="Our record of you",
        dated="first_received_at",
        given={"local_id": "Our number for you", "is_child": "Recorded as a child"},
        withheld=_kept(H, "sealed_at", "sealed_because"),
    ),
    "people.SourceRecord": PackTable(
        title="What was sent to Reachable about you",
        dated="received_at",
        given={"reference": "Reference"},
        withheld={**_kept(W, "subject", "payload", "event_keys", "event_versions", "withdrawn_because")},
    ),
    "timeline.Event": PackTable(
        title="What happened, as it was recorded",
        dated="happened_earliest",
        given={"kind": "What", "role": "Your part in it", "happened_said": "When, in their words"},
        read_first={"words": "In words", "details": "Details", "withdrawn_because": "Why it was taken back"},
        withheld={**_kept(P, "place", "place_key"), **_kept(W, "subject", "natural_key", "episode")},
    ),
    "timeline.Participation": PackTable(
        title="Others who were there",
        given={"role": "Their part"},
        withheld=_kept(T, "described_as", "other_subject_id", "other_reference"),
    ),
    "rules.Firing": PackTable(
        title="When a rule said that somebody should act",
        dated="known_at",
        given={"rule_id": "Rule", "certainty": "How certain", "missing": "What was not known"},
        read_first={"withdrawn_because": "Why it was taken back"},
        withheld=_kept(
            W, "anchor_event_id", "evidence_event_ids", "others_event_ids", "done_by_event_id", "whose_turn"
        ),
    ),
    "rules.Duty": PackTable(
        title="What was due for you",
        dated="started_at",
        given={"rule_id": "Rule"},
        withheld=_kept(W, "anchor_event_id", "done_by_event_id", "whose_turn"),
    ),
    "alerts.Alert": PackTable(
        title="When somebody was told to act",
        dated="raised_at",
        given={"rule_id": "Rule", "urgency": "How urgent"},
        read_first={"closed_because": "What came of it"},
        withheld=_kept(W, "firing_id", "duty_id", "concern_id", "before_withdrawn", "cause", "area"),
    ),
    "alerts.Answer": PackTable(
        title="What was answered",
        dated="answered_at",
        given={"act": "What was done"},
        read_first={"reason": "In words"},
    ),
    "casework.TrustedAdult": PackTable(
        title="The adult you trust",
        dated="recorded_at",
        withheld={**_kept(T, "name", "phone", "who_they_are", "said_by", "withdrawn_because"), **_kept(W, "subject")},
    ),
    "casework.HandoverLine": PackTable(title="What one shift told the next", read_first={"words": "In words"}),
    "sharing.ShareDecision": PackTable(
        title="Decisions to share, and not to",
        dated="decided_at",
        given={"share_purpose": "For what", "grounds": "On which grounds"},
        read_first={
            "because": "Why",
            "detriment": "What harm was weighed",
            "withheld": "What was held back",
            "withheld_because": "Why it was held back",
            "answered_because": "What was answered",
            "recalled_because": "Why it was recalled",
        },
        withheld=_kept(T, "asked_by", "different_because"),
    ),
    "sharing.LeftHere": PackTable(
        title="What left, and to whom",
        dated="left_at",
        given={"way": "How"},
        read_first={"to_whom": "To whom"},
        withheld=_kept(W, "item_id"),
    ),
    "sharing.Pack": PackTable(
        title="Packs made of this record",
        dated="prepared_at",
        given={"kind": "What for"},
        withheld={
            **_kept(W, "frozen", "made_of"),
            **_kept(T, "asked_by", "checked_how", "to_whom", "different_because", "release_different_because"),
            **_kept(H, "longer_because", "release_because"),
        },
    ),
    "sharing.Letter": PackTable(
        title="Letters and invitations written about you",
        dated="made_at",
        given={"kind": "What", "share_purpose": "For what", "grounds": "On which grounds"},
        read_first={"heading": "About", "words": "In words", "because": "Why"},
        withheld={**_kept(T, "readers", "different_because", "agreed_because"), **_kept(P, "place")},
    ),
    **dict.fromkeys(("sharing.SharedItem", "sharing.SharedCopy"), _whole(W)),
    **dict.fromkeys(("sharing.ShareRecipient", "sharing.ShareReply"), _whole(T)),
    **dict.fromkeys(
        (
            "access.Seal",
            "access.NamedForSeal",
            # Why somebody may open a record can tell that it was sealed, or that somebody feared for the child.
            "access.WorkingRelationship",
            "access.DeclaredConflict",
            "access.ClearedConflict",
            "oversight.BrokenGlass",
            "oversight.HolderRequest",
            "oversight.LookFinding",
            "keeping.Hold",
            "keeping.Proposal",
            "people.MustNotBeTold",
            "places.ProtectedChild",
            "places.ProtectionLook",
        ),
        _whole(H),
    ),
    **dict.fromkeys(("places.KeptPlace",), _whole(P)),
    **dict.fromkeys(("people.AdultAround", "matching.Candidate", "matching.Judgement"), _whole(T)),
    **dict.fromkeys(
        (
            "intake.ConcernDraft",
            "intake.Concern",
            "intake.ConcernChild",
            "intake.ConcernFile",
            "intake.Observation",
            "intake.TriageDecision",
        ),
        _whole(S),
    ),
    **dict.fromkeys(
        (
            "people.ClusterMember",
            "places.ChildKey",
            "places.PlaceToken",
            "intake.StagedFile",
            "intake.CarriedByExtract",
            "matching.Routes",
            "rules.ToEvaluate",
            "rules.LastAsked",
            "alerts.Telling",
            "casework.HandoverNote",
            "keeping.Review",
            "keeping.ToTell",
        ),
        _whole(W),
    ),
}
