"""What leaves the building carries nothing about anybody."""

from dataclasses import fields

import pytest

from reachable.alerts.domain.messages import AlertReference, OutsideMessage, write_call, write_message
from tests.unit.alerts.desks import london

MESSAGE = OutsideMessage(AlertReference("RC-2345-CFGH"), london("Tue 2026-03-03 14:20"))


def test_the_message_says_where_to_look_and_by_when() -> None:
    assert write_message(MESSAGE) == (
        "You have an alert in Reachable. Reference RC-2345-CFGH; answer by Tuesday 3 March, 14:20. "
        "Sign in to read it. Do not reply with any names."
    )


def test_the_words_for_the_telephone_ask_for_a_call_back() -> None:
    assert write_call(MESSAGE) == (
        "This is about an alert in Reachable, reference RC-2345-CFGH. "
        "Please ring back through your own switchboard by Tuesday 3 March, 14:20."
    )


def test_there_is_no_field_for_anything_about_a_child() -> None:
    assert [(each.name, each.type) for each in fields(OutsideMessage)] == [
        ("reference", AlertReference),
        ("answer_by", london("Tue 2026-03-03 14:20").__class__),
    ]
    assert not hasattr(MESSAGE, "__dict__")


@pytest.mark.parametrize("text", ["Kai, 15, Eastham", "RC-2345", "rc-2345-cfgh", "RC-KAIB-LAKE", "RC-2345-CFGH K", ""])
def test_a_reference_cannot_be_made_to_carry_words(text: str) -> None:
    with pytest.raises(ValueError, match="RC-2345-CFGH"):
        AlertReference(text)


def test_a_message_is_short_enough_for_two_text_messages() -> None:
    assert len(write_message(MESSAGE)) <= 300
