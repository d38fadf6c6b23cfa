"""A wish to share is checked against the record, the law of the day and what agencies have agreed, before it is kept.

In:  who decides; chosen items, recipients, purpose, grounds.
Out: CheckedShare: what each recipient would see, and who must agree first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reachable.access.context import reading
from reachable.access.domain.viewer import Actor, Role, Shown, Viewer
from reachable.access.queries import list_people_in_role
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.telling_asked import require_workers_may_be_told
from reachable.journeys.words_screened import PlaceWouldLeave, require_no_place
from reachable.kernel.ids import AboutId, SubjectId, UserId
from reachable.kernel.london import london_date
from reachable.oversight.queries.glass import find_glass_until
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, open_records
from reachable.sharing.domain.agreements import AgreementAnswer, Predecided, predecide
from reachable.sharing.domain.deciding import CannotShare, ChosenItem, ItemForm, Wish, check_wish
from reachable.sharing.operations import FrozenItem
from reachable.sharing.queries.agreements import find_data_protection_officer, list_agreement_terms
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.queries import list_facts

PAGE = "sharing"
READERS = tuple(role for role in Role if role.may_read)
BY_VOICE = "If a child is in danger now, ring: you may always tell by voice"


class NotYoursToShare(PermissionError):
    """The record is not open to the viewer, or the decision is not of their agency, or there is none."""


@dataclass(frozen=True, slots=True)
class Shareable:
    """What there is to choose from: the viewer's agency's own events of a child, and whom they say the child is."""

    subject_ids: tuple[SubjectId, ...]
    facts: tuple[Fact, ...]
    child: str


@dataclass(frozen=True, slots=True)
class CheckedShare:
    """The items as they would leave, what is agreed about them, and the named person who must agree first, or None."""

    items: tuple[FrozenItem, ...]
    agreed: Predecided
    waits_for: UserId | None


def open_shareable(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> Shareable:
    """Open a child's record, noted first, and return what the viewer's agency has of its own to share.

    :raises NotYoursToShare: when the record is not open to them.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        facts = list_facts(viewer=viewer, subject_ids=subject_ids)
        claims = list_claims(viewer=viewer, subject_ids=subject_ids).values()
    own = tuple(fact for fact in facts_known_at(facts, now) if fact.source.agency_id == viewer.agency_id)
    name, born = find_usual_name(claims), find_birth(tuple(claims))
    said = f"{name or 'Name not known'}, born {born.say()}" if born.is_known else name or "Name not known"
    return Shareable(subject_ids, own, said)


def check_share(*, shareable: Shareable, wish: Wish, viewer: Viewer, now: datetime) -> CheckedShare:
    """Return how a wish would be kept.

    :raises CannotShare: with every reason, when it cannot be kept, an agreement denies it, a recipient must not be told
        of the child, or a protected place stands in an item.
    """
    facts = {fact.id: fact for fact in shareable.facts}
    check_wish(wish, held=facts, now=now)
    require_workers_may_be_told(
        user_ids=[each.user_id for each in wish.recipients if each.user_id],
        subject_ids=shareable.subject_ids,
        different_because=wish.different_because,
        now=now,
    )
    agreed = _agreed(viewer, wish, facts.values(), now)
    waits_for = _waited_for(viewer, wish, agreed, now)
    items = tuple(
        freeze_item(place, facts[item.event_id], item, child=shareable.child)
        for place, item in enumerate(wish.items, start=1)
    )
    try:
        texts = [str(value) for item in items for value in item.words.values()]
        require_no_place(texts=texts, by=Actor.from_viewer(viewer), now=now)
    except PlaceWouldLeave as stopped:
        raise CannotShare(
            [f"{stopped}: it stands in what you chose. Share only what happened and when, without places and words"]
        ) from stopped
    return CheckedShare(items, agreed, waits_for)


def check_still_agreed(
    *, checked: CheckedShare, shareable: Shareable, wish: Wish, viewer: Viewer, now: datetime
) -> None:
    """Check, in the act that keeps it and with the agreements held, that what was agreed is what was checked.

    :raises CannotShare: when an agreement was ended, or signed, in between.
    """
    if _agreed(viewer, wish, shareable.facts, now) != checked.agreed:
        raise CannotShare(
            ["An agreement has changed while this was sent. Nothing was shared. Read it again, and send it again"]
        )


def open_subject(viewer: Viewer, subject_id: SubjectId) -> tuple[SubjectId, ...]:
    """Open a child's record, noted first, and return every record of the child.

    :raises NotYoursToShare: when it is not open to the viewer, or open by broken glass alone: that is to read for an
        hour, without places, and nothing leaves by it.
    """
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=PAGE)
    if about not in opened.granted:
        raise NotYoursToShare
    with reading(viewer):
        if find_glass_until(viewer=viewer) is not None:
            raise NotYoursToShare
    return opened.records_of[about]


def freeze_item(place: int, fact: Fact, item: ChosenItem, *, child: str) -> FrozenItem:
    """Return an item as it stands now. Redacted, it says what happened and when: no name, and nothing anybody wrote."""
    words: dict[str, Any] = {
        "position": place,
        "event_id": str(fact.id),
        "kind": fact.kind.label,
        "earliest": fact.instants.happened.earliest.isoformat(),
        "latest": fact.instants.happened.latest.isoformat(),
        "happened": fact.instants.happened.say(),
        "role": fact.role.name,
        "recorded_by": fact.source.agency_name,
        "form": item.form.value,
    }
    if item.form is ItemForm.AS_RECORDED:
        words |= {"child": child, "details": say_details(fact), "place": fact.place, "words": fact.words}
    return FrozenItem(event_id=fact.id, version=str(fact.id), kind=fact.kind.value, form=item.form, words=words)


def _agreed(viewer: Viewer, wish: Wish, facts: Iterable[Fact], now: datetime) -> Predecided:
    """Return what agreements say beforehand.

    :raises CannotShare: when one of them denies it.
    """
    chosen, today = {item.event_id for item in wish.items}, london_date(now)
    agreed = predecide(
        list_agreement_terms(viewer=viewer, holder_id=viewer.agency_id, on=today),
        item_kinds=[fact.kind.value for fact in facts if fact.id in chosen],
        recipient_ids=[recipient.agency_id for recipient in wish.recipients],
        purpose=wish.purpose.code,
        day=today,
    )
    if agreed.answer is AgreementAnswer.DENY:
        raise CannotShare([f"The agreement says no: {agreed.source}. {BY_VOICE}"])
    return agreed


def _waited_for(viewer: Viewer, wish: Wish, agreed: Predecided, now: datetime) -> UserId | None:
    """Return the named person who must agree first, or None.

    :raises CannotShare: when somebody must and nobody is named, or it would be the one who decides.
    """
    if not wish.purpose.needs_approval:
        return _reviewer(viewer, agreed, now) if agreed.answer is AgreementAnswer.REVIEW else None
    officer = find_data_protection_officer(agency_id=viewer.agency_id, at=now)
    if officer is None or officer == viewer.user_id:
        raise CannotShare(
            [
                "This purpose is not protecting a child. Your data-protection officer must agree, and is not you:"
                " ask your agency to name one"
            ]
        )
    return officer


def _reviewer(viewer: Viewer, agreed: Predecided, now: datetime) -> UserId:
    """Return the named person who looks first: the officer of the agency when the one named works there no more.

    :raises CannotShare: when there is nobody, or it would be the one who decides.
    """
    readers = [each for each in list_people_in_role(roles=READERS, at=now) if each.agency_id == viewer.agency_id]
    officer = find_data_protection_officer(agency_id=viewer.agency_id, at=now)
    reviewer = next((each.user_id for each in readers if each.user_id == agreed.reviewer), officer)
    if reviewer is None:
        raise CannotShare(
            [
                f"{agreed.source}: whoever was named to look first works here no more, and your agency has no"
                f" data-protection officer who would instead. {BY_VOICE}. To share it here, have your agency name an"
                " officer, or somebody else in a new version of the agreement, both under “Agreements on sharing”"
            ]
        )
    if reviewer == viewer.user_id:
        raise CannotShare(
            [f"You are the one who must agree to this, so somebody else of your agency shares it. {BY_VOICE}"]
        )
    return reviewer
