"""Who answers at a desk, at any hour."""

from dataclasses import replace

import pytest

from reachable.alerts.domain.rota import Channel, Desk, find_contact
from tests.unit.alerts.desks import DAY, EASTHAM, HOURS, NORTHSHIRE, london, turn


def test_whoever_is_on_the_rota_is_told_by_message() -> None:
    contact = find_contact(EASTHAM, hours=HOURS, now=london("Tue 2026-03-03 10:00"))
    assert (contact.name, contact.channel, contact.on_rota) == ("Vikram Chand", Channel.MESSAGE, True)
    assert contact.say() == "Tell Vikram Chand, Eastham duty team"


@pytest.mark.parametrize(
    ("now", "on_rota"),
    [("Tue 2026-03-03 07:59", False), ("Tue 2026-03-03 08:00", True), ("Tue 2026-03-03 20:00", False)],
)
def test_a_turn_starts_and_ends_on_the_minute(now: str, on_rota: bool) -> None:
    assert find_contact(EASTHAM, hours=HOURS, now=london(now)).on_rota is on_rota


def test_at_night_with_nobody_on_the_rota_the_night_line_is_rung() -> None:
    contact = find_contact(EASTHAM, hours=HOURS, now=london("Wed 2026-03-04 02:10"))
    assert contact.say() == "Nobody on the rota for Eastham duty team: ring Eastham night line, 020 7946 0111"


def test_by_day_with_nobody_on_the_rota_the_switchboard_is_rung() -> None:
    contact = find_contact(EASTHAM, hours=HOURS, now=london("Wed 2026-03-04 10:00"))
    assert contact.say() == "Nobody on the rota for Eastham duty team: ring the switchboard, 020 7946 0100"


@pytest.mark.parametrize("now", ["Sat 2026-03-07 10:00", "Fri 2026-04-03 10:00", "Wed 2026-03-04 17:00"])
def test_weekends_bank_holidays_and_evenings_are_out_of_hours(now: str) -> None:
    assert find_contact(EASTHAM, hours=HOURS, now=london(now)).phone == EASTHAM.out_of_hours_phone


def test_a_desk_without_a_night_line_has_its_switchboard_rung_at_night() -> None:
    assert find_contact(NORTHSHIRE, hours=HOURS, now=london("Wed 2026-03-04 02:10")).phone == NORTHSHIRE.switchboard


def test_an_agency_without_users_is_rung_whoever_is_on_its_rota() -> None:
    contact = find_contact(replace(EASTHAM, has_users=False), hours=HOURS, now=london("Tue 2026-03-03 10:00"))
    assert (contact.channel, contact.user_id) == (Channel.TELEPHONE, None)
    assert contact.say() == "Ring Vikram Chand, Eastham duty team, 07700 900123"


def test_somebody_without_a_sign_in_is_rung() -> None:
    desk = replace(EASTHAM, rota=(turn("Night nurse", *DAY, signs_in=False),))
    assert find_contact(desk, hours=HOURS, now=london("Tue 2026-03-03 10:00")).channel is Channel.TELEPHONE


def test_a_desk_that_nobody_could_ever_ring_is_refused() -> None:
    with pytest.raises(ValueError, match="no switchboard"):
        Desk(name="Westmoor contact desk", switchboard=" ")
