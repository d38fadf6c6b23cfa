"""Agreements in words: the table of what is agreed, how each stands, who has signed.

In:  agreements as read.
Out: lines for the pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.kernel.ids import AgencyId
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine, AgreementStanding
from reachable.sharing.queries.agreements import AgreementRecord, SignatureRecord, VersionRecord
from reachable.timeline.domain.kinds import EventKind
from reachable.web.shared.display import moment

ANSWER_WORDS = {
    AgreementAnswer.PERMIT: gettext_noop("Permit"),
    AgreementAnswer.DENY: gettext_noop("Refuse"),
    AgreementAnswer.REVIEW: gettext_noop("Somebody decides"),
}
KINDS = {each.value: each.label for each in EventKind}


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """One kind of item, and what is agreed of it for each purpose of the table."""

    item: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedTable:
    """What one version decides: the purposes across, the kinds of item down."""

    purposes: tuple[str, ...]
    rows: tuple[AgreedRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementGroup:
    """Agreements that stand alike, under what they are listed."""

    heading: str
    agreements: tuple[AgreementRecord, ...]


def lay_out(lines: Iterable[AgreedLine]) -> AgreedTable:
    """Return the lines of a version as a table. What is not named apart comes last, and fills the gaps."""
    said = {(line.item_kind, line.purpose): line.answer for line in lines}
    purposes = [each for each in SharePurpose if any(purpose is each for _kind, purpose in said)]
    kinds = sorted({kind for kind, _purpose in said}, key=lambda kind: (kind == ANY, _say_kind(kind)))
    return AgreedTable(
        tuple(_(each.label) for each in purposes),
        tuple(
            AgreedRow(
                _say_kind(kind),
                tuple(_say_answer(said.get((kind, each), said.get((ANY, each))), each) for each in purposes),
            )
            for kind in kinds
        ),
    )


def group_agreements(
    agreements: Iterable[AgreementRecord], *, agency_id: AgencyId, today: date
) -> tuple[AgreementGroup, ...]:
    """Return the agreements of an agency by what is to be done: sign, look at again, wait; then in force, and over."""
    held = tuple(agreements)
    headings = (
        _("Waiting for your agency’s signature"),
        _("Due to be looked at again"),
        _("Waiting for the other agency’s signature"),
        _("In force"),
        _("Signed, not begun"),
        _("Over: a named person looks first at what it spoke of"),
        _("Ended before it was in force"),
    )
    groups: dict[str, list[AgreementRecord]] = {heading: [] for heading in headings}
    for each in held:
        groups[headings[_place(each, agency_id, today)]].append(each)
    return tuple(AgreementGroup(heading, tuple(found)) for heading, found in groups.items() if found)


def say_standing(agreement: AgreementRecord, today: date) -> str:
    """Return how an agreement stands, in a few words."""
    said = _(agreement.standing(today).label)
    return _("%(standing)s, due to be looked at again") % {"standing": said} if agreement.is_due(today) else said


def say_version(version: VersionRecord, agreement: AgreementRecord, today: date) -> str:
    """Return how one version stands, in a few words; "" for those of an agreement that ended."""
    if agreement.is_ended:
        return ""
    if not version.is_signed:
        return _("Holds once both have signed")
    if version.written.starts_on > today:
        return _("Signed, not begun")
    if version.written.ends_on is not None and version.written.ends_on <= today:
        return _("Its time is over")
    return _("The one that holds")


def say_signers(version: VersionRecord, agreement: AgreementRecord) -> tuple[tuple[str, str], ...]:
    """Return for each of the two agencies who signed a version and when, "" while nobody has."""
    signed = {each.signed.agency_id: each for each in version.signatures}
    return tuple(
        (name, "" if agency_id not in signed else _say_signature(signed[agency_id]))
        for agency_id, name in ((agreement.holder_id, agreement.holder), (agreement.recipient_id, agreement.recipient))
    )


def _say_signature(signature: SignatureRecord) -> str:
    return f"{signature.name}, {moment(signature.at, year=True)}"


def _place(agreement: AgreementRecord, agency_id: AgencyId, today: date) -> int:
    standing = agreement.standing(today)
    if standing is AgreementStanding.ENDED and not agreement.has_held(today):
        return 6
    if standing in (AgreementStanding.ENDED, AgreementStanding.LAPSED) and not agreement.is_due(today):
        return 5
    if agreement.waits_for(agency_id):
        return 0
    if agreement.is_due(today):
        return 1
    if not agreement.newest.is_signed:
        return 2
    return 4 if standing is AgreementStanding.NOT_BEGUN else 3


def _say_kind(code: str) -> str:
    return _("Anything that is not named apart") if code == ANY else _(KINDS.get(code, code))


def _say_answer(answer: AgreementAnswer | None, purpose: SharePurpose) -> str:
    if answer is not None:
        return _(ANSWER_WORDS[answer])
    if purpose.needs_approval:
        return _("Not said: the data-protection officer decides")
    return _("Not said: whoever shares decides")
