"""Every table of ours says whose record it is of, or stands here with why it is of nobody's."""

import pytest
from django.apps import apps

from reachable.access.tables import PersonalRow

OF_NO_RECORD = {
    "access.Area": "an area",
    "access.Agency": "an agency",
    "access.Team": "a team of an agency",
    "access.User": "somebody who works here: everybody who signs in reads who works where",
    "access.Membership": "who works in which team",
    "access.RotaEntry": "who of a team is on duty",
    "access.SignedInSession": "where somebody who works here is signed in; nothing of a child",
    "access.OutsideIdentity": "how somebody who works here signs in at their agency",
    "access.TakenAssertion": "that an assertion was taken, so that it is not twice",
    "intake.Extract": "one file of a feed as counts; its rows become rows of records",
    "oversight.CountRelease": "rounded counts of an area, of nobody",
    "sharing.Agreement": "what two agencies agreed",
    "sharing.AgreementVersion": "what two agencies agreed, as written",
    "sharing.AgreementLine": "what is agreed of one kind of item, of no child",
    "sharing.AgreementSignature": "who signed for an agency",
    "sharing.DataProtectionOfficer": "whom an agency named",
    "alerts.OutboxMessage": "a message without a word of anybody; its key hangs on a record, so it has policies of"
    " its own, goes when that record is erased, and some time after it left",
}
"""Tables that are no PersonalRow, each with why. A new one is written down here after somebody has thought about it."""

NAMES_SOMEBODY = {"child", "child_name", "subject", "about", "postcode", "born", "family", "given", "address"}
NAMES_A_WORKER = {("access.OutsideIdentity", "subject"): "OpenID Connect's word for who signs in"}


def ours():
    return [each for each in apps.get_models() if each.__module__.startswith("reachable.")]


def test_every_model_is_of_somebodys_record_or_stands_here_with_why_not():
    others = {each._meta.label for each in ours() if not issubclass(each, PersonalRow)}
    assert others == set(OF_NO_RECORD)


def test_a_table_of_no_record_has_no_column_for_a_child():
    for model in ours():
        if not issubclass(model, PersonalRow):
            names = {field.name for field in model._meta.get_fields()} & NAMES_SOMEBODY
            assert not {each for each in names if (model._meta.label, each) not in NAMES_A_WORKER}, model._meta.label


@pytest.mark.parametrize("label", sorted(OF_NO_RECORD))
def test_each_says_why(label):
    assert len(OF_NO_RECORD[label].split()) > 1
