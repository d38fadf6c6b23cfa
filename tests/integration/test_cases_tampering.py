"""After an inquiry begins, somebody tampers with the record: every way is found. Numbered as the threat cases are."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.test import Client, override_settings

from reachable.access.context import running
from reachable.access.domain.audit_verifier import Head, read_heads, verify_record
from reachable.access.domain.witnessing import WitnessAway, WitnessRefuses, sign_head, write_head
from reachable.access.operations import chain_waiting_entries
from reachable.access.queries import first_broken_entry
from reachable.access.queries.audit import find_head, get_installation, list_partner_heads, list_witnessed
from reachable.adapters.witnesses import SIGNATURE_HEADER, FileWitness, PartnerWitness
from reachable.jobs.rounds import do_round
from reachable.journeys.heads_witnessed import show_head
from reachable.journeys.record_written_out import verify_now, write_record
from tests.factories.partnership import NOW
from tests.integration.made_up import as_app, make_corner, sign_in, viewer_of
from tests.journeys.live_site import serve

PARTNER = "5f6f9a52-9a56-4d8e-8d3f-1c2f0e3b9d10"
KEY = "a secret that both installations share"
LATER = NOW + timedelta(minutes=6)


def note_entries(count: int, what: str = "test") -> None:
    for number in range(count):
        with running(job=f"{what} {number}", now=NOW + timedelta(seconds=number)):
            pass
    chain_waiting_entries()


@pytest.fixture
def record(database):
    note_entries(12)
    return database


@pytest.fixture
def witness(tmp_path):
    return FileWitness(tmp_path / "elsewhere" / "heads")


def keep(witness: FileWitness, now=NOW) -> None:
    witness.path.parent.mkdir(exist_ok=True)
    assert show_head(witnesses=[witness], now=now) == 1


def tamper(privileged, database, statement, *values):
    with privileged.connect(database) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(statement, values)


def first_fault(witness: FileWitness | None = None):
    heads = read_heads(witness.path) if witness else ()
    return verify_now(heads, NOW).first_fault


def rewrite_from(privileged, database, sequence: int) -> None:
    """Hash every link from one on again, as somebody who owns the database could."""
    with privileged.connect(database) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            "UPDATE audit.entry SET payload_hash = sha256(salt || convert_to(audit.payload_of(entry), 'UTF8'))"
        )
        (last,) = admin.execute("SELECT max(sequence) FROM audit.chain").fetchone()
        for place in range(sequence, last + 1):
            admin.execute(
                "UPDATE audit.chain SET previous = coalesce((SELECT before.hash FROM audit.chain AS before"
                " WHERE before.sequence = %s), sha256('reachable'::bytea)) WHERE sequence = %s",
                [place - 1, place],
            )
            admin.execute(
                "UPDATE audit.chain SET hash = audit.link_of(chain, entry.payload_hash) FROM audit.entry"
                " WHERE entry.id = chain.entry_id AND sequence = %s",
                [place],
            )


def test_a_record_nobody_touched_fits_and_writing_it_out_is_noted(record, tmp_path, privileged):
    path = tmp_path / "record"
    assert write_record(path, NOW) >= 12
    found = verify_record(path)
    assert found.faults == []
    assert first_broken_entry() is None
    with privileged.connect(record) as admin:
        asked = admin.execute("SELECT what FROM audit.entry WHERE kind = 'READ_AUDIT'").fetchall()
    assert asked == [("wrote out the audit record",)]


@pytest.mark.parametrize("words", ["a | b", "two\nlines", "back\\slash", "carriage\rreturn", "\\n"])
def test_whatever_an_entry_says_it_fits_when_written_out(words, database):
    with running(job=words, now=NOW):
        pass
    chain_waiting_entries()
    assert first_fault() is None


def test_case_44_an_entry_changed_past_the_application_is_found_and_named(record, privileged):
    tamper(privileged, record, "UPDATE audit.entry SET what = 'nothing' WHERE id = 5")
    assert first_fault().entry == 5
    assert first_broken_entry() == 5


def test_case_45_the_last_week_of_entries_taken_out_is_missed_by_the_witness(record, privileged, witness):
    keep(witness)
    tamper(privileged, record, "DELETE FROM audit.chain WHERE sequence > 8")
    tamper(
        privileged,
        record,
        "DELETE FROM audit.entry WHERE NOT EXISTS (SELECT 1 FROM audit.chain WHERE entry_id = id)",
    )
    assert first_broken_entry() is None
    assert "ends after 8" in first_fault(witness).what


def test_case_46_a_record_hashed_anew_from_some_entry_on_is_missed_by_the_witness(record, privileged, witness):
    keep(witness)
    tamper(privileged, record, "UPDATE audit.entry SET what = 'nothing' WHERE id = 5")
    rewrite_from(privileged, record, 1)
    assert first_broken_entry() is None
    assert "rewritten" in first_fault(witness).what


def test_case_47_after_a_quiet_restore_of_an_older_backup_the_witness_refuses_the_smaller_head(record, witness):
    keep(witness)
    older = Head(str(get_installation()), 8, "00" * 32, NOW.isoformat())
    with pytest.raises(WitnessRefuses):
        witness.take(older)


def test_case_48_a_note_written_earlier_by_a_clock_set_back_is_shown_by_its_place_in_the_chain(record, privileged):
    with running(job="set back", now=NOW - timedelta(days=30)):
        pass
    chain_waiting_entries()
    with privileged.connect(record) as admin:
        (at, before), (chained, chained_before) = admin.execute(
            "SELECT array_agg(entry.at ORDER BY sequence DESC), array_agg(chained_at ORDER BY sequence DESC)"
            " FROM (SELECT * FROM audit.chain ORDER BY sequence DESC LIMIT 2) AS last JOIN audit.entry ON id = entry_id"
        ).fetchone()
    assert at < before
    assert chained > chained_before
    assert first_fault() is None


def test_case_49_two_records_shown_to_two_partners_do_not_go_together(record, privileged, tmp_path, witness):
    other = FileWitness(tmp_path / "heads of another partner")
    keep(witness)
    tamper(privileged, record, "UPDATE audit.entry SET what = 'another story' WHERE id = 5")
    rewrite_from(privileged, record, 1)
    keep(other)
    shown = {each.name: read_heads(each.path)[0] for each in (witness, other)}
    assert len({head.sequence for head in shown.values()}) == 1
    assert len({head.hash for head in shown.values()}) == 2
    assert first_fault(other) is None
    assert first_fault(witness) is not None


def test_case_52_a_witness_that_is_away_is_asked_again_and_never_skipped(record, witness, caplog):
    assert show_head(witnesses=[witness], now=NOW) == 0
    assert "is away and is asked again" in caplog.text
    assert list_witnessed() == ()
    keep(witness, LATER)
    assert [each.witness for each in list_witnessed()] == [witness.name]
    note_entries(3, "more")
    assert list_witnessed()[0].is_silent(find_head(), LATER + timedelta(hours=2))


def test_case_53_a_stolen_key_forges_no_older_head(record):
    with override_settings(WITNESS_FOR={PARTNER: KEY}):
        true, forged = (Head(PARTNER, 9, text * 32, NOW.isoformat()) for text in ("aa", "bb"))
        assert send(true).status_code == 200
        assert send(forged).status_code == 409
        assert send(Head(PARTNER, 8, "bb" * 32, NOW.isoformat())).status_code == 409
    assert list_partner_heads(installation=UUID(PARTNER)) == (true,)


def send(head: Head, key: str = KEY, client: Client | None = None):
    line = write_head(head)
    return (client or Client()).post(
        "/api/witness",
        data=line,
        content_type="application/json",
        headers={SIGNATURE_HEADER: sign_head(line, key)},
        secure=True,
    )


def test_a_partners_head_is_kept_once_and_said_back(database):
    head = Head(PARTNER, 9, "aa" * 32, NOW.isoformat())
    with override_settings(WITNESS_FOR={PARTNER: KEY}):
        for _ in range(2):
            answer = send(head)
            assert answer.status_code == 200
            assert json.loads(answer.content) == {"sequence": 9, "hash": "aa" * 32}
        assert send(head, key="another").status_code == 403
    assert send(head).status_code == 403
    assert len(list_partner_heads(installation=UUID(PARTNER))) == 1


@pytest.mark.parametrize(
    "line",
    ["", "nonsense", "{}", '{"installation": 1}', write_head(Head(PARTNER, 0, "aa" * 32, NOW.isoformat()))],
)
def test_what_is_no_head_is_refused_and_nothing_is_kept(line, database):
    with override_settings(WITNESS_FOR={PARTNER: KEY}):
        answer = Client().post(
            "/api/witness",
            data=line,
            content_type="application/json",
            headers={SIGNATURE_HEADER: sign_head(line, KEY)},
            secure=True,
        )
    assert answer.status_code == 403
    assert list_partner_heads(installation=UUID(PARTNER)) == ()


def test_the_head_is_shown_in_rounds_and_not_more_often_than_every_five_minutes(record, witness):
    witness.path.parent.mkdir()

    def go_round(now):
        return do_round(now=now, send=lambda *_: None, witnesses=[witness]).witnessed

    assert [go_round(now) for now in (NOW, NOW + timedelta(minutes=1), LATER)] == [1, 0, 1]
    assert len(read_heads(witness.path)) == 2
    assert first_fault(witness) is None


def test_a_witness_that_refuses_is_an_emergency_in_the_log(record, witness, caplog):
    witness.path.parent.mkdir()
    witness.path.write_text(write_head(Head(str(get_installation()), 999, "aa" * 32, NOW.isoformat())) + "\n")
    assert show_head(witnesses=[witness], now=NOW) == 0
    assert "THE AUDIT RECORD IS NOT THE ONE A WITNESS KNOWS" in caplog.text


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_partner_that_nobody_answers_at_is_away():
    with pytest.raises(WitnessAway):
        PartnerWitness("http://127.0.0.1:9/api/witness", KEY).take(Head(PARTNER, 1, "aa" * 32, NOW.isoformat()))


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_another_installation_keeps_our_heads_and_refuses_those_that_do_not_fit(record):
    head = find_head()
    with override_settings(WITNESS_FOR={head.installation: KEY}, SECURE_SSL_REDIRECT=False), serve() as address:
        partner = PartnerWitness(f"{address}/api/witness", KEY)
        assert show_head(witnesses=[partner], now=NOW) == 1
        with pytest.raises(WitnessRefuses):
            partner.take(Head(head.installation, head.sequence, "bb" * 32, NOW.isoformat()))
        with pytest.raises(WitnessAway):
            PartnerWitness(partner.address, "another key").take(head)
    assert [each.hash for each in list_partner_heads(installation=UUID(head.installation))] == [head.hash]


def test_the_application_can_change_nothing_of_what_witnesses_saw(record, privileged, witness):
    keep(witness)
    for statement in (
        "UPDATE audit.witnessed SET sequence = 1",
        "DELETE FROM audit.witnessed",
        "SELECT * FROM audit.partner_head",
        "SELECT audit.written_out(0, 10)",
        "SELECT audit.outside_the_chain()",
    ):
        with as_app() as bare, pytest.raises(psycopg.Error):
            bare.execute(statement)


def test_only_a_run_writes_the_record_out(record):
    corner = make_corner()
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute("SELECT audit.written_out(0, 10)")
    assert refusal.value.sqlstate == "RC007"


def test_the_folder_the_record_is_checked_in_is_removed(record, monkeypatch):
    seen: list[Path] = []
    monkeypatch.setattr(
        "reachable.journeys.record_written_out.write_record",
        lambda path, now, write=write_record: (seen.append(path), write(path, now))[1],
    )
    assert first_fault() is None
    assert [path.exists() for path in seen] == [False]
