"""Who may see a row of an extract: those who work with the child, or its sender alone.

In:  a layout and a row.
Out: Sharing.
"""

from reachable.access.domain.viewer import Sharing
from reachable.intake.domain.columns import Layout
from reachable.intake.domain.rows import Row


def sharing_of(layout: Layout, row: Row) -> Sharing:
    """Return who may see a row. Police code C, lawful sharing with conditions, keeps it with the force that sent it.

    A row that does not say follows its feed: health's stays with health, every other is shared.
    """
    if "handling_code" in row.values and row.text("handling_code").startswith("C"):
        return Sharing.HOLDER
    said = row.flag("partners_may_see") if "partners_may_see" in row.values else None
    may_see = not layout.stays_unless_said if said is None else said
    return Sharing.PARTNERS if may_see else Sharing.HOLDER
