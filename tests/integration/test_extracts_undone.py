"""Undoing an extract as one act: chains of extracts, people who were told, records that move, who may and why."""

import random
from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.access.models import WorkingRelationship
from reachable.adapters.bank_holidays import england_and_wales
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, Answer, OutboxMessage
from reachable.alerts.operations import answer_alert
from reachable.casework.models import TrustedAdult
from reachable.casework.queries import list_trusted_adults
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.models import Extract
from reachable.intake.operations import ExtractNotBroughtIn
from reachable.intake.queries import list_feeds_received
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.extract_imported import ExtractNotFound, SentExtract, bring_in_extract, stage_extract
from reachable.journeys.extract_undone import ReasonMissing, find_what_undoing_does, undo_extract
from reachable.kernel.ids import AlertId, ImportId
from reachable.people.models import SourceRecord
from reachable.timeline.models import Event, Participation
from tests.factories.broken_files import REFERENCE
from tests.factories.databases import copied
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import custody_row, send, social_care_row, subjects
from tests.factories.state import dump_standing
from tests.unit.intake.extract_files import example_row, write_file

HOUR = timedelta(hours=1)
PNC = "2024/0000123Y"
SEIZED = {"drugs_seized": "cannabis", "wraps": "4", "cash_seized": "120.00", "drugs_supply": "Y"}
BECAUSE = "It was another force's file"


@pytest.fixture
def made(database):
    return make_partnership()


def clerk(made, agency="northshire-police"):
    return Actor(user_id=None, agency_id=made.agencies[agency], name="clerk")


def bring_in(made, *rows, feed="custody", now=NOW):
    """Bring a file in and return its extract."""
    send(made, feed, *rows, now=now)
    return ImportId(Extract.objects.latest("brought_in_at").id)


def undo(made, extract, now, because=BECAUSE, agency="northshire-police"):
    done = undo_extract(extract_id=extract, because=because, by=clerk(made, agency), now=now)
    evaluate_waiting(now=now, at_most=1000)
    return done


def seen(ask):
    with running(job="test", now=NOW):
        return ask()


# Chains


REFERENCES = ("EC/26/000001", "EC/26/000002", "EC/26/000003")


def made_up_file(chance, number):
    """Return a file with a few records, each of which may have changed since it was last sent."""
    rows = []
    for reference in chance.sample(REFERENCES, chance.randint(1, len(REFERENCES))):
        cells = {"recorded_at": f"13/05/2026 {chance.choice((2, 2, 3, number + 3)):02}:00"}
        cells["surname"] = chance.choice(("Okafor-Bell", "Okafor"))
        cells["forename"] = "Jayden"
        cells["dob"] = "04/09/2010"
        if chance.random() < 0.5:
            cells |= SEIZED | {"wraps": chance.choice(("4", "5"))}
        if chance.random() < 0.3:
            cells["pnc_id"] = PNC
        if chance.random() < 0.4:
            cells["co_arrestee_refs"] = chance.choice([each for each in REFERENCES if each != reference])
        rows.append(custody_row(reference, **cells))
    return rows


@pytest.mark.parametrize("seed", [*range(11), 49])
def test_whatever_extracts_are_undone_what_is_left_is_what_the_others_alone_would_have_brought(
    seed, privileged, template_database
):
    chance = random.Random(seed)  # noqa: S311
    files = [made_up_file(chance, number) for number in range(5)]
    files += [files[chance.randrange(len(files))]]
    undone = chance.sample(range(len(files)), chance.randint(1, 3))
    last = NOW + 20 * HOUR
    with copied(privileged, template_database):
        made = make_partnership()
        for number, rows in enumerate(files):
            if number not in undone:
                bring_in(made, *rows, now=NOW + number * HOUR)
        alone = dump_standing(last, with_times=False)
    with copied(privileged, template_database):
        made = make_partnership()
        extracts = [bring_in(made, *rows, now=NOW + number * HOUR) for number, rows in enumerate(files)]
        all_in = dump_standing(last, with_times=False)
        for step, number in enumerate(undone):
            undo_extract(extract_id=extracts[number], because=BECAUSE, by=clerk(made), now=NOW + (10 + step) * HOUR)
        assert _different(alone, dump_standing(last, with_times=False)) == {}
        for step, number in enumerate(reversed(undone)):
            bring_in(made, *files[number], now=NOW + (15 + step) * HOUR)
        assert _different(all_in, dump_standing(last, with_times=False)) == {}


@pytest.mark.parametrize("feed", LAYOUTS)
def test_a_file_of_any_feed_is_undone_without_a_trace_but_its_marks_and_can_be_sent_again(feed, made):
    def send_rows(*rows, now):
        by = Actor(user_id=None, agency_id=made.agencies["northshire-police"], name="clerk")
        sent = SentExtract(
            feed=feed,
            agency_id=made.agencies["northshire-police"],
            file_name=f"{feed}.csv",
            content=write_file(feed, rows),
            fewer_rows_confirmed=True,
        )
        staged = stage_extract(sent=sent, calendar=england_and_wales(), by=by, now=now)
        assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
        bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=by, now=now)
        evaluate_waiting(now=now, at_most=1000)
        return staged.extract_id

    one, changed, other = (
        example_row(feed, **{REFERENCE[feed]: reference, "surname": surname})
        for reference, surname in (("REF-1", "Okafor"), ("REF-1", "Okafor-Bell"), ("REF-2", "Okafor"))
    )
    first = send_rows(one, now=NOW)
    last = NOW + 10 * HOUR
    before = dump_standing(last)
    second = send_rows(changed, other, now=NOW + HOUR)
    with_both = dump_standing(last)
    assert {"records", "name"} <= _different(before, with_both).keys()
    undo(made, second, NOW + 2 * HOUR)
    assert _different(before, dump_standing(last)) == {}
    send_rows(changed, other, now=NOW + 3 * HOUR)
    again = dump_standing(last)
    assert _different(with_both, again | {"relationships": with_both["relationships"]}) == {}
    undo(made, first, NOW + 4 * HOUR)
    undo(made, ImportId(Extract.objects.get(state="BROUGHT_IN").id), NOW + 5 * HOUR)
    assert not any(dump_standing(last).values())


def _different(one, other):
    return {
        table: (sorted(set(one[table]) - set(other[table])), sorted(set(other[table]) - set(one[table])))
        for table in one
        if one[table] != other[table]
    }


def test_what_a_later_file_carried_too_stands_when_the_first_is_undone(made):
    first = bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    bring_in(made, custody_row(REFERENCES[0], **SEIZED), now=NOW + HOUR)
    evaluate_waiting(now=NOW + HOUR)
    before = dump_standing(NOW + 3 * HOUR)
    done = undo(made, first, NOW + 2 * HOUR)
    assert (done.records, done.events_withdrawn, done.children_changed) == (0, 0, 0)
    assert _different(before, dump_standing(NOW + 3 * HOUR)) == {}
    undo(made, ImportId(Extract.objects.get(state="BROUGHT_IN").id), NOW + 3 * HOUR)
    assert not any(dump_standing(NOW + 4 * HOUR).values())


def test_undoing_the_later_of_two_equal_files_changes_nothing_either(made):
    bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    second = bring_in(made, custody_row(REFERENCES[0], **SEIZED), now=NOW + HOUR)
    evaluate_waiting(now=NOW + HOUR)
    before = dump_standing(NOW + 3 * HOUR)
    undo(made, second, NOW + 2 * HOUR)
    assert _different(before, dump_standing(NOW + 3 * HOUR)) == {}


def test_a_first_file_undone_beneath_a_correction_leaves_the_correction(made):
    first = bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    corrected = SEIZED | {"wraps": "9", "recorded_at": "13/05/2026 05:00"}
    bring_in(made, custody_row(REFERENCES[0], **corrected), now=NOW + HOUR)
    undo(made, first, NOW + 2 * HOUR)
    seizure = seen(lambda: Event.objects.get(kind="SEIZURE", withdrawn_at__isnull=True))
    assert (seizure.details["wraps"], seizure.supersedes_id) == (9, None)
    arrest = seen(lambda: Event.objects.get(kind="ARREST", withdrawn_at__isnull=True))
    (version,) = seen(lambda: list(SourceRecord.objects.filter(withdrawn_at__isnull=True)))
    assert arrest.source_record_id == version.id


def test_an_undone_correction_lets_what_stood_before_stand_again(made):
    bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    nothing_taken = bring_in(made, custody_row(REFERENCES[0], recorded_at="13/05/2026 05:00"), now=NOW + HOUR)
    assert seen(lambda: Event.objects.get(kind="SEIZURE").withdrawn_at) == NOW + HOUR
    done = undo(made, nothing_taken, NOW + 2 * HOUR)
    assert done.events_restored == 1
    seizure = seen(lambda: Event.objects.get(kind="SEIZURE"))
    assert (seizure.withdrawn_at, seizure.received_at) == (None, NOW)
    assert seizure.away == [[(NOW + HOUR).isoformat(), (NOW + 2 * HOUR).isoformat()]]


def about():
    return {row.id: row.about_id for row in Alert.objects.exclude(state="WITHDRAWN")}


def test_a_record_that_moved_to_a_police_number_moves_back_with_its_alert(made):
    bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    evaluate_waiting(now=NOW)
    alerts = seen(about)
    moved = custody_row(REFERENCES[0], **(SEIZED | {"pnc_id": PNC, "recorded_at": "13/05/2026 05:00"}))
    second = bring_in(made, moved, now=NOW + HOUR)
    evaluate_waiting(now=NOW + HOUR)
    assert set(seen(about).values()) == {subjects()[PNC]}
    undo(made, second, NOW + 2 * HOUR)
    assert seen(about) == alerts
    assert not OutboxMessage.objects.filter(text__contains="withdrawn").exists()


def test_those_arrested_together_point_at_no_record_that_was_undone(made):
    bring_in(made, custody_row(REFERENCES[0], co_arrestee_refs=REFERENCES[1]))
    friend = bring_in(made, custody_row(REFERENCES[1]), now=NOW + HOUR)
    assert seen(lambda: Participation.objects.get().other_subject_id) == subjects()[REFERENCES[1]]
    undo(made, friend, NOW + 2 * HOUR)
    assert seen(lambda: Participation.objects.get().other_subject_id) is None


# People


def test_whoever_was_told_is_told_of_the_withdrawal_and_an_answer_is_kept(made):
    extract = bring_in(made, custody_row(REFERENCES[0], **SEIZED))
    evaluate_waiting(now=NOW)
    alerts = seen(lambda: list(Alert.objects.order_by("rule_id")))
    assert len(alerts) > 1
    by = made.actor("northshire-sergeant")
    with acting(by=by, what="test", now=NOW):
        answer_alert(alert_id=AlertId(alerts[0].id), act=Act.ACT_ON, reason="Asked him.", by=by, now=NOW)
    will = find_what_undoing_does(extract_id=extract, by=clerk(made), now=NOW + HOUR)
    assert (will.alerts, will.people > 0) == (len(alerts), True)
    undo(made, extract, NOW + HOUR)
    after = seen(lambda: list(Alert.objects.order_by("rule_id")))
    assert {each.state for each in after} == {"WITHDRAWN"}
    assert after[0].before_withdrawn["closed_because"] == "Asked him."
    assert seen(lambda: Answer.objects.get().reason) == "Asked him."
    for each in after:
        told = seen(lambda each=each: each.tellings.filter(user__isnull=False).values("user").distinct().count())
        messages = OutboxMessage.objects.filter(text__contains=each.reference)
        assert messages.filter(text__contains="was withdrawn").count() == told


def test_sent_again_an_alert_stands_again_with_its_answer(made):
    row = custody_row(REFERENCES[0], **SEIZED)
    extract = bring_in(made, row)
    evaluate_waiting(now=NOW)
    alerts = seen(lambda: list(Alert.objects.order_by("rule_id")))
    by = made.actor("northshire-sergeant")
    with acting(by=by, what="test", now=NOW):
        answer_alert(alert_id=AlertId(alerts[0].id), act=Act.ACT_ON, reason="Asked him.", by=by, now=NOW)
    undo(made, extract, NOW + HOUR)
    bring_in(made, row, now=NOW + 2 * HOUR)
    evaluate_waiting(now=NOW + 2 * HOUR)
    after = seen(lambda: list(Alert.objects.order_by("rule_id")))
    assert [each.id for each in after] == [each.id for each in alerts]
    assert [each.state for each in after] == ["ACTED_ON"] + ["OPEN"] * (len(alerts) - 1)
    assert after[0].closed_because == "Asked him."


def test_a_trusted_adult_it_named_is_withdrawn_and_one_named_before_stays(made):
    child = social_care_row("N-1", surname="Okafor-Bell", trusted_adult="Auntie Bisi")
    first = bring_in(made, child, feed="social_care")
    again = child | {"trusted_adult": "Coach Dele", "recorded_at": "13/05/2026 15:00"}
    second = bring_in(made, again, feed="social_care", now=NOW + HOUR)
    kept = social_care_row("N-2", surname="Ncube", trusted_adult="Coach Dele")
    bring_in(made, kept, feed="social_care", now=NOW + 2 * HOUR)

    def trusted(code):
        subject = subjects()[code]
        return seen(lambda: {each.name for each in list_trusted_adults(viewer=Run("test"), subject_ids=[subject])})

    assert trusted("N-1") == {"Auntie Bisi", "Coach Dele"}
    undo(made, second, NOW + 3 * HOUR, agency="northshire-social-care")
    assert (trusted("N-1"), trusted("N-2")) == ({"Auntie Bisi"}, {"Coach Dele"})
    undo(made, first, NOW + 4 * HOUR, agency="northshire-social-care")
    assert trusted("N-1") == set()
    assert seen(lambda: TrustedAdult.objects.filter(withdrawn_because__contains=BECAUSE).count()) == 2


def test_who_may_look_because_of_it_may_no_longer_and_what_ran_before_runs_as_long_as_it_did(made):
    row = custody_row(REFERENCES[0])
    first = bring_in(made, row)
    second = bring_in(made, row | {"recorded_at": "13/05/2026 05:00"}, now=NOW + HOUR)

    def ends():
        rows = WorkingRelationship.objects.filter(reason="HOLDS_RECORD").values_list("ends_at", flat=True)
        return seen(lambda: set(rows))

    year = timedelta(days=365)
    assert ends() == {NOW + HOUR + year}
    undo(made, second, NOW + 2 * HOUR)
    assert ends() == {NOW + year}
    undo(made, first, NOW + 3 * HOUR)
    assert ends() == {NOW + 3 * HOUR}


# Who, and why


def test_an_undoing_is_noted_with_who_did_it_and_kept_with_the_reason(made, database, privileged):
    extract = bring_in(made, custody_row(REFERENCES[0]))
    officer = made.actor("northshire-extract-officer")
    undo_extract(extract_id=extract, because=f"  {BECAUSE} ", by=officer, now=NOW + HOUR)
    row = Extract.objects.get(pk=extract)
    assert (row.state, row.undone_at, row.undone_by, row.undone_because) == (
        "UNDONE",
        NOW + HOUR,
        officer.name,
        BECAUSE,
    )
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT user_id FROM audit.entry WHERE kind = 'WROTE' AND what = 'undid an extract of custody'"
        ).fetchall()
    assert noted == [(officer.user_id,)]


def test_without_a_reason_nothing_is_undone(made):
    extract = bring_in(made, custody_row(REFERENCES[0]))
    with pytest.raises(ReasonMissing):
        undo_extract(extract_id=extract, because="  ", by=clerk(made), now=NOW + HOUR)
    assert Extract.objects.get(pk=extract).state == "BROUGHT_IN"


def test_another_areas_agency_cannot_undo_it_and_the_areas_hub_can(made):
    extract = bring_in(made, custody_row(REFERENCES[0]))
    for agency in ("eastham-police", "northshire-school"):
        with pytest.raises(ExtractNotFound):
            undo_extract(extract_id=extract, because=BECAUSE, by=clerk(made, agency), now=NOW + HOUR)
    hub = made.actor("northshire-coordinator")
    assert undo_extract(extract_id=extract, because=BECAUSE, by=hub, now=NOW + HOUR).records == 1


def test_what_is_undone_cannot_be_undone_again_nor_what_was_let_go(made):
    extract = bring_in(made, custody_row(REFERENCES[0]))
    undo(made, extract, NOW + HOUR)
    with pytest.raises(ExtractNotBroughtIn):
        undo(made, extract, NOW + 2 * HOUR)


def test_a_feed_whose_extract_was_undone_is_as_fresh_as_it_was_before(made):
    bring_in(made, custody_row(REFERENCES[0]))
    extract = bring_in(made, custody_row(REFERENCES[1]), now=NOW + HOUR)
    undo(made, extract, NOW + 2 * HOUR)
    (feed,) = list_feeds_received(viewer=Run("test"), area_id=made.areas["northshire"])
    assert feed.last_received_at == NOW


def test_how_many_children_it_holds_does_not_change_how_often_the_database_is_asked(made, django_statements):
    asked = []
    for day, children in enumerate((2, 2, 12), start=1):
        numbers = range(day * 100, day * 100 + children)
        extract = bring_in(made, *(custody_row(f"EC/26/{number:06}") for number in numbers), now=NOW + day * HOUR)
        with django_statements() as sent:
            undo_extract(extract_id=extract, because=BECAUSE, by=clerk(made), now=NOW + day * HOUR + HOUR / 2)
        asked.append(len(sent))
    assert asked[1] == asked[2] < 90
