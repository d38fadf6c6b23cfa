"""The form above the picture: as known to whom, on which day, around which event, how much of it.

In:  what stands in the address.
Out: AskedToSee; the choices of the form, made from what the reader may see.
"""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.journeys.child_opened import AskedToSee, ChildPage
from reachable.kernel.ids import AgencyId, EventId
from reachable.kernel.london import EARLIEST_DAY
from reachable.timeline.domain.facts import facts_known_at
from reachable.timeline.domain.identifying import IDENTIFYING_KINDS
from reachable.timeline.domain.picture import Zoom

ZOOMS = (
    (Zoom.WEEK, gettext_lazy("A week")),
    (Zoom.MONTH, gettext_lazy("A month")),
    (Zoom.THREE_MONTHS, gettext_lazy("Three months")),
    (Zoom.YEAR, gettext_lazy("A year")),
    (Zoom.ALL, gettext_lazy("Everything")),
)
NOT_A_DAY = gettext_lazy("Enter a day, like 2026-05-14")


class AskingForm(forms.Form):
    """What may be asked. Anything that cannot be read is left out and said back."""

    known_to = forms.UUIDField(required=False)
    known_on = forms.DateField(
        required=False,
        label=gettext_lazy("On what day"),
        validators=[MinValueValidator(EARLIEST_DAY, NOT_A_DAY)],
        error_messages={"invalid": NOT_A_DAY},
    )
    around = forms.UUIDField(required=False)
    zoom = forms.ChoiceField(required=False, choices=[(zoom.name, words) for zoom, words in ZOOMS])

    def asked(self) -> AskedToSee:
        """Return what was asked for, without what could not be read."""
        self.is_valid()
        asked = self.cleaned_data
        return AskedToSee(
            known_on=asked.get("known_on"),
            known_to=_agency(asked.get("known_to")),
            around=_event(asked.get("around")),
            zoom=Zoom[asked.get("zoom") or Zoom.THREE_MONTHS.name],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The items of each select, as GOV.UK's macros take them."""

    known_to: tuple[dict[str, object], ...]
    around: tuple[dict[str, object], ...]
    zoom: tuple[dict[str, object], ...]


def list_choices(page: ChildPage, asked: AskedToSee) -> Choices:
    """Return what can be chosen: agencies whose records the reader may see, and events to put in the middle."""
    agencies = sorted({(fact.source.agency_name, fact.source.agency_id) for fact in page.facts})
    standing = facts_known_at(page.facts, page.moment)
    incidents = [fact for fact in reversed(standing) if fact.kind in IDENTIFYING_KINDS]
    chosen = asked.around or (None if page.picture.incident is None else page.picture.incident.fact.id)
    return Choices(
        known_to=(
            {"value": "", "text": _("Everybody together"), "selected": asked.known_to is None},
            *(
                {"value": str(agency_id), "text": name, "selected": agency_id == asked.known_to}
                for name, agency_id in agencies
            ),
        ),
        around=tuple(
            {
                "value": str(fact.id),
                "text": f"{_(fact.kind.label)}, {fact.instants.happened.say()}",
                "selected": fact.id == chosen,
            }
            for fact in incidents
        )
        or ({"value": "", "text": _("Today: nothing to put in the middle"), "selected": True},),
        zoom=tuple({"value": zoom.name, "text": words, "selected": zoom is asked.zoom} for zoom, words in ZOOMS),
    )


def _agency(value: UUID | None) -> AgencyId | None:
    return None if value is None else AgencyId(value)


def _event(value: UUID | None) -> EventId | None:
    return None if value is None else EventId(value)
