"""The menu leads somewhere, for everybody, and says where one is."""

import pytest
from django.urls import resolve

from reachable.access.domain.viewer import Role
from reachable.web.shared.page_context import DESTINATIONS, list_navigation


@pytest.mark.parametrize("destination", DESTINATIONS, ids=lambda each: each.label)
def test_every_entry_of_the_menu_leads_to_a_page(destination):
    assert resolve(destination.href)


@pytest.mark.parametrize("role", Role)
def test_everybody_can_record_a_concern_and_find_whom_to_ring(role):
    offered = {item.href for item in list_navigation(role, "/")}
    # Whoever reads counts alone writes nothing of anybody either: they ring.
    assert {"/ring/"} | (set() if role is Role.ANALYST else {"/concerns/new/"}) <= offered


def test_somebody_who_cannot_read_is_not_led_to_what_they_cannot_read():
    offered = {item.href for item in list_navigation(Role.RECORDER, "/")}
    assert offered.isdisjoint({"/", "/alerts/", "/look-up/", "/matches/", "/triage/"})


@pytest.mark.parametrize(("path", "current"), [("/", ["/"]), ("/look-up/1/", ["/look-up/"]), ("/nowhere/", [])])
def test_the_menu_says_where_one_is(path, current):
    assert [item.href for item in list_navigation(Role.COORDINATOR, path) if item.current] == current


@pytest.mark.parametrize("role", [each for each in Role if each.may_read])
def test_whoever_can_ask_a_holder_finds_what_came_of_it_in_the_menu(role):
    assert "/requests/" in {item.href for item in list_navigation(role, "/")}
