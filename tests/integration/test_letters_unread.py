"""A letter does not leave for a home that is kept apart and cannot be read, the reader's own or an excluded adult's."""

import re

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.people.models import AdultAround, Residence
from tests.factories.letters import (
    CHILDS_HOME,
    FATHERS_HOME,
    MOTHERS_HOME,
    NOT_TOLD,
    adult_row,
    letter,
    send_rows,
)
from tests.factories.partnership import NOW
from tests.integration.test_letters import child, made, made_letter, protect, refused

__all__ = ["child", "made"]

ANOTHER_KEY = b"k" * 32
CANNOT_READ = "cannot be read to compare"


def with_homes(made, child, *, mothers, fathers):
    """Bring in a mother and a father who must not be told, keep the child's home apart, and return the mother."""
    mother = adult_row("1", "MOTHER", "Sana Kestrel", mothers)
    send_rows(made, "adults", mother, adult_row("2", "FATHER", "Dean Marlow", fathers, **NOT_TOLD))
    protect(made, child)
    with running(job="test", now=NOW):
        return AdultAround.objects.get(relation="MOTHER").subject_id


def test_case_39_a_mother_whose_own_home_cannot_be_read_gets_no_letter_while_a_father_is_kept_from(made, child):
    mother = with_homes(made, child, mothers=CHILDS_HOME, fathers=FATHERS_HOME)
    with override_settings(PLACES_KEY=ANOTHER_KEY):
        page = refused(made, child, letter((mother, "Sana Kestrel", "")))
    assert re.search(rf"Sana Kestrel \(Mother\): where they live is protected, and {CANNOT_READ}", page)
    made_letter(made, child, letter((mother, "Sana Kestrel", "")))


@pytest.mark.parametrize("envelope", ["", CHILDS_HOME[0]])
def test_case_39_a_fathers_home_kept_without_a_postcode_is_one_that_cannot_be_read(made, child, envelope):
    mother = with_homes(made, child, mothers=MOTHERS_HOME, fathers=(CHILDS_HOME[0], ""))
    with running(job="test", now=NOW):
        father = AdultAround.objects.get(relation="FATHER").subject_id
        assert [(row.address, row.postcode) for row in Residence.objects.filter(about_id=father)] == [("", "")]
    with override_settings(PLACES_KEY=ANOTHER_KEY):
        assert CANNOT_READ in refused(made, child, letter((mother, "Sana Kestrel", envelope)))
    made_letter(made, child, letter((mother, "Sana Kestrel", "")))
