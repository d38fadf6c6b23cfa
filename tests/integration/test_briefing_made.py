"""The briefing says who can be reached and why, by the law's deadlines, to whoever works with the child."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor
from reachable.access.models import WorkingRelationship
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert
from reachable.alerts.operations import answer_alert
from reachable.journeys.briefing_made import make_briefing, make_server_briefing, overnight_begins
from reachable.journeys.feeds_checked import check_feeds
from reachable.rules.models import Duty
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.concerns import about_a_child, raise_concern
from tests.factories.partnership import DAY, NOW, make_partnership

HOUR = timedelta(hours=1)
NIGHT = datetime(2026, 5, 14, 0, 20, tzinfo=UTC)
"""Thursday 14 May, 01:20 in London."""


def brief(made, code="northshire-coordinator", *, on=None, now=NOW):
    return make_briefing(viewer=made.viewer(code, at=now), on=on, calendar=settings.CALENDAR, now=now)


def arrest(made, child, at=NIGHT, **details):
    add_event(made, child, K.ARREST, at, drugs_supply=True, **details)


def initials(lines):
    return [line.child.initials for line in lines]


def noted(privileged, database, kind):
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT about_id FROM audit.entry WHERE kind = %s", [kind]).fetchall()
    return [row[0] for row in rows]


def test_a_child_arrested_in_the_night_is_reachable_and_the_reason_is_given_in_records(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    arrest(made, child)
    ask_rules(NIGHT + HOUR)
    found = brief(made)
    line = next(line for line in found.reachable if line.matter.reason.rule_id == "R012")
    assert (line.child.subject_id, line.child.initials) == (child, "A.K.")
    assert [fact.kind for fact in line.matter.reason.facts] == [K.ARREST]
    assert line.matter.reason.do
    assert line.matter.reason.missing
    assert line.is_waiting
    assert initials(found.overnight) == ["A.K."]


def test_every_child_shown_is_noted_as_listed_and_nobody_is_refused(database, privileged):
    made = make_partnership()
    shown, other = make_child(made, "Ayaan Khan"), make_child(made, "Mia Turner")
    arrest(made, shown)
    ask_rules(NIGHT + HOUR)
    add_event(made, other, K.STOP_SEARCH, NIGHT)
    found = brief(made)
    assert {line.child.subject_id for line in found.overnight} == {shown}
    assert noted(privileged, database, "LISTED") == [shown]
    assert noted(privileged, database, "REFUSED") == []


def test_children_not_worked_with_are_counted_for_the_team_that_takes_the_areas_turns_and_for_nobody_else(database):
    made = make_partnership()
    other = make_child(made, "Mia Turner")
    add_event(made, other, K.STOP_SEARCH, NIGHT)
    assert brief(made).not_shown == 1
    assert brief(made, "northshire-sergeant").not_shown is None
    assert brief(made, "eastham-coordinator").not_shown == 0


def test_a_team_sees_its_own_turns_first_and_the_area_after(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    arrest(made, child)
    ask_rules(NIGHT + HOUR)
    found = brief(made, "northshire-sergeant")
    assert {line.matter.alert.team_name for line in found.your_turn} == {"Custody suite"}
    assert "Custody suite" not in {line.matter.alert.team_name for line in found.reachable}
    assert brief(made).your_turn == ()


def test_what_the_law_wants_first_comes_first_and_only_time_orders_the_rest(database):
    made = make_partnership()
    children = [make_child(made, name) for name in ("Late Return", "Early Return", "Long Excluded")]
    for child, days in zip(children[:2], (2, 2.5), strict=True):
        add_event(made, child, K.MISSING_REPORTED, NOW - (days + 1) * DAY, episode="one")
        add_event(made, child, K.MISSING_FOUND, NOW - days * DAY, episode="one")
    add_event(made, children[2], K.EXCLUSION_PERMANENT, NOW - 6 * DAY)
    for child in children:
        let_look(made, "northshire-triage", child)
    ask_rules()
    due = brief(made).due
    by_law = [line for line in due if line.matter.by_law]
    assert initials(by_law) == ["E.R.", "L.R."]
    assert list(due[: len(by_law)]) == by_law
    assert [line.matter.limit_in_words for line in by_law] == ["72 hours", "72 hours"]


def test_what_ran_out_is_overdue_by_law_and_what_ends_next_week_is_not_listed(database):
    made = make_partnership()
    late, early = make_child(made, "Late Return"), make_child(made, "Long Plan")
    add_event(made, late, K.MISSING_FOUND, NOW - 4 * DAY, episode="one")
    add_event(made, early, K.REFERRAL, NOW - DAY)
    add_event(made, early, K.ASSESSMENT_STARTED, NOW - DAY)
    for child in (late, early):
        let_look(made, "northshire-triage", child)
    ask_rules()
    found = brief(made)
    assert initials(found.overdue_by_law) == ["L.R."]
    horizon = NOW + 2 * DAY
    assert all(line.matter.due_at is None or line.matter.due_at < horizon for line in found.due)


def test_a_day_gone_by_is_told_as_it_stood_when_it_ended(database):
    made = make_partnership(now=NOW)
    child = make_child(made, "Ayaan Khan")
    arrest(made, child)
    ask_rules(NIGHT + HOUR)
    alert = brief(made).reachable[0].matter.alert
    by = Actor.from_viewer(made.viewer("northshire-coordinator"))
    for act, at, reason in (
        (Act.ACKNOWLEDGE, NOW + HOUR, ""),
        (Act.ACT_ON, NOW + DAY, "Rang the custody suite."),
    ):
        with acting(by=by, what="answered an alert", now=at):
            answer_alert(alert_id=alert.id, act=act, reason=reason, by=by, now=at)
    later = NOW + 2 * DAY
    that_day = brief(made, on=date(2026, 5, 14), now=later)
    stood = next(line for line in that_day.reachable if line.matter.alert.id == alert.id)
    assert not that_day.is_today
    assert (stood.matter.alert.state, stood.matter.alert.acknowledged_by) == ("ACKNOWLEDGED", "Northshire Coordinator")
    assert alert.id not in {line.matter.alert.id for line in brief(made, now=later).reachable}
    assert brief(made, on=date(2026, 5, 13), now=later).reachable == ()


def test_a_day_that_has_not_come_is_todays(database):
    made = make_partnership()
    assert brief(made, on=date(2030, 1, 1)).on == date(2026, 5, 14)


def test_a_record_one_agency_keeps_to_itself_is_never_told(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    add_event(made, child, K.ARREST, NIGHT, shared=False, drugs_supply=True)
    ask_rules(NIGHT + HOUR)
    found = brief(made)
    assert found.overnight == ()
    assert found.reachable
    for line in found.reachable:
        assert line.matter.reason.asks_to_ring
        assert (line.matter.reason.facts, line.matter.reason.rule_id) == ((), "")
    assert any(line.matter.reason.facts for line in brief(made, "northshire-sergeant").your_turn)


def test_the_night_begins_when_offices_closed_on_the_working_day_before():
    monday, bank_holiday = date(2026, 5, 11), date(2026, 5, 26)
    assert overnight_begins(monday, settings.CALENDAR) == datetime(2026, 5, 8, 16, tzinfo=UTC)
    assert overnight_begins(bank_holiday, settings.CALENDAR) == datetime(2026, 5, 22, 16, tzinfo=UTC)


def test_old_news_that_came_in_overnight_is_not_what_happened_overnight(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    add_event(made, child, K.STOP_SEARCH, NOW - 30 * DAY, told_at=NOW - HOUR)
    let_look(made, "northshire-triage", child)
    assert brief(made).overnight == ()


def test_a_child_away_tonight_is_told_with_their_home_and_whether_it_was_told(database):
    made = make_partnership()
    missing, held, home = (make_child(made, name, home=area) for name, area in AWAY)
    add_event(made, missing, K.MISSING_REPORTED, NOW - 2 * DAY, episode="one")
    arrest(made, held, away_from_home_area=True)
    add_event(made, held, K.HOME_AREA_TOLD, NIGHT + HOUR)
    add_event(made, home, K.MISSING_REPORTED, NOW - 2 * DAY, episode="two")
    add_event(made, home, K.MISSING_FOUND, NOW - DAY, episode="two")
    for child in (missing, held, home):
        let_look(made, "northshire-triage", child)
    lines = brief(made).away
    assert [(line.child.initials, line.home.name, line.away.is_missing, line.away.told is None) for line in lines] == [
        ("M.G.", "Northshire", True, True),
        ("H.F.", "Eastham", False, False),
    ]


AWAY = (("Missing Girl", "northshire"), ("Held Far", "eastham"), ("Back Home", "northshire"))


def test_concerns_are_counted_for_whoever_decides_on_them(database):
    made = make_partnership()
    received = raise_concern(made, about_a_child())
    waiting = brief(made).concerns
    assert (waiting.count, waiting.overdue, waiting.oldest_at, waiting.due_at) == (1, 0, NOW, received.due_at)
    assert brief(made, now=NOW + 2 * DAY).concerns.overdue == 1
    assert brief(made, "northshire-safeguarding-lead").concerns is None
    assert brief(made, "eastham-coordinator").concerns.count == 0


def test_a_feed_that_never_came_is_said_to_be_missing_and_not_passed_over(database):
    made = make_partnership()
    feeds = check_feeds(viewer=made.viewer("northshire-coordinator"), area_id=made.areas["northshire"], now=NOW)
    assert {(feed.feed, feed.agency_name, feed.freshness.words) for feed in feeds} == {
        ("custody", "Northshire police", "never received"),
        ("stops", "Northshire police", "never received"),
        ("missing", "Northshire police", "never received"),
        ("social_care", "Northshire children's social care", "never received"),
        ("placements", "Northshire children's social care", "never received"),
        ("nrm", "Northshire children's social care", "never received"),
        ("hospital", "Northshire General Hospital", "never received"),
        ("school", "Northshire High School", "never received"),
    }


def test_the_servers_own_briefing_opens_nothing_to_anybody_and_is_noted_as_a_run(database, privileged):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    arrest(made, child)
    ask_rules(NIGHT + HOUR)
    found = make_server_briefing(area_id=made.areas["northshire"], on=None, calendar=settings.CALENDAR, now=NOW)
    assert initials(found.overnight) == ["A.K."]
    assert noted(privileged, database, "LISTED") == []
    with privileged.connect(database) as admin:
        runs = admin.execute("SELECT what FROM audit.entry WHERE kind = 'RUN'").fetchall()
    assert ("briefing printed on the server",) in runs


def test_thirty_children_take_no_more_statements_than_three(database, django_statements):
    made = make_partnership()
    counted = []
    for already, wanted in ((0, 3), (3, 30)):
        for number in range(already, wanted):
            arrest(made, make_child(made, f"Child{number} Khan"))
        ask_rules(NIGHT + HOUR)
        with django_statements() as sent:
            assert len(brief(made).overnight) == wanted
        counted.append(len(sent))
    assert counted[0] == counted[1]


def relationships(made, child, reason="CLOCK_RUNS"):
    with running(job="test", now=NOW):
        rows = WorkingRelationship.objects.filter(about_id=child, reason=reason).select_related("team")
        return {row.team.code: (row.starts_at, row.ends_at) for row in rows}


def test_a_child_for_whom_a_time_set_by_law_runs_is_named_to_the_home_areas_coordinators(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan", agency="eastham-police", home="northshire")
    add_event(made, child, K.MISSING_FOUND, NOW - HOUR, agency="eastham-police", episode="one")
    ask_rules()
    with running(job="test", now=NOW):
        Alert.objects.filter(about_id=child).update(state="WITHDRAWN", closed_at=NOW, closed_because="Only the clock")
        WorkingRelationship.objects.filter(about_id=child, reason="ALERTED").update(ends_at=NOW + HOUR)
    found = brief(made, now=NOW + 2 * DAY)
    assert found.not_shown == 0
    assert {line.matter.reason.rule_id for line in found.due if line.child.subject_id == child} >= {"R085"}
    over = NOW - HOUR + timedelta(hours=72)
    assert relationships(made, child) == {"northshire-triage": (NOW, over + timedelta(days=3))}


def test_the_coordinators_look_ends_when_nothing_set_by_law_runs_any_more(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    add_event(made, child, K.MISSING_FOUND, NOW - HOUR, episode="one")
    ask_rules()
    add_event(made, child, K.RETURN_INTERVIEW_HELD, NOW + HOUR, episode="one")
    ask_rules(NOW + HOUR)
    assert relationships(made, child) == {"northshire-triage": (NOW, NOW + HOUR)}


def test_a_time_that_no_law_sets_lets_nobody_look(database):
    made = make_partnership()
    child = make_child(made, "Ayaan Khan")
    add_event(made, child, K.ARREST, NOW - HOUR, drugs_supply=True)
    ask_rules()
    with running(job="test", now=NOW):
        assert not Duty.objects.filter(about_id=child, by_law=True, done_at__isnull=True).exists()
    assert relationships(made, child) == {}
