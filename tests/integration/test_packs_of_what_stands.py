"""What was taken back or corrected since may be another child's: no pack gives it unread."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from reachable.access.context import running
from reachable.kernel.ids import ImportId
from reachable.people.domain.claims import BirthDateClaim, IdentifierClaim, NameClaim, TakenRecord
from reachable.people.models import SourceRecord, Subject
from reachable.people.operations import take_in_records, withdraw_records
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.models import Event
from tests.factories.child_stories import tell
from tests.factories.partnership import MACHINE, NOW
from tests.integration import test_packs as packs
from tests.integration.test_packs import AGENCY, RELEASER, form_of, prepared, said, texts

made, child = packs.made, packs.child
ANOTHERS = TakenRecord(
    local_id="",
    reference="swapped",
    version_hash="1" * 64,
    payload={},
    recorded_at=NOW - timedelta(days=20),
    names=(NameClaim(kind="GIVEN", given="Zeb", family="Marsh"),),
    birth_date=BirthDateClaim(date(2009, 8, 7), date(2009, 8, 7)),
    identifiers=(IdentifierClaim("NHS", "9990001234"),),
)
SECRETS = ("Marsh", "2009", "9990001234")


def take_in(made, child, *records):
    """Bring records of another child in under this child's number, as an extract did that swapped the two."""
    for record in records:
        with running(job="test", now=record.recorded_at):
            number = Subject.objects.get(pk=child).local_id
            take_in_records(
                agency_id=made.agencies[AGENCY],
                system="test",
                records=[replace(record, local_id=number)],
                batch_id=None,
                by=MACHINE,
                now=record.recorded_at,
            )


def undo(made):
    with running(job="test", now=NOW):
        ids = SourceRecord.objects.filter(reference="swapped").values_list("id", flat=True)
        withdraw_records(
            source_record_ids=list(ids), batch_id=ImportId(uuid4()), because="It swapped two", by=MACHINE, now=NOW
        )


def pack_of(made, child, *words):
    page = said(made.client(RELEASER).get(prepared(made, child, *words)))
    return page.split("Who has opened the record")[0]


def test_a_pack_gives_no_name_birth_date_or_number_of_an_extract_that_was_undone_and_says_so(made, child):
    take_in(made, child, ANOTHERS)
    page = pack_of(made, child)
    assert [each for each in SECRETS if each not in page] == [], "it would have been given"
    undo(made)
    page = pack_of(made, child)
    assert [each for each in SECRETS if each in page] == []
    assert page.count("Left out here: It was taken back since as sent wrongly") == 4
    assert [each for each in SECRETS if each in form_of(made, child)] == [], "nobody is even asked to read it"


def test_what_a_later_version_corrected_is_given_only_once_somebody_has_read_it(made, child):
    right = replace(
        ANOTHERS,
        version_hash="2" * 64,
        recorded_at=NOW - timedelta(days=10),
        names=(NameClaim(kind="GIVEN", given="Ayaan", family="Kestrel"),),
        birth_date=BirthDateClaim(date(2011, 3, 3), date(2011, 3, 3)),
        identifiers=(),
    )
    take_in(made, child, ANOTHERS, right)
    assert [each for each in SECRETS if each in pack_of(made, child)] == []
    assert len(texts(made, child, "corrected or taken back since")) == 5, "two of a name, two of a day, one number"
    assert "Marsh" in pack_of(made, child, "Marsh")


def test_what_every_version_of_a_record_says_alike_is_given(made, child):
    take_in(made, child, ANOTHERS, replace(ANOTHERS, version_hash="2" * 64, recorded_at=NOW - timedelta(days=10)))
    assert [each for each in SECRETS if each not in pack_of(made, child)] == []


def test_an_event_of_an_undone_extract_is_left_out_whole(made, child):
    tell(made, child, K.CONTACT, NOW - timedelta(days=6), agency=AGENCY, words="Zeb ran from the van")
    with running(job="test", now=NOW):
        Event.objects.filter(words__startswith="Zeb").update(
            withdrawn_at=NOW, withdrawn_because="It swapped two", undone_batch_id=uuid4()
        )
    assert "ran from the van" not in form_of(made, child)
    assert "taken back since as sent wrongly" in pack_of(made, child)
