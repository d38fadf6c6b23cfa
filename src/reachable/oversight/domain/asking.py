"""Somebody asks an agency for what it holds of a child and has not shared: why, by when, and what is answered.

In:  a reason and an urgency; what the holder says.
Out: when an answer is due; what must be put right before an answer is kept; what the asker can do next.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from reachable.kernel.ids import ShareId
from reachable.kernel.london import london_date
from reachable.oversight.domain.local_settings import START, DatedLength, find_length


class AskReason(Enum):
    """Why somebody asks. (code stored, label shown)."""

    SAFE_NOW = ("SAFE_NOW", "To keep the child safe now")
    STRATEGY = ("STRATEGY", "For a strategy discussion or an enquiry")
    ASSESSMENT = ("ASSESSMENT", "For an assessment or a plan")
    MISSING = ("MISSING", "To find a missing child, or welcome them back")
    RELEASE = ("RELEASE", "To decide on release, bail or a placement")
    NRM = ("NRM", "For an NRM referral or a defence the law gives")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class AskUrgency(Enum):
    """By when the answer is needed. (code stored, label shown)."""

    NOW = ("NOW", "Within the hour: the child may come to harm")
    TODAY = ("TODAY", "Today")
    THIS_WEEK = ("THIS_WEEK", "This week")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class HolderAnswer(Enum):
    """What the holder answers. (code stored, label shown)."""

    SHARED = ("SHARED", "It is shared, by the decision chosen here")
    REFUSED = ("REFUSED", "It is not shared, with the reason")
    NEED_MORE = ("NEED_MORE", "We need to know more first")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class RefusalGround(Enum):
    """Why a holder refuses. Each has a way forward. (code stored, label shown)."""

    SOURCE_AT_RISK = ("SOURCE_AT_RISK", "Somebody who told us would come to harm")
    INQUIRY = ("INQUIRY", "It would damage an inquiry that protects this child or others")
    NOT_NEEDED = ("NOT_NEEDED", "It is not needed for this purpose")
    LAW_FORBIDS = ("LAW_FORBIDS", "A court or a statute forbids it")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


ANSWERED_WITHIN: Mapping[AskUrgency, tuple[DatedLength, ...]] = {
    AskUrgency.NOW: (DatedLength(timedelta(hours=1), START, "Our starting value: a child may come to harm."),),
    AskUrgency.TODAY: (DatedLength(timedelta(hours=8), START, "Our starting value: one shift."),),
    AskUrgency.THIS_WEEK: (DatedLength(timedelta(days=5), START, "Our starting value: before the week is out."),),
}
"""Local settings: no statute sets a time within which an agency answers another."""

NEXT_STEPS: Mapping[RefusalGround, str] = {
    RefusalGround.SOURCE_AT_RISK: "Ring the holder and ask what you must do without knowing the source.",
    RefusalGround.INQUIRY: "Ask for a strategy discussion with the officer in charge: it can decide what you are told.",
    RefusalGround.NOT_NEEDED: "Say what you would decide with it, and ask again: your purpose can be made clearer.",
    RefusalGround.LAW_FORBIDS: "Ask your legal adviser whether the court can be asked to allow it.",
}
ALWAYS = "If you still think the child is not safe without it, have your supervisor ring theirs today."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What a holder answers: by which decision it is shared, or why not, or what must be said first."""

    answer: HolderAnswer
    words: str = ""
    share_id: ShareId | None = None
    ground: RefusalGround | None = None


def find_due(urgency: AskUrgency, now: datetime) -> datetime:
    """Return by when an answer is due. Nights and weekends count: a child is not safer on a Sunday."""
    return now + find_length(ANSWERED_WITHIN[urgency], london_date(now))


def check_answer(given: NewAnswer, decided: Collection[ShareId]) -> Mapping[str, str]:
    """Return what must be put right before an answer is kept, by field.

    `decided` are the decisions to share with whoever asked, made since they asked.
    """
    if given.answer is HolderAnswer.SHARED:
        if given.share_id is None or given.share_id not in decided:
            return {"share": "Decide first what is shared with them, then choose that decision here"}
        return {}
    problems = {}
    if not given.words.strip():
        problems["words"] = (
            "Write why, so that whoever asked can act on it"
            if given.answer is HolderAnswer.REFUSED
            else "Write what you need to know"
        )
    if given.answer is HolderAnswer.REFUSED and given.ground is None:
        problems["ground"] = "Choose why it is not shared"
    return problems


def list_next_steps(answer: HolderAnswer, ground: RefusalGround | None) -> tuple[str, ...]:
    """Return what the asker can do next. Every refusal leads on to something."""
    if answer is HolderAnswer.SHARED:
        return ()
    if answer is HolderAnswer.NEED_MORE or ground is None:
        return ("Ask again, and say what the holder wants to know.", ALWAYS)
    return (NEXT_STEPS[ground], ALWAYS)
