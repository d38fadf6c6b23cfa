"""The made-up partnership itself: whole, alive, and nobody in it real.

In:  a world.
Out: proof of what the demo needs to be true of it.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from reachable.demo.children import Child
from reachable.demo.concerns import NUMBER_OF_CONCERN, concerns
from reachable.demo.extracts import extract_bytes
from reachable.demo.happenings import MissingEpisode
from reachable.demo.moments import Moments
from reachable.demo.ordinary import SCHOOLS_THAT_SEND
from reachable.demo.rota import PATTERNS, has_cover
from reachable.demo.senders import SENDERS, Sender
from reachable.demo.world import World, build_world
from reachable.intake.domain.concern import About, Route
from reachable.kernel.period import Period
from reachable.people.domain.check_characters import (
    pnc_letter,
    ten_digits_pass_as_nhs_number,
    ten_digits_pass_as_uln,
    upn_letter,
)

KEPT_FOR_DRAMA = re.compile(r"07700 900\d{3}|020 7946 0\d{3}|01632 960\d{3}")
LOOKS_LIKE_A_PHONE = re.compile(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b")
WHOLE_WEEKS = timedelta(days=7)


def test_there_are_two_hundred_children_in_three_areas(world: World) -> None:
    assert len(world.children) == 200
    assert {child.area for child in world.children} == {area.code for area in world.areas}


def test_about_sixty_stories_are_told_and_each_of_a_child_who_is_there(world: World) -> None:
    keys = {child.key for child in world.children}
    assert len(world.stories) >= 60
    assert all(story.happenings and set(story.children) <= keys for story in world.stories)
    assert len({story.code for story in world.stories}) == len(world.stories)


def test_stories_are_not_told_of_one_kind_of_child(world: World) -> None:
    about = [world.child(story.about) for story in world.stories]
    traditions = Counter(child.tradition for child in about)
    assert len(traditions) >= 8
    assert max(traditions.values()) <= len(about) * 0.4
    assert len([child for child in about if child.sex == "F"]) >= 12


@pytest.mark.parametrize("now", [datetime(2026, 11, 21, 8, 30, tzinfo=UTC), datetime(2026, 7, 6, 0, 5, tzinfo=UTC)])
def test_every_child_is_between_ten_and_seventeen(now: datetime) -> None:
    for child in build_world(now).children:
        birthdays = now.year - child.born.year - ((now.month, now.day) < (child.born.month, child.born.day))
        assert 10 <= birthdays <= 17, child.key


def test_every_number_of_a_child_passes_its_check_and_is_its_own(world: World) -> None:
    for child in world.children:
        assert child.nhs.startswith("999")
        assert ten_digits_pass_as_nhs_number(child.nhs)
        assert child.upn[0] == upn_letter(child.upn[1:])
        assert child.upn[1:4] in {"991", "992", "993"}
        assert not child.uln or ten_digits_pass_as_uln(child.uln)
        assert not child.pnc or child.pnc[-1] == pnc_letter(child.pnc[2:4] + child.pnc[5:-1])
    for number in ("nhs", "upn", "uln", "pnc"):
        given = [getattr(child, number) for child in world.children if getattr(child, number)]
        assert len(set(given)) == len(given)


def test_only_children_of_one_household_or_one_home_share_a_telephone(world: World) -> None:
    by_phone: dict[str, list[Child]] = {}
    for child in world.children:
        by_phone.setdefault(child.parent_phone, []).append(child)
    for sharing in by_phone.values():
        assert len({child.lives_with or child.key for child in sharing}) == 1


def test_every_telephone_number_is_from_the_ranges_kept_for_drama(world: World) -> None:
    numbers = [agency.switchboard for agency in world.agencies]
    numbers += [agency.out_of_hours_phone for agency in world.agencies if agency.out_of_hours_phone]
    numbers += [team.phone for team in world.teams]
    numbers += [member.phone for member in world.staff] + [shift.phone for shift in world.shifts]
    numbers += [setting.phone for setting in world.settings] + [NUMBER_OF_CONCERN]
    numbers += [number for child in world.children for number in (child.phone, child.parent_phone)]
    assert all(KEPT_FOR_DRAMA.fullmatch(number) for number in numbers)


@pytest.mark.parametrize("sender", SENDERS, ids=lambda sender: f"{sender.feed} of {sender.agency}")
def test_no_extract_holds_a_telephone_number_that_could_ring(world: World, sender: Sender) -> None:
    text = extract_bytes(world, sender.feed, sender.agency).decode()
    found = LOOKS_LIKE_A_PHONE.findall(re.sub(r"\b(?:999|99)\d+\b|\d{2}/\d{2}/\d{4}", "", text))
    assert all(KEPT_FOR_DRAMA.fullmatch(number) for number in found)


def test_everybody_signs_in_at_example_org_and_belongs_to_a_team_that_has_users(world: World) -> None:
    teams = {team.code: team for team in world.teams}
    agencies = {agency.code: agency for agency in world.agencies}
    assert len({member.email for member in world.staff}) == len(world.staff)
    for member in world.staff:
        assert member.email.endswith("@example.org")
        assert member.what_they_do
        assert member.memberships
        assert all(agencies[teams[each.team].agency].has_users for each in member.memberships)


def test_some_people_hold_several_roles_and_some_agencies_have_no_users(world: World) -> None:
    assert len([member for member in world.staff if len(member.memberships) > 1]) >= 5
    silent = [agency for agency in world.agencies if not agency.has_users]
    assert len(silent) >= 5
    assert all(agency.switchboard for agency in silent)


def test_every_agency_with_users_has_somebody_who_signs_in(world: World) -> None:
    agency_of = {team.code: team.agency for team in world.teams}
    staffed = {agency_of[each.team] for member in world.staff for each in member.memberships}
    assert staffed == {agency.code for agency in world.agencies if agency.has_users}


@pytest.mark.parametrize("now", [datetime(2026, 11, 21, 8, 30, tzinfo=UTC), datetime(2026, 10, 24, 23, 0, tzinfo=UTC)])
def test_every_rota_is_covered_day_and_night_but_for_the_planned_gap(now: datetime) -> None:
    world = build_world(now)
    weeks = Period(now - WHOLE_WEEKS, now + 2 * WHOLE_WEEKS)
    gap = world.planned_gap
    uncovered = {
        (pattern.team, pattern.step)
        for pattern in PATTERNS
        if not has_cover(world.shifts, pattern.team, pattern.step, weeks)
    }
    assert uncovered == {(gap.team, gap.step)}
    assert has_cover(world.shifts, gap.team, 2, gap.period)


def test_nobody_is_on_duty_in_the_planned_gap_and_somebody_is_on_either_side(world: World) -> None:
    gap = world.planned_gap
    step = [shift for shift in world.shifts if (shift.team, shift.step) == (gap.team, gap.step)]
    assert not any(shift.period.overlaps(gap.period) for shift in step)
    assert any(shift.period.end == gap.period.start for shift in step)
    assert any(shift.period.start == gap.period.end for shift in step)


def test_no_two_turns_at_one_step_overlap(world: World) -> None:
    for pattern in PATTERNS:
        turns = sorted(
            (shift.period for shift in world.shifts if (shift.team, shift.step) == (pattern.team, pattern.step)),
            key=lambda period: period.start,
        )
        assert not any(first.overlaps(second) for first, second in pairwise(turns))


def test_every_team_that_takes_turns_has_a_rota(world: World) -> None:
    on_rota = {pattern.team for pattern in PATTERNS}
    assert {team.code for team in world.teams if set(team.duties) & {"TRIAGE", "DUTY", "CUSTODY"}} <= on_rota


@pytest.mark.parametrize("hour", [0, 7, 9, 15, 23])
def test_the_morning_has_come_to_notice_due_and_overdue_whenever_it_is_opened(hour: int) -> None:
    world = build_world(datetime(2026, 11, 18, hour, 40, tzinfo=UTC))
    evening = world.moments.at(1, "18:00")
    overnight = [
        each
        for each in world.happenings
        if evening <= (getattr(each, "at", None) or evening - WHOLE_WEEKS) <= world.now
    ]
    due = [
        each.found_at + timedelta(hours=72) - world.now
        for each in world.happenings
        if isinstance(each, MissingEpisode) and each.found_at and not each.held_at and not each.declined_at
    ]
    assert len({each.child for each in overnight}) >= 4
    assert any(timedelta(0) < left < timedelta(hours=4) for left in due)
    assert any(left < timedelta(0) for left in due)


def test_nothing_that_happened_lies_ahead_of_now_when_it_is_opened_just_after_midnight() -> None:
    moments = Moments(datetime(2026, 11, 18, 0, 10, tzinfo=UTC))
    assert moments.morning.isoformat() == "2026-11-17"
    assert moments.at(0, "06:50") < moments.now


def test_now_must_have_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        build_world(datetime(2026, 11, 21, 8, 30))  # noqa: DTZ001


def test_concerns_wait_up_to_nineteen_hours_and_one_waits_past_a_working_day(world: World) -> None:
    waiting = [each for each in concerns(world) if each.decided is None and each.concern.route is Route.SAFEGUARDING]
    ages = sorted(world.now - each.raised_at for each in waiting)
    assert len(ages) == 3
    assert timedelta(hours=19) <= ages[1] < timedelta(hours=20)
    assert ages[2] >= timedelta(days=3)


def test_concerns_are_about_children_a_place_a_group_a_number_and_a_worker(world: World) -> None:
    assert {each.concern.about for each in concerns(world)} == set(About)
    assert len([each for each in concerns(world) if each.concern.route is Route.ALLEGATION]) == 1


def test_schools_that_send_nothing_are_known(world: World) -> None:
    attended = {child.school for child in world.children if child.school}
    assert attended - SCHOOLS_THAT_SEND == {"thornwick-school"}
