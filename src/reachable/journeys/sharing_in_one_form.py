"""With names and without them, one item never reaches one agency together, by however many decisions.

In:  items with their forms, and the agencies they would go to; or a decision that waited.
Out: nothing when they may go; otherwise CannotShare with a sentence that says what to recall first.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from reachable.access.domain.viewer import Run
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import AgencyId, EventId
from reachable.sharing.domain.deciding import CannotShare, ItemForm
from reachable.sharing.queries import ShareRecord, list_envelope_ids_of, list_envelopes, list_in_other_form, list_items

RUN = Run("sharing")
SAID = {ItemForm.AS_RECORDED: "with names", ItemForm.REDACTED: "without names"}


def require_one_form(*, forms: Mapping[EventId, ItemForm], agency_ids: Iterable[AgencyId], now: datetime) -> None:
    """Let items go to agencies, inside the act and its turn, only when none can read one of them in the other form.

    :raises CannotShare: when one can; the sentence says which decision to recall.
    """
    found = list_in_other_form(viewer=RUN, forms=forms, agency_ids=agency_ids, at=now)
    said = [
        f"{each.agency_name} can read one of these items {SAID[each.form]} by an earlier decision,"
        f" {say_reference(each.share_id)}. With names and without them never reach one agency together: recall"
        f" {say_reference(each.share_id)} first, or share it in that form"
        for each in found
    ]
    if said:
        raise CannotShare(list(dict.fromkeys(said)))


def require_waiting_in_one_form(*, decision: ShareRecord, now: datetime) -> None:
    """Ask the same of a decision that waited: what was decided since may have gone in the other form.

    :raises CannotShare: when it did.
    """
    envelopes = list_envelopes(viewer=RUN, envelope_ids=list_envelope_ids_of(viewer=RUN, share_ids=[decision.id]))
    require_one_form(
        forms={item.event_id: item.form for item in list_items(viewer=RUN, share_id=decision.id)},
        agency_ids={each.to_agency_id for each in envelopes},
        now=now,
    )
