"""Does with a planted child whatever is done with a child, so that every page has something to show.

In:  a throwaway database with a partnership and a planted child in it, nobody protected yet.
Out: what stands in the addresses of pages, by the name it has there.

Done before the child is protected: what was shared, prepared and told then holds the places, and must be as silent as
the rest afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from reachable.access.context import acting, running
from reachable.access.domain.partnership import Assignment
from reachable.access.domain.seals import SealKind, WantedSeal
from reachable.access.domain.viewer import Actor, Role, Shown, Viewer
from reachable.access.queries import get_viewer
from reachable.adapters.bank_holidays import england_and_wales
from reachable.config.measures.canaries_planted import HOME, WORDS, Planted
from reachable.config.measures.canaries_planted import SCHOOL as HIS_SCHOOL
from reachable.config.measures.made_up_children import BY, let_look, make_event_of
from reachable.demo.agencies import N_CHILDREN, N_POLICE
from reachable.demo.extracts import extract_bytes
from reachable.demo.seeding import Partnership
from reachable.demo.world import build_world
from reachable.journeys.child_evaluated import evaluate_now
from reachable.journeys.counts_released import release_counts
from reachable.journeys.extract_imported import SentExtract, stage_extract
from reachable.journeys.glass_broken import break_glass
from reachable.journeys.holder_asked import ask_holder
from reachable.journeys.letter_made import make_letter
from reachable.journeys.looks_watched import watch_looks
from reachable.journeys.not_told_recorded import write_not_told
from reachable.journeys.pack_made import list_words_to_read, prepare_pack
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.shared_by_decision import (
    decide_not_to_share,
    decide_to_share,
    list_sent,
    list_shareable,
    reply_to_sent,
)
from reachable.kernel.ids import AboutId, RequestId, SubjectId
from reachable.kernel.london import london_date
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.oversight.domain.asking import AskReason, AskUrgency
from reachable.oversight.domain.broken_glass import GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.people.domain.not_told import NotToldWish
from reachable.people.domain.telling import WouldBeTold
from reachable.people.queries import open_records
from reachable.rules.operations import ask_to_evaluate
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import ChosenItem, ItemForm, Recipient, ReplyKind, SharePurpose, Wish
from reachable.sharing.domain.letters import LetterKind, Reader, ReaderKind, WantedLetter
from reachable.sharing.domain.packs import PackKind, WantedPack
from reachable.sharing.domain.written_agreements import AgreedLine, WrittenVersion
from reachable.sharing.operations.agreements import make_agreement, write_version
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.operations import add_events

HOSPITAL, SCHOOL = "wendle-general", "southbay-school"
TRIAGE, WORKERS, SAFEGUARDING, MISSING = (
    "northshire-triage",
    "northshire-assessment",
    "southbay-safeguarding",
    "northshire-missing",
)
LOOKS_FOR_NOBODY = 12
IDS: Mapping[str, str] = {
    "alert_id": "SELECT id FROM alerts_alert",
    "share_id": "SELECT id FROM sharing_sharedecision",
    "envelope_id": "SELECT id FROM sharing_sharerecipient",
    "reply_id": "SELECT id FROM sharing_sharereply",
    "pack_id": "SELECT id FROM sharing_pack",
    "letter_id": "SELECT id FROM sharing_letter",
    "entry_id": "SELECT entry_id FROM people_mustnotbetold",
    "agreement_id": "SELECT id FROM sharing_agreement",
    "version_id": "SELECT id FROM sharing_agreementversion",
    "holder_id": "SELECT holder_id FROM oversight_holderrequest",
    "request_id": "SELECT id FROM oversight_holderrequest",
    "glass_id": "SELECT id FROM oversight_brokenglass",
    "finding_id": "SELECT id FROM oversight_lookfinding",
    "release_id": "SELECT id FROM oversight_countrelease ORDER BY table_code LIMIT 2",
    "act_id": "SELECT act_id FROM access_seal",
    "extract_id": "SELECT id FROM intake_extract",
    "judgement_id": "SELECT id FROM matching_judgement",
    "reference": "SELECT reference FROM intake_concern LIMIT 1",
}
"""How the ids of what was made are asked for, by the name they have in addresses."""
IN_EVERY_ADDRESS: Mapping[str, tuple[Any, ...]] = {
    "name": ("terry",),
    "code": ("arrested",),
    "rule_id": ("CE-01",),
    "row_id": (uuid4(),),
    "place_id": (uuid4(),),
}
"""What stands in an address and is of nobody; nothing erased has to be told of here, so any id will do."""


@dataclass(frozen=True, slots=True)
class Users:
    """Those who do it, each as they are signed in."""

    made: Partnership
    choices: tuple[Assignment, ...]
    now: datetime

    def find(self, team: str, role: Role) -> Viewer:
        """Return somebody of a team in a role."""
        found = next(one for one in self.choices if one.team_id == self.made.teams[team] and one.role is role)
        return get_viewer(
            user_id=found.user_id,
            membership_id=found.membership_id,
            purpose=None,
            request_id=RequestId(uuid4()),
            at=self.now,
        )


def use(made: Partnership, planted: Planted, choices: Iterable[Assignment], now: datetime) -> None:
    """Do all that is done with a child's record: alert, share, answer, ask, pack, break glass, judge, seal."""
    users = Users(made, tuple(choices), now)
    for team in (TRIAGE, WORKERS):
        let_look(made, made.teams[team], (planted.child,), now)
    _tell_more(made, planted.child, now)
    worker = users.find(WORKERS, Role.PRACTITIONER)
    _share(made, planted.child, worker, users.find(SAFEGUARDING, Role.SAFEGUARDING_LEAD), now)
    _prepare(planted.child, worker, now)
    _write(planted.child, worker, now)
    _say_who_must_not_be_told(planted.child, worker, now)
    _agree(made, worker, now)
    ask_holder(
        viewer=worker,
        subject_id=planted.child,
        holder_id=made.agencies[HOSPITAL],
        reason=AskReason.ASSESSMENT,
        words=WORDS,
        urgency=AskUrgency.THIS_WEEK,
        now=now,
    )
    _break_glass(users.find(MISSING, Role.DUTY_WORKER), now)
    _judge(users.find(TRIAGE, Role.COORDINATOR), planted, now)
    _seal(made, Actor.from_viewer(users.find(WORKERS, Role.SEALING_AUTHORITY)), now)
    _send_extract(made, Actor.from_viewer(users.find(MISSING, Role.EXTRACT_OFFICER)), now)
    for _ in range(LOOKS_FOR_NOBODY):
        worker = users.find(WORKERS, Role.PRACTITIONER)
        open_records(viewer=worker, about_ids=[AboutId(uuid4())], shown=Shown.OPENED, what="measure")
    watch_looks(now=now + timedelta(minutes=10))
    release_counts(calendar=england_and_wales(), now=now)


def list_ids(admin: "psycopg.Connection[Any]") -> dict[str, tuple[Any, ...]]:
    """Return what was made, by the name it has in addresses, as the superuser finds it.

    :raises LookupError: naming what was not made: a page of it would be left out unseen.
    """
    found = {name: tuple(one for (one,) in admin.execute(asked.encode()).fetchall()) for name, asked in IDS.items()}
    missing = sorted(name for name, ids in found.items() if not ids)
    if missing:
        raise LookupError(f"nothing was made for {', '.join(missing)}")
    return {**found, **IN_EVERY_ADDRESS}


def _tell_more(made: Partnership, child: SubjectId, now: datetime) -> None:
    """Let the children's services tell of something the rules answer, and the hospital keep something to itself."""
    own, theirs = made.agencies[N_CHILDREN], made.agencies[HOSPITAL]
    arrested = make_event_of(made.agencies[N_POLICE], child, K.ARREST, now - timedelta(hours=2))
    contact = make_event_of(own, child, K.CONTACT, now - timedelta(hours=3))
    kept = make_event_of(theirs, child, K.HOSPITAL_ATTENDANCE, now - timedelta(days=1), shared=False)
    with running(job="plant", now=now):
        add_events(
            events=[
                replace(arrested, words=WORDS, place=HOME),
                replace(contact, words=WORDS, place=HOME),
                replace(kept, words=WORDS, place=HOME),
            ],
            by=BY,
            now=now,
        )
        ask_to_evaluate(subject_ids=[child], because="plant", by=BY, now=now)
    evaluate_now(subject_ids=[child], now=now)


def _share(made: Partnership, child: SubjectId, worker: Viewer, lead: Viewer, now: datetime) -> None:
    """Share as much as can be shared with a school, as recorded; let it answer one item; refuse another school."""
    facts = list_shareable(viewer=worker, subject_id=child, now=now)[1:]
    wish = Wish(
        items=tuple(ChosenItem(fact.id, ItemForm.AS_RECORDED) for fact in facts),
        recipients=(Recipient(made.agencies[SCHOOL]),),
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("6-1-e", "9-2-g"),
        because=WORDS,
        expires_at=now + timedelta(days=7),
    )
    decide_to_share(viewer=worker, subject_id=child, wish=wish, now=now)
    envelope = list_sent(viewer=lead, now=now)[0]
    reply_to_sent(
        envelope_id=envelope.id, event_id=facts[0].id, kind=ReplyKind.SEEN_TOO, words=WORDS, viewer=lead, now=now
    )
    decide_not_to_share(
        viewer=worker,
        subject_id=child,
        purpose=SharePurpose.SAFEGUARDING,
        asked_by="A school nearby",
        because=WORDS,
        detriment=WORDS,
        now=now,
    )


def _prepare(child: SubjectId, worker: Viewer, now: datetime) -> None:
    """Prepare a pack for the child with every word in it, and leave it for the second person."""
    wanted = WantedPack(
        kind=PackKind.SUBJECT_ACCESS,
        asked_by="The person themselves",
        asked_on=london_date(now),
        checked_how="Seen with their worker",
    )
    chosen = list_words_to_read(viewer=worker, subject_id=child, now=now)
    prepare_pack(viewer=worker, subject_id=child, wanted=wanted, chosen=chosen, calendar=england_and_wales(), now=now)


def _write(child: SubjectId, worker: Viewer, now: datetime) -> None:
    """Invite the child to a meeting, in words and to a place that are kept apart afterwards."""
    wanted = WantedLetter(
        kind=LetterKind.INVITATION,
        readers=(Reader(kind=ReaderKind.CHILD, number=None, who="The child", name="Ayaan"),),
        heading="How it goes",
        words=f"You said you sleep at 31 Canarywords Lane. We come to {HIS_SCHOOL}.",
        place=HIS_SCHOOL,
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("6-1-e", "9-2-g"),
        because="They asked to be there",
        considered=True,
        starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=2, hours=1),
    )
    make_letter(viewer=worker, subject_id=child, wanted=wanted, now=now)


def _say_who_must_not_be_told(child: SubjectId, worker: Viewer, now: datetime) -> None:
    """Say of a man that he must not be told, with the places that are kept apart afterwards."""
    wish = NotToldWish(
        who=WouldBeTold(name="Rex Unlikely"),
        of_what=f"That the child is at {HIS_SCHOOL}",
        because="He was seen at 31 Canarywords Lane at night.",
        said_by="The child",
        review_on=london_date(now) + timedelta(days=90),
    )
    write_not_told(viewer=worker, subject_id=child, wish=wish, now=now)


def _agree(made: Partnership, worker: Viewer, now: datetime) -> None:
    """Write an agreement with the police, which nobody has signed yet."""
    by, today = Actor.from_viewer(worker), london_date(now)
    written = WrittenVersion(
        title="What is shared at once",
        grounds=("6-1-e", "9-2-g"),
        starts_on=today,
        ends_on=None,
        review_on=today + timedelta(days=180),
        reviewer=worker.user_id,
        lines=(AgreedLine(ANY, SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT),),
    )
    with acting(by=by, what="plant", now=now):
        agreement_id = make_agreement(holder_id=worker.agency_id, recipient_id=made.agencies[N_POLICE], by=by, now=now)
        write_version(agreement_id=agreement_id, written=written, by=by, now=now)


def _break_glass(viewer: Viewer, now: datetime) -> None:
    stated = StatedChild(given="Ayaan", family="Kestrel", born=date(2011, 3, 3))
    break_glass(stated=stated, reason=GlassReason.MISSING, danger=WORDS, viewer=viewer, now=now)


def _judge(viewer: Viewer, planted: Planted, now: datetime) -> None:
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="plant", now=now):
        record_judgement(
            left=planted.child, right=planted.brother, answer=Answer.DIFFERENT, because=WORDS, by=by, now=now
        )


def _seal(made: Partnership, by: Actor, now: datetime) -> None:
    wanted = WantedSeal(kind=SealKind.ADOPTION, because="Adopted in March")
    seal_child(agency_id=made.agencies[N_CHILDREN], system="measure", local_id="S1", wanted=wanted, by=by, now=now)


def _send_extract(made: Partnership, by: Actor, now: datetime) -> None:
    sent = SentExtract(
        feed="missing",
        agency_id=made.agencies[N_POLICE],
        file_name="missing.csv",
        content=extract_bytes(build_world(now), "missing", N_POLICE, now),
    )
    stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
