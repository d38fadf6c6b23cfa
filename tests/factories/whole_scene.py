"""One of everything that has an address, for tests of who may open what: every other area and role is a stranger to it.

In:  an empty database of the test's own, and the clock of the pages standing at NOW.
Out: Scene.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from reachable.access.context import acting, running
from reachable.access.domain.seals import SealKind, WantedSeal
from reachable.access.domain.viewer import Shown
from reachable.adapters.bank_holidays import england_and_wales
from reachable.alerts.models import Alert
from reachable.intake.models import ConcernChild
from reachable.journeys.counts_released import release_counts
from reachable.journeys.extract_imported import SentExtract, stage_extract
from reachable.journeys.glass_broken import break_glass
from reachable.journeys.handed_over import hand_over
from reachable.journeys.holder_asked import ask_holder
from reachable.journeys.letter_made import make_letter
from reachable.journeys.looks_watched import watch_looks
from reachable.journeys.pack_made import open_pack, prepare_pack, release_pack
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.shared_by_decision import decide_to_share, list_shareable
from reachable.kernel.ids import AboutId, EnvelopeId, LetterId, PackId, ShareId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Judgement
from reachable.matching.operations import record_judgement
from reachable.oversight.domain.asking import AskReason, AskUrgency
from reachable.oversight.domain.broken_glass import GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.oversight.models import CountRelease, LookFinding
from reachable.people.queries import open_records
from reachable.places.operations import protect_child
from reachable.rules.operations import ask_to_evaluate
from reachable.sharing.domain.deciding import ChosenItem, ItemForm, Recipient, SharePurpose, Wish
from reachable.sharing.domain.letters import LetterKind, Reader, ReaderKind, WantedLetter
from reachable.sharing.domain.packs import PackKind, WantedPack
from reachable.sharing.models import ShareRecipient
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.agreements import agree, written
from tests.factories.child_stories import tell
from tests.factories.children import ask_rules, let_look, make_child
from tests.factories.concerns import a_file, about_a_child, raise_concern
from tests.factories.not_told import say_who_must_not_be_told
from tests.factories.partnership import MACHINE, NOW, Partnership, make_partnership
from tests.factories.sent_records import custody_row
from tests.unit.intake.extract_files import write_file

NAME = "Ayaan Kestrel"
OWN_WORDS = "They will hurt my sister."
SHARED_WORDS = "Talked at the quiet bench"
SECRETS = (
    "Ayaan",
    "Kestrel",
    "my sister",
    "brown powder",
    "Jaydon",
    "Marsh",
    "two phones",
    "Larch Close",
    "quiet bench",
)
"""Words that only somebody who works with the children may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Ids of a child with two records, an alert, a concern, a judgement, a handover, an extract, a seal, a share.

    The seal lies on a number nobody has; the glass was broken for a child nobody knows.
    All are Northshire's.
    """

    made: Partnership
    child: SubjectId
    other_record: SubjectId
    alert: UUID
    concern_alert: UUID
    concern: UUID
    reference: str
    concern_child: UUID
    judgement: UUID
    extract: UUID
    handover: UUID
    seal: UUID
    share: ShareId
    envelope: EnvelopeId
    glass: UUID
    pack: PackId
    letter: LetterId
    not_told: UUID
    request: UUID
    finding: UUID
    release: UUID
    agreement: UUID
    agreement_version: UUID

    def words(self) -> dict[str, str]:
        """Return the ids by the names that stand in addresses."""
        return {
            "subject_id": str(self.child),
            "left": str(self.child),
            "right": str(self.other_record),
            "record_id": str(self.other_record),
            "row_id": str(uuid4()),
            "alert_id": str(self.alert),
            "concern_id": str(self.concern),
            "position": "1",
            "reference": self.reference,
            "judgement_id": str(self.judgement),
            "extract_id": str(self.extract),
            "note_id": str(self.handover),
            "act_id": str(self.seal),
            "share_id": str(self.share),
            "envelope_id": str(self.envelope),
            "place_id": str(uuid4()),
            "reply_id": str(uuid4()),
            "glass_id": str(self.glass),
            "pack_id": str(self.pack),
            "letter_id": str(self.letter),
            "entry_id": str(self.not_told),
            "request_id": str(self.request),
            "finding_id": str(self.finding),
            "release_id": str(self.release),
            "agreement_id": str(self.agreement),
            "version_id": str(self.agreement_version),
            "holder_id": str(self.made.agencies["northshire-hospital"]),
            "code": "excluded",
            "rule_id": "R050",
            "name": "terry",
        }

    def absent_words(self) -> dict[str, str]:
        """Return the same with ids of nothing."""
        absent = {name: str(uuid4()) for name in self.words()}
        return {**self.words(), **absent, "reference": "AAAA-BBBB", "position": "1"}


def share_with_the_school(made: Partnership, child: SubjectId) -> ShareId:
    """Let a social worker share with the school what their own agency recorded."""
    viewer = made.viewer("northshire-social-worker")
    (fact,) = list_shareable(viewer=viewer, subject_id=child, now=NOW)
    return decide_to_share(
        viewer=made.viewer("northshire-social-worker"),
        subject_id=child,
        wish=Wish(
            items=(ChosenItem(fact.id, ItemForm.AS_RECORDED),),
            recipients=(Recipient(made.agencies["northshire-school"]),),
            purpose=SharePurpose.SAFEGUARDING,
            grounds=("6-1-e", "9-2-g"),
            because="The school plans who walks home with them",
            expires_at=NOW + timedelta(days=7),
        ),
        now=NOW,
    )


def give_a_pack(made: Partnership, child: SubjectId) -> PackId:
    """Let a social worker prepare a pack and their supervisor release it."""
    pack_id = prepare_pack(
        viewer=made.viewer("northshire-social-worker"),
        subject_id=child,
        wanted=WantedPack(
            kind=PackKind.SUBJECT_ACCESS,
            asked_by="The person themselves",
            asked_on=NOW.date(),
            checked_how="Seen with their worker",
        ),
        chosen=(),
        calendar=england_and_wales(),
        now=NOW,
    )
    pack = open_pack(viewer=made.viewer("northshire-supervisor"), pack_id=pack_id, now=NOW)
    releaser = made.viewer("northshire-supervisor")
    release_pack(pack=pack, to_whom="The person themselves", because="Read it", viewer=releaser, now=NOW)
    return pack_id


def invite_to_a_meeting(made: Partnership, child: SubjectId) -> LetterId:
    """Let a social worker invite the child to a meeting."""
    return make_letter(
        viewer=made.viewer("northshire-social-worker"),
        subject_id=child,
        wanted=WantedLetter(
            kind=LetterKind.INVITATION,
            readers=(Reader(kind=ReaderKind.CHILD, number=None, who="The child", name=NAME),),
            heading="How it goes",
            words="We would like to hear from you at the quiet bench.",
            purpose=SharePurpose.SAFEGUARDING,
            grounds=("6-1-e", "9-2-g"),
            because="They asked to be there",
            considered=True,
            starts_at=NOW + timedelta(days=2),
            ends_at=NOW + timedelta(days=2, hours=1),
        ),
        now=NOW,
    )


def find_a_pattern(made: Partnership) -> None:
    """Let the social worker ask for one record of nobody after another, and let it be found."""
    for _ in range(12):
        open_records(
            viewer=made.viewer("northshire-social-worker"),
            about_ids=[AboutId(uuid4())],
            shown=Shown.OPENED,
            what="child's page",
        )
    watch_looks(now=NOW)


def make_scene() -> Scene:
    """Make it. The coordinators and the social workers of Northshire work with the child; nobody of Eastham does."""
    made = make_partnership()
    child, other = make_child(made, NAME), make_child(made, NAME, agency="northshire-social-care")
    for subject_id in (child, other):
        for team in ("northshire-triage", "northshire-workers"):
            let_look(made, team, subject_id)
    tell(made, child, K.CHILD_SAID, NOW - timedelta(days=1), words=OWN_WORDS, heard_by="a coach")
    tell(made, child, K.SEIZURE, NOW - timedelta(minutes=5), drugs="brown powder", wraps=14, cash_pence=34000)
    tell(made, child, K.CONTACT, NOW - timedelta(days=2), agency="northshire-social-care", words=SHARED_WORDS)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
    received = raise_concern(made, about_a_child(), files=[a_file()])
    handover = hand_over(
        words="The line to the duty desk is down.",
        lines={child: f"{NAME} asked to be rung tonight."},
        viewer=made.viewer("northshire-coordinator"),
        now=NOW,
    )
    with acting(by=made.actor("northshire-coordinator"), what="test", now=NOW):
        record_judgement(
            left=child,
            right=other,
            answer=Answer.DIFFERENT,
            because="Two cousins",
            by=made.actor("northshire-coordinator"),
            now=NOW,
        )
    with acting(by=made.actor("northshire-social-worker"), what="test", now=NOW):
        protect_child(
            subject_id=other,
            controller_id=made.agencies["northshire-social-care"],
            because="The men know the street",
            review_on=NOW.date() + timedelta(days=7),
            by=made.actor("northshire-social-worker"),
            now=NOW,
        )
    sent = SentExtract(
        feed="custody",
        agency_id=made.agencies["northshire-police"],
        file_name="custody.csv",
        content=write_file("custody", [custody_row("EC/26/000001", surname="Kestrel", forename="Ayaan")]),
    )
    authority = made.actor("northshire-sealing-authority")
    seal = seal_child(
        agency_id=made.agencies["northshire-social-care"],
        system="social_care",
        local_id="C-0417",
        wanted=WantedSeal(kind=SealKind.ADOPTION, because="Adopted in March"),
        by=authority,
        now=NOW,
    )
    share = share_with_the_school(made, child)
    agreement, agreement_version = agree(
        made,
        written(reviewer=made.users["northshire-social-worker"]),
        holder="northshire-supervisor",
        recipient="northshire-missing-officer",
        signers=0,
    )
    tell(made, child, K.HOSPITAL_ATTENDANCE, NOW - timedelta(days=3), agency="northshire-hospital", shared=False)
    request = ask_holder(
        viewer=made.viewer("northshire-social-worker"),
        subject_id=child,
        holder_id=made.agencies["northshire-hospital"],
        reason=AskReason.ASSESSMENT,
        words="What brought the child in, and who came along?",
        urgency=AskUrgency.THIS_WEEK,
        now=NOW,
    )
    glass = break_glass(
        stated=StatedChild(given="Nobody", family="Known", born=date(2011, 3, 3)),
        reason=GlassReason.MISSING,
        danger="The coach has not been back since four and it is dark.",
        viewer=made.viewer("northshire-social-worker"),
        now=NOW,
    )
    pack = give_a_pack(made, child)
    letter = invite_to_a_meeting(made, child)
    not_told = say_who_must_not_be_told(made, child)
    find_a_pattern(made)
    staged = stage_extract(
        sent=sent, calendar=england_and_wales(), by=made.actor("northshire-extract-officer"), now=NOW
    )
    release_counts(calendar=england_and_wales(), now=NOW)
    with running(job="test", now=NOW):
        concern_alert = Alert.objects.get(concern_id=received.concern_id)
        return Scene(
            made=made,
            child=child,
            other_record=other,
            alert=Alert.objects.filter(about_id=child, rule_id="R050").get().id,
            concern_alert=concern_alert.id,
            concern=received.concern_id,
            reference=received.reference,
            concern_child=ConcernChild.objects.get(concern_id=received.concern_id).subject_id,
            judgement=Judgement.objects.get(answer=Answer.DIFFERENT.value).id,
            extract=staged.extract_id,
            handover=handover,
            seal=seal,
            share=share,
            pack=pack,
            letter=letter,
            not_told=not_told,
            envelope=EnvelopeId(ShareRecipient.objects.get(decision_id=share).id),
            glass=glass.glass_id,
            request=request,
            finding=LookFinding.objects.get().id,
            agreement=agreement,
            agreement_version=agreement_version,
            release=CountRelease.objects.get(area_id=made.areas["northshire"], table_code="CHILDREN").id,
        )
