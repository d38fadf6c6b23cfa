"""Every feed's layout, and the document that tells agencies what to send.

In:  the twelve layouts.
Out: LAYOUTS by feed; the text of docs/feeds.md.
"""

from reachable.intake.domain.adults_layout import ADULTS
from reachable.intake.domain.casework_layout import CASEWORK
from reachable.intake.domain.columns import Column, Layout
from reachable.intake.domain.custody_layout import CUSTODY
from reachable.intake.domain.hospital_layout import HOSPITAL
from reachable.intake.domain.missing_layout import MISSING
from reachable.intake.domain.nrm_layout import NRM
from reachable.intake.domain.placements_layout import PLACEMENTS
from reachable.intake.domain.school_layout import SCHOOL
from reachable.intake.domain.sightings_layout import SIGHTINGS
from reachable.intake.domain.social_care_layout import SOCIAL_CARE
from reachable.intake.domain.stops_layout import STOPS
from reachable.intake.domain.youth_justice_layout import YOUTH_JUSTICE

EVERY_LAYOUT = (
    CUSTODY,
    STOPS,
    MISSING,
    SIGHTINGS,
    SOCIAL_CARE,
    PLACEMENTS,
    SCHOOL,
    YOUTH_JUSTICE,
    NRM,
    HOSPITAL,
    CASEWORK,
    ADULTS,
)
LAYOUTS: dict[str, Layout] = {layout.feed: layout for layout in EVERY_LAYOUT}

_RULES = """\
# What agencies send

Twelve extracts, one layout each. This page is written from the layouts themselves; a test fails when the two part.

## Rules for every extract

- A CSV file: commas between columns, UTF-8 text, one header row with exactly the columns listed, in any order.
- Dates are DD/MM/YYYY and times HH:MM as a London clock showed them. A time that the clocks skipped is refused. A time
  that happened twice, when the clocks go back, needs BST after it for the first time round and GMT for the second:
  `25/10/2026 01:30 BST`.
- An empty cell means "not recorded". It never means "no".
- Every row carries the agency's own number for it. The same row sent again changes nothing. A row sent again with
  changes takes the place of the earlier one; what was known before stays on record.
- Send the whole of the agreed period each time, or only what is new: both give the same result, in any order. A file
  with less than a third of the rows of the one before is refused until somebody confirms that it is right.
- The last line ends with a line end like every other, so that a file cut short can be told from a whole one.
- A file is taken in whole or refused whole. A refusal names the line, the column, what was found and what to do.
- Save identifiers and telephone numbers as text. A spreadsheet that reads them as numbers loses their leading zeros,
  and a file it has changed is refused.
- Every extract but the last is of children. A date of birth that makes somebody 25 or older when it happened is refused
  there, and one under 18 is refused in the extract of adults: no adult is ever made part of a child's record.
- No cell may begin with =, +, -, @ or a tab, because a spreadsheet would run it. A telephone number may begin with +44.
"""


def render_feeds_document() -> str:
    """Return the text of docs/feeds.md in Markdown."""
    return _RULES + "".join(_render_layout(layout) for layout in LAYOUTS.values())


def _render_layout(layout: Layout) -> str:
    lines = [
        "",
        f"## `{layout.feed}`: {layout.title}",
        "",
        f"One row is {layout.one_row_is}. Sent by {layout.who_sends}.",
        f"A row is known by {_named(layout.reference)}. The {'adult' if layout.of_adults else 'child'} is known by "
        f"{_first_filled(layout.child_key)}.",
        *(("Its rows stay with the sender unless they say that partners may see them.",) * layout.stays_unless_said),
        "",
        "| column | what it means | what it holds | must be filled | example |",
        "|---|---|---|---|---|",
        *(_render_column(column) for column in layout.columns),
        "",
    ]
    return "\n".join(lines)


def _render_column(column: Column) -> str:
    holds = column.kind.value
    if column.codes:
        holds = "; ".join(f"`{code}` {meaning}" for code, meaning in column.codes)
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {column.definition} | {holds} | {required} | {column.example} |"


def _named(names: tuple[str, ...]) -> str:
    return " with ".join(f"`{name}`" for name in names)


def _first_filled(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"`{names[0]}`"
    return "the first of these that is filled: " + ", ".join(f"`{name}`" for name in names)
