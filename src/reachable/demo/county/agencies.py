"""The kinds of agency of a made-up county: whom each has a record of, what it asks for, and how carefully it writes.

In:  nothing.
Out: KINDS_OF_AGENCY. All shares are out of a hundred and assumed; where one is from a source, it says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfAgency:
    """One kind of agency. `knows` is out of a hundred children of each standing: unknown to care, known, in danger.

    `has_…` say how often a value is there at all; the others how often it is wrong, old or another form. `offices` is
    how many agencies of the kind there are, and `days_late` how long after it was written a record comes at most.
    """

    code: str
    name: str
    offices: int
    knows: tuple[int, int, int]
    has_nhs: int
    has_upn: int
    has_uln: int
    has_pnc: int
    has_birth_date: int
    has_address: int
    has_home_phone: int
    has_own_phone: int
    has_school: int
    has_middle_name: int
    gives_other_name: int
    called: int
    spelt: int
    slip: int
    turned_round: int
    part_of_double: int
    wrong_birth_date: int
    not_heard_of_change: int
    entered_twice: int
    corrected: int
    days_late: int


KINDS_OF_AGENCY: tuple[KindOfAgency, ...] = (
    KindOfAgency(
        code="custody", name="Police", offices=1, knows=(0, 6, 38), has_nhs=0, has_upn=0, has_uln=0, has_pnc=90,
        has_birth_date=99, has_address=88, has_home_phone=45, has_own_phone=40, has_school=30, has_middle_name=55,
        gives_other_name=4, called=5, spelt=30, slip=6, turned_round=2, part_of_double=30, wrong_birth_date=5,
        not_heard_of_change=45, entered_twice=2, corrected=10, days_late=2,
    ),
    KindOfAgency(
        code="missing", name="Police", offices=1, knows=(0, 9, 34), has_nhs=10, has_upn=0, has_uln=0, has_pnc=25,
        has_birth_date=98, has_address=96, has_home_phone=80, has_own_phone=55, has_school=60, has_middle_name=25,
        gives_other_name=0, called=14, spelt=22, slip=5, turned_round=1, part_of_double=25, wrong_birth_date=3,
        not_heard_of_change=15, entered_twice=2, corrected=8, days_late=2,
    ),
    # CP-IS asks authorities to match at least 95 in 100 children to their NHS numbers before they go live.
    KindOfAgency(
        code="social_care", name="Children’s services", offices=2, knows=(4, 96, 97), has_nhs=92, has_upn=74,
        has_uln=10, has_pnc=0, has_birth_date=99, has_address=98, has_home_phone=82, has_own_phone=20, has_school=70,
        has_middle_name=40, gives_other_name=0, called=3, spelt=12, slip=3, turned_round=1, part_of_double=12,
        wrong_birth_date=1, not_heard_of_change=20, entered_twice=1, corrected=12, days_late=8,
    ),
    KindOfAgency(
        code="school", name="Education", offices=2, knows=(94, 92, 72), has_nhs=0, has_upn=99, has_uln=45, has_pnc=0,
        has_birth_date=100, has_address=99, has_home_phone=94, has_own_phone=8, has_school=100, has_middle_name=50,
        gives_other_name=0, called=2, spelt=6, slip=1, turned_round=1, part_of_double=8, wrong_birth_date=1,
        not_heard_of_change=16, entered_twice=0, corrected=6, days_late=9,
    ),
    KindOfAgency(
        code="hospital", name="Hospitals", offices=2, knows=(26, 40, 48), has_nhs=97, has_upn=0, has_uln=0, has_pnc=0,
        has_birth_date=100, has_address=98, has_home_phone=88, has_own_phone=5, has_school=15, has_middle_name=35,
        gives_other_name=1, called=4, spelt=14, slip=3, turned_round=2, part_of_double=12, wrong_birth_date=2,
        not_heard_of_change=18, entered_twice=1, corrected=5, days_late=5,
    ),
    KindOfAgency(
        code="youth_justice", name="Youth justice service", offices=1, knows=(0, 3, 26), has_nhs=40, has_upn=45,
        has_uln=30, has_pnc=75, has_birth_date=100, has_address=96, has_home_phone=70, has_own_phone=55,
        has_school=65, has_middle_name=40, gives_other_name=0, called=5, spelt=12, slip=3, turned_round=1,
        part_of_double=15, wrong_birth_date=2, not_heard_of_change=12, entered_twice=1, corrected=8, days_late=14,
    ),
    KindOfAgency(
        code="voluntary", name="Youth project", offices=2, knows=(2, 8, 28), has_nhs=0, has_upn=0, has_uln=0,
        has_pnc=0, has_birth_date=84, has_address=52, has_home_phone=40, has_own_phone=70, has_school=45,
        has_middle_name=2, gives_other_name=0, called=26, spelt=24, slip=8, turned_round=1, part_of_double=35,
        wrong_birth_date=6, not_heard_of_change=12, entered_twice=2, corrected=4, days_late=30,
    ),
)  # fmt: skip

STANDINGS = (0.80, 0.16, 0.04)
"""Shares of children unknown to care, known to care, and in danger now. Assumed."""
