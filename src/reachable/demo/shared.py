"""Agencies of the demo ask each other, and share or do not: three requests, and decisions of every kind.

In:  a World and the partnership's ids.
Out: what people asked, decided, sent, answered and took back, and when, through the same doors as the pages.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from reachable.access.domain.viewer import Viewer
from reachable.demo.agencies import E_CHILDREN, N_CHILDREN, N_POLICE
from reachable.demo.seeding import Living
from reachable.demo.signed_in import record_of, signed_in
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.holder_asked import answer_request, ask_holder
from reachable.journeys.shared_by_decision import (
    answer_recipient,
    answer_waiting_share,
    decide_not_to_share,
    decide_to_share,
    list_sent,
    list_shareable,
    open_sent,
    recall,
    reply_to_sent,
)
from reachable.kernel.ids import AgencyId, ShareId, SubjectId
from reachable.oversight.domain.asking import AskReason, AskUrgency, HolderAnswer, NewAnswer, RefusalGround
from reachable.sharing.domain.deciding import (
    ChosenItem,
    ItemForm,
    Recipient,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    Wish,
)
from reachable.timeline.domain.kinds import EventKind

GROUNDS = ("6-1-e", "9-2-g")
HOURS = timedelta(hours=1)
MINUTES = timedelta(minutes=1)
OFFICER = "wanda.escott"
SOON, LATER = timedelta(days=14), timedelta(days=60)
JUST_NOW = timedelta(minutes=-90)
JUDGED = "11:40"
"""By this time of the day the records that were to be judged by then are: one child's are together."""

HOSPITAL_HAS_SENT = "07:05"
"""By this time of the morning what the night brought has come in."""

ON_DUTY_IN_EASTHAM = ("omari.blake", "callista.moreau", "petra.olin")
"""Who is told of a child of Eastham depends on the hour: the first of them to whom the record is open asks."""


def happenings_to_sharing(living: Living) -> Iterator[tuple[datetime, partial[None]]]:
    """Return what agencies ask of each other and share in the demo's days, each with its moment."""
    moments = living.world.moments
    just_now = max(moments.at(0, HOSPITAL_HAS_SENT), moments.from_now(JUST_NOW))
    for at, do in (
        (moments.office(4, "11:10"), _send_to_the_wrong_school),
        (moments.office(2, "10:15"), _share_under_the_agreement),
        (moments.office(2, JUDGED), _ask_and_be_told),
        (moments.office(2, "11:55"), _ask_and_be_refused),
        (moments.office(2, "14:10"), _decide_not_to_share),
        (moments.office(1, "10:40"), _wait_for_the_officer),
        (just_now, _ask_the_hospital),
    ):
        yield at, partial(do, living, at)


def _ask_and_be_told(living: Living, at: datetime) -> None:
    """Let Ffion's social worker ask the charity she talks to, and her worker there share the one thing he kept back."""
    asker = signed_in(living, "tom.ashgrove", at)
    asked = _ask(
        asker,
        record_of(living, "ffion-pritchard", N_CHILDREN, at),
        AskReason.ASSESSMENT,
        "She moves this week and tells us nothing. What does Robin know that the move must be planned around, and"
        " what does she not want us to do with it?",
        AskUrgency.THIS_WEEK,
    )
    holder = signed_in(living, "robin.tallis", at + 4 * HOURS)
    subject_id = record_of(living, "ffion-pritchard", "light-left-on", holder.at)
    share_id = _share(
        holder,
        subject_id,
        Recipient(asker.agency_id, asker.user_id),
        kinds=(EventKind.WORKER_MET,),
        because="He plans the move and has to know whom she is afraid of. She has agreed that he reads it, he alone.",
        withheld="The name of whoever drives her",
        withheld_because="She gave it to me on a promise. I have asked her whether I may pass it on.",
        lasts=LATER,
    )
    given = NewAnswer(answer=HolderAnswer.SHARED, share_id=share_id)
    answer_request(request_id=asked, given=given, viewer=holder, now=holder.at)


def _ask_and_be_refused(living: Living, at: datetime) -> None:
    """Let Samson's school ask for whom he owes, and be told why the charity keeps that to itself."""
    asked = _ask(
        signed_in(living, "michael.adu", at),
        record_of(living, "samson-abiola", "aldermere-high", at),
        AskReason.SAFE_NOW,
        "He is back two mornings a week and leaves by the side gate. Whom is he avoiding, and whom do we not let in?",
        AskUrgency.THIS_WEEK,
    )
    holder = signed_in(living, "shanelle.west", at + 3 * HOURS)
    given = NewAnswer(
        answer=HolderAnswer.REFUSED,
        ground=RefusalGround.SOURCE_AT_RISK,
        words="He told us on a promise, and two of those he named have brothers at your school. Ring me: I can say what"
        " keeps him safe at the gate without the names.",
    )
    answer_request(request_id=asked, given=given, viewer=holder, now=holder.at)


def _ask_the_hospital(living: Living, at: datetime) -> None:
    """Let somebody of Eastham who was told of Tyrese ask the hospital, which has not answered yet."""
    subject_id = record_of(living, "tyrese-okonedo", "fishpool-infirmary", at)
    for staff in ON_DUTY_IN_EASTHAM:
        asker = signed_in(living, staff, at)
        if _find_holder(asker, subject_id) is not None:
            _ask(
                asker,
                subject_id,
                AskReason.SAFE_NOW,
                "He left before he was stitched and does not answer his phone. How deep is the wound, who came with"
                " him, and must he come back today? I go out to look for him as soon as I know.",
                AskUrgency.TODAY,
            )
            return


def _share_under_the_agreement(living: Living, at: datetime) -> None:
    """Let Cameron's worker tell Eastham whose child he is; it is agreed to first, and Eastham has seen him too."""
    sharer = signed_in(living, "tom.ashgrove", at)
    subject_id = record_of(living, "cameron-sheldrake", N_CHILDREN, at)
    share_id = _share(
        sharer,
        subject_id,
        Recipient(living.made.agencies[E_CHILDREN]),
        kinds=(EventKind.PLAN_STARTED,),
        because="He stays in your area. Your night desk meets him first, and has to know whose child he is and whom to"
        " ring.",
        withheld="Where he sleeps, and who else is there",
        withheld_because="You need it only when he is missing. Our night desk says it by telephone then.",
        lasts=LATER,
    )
    officer = signed_in(living, OFFICER, at + 2 * HOURS)
    answer_waiting_share(
        share_id=share_id,
        agrees=True,
        because="It is what the agreement is for, and no more than they need to bring him back.",
        viewer=officer,
        now=officer.at,
    )
    reader = signed_in(living, "jin.howarth", at + 4 * HOURS)
    envelope = next(each for each in list_sent(viewer=reader, now=reader.at) if each.decision_id == share_id)
    page = open_sent(envelope_id=envelope.id, viewer=reader, now=reader.at)
    for copy in () if page is None else page.copies:
        reply_id = reply_to_sent(
            envelope_id=envelope.id,
            event_id=copy.event_id,
            kind=ReplyKind.SEEN_TOO,
            words="We saw him last week with the two men he was found with before. He would not come away with us.",
            viewer=reader,
            now=reader.at,
        )
        answerer = signed_in(living, "tom.ashgrove", at + 5 * HOURS)
        answer_recipient(
            envelope_id=envelope.id,
            reply_id=reply_id,
            answer=ReplyAnswer.NOTED,
            words="Thank you. His manager knows. Let us plan together who speaks to him first.",
            viewer=answerer,
            now=answerer.at,
        )


def _wait_for_the_officer(living: Living, at: datetime) -> None:
    """Let Ruby's worker decide to share with the police for a prosecution, to which their officer must agree first."""
    sharer = signed_in(living, "peter.lindqvist", at)
    _share(
        sharer,
        record_of(living, "ruby-fenn", N_CHILDREN, at),
        Recipient(living.made.agencies[N_POLICE]),
        kinds=(EventKind.STRATEGY_DISCUSSION,),
        purpose=SharePurpose.ENFORCEMENT,
        because="The officer in the case asks when we first knew of the man whose home it was. What he is charged with"
        " depends on the day.",
        detriment="She may feel that we used her to make a case. I tell her first, with her mother.",
        withheld="What she has told me about him",
        withheld_because="She has not decided whether she gives evidence. It is hers to say.",
        lasts=SOON,
    )


def _decide_not_to_share(living: Living, at: datetime) -> None:
    """Let Amara's worker keep why her plan does not go to a school's panel."""
    worker = signed_in(living, "jin.howarth", at)
    decide_not_to_share(
        viewer=worker,
        subject_id=record_of(living, "amara-okafor", E_CHILDREN, at),
        purpose=SharePurpose.SAFEGUARDING_OTHERS,
        asked_by="Clerk to the governors, Lea Cross Academy",
        because="The panel decides about another pupil, and her plan would be read out before people who know the"
        " family. I have told them that she has a worker, and how to reach me.",
        detriment="They may decide without knowing what she was made to do. I have offered to speak to the head alone.",
        now=worker.at,
    )


def _send_to_the_wrong_school(living: Living, at: datetime) -> None:
    """Let Wei's worker choose the wrong school from the list, recall it at once, and send it to the right one."""
    subject_id = record_of(living, "wei-zhang", N_CHILDREN, at)
    for school, after, is_wrong in (("aldermere-high", 0, True), ("southbay-school", 40, False)):
        worker = signed_in(living, "oyinda.bello", at + after * MINUTES)
        share_id = _share(
            worker,
            subject_id,
            Recipient(living.made.agencies[school]),
            kinds=(EventKind.ASSESSMENT_STARTED, EventKind.SOCIAL_WORK_VISIT),
            because="His form tutor sees him every day. She has to know that we are still assessing, and whom to ring.",
            lasts=LATER,
        )
        if is_wrong:
            again = signed_in(living, "oyinda.bello", at + 25 * MINUTES)
            recall(
                share_id=share_id,
                because="I chose the wrong school from the list. Their lead has been rung and has not read it.",
                viewer=again,
                now=again.at,
            )


def _ask(viewer: Viewer, subject_id: SubjectId, reason: AskReason, words: str, urgency: AskUrgency) -> UUID:
    """Ask the agency that holds something of the child unshared, and return the request's id."""
    holder_id = _find_holder(viewer, subject_id)
    if holder_id is None:
        raise LookupError(f"nothing is held elsewhere that {viewer.name} could ask for")
    return ask_holder(
        viewer=viewer,
        subject_id=subject_id,
        holder_id=holder_id,
        reason=reason,
        words=words,
        urgency=urgency,
        now=viewer.at,
    )


def _find_holder(viewer: Viewer, subject_id: SubjectId) -> AgencyId | None:
    """Return which agency the child's page says holds something unshared, None where it is not open or says none."""
    page = open_child(viewer=viewer, subject_id=subject_id, asked=AskedToSee(), now=viewer.at, what="child")
    return next((each.agency.id for each in page.held), None) if page else None


def _share(
    viewer: Viewer,
    subject_id: SubjectId,
    recipient: Recipient,
    *,
    kinds: tuple[EventKind, ...],
    because: str,
    lasts: timedelta,
    purpose: SharePurpose = SharePurpose.SAFEGUARDING,
    detriment: str = "",
    withheld: str = "",
    withheld_because: str = "",
) -> ShareId:
    """Share the first that the viewer's agency recorded of each kind, as it is recorded."""
    facts = list_shareable(viewer=viewer, subject_id=subject_id, now=viewer.at)
    chosen = (next(fact for fact in facts if fact.kind is kind) for kind in kinds)
    wish = Wish(
        items=tuple(ChosenItem(fact.id, ItemForm.AS_RECORDED) for fact in chosen),
        recipients=(recipient,),
        purpose=purpose,
        grounds=GROUNDS,
        because=because,
        detriment=detriment,
        withheld=withheld,
        withheld_because=withheld_because,
        expires_at=viewer.at + lasts,
    )
    return decide_to_share(viewer=viewer, subject_id=subject_id, wish=wish, now=viewer.at)
