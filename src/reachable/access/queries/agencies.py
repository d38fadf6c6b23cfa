"""Reads areas, agencies and teams: the partnership itself, and nothing of a child.

In:  what narrows them down, in SQL.
Out: cards, by name. Every page asks for some of them, so each is one prepared statement.
"""

import json
from collections.abc import Callable
from typing import Any

from reachable.access.domain.agency_kinds import BY_CODE
from reachable.access.domain.partnership import AgencyCard, AreaCard, TeamCard
from reachable.access.rows import later

AREAS = "SELECT id, code, name, police_force, country, outward_codes FROM access_area"
AGENCIES = """
    SELECT agency.id, agency.code, agency.name, agency.kind, agency.area_id, coalesce(area.name, ''),
           agency.switchboard, agency.out_of_hours_phone, agency.has_users
    FROM access_agency AS agency LEFT JOIN access_area AS area ON area.id = agency.area_id
"""
TEAMS = """
    SELECT team.id, team.code, team.name, team.agency_id, agency.name, agency.kind, team.area_id, team.phone,
           agency.switchboard, agency.out_of_hours_phone, agency.has_users, team.duties
    FROM access_team AS team JOIN access_agency AS agency ON agency.id = team.agency_id
"""


def list_area_cards(*, condition: str = "true", values: tuple[Any, ...] = ()) -> tuple[AreaCard, ...]:
    """Return the areas that meet a condition in SQL, by name."""
    return list_area_cards_later(condition=condition, values=values)()


def list_area_cards_later(
    *, condition: str = "true", values: tuple[Any, ...] = ()
) -> Callable[[], tuple[AreaCard, ...]]:
    """Ask for the same, and return what gives it when it is wanted."""
    answer = later(f"{AREAS} WHERE {condition} ORDER BY name", *values)
    return lambda: tuple(
        AreaCard(
            id=id_, code=code, name=name, police_force=force, country=country, outward_codes=tuple(json.loads(codes))
        )
        for id_, code, name, force, country, codes in answer()
    )


def list_agency_cards(*, condition: str = "true", values: tuple[Any, ...] = ()) -> tuple[AgencyCard, ...]:
    """Return the agencies that meet a condition in SQL, by name."""
    return list_agency_cards_later(condition=condition, values=values)()


def list_agency_cards_later(
    *, condition: str = "true", values: tuple[Any, ...] = ()
) -> Callable[[], tuple[AgencyCard, ...]]:
    """Ask for the same, and return what gives it when it is wanted."""
    answer = later(f"{AGENCIES} WHERE {condition} ORDER BY agency.name", *values)
    return lambda: tuple(
        AgencyCard(
            id=id_,
            code=code,
            name=name,
            kind=BY_CODE[kind],
            area_id=area_id,
            area_name=area_name,
            switchboard=switchboard,
            out_of_hours_phone=out_of_hours_phone,
            has_users=has_users,
        )
        for id_, code, name, kind, area_id, area_name, switchboard, out_of_hours_phone, has_users in answer()
    )


def list_team_cards(*, condition: str = "true", values: tuple[Any, ...] = ()) -> tuple[TeamCard, ...]:
    """Return the teams that meet a condition in SQL, by name."""
    return list_team_cards_later(condition=condition, values=values)()


def list_team_cards_later(
    *, condition: str = "true", values: tuple[Any, ...] = ()
) -> Callable[[], tuple[TeamCard, ...]]:
    """Ask for the same, and return what gives it when it is wanted."""
    answer = later(f"{TEAMS} WHERE {condition} ORDER BY team.name, team.code", *values)
    return lambda: tuple(
        TeamCard(
            id=id_,
            code=code,
            name=name,
            agency_id=agency_id,
            agency_name=agency_name,
            agency_kind=BY_CODE[kind],
            area_id=area_id,
            phone=phone,
            switchboard=switchboard,
            out_of_hours_phone=out_of_hours_phone,
            has_users=has_users,
            duties=tuple(json.loads(duties)),
        )
        for (
            id_,
            code,
            name,
            agency_id,
            agency_name,
            kind,
            area_id,
            phone,
            switchboard,
            out_of_hours_phone,
            has_users,
            duties,
        ) in answer()
    )
