"""The pages of sharing: who opens them, where they are, and who must not see them.

In:  the demo in use.
Out: SHARING_PAGES.
"""

from tests.journeys.letter_steps import looks_at_a_letter, makes_a_letter, makes_no_letter
from tests.journeys.pack_steps import prepares_a_pack, prepares_nothing
from tests.journeys.page_rows import (
    ALFIE,
    EASTHAM_COORDINATOR,
    IN_CUSTODY,
    OTHER_AREA,
    SERGEANT,
    SOCIAL_WORKER,
    TEACHER,
    PageRow,
    at,
    of_child,
)
from tests.journeys.sharing_steps import checks_a_share, refuses_nothing, shares, shares_nothing
from tests.journeys.told_steps import (
    corrects,
    corrects_nothing,
    ends_nothing,
    goes_to_correct,
    goes_to_end,
    writes_nothing,
)

PACKS, NEW_PACK = of_child("child_packs", *ALFIE), of_child("new_pack", *ALFIE)
LETTERS, NEW_LETTER = of_child("child_letters", *ALFIE), of_child("new_letter", *ALFIE)
WRITE = "Write a letter or an invitation"
WORKING, PREPARE = "Works with children", "Prepare a pack"
NEW, REFUSE = of_child("new_share", *IN_CUSTODY), of_child("refuse_share", *IN_CUSTODY)
SHARE, DO_NOT = "Share something with somebody", "Record a decision not to share"
CHECK = "Check before you share"

NOT_TOLD, NEW_NOT_TOLD = of_child("not_told", *ALFIE), of_child("new_not_told", *ALFIE)
# What is written stands on every page of a child: of one about whom no other row writes.
OF_ANA = of_child("new_not_told", "ana-popescu", "eastham-childrens-services")
CORRECT, END = "Correct who must not be told", "May they be told again?"

SHARING_PAGES: tuple[PageRow, ...] = (
    PageRow(
        name="not_told",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Who must not be told of ",
        find=NOT_TOLD,
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="new_not_told",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Who must not be told?",
        find=NEW_NOT_TOLD,
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="new_not_told",
        variant="not-kept",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Who must not be told?",
        find=NEW_NOT_TOLD,
        then=writes_nothing,
    ),
    PageRow(
        name="not_told",
        variant="corrected",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Who must not be told of ",
        find=OF_ANA,
        then=corrects,
    ),
    PageRow(
        name="correct_not_told", who=SOCIAL_WORKER, doing=WORKING, heading=CORRECT, find=OF_ANA, then=goes_to_correct
    ),
    PageRow(
        name="correct_not_told",
        variant="not-corrected",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading=CORRECT,
        find=OF_ANA,
        then=corrects_nothing,
    ),
    PageRow(name="end_not_told", who=SOCIAL_WORKER, doing=WORKING, heading=END, find=OF_ANA, then=goes_to_end),
    PageRow(
        name="end_not_told",
        variant="not-ended",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading=END,
        find=OF_ANA,
        then=ends_nothing,
    ),
    PageRow(
        name="child_shares",
        who=SERGEANT,
        heading="Sharing",
        find=of_child("child_shares", *IN_CUSTODY),
        refused_to=OTHER_AREA,
    ),
    PageRow(name="new_share", who=SERGEANT, heading=SHARE, find=NEW, refused_to=OTHER_AREA),
    PageRow(name="new_share", variant="not-shared", who=SERGEANT, heading=SHARE, find=NEW, then=shares_nothing),
    PageRow(
        name="new_share",
        variant="checked",
        who=SERGEANT,
        heading="Check before you share",
        find=NEW,
        then=checks_a_share,
    ),
    PageRow(name="share", who=SERGEANT, heading="A decision to share", find=NEW, then=shares),
    PageRow(name="refuse_share", who=SERGEANT, heading=DO_NOT, find=REFUSE, refused_to=OTHER_AREA),
    PageRow(name="refuse_share", variant="not-kept", who=SERGEANT, heading=DO_NOT, find=REFUSE, then=refuses_nothing),
    PageRow(name="sharing", who=EASTHAM_COORDINATOR, heading="Shared with you", find=at("sharing"), refused_to=TEACHER),
    PageRow(name="child_packs", who=SOCIAL_WORKER, doing=WORKING, heading="Packs", find=PACKS, refused_to=OTHER_AREA),
    PageRow(
        name="new_pack",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading=PREPARE,
        find=NEW_PACK,
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="new_pack",
        variant="not-prepared",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading=PREPARE,
        find=NEW_PACK,
        then=prepares_nothing,
    ),
    PageRow(name="pack", who=SOCIAL_WORKER, doing=WORKING, heading="Pack RC-", find=NEW_PACK, then=prepares_a_pack),
    PageRow(
        name="child_letters",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Letters and invitations",
        find=LETTERS,
        refused_to=OTHER_AREA,
    ),
    PageRow(name="new_letter", who=SOCIAL_WORKER, doing=WORKING, heading=WRITE, find=NEW_LETTER, refused_to=OTHER_AREA),
    PageRow(
        name="new_letter",
        variant="not-made",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading=WRITE,
        find=NEW_LETTER,
        then=makes_no_letter,
    ),
    PageRow(
        name="new_letter",
        variant="each-copy",
        who=SOCIAL_WORKER,
        doing=WORKING,
        heading="Look at each copy",
        find=NEW_LETTER,
        then=looks_at_a_letter,
    ),
    PageRow(
        name="letter", who=SOCIAL_WORKER, doing=WORKING, heading="Letter RC-", find=NEW_LETTER, then=makes_a_letter
    ),
)
