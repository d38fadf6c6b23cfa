"""What of a row gives a place away, what is kept apart of it, and what stays.

In:  a table's name and the texts of a row of it.
Out: PlaceSaid values to seal; the columns as they stand from then on.

The names of tables and columns are those that hold a place by construction. Every other text is screened.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reachable.people.domain.identifiers import read_phone
from reachable.places.domain.kinds import HIDDEN, PlaceKind
from reachable.places.domain.place_forms import coarse_area

CELL_OF_A_PLACE = re.compile(
    r"address|postcode|school_name|school_named|surgery|\bgp\b|gp_|_gp|placement_home|provider"
)
"""Columns of what an agency sent, and answers of a form, that are a place and nothing else."""

MILES = "miles_from_home"
BANDS = (100, 50, 20, 0)
"""How far from home a protected child is said to be: at least so many miles. Rules ask about 20 (004:1064)."""


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place that a row says outright."""

    kind: PlaceKind
    lines: str
    postcode: str = ""


def places_said(table: str, texts: Mapping[str, Any]) -> Iterator[PlaceSaid]:
    """Yield the places that a row of a table says outright."""
    if table == "people_residence":
        # What is left of a row that was gone through before, its district, is no place.
        if texts.get("address") or texts.get("postcode", "") != _what_is_left(texts):
            yield PlaceSaid(PlaceKind.HOME, texts.get("address", ""), texts.get("postcode", ""))
    elif table == "people_schooling" and texts.get("school_name"):
        yield PlaceSaid(PlaceKind.SCHOOL, texts["school_name"])
    elif table == "people_contact" and _is_at_a_place(texts.get("value", "")):
        yield PlaceSaid(PlaceKind.PHONE, texts["value"])
    elif table == "people_sourcerecord":
        for name, value in _cells(texts.get("payload")):
            if PLACEMENT.search(name):
                yield PlaceSaid(PlaceKind.PLACEMENT, value)
            elif SURGERY.search(name):
                yield PlaceSaid(PlaceKind.SURGERY, value)


def without_places(table: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a row that say a place outright, as they stand once it is kept apart."""
    if table == "people_residence":
        return {"address": "", "postcode": _what_is_left(texts)}
    if table == "people_schooling":
        return {"school_name": ""}
    if table == "people_contact" and _is_at_a_place(texts.get("value", "")):
        return {"value": ""}
    if table == "people_sourcerecord" and texts.get("payload"):
        return {"payload": _hide_cells(texts.get("payload"))}
    if table == "timeline_event" and texts.get("details", {}).get(MILES) is not None:
        return {"details": {**texts["details"], MILES: coarse_miles(texts["details"][MILES])}}
    return {}


def _what_is_left(texts: Mapping[str, Any]) -> str:
    """Return what a home says once it is kept apart: the district of its postcode."""
    postcode: str = texts.get("postcode", "")
    return coarse_area(postcode) or postcode[:4]


def coarse_miles(miles: float) -> int:
    """Return the lower end of the band a distance is in."""
    return next(band for band in BANDS if miles >= band or band == 0)


PLACEMENT = re.compile(r"placement_address|placement_home|placement_postcode|^provider$")
SURGERY = re.compile(r"surgery|gp_name|\bgp\b|gp_practice")


def _is_at_a_place(value: str) -> bool:
    """Test if a telephone stands in a building: one that is no mobile."""
    phone = read_phone(value)
    return phone.is_accepted and not phone.value.startswith("07")


def _cells(payload: Any) -> Iterator[tuple[str, str]]:
    for name, value in payload.items() if isinstance(payload, Mapping) else ():
        if isinstance(value, str) and value not in {"", HIDDEN}:
            yield name.casefold(), value


def _hide_cells(payload: Any) -> Any:
    if not isinstance(payload, Mapping):
        return payload
    return {name: HIDDEN if value and _is_cell_of_a_place(name, value) else value for name, value in payload.items()}


def _is_cell_of_a_place(name: str, value: object) -> bool:
    if MILES in name or "miles" in name:
        return True
    return CELL_OF_A_PLACE.search(name.casefold()) is not None or (
        "phone" in name.casefold() and isinstance(value, str) and _is_at_a_place(value)
    )
