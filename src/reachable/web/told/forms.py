"""What somebody is asked who says that an adult must not be told of a child, who corrects that, and who ends it.

In:  what somebody chose and wrote.
Out: what is wanted of an entry.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.journeys.not_told_recorded import NotToldPage
from reachable.kernel.ids import SubjectId
from reachable.people.domain.not_told import AROUND_A_CHILD, NotToldEntry, NotToldWish
from reachable.people.domain.telling import WouldBeTold
from reachable.web.shared.form_fields import DayField, LongTextField

OTHER = "OTHER"
LONGEST = 300
SAY_WHY = gettext_lazy("Say why in a sentence: others decide by it")
ANYTHING = gettext_lazy("Anything about this child")


class NotToldForm(forms.Form):
    """Who must not be told, of what, why, who said so, and when it is looked at again. Nobody is chosen beforehand."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who must not be told?"),
        help_text=gettext_lazy(
            "Chosen from the list, they are known by every name, number and address recorded of them."
        ),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who must not be told"),
            "invalid_choice": gettext_lazy("Choose somebody from the list, or write who it is"),
        },
    )
    name = forms.CharField(label=gettext_lazy("Their name, or another name they go by"), max_length=120, required=False)
    relation = forms.ChoiceField(
        label=gettext_lazy("Who are they to the child?"),
        help_text=gettext_lazy("For somebody who is not in the list. Without a name this is enough."),
        required=False,
    )
    email = forms.EmailField(label=gettext_lazy("An e-mail address they read"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("A telephone they answer or can see"), max_length=40, required=False)
    of_what = LongTextField(
        label=gettext_lazy("Of what must they not be told?"),
        help_text=gettext_lazy("Nothing about this child goes to them, whatever you write here."),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say of what they must not be told")},
    )
    because = LongTextField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Everybody who works with this child reads it. It stands in nothing that goes out."),
        longest=LONGEST,
        rows=3,
        error_messages={"required": SAY_WHY},
    )
    said_by = forms.CharField(
        label=gettext_lazy("Who said so?"),
        help_text=gettext_lazy("For example: the child"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say who said so")},
    )
    review_on = DayField(
        label=gettext_lazy("When is this looked at again?"),
        help_text=gettext_lazy("It holds until somebody ends it, also after that day."),
        error_messages={"required": gettext_lazy("Enter when it is looked at again")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, page: NotToldPage, before: NotToldEntry | None = None
    ) -> None:
        super().__init__(data, initial=_stands(before) if before else {"of_what": ANYTHING})
        self.page, self.before = page, before
        who, relation = self.fields["who"], self.fields["relation"]
        if isinstance(who, forms.ChoiceField) and isinstance(relation, forms.ChoiceField):
            who.choices = [*self._around(), (OTHER, _("Somebody else"))]
            relation.choices = [("", _("Not known")), *((code, _(words)) for code, words in AROUND_A_CHILD.items())]

    def clean(self) -> dict[str, Any]:
        """Ask for a name, or who they are to the child, of somebody who is not in the list."""
        given = super().clean() or self.cleaned_data
        if given.get("who") == OTHER and not given.get("name") and not given.get("relation"):
            self.add_error("name", _("Write their name, or choose who they are to the child"))
        return given

    def wish(self) -> NotToldWish:
        """Return what is wanted, once the form is valid."""
        given = self.cleaned_data
        chosen = "" if given["who"] == OTHER else given["who"]
        return NotToldWish(
            who=WouldBeTold(
                name=given["name"],
                email=given["email"],
                phone=given["phone"],
                relation=self._relations().get(chosen, given["relation"]),
                adult_id=next((each for each in self._ids() if str(each) == chosen), None),
            ),
            of_what=given["of_what"],
            because=given["because"],
            said_by=given["said_by"],
            review_on=given["review_on"],
        )

    def _around(self) -> list[tuple[str, str]]:
        found = [
            (
                str(each.adult_id),
                _("%(who)s, as %(agency)s recorded") % {"who": _(each.relation), "agency": each.agency_name},
            )
            for each in self.page.around
        ]
        chosen = self.before.who.adult_id if self.before else None
        if self.before and chosen and str(chosen) not in dict(found):
            found.append((str(chosen), self.before.say()))
        return found

    def _ids(self) -> list[SubjectId]:
        chosen = self.before.who.adult_id if self.before else None
        return [*(each.adult_id for each in self.page.around), *([chosen] if chosen else [])]

    def _relations(self) -> dict[str, str]:
        before = {str(self.before.who.adult_id): self.before.who.relation} if self.before else {}
        return before | {str(each.adult_id): each.relation_code for each in self.page.around}


class CorrectForm(NotToldForm):
    """An entry as it should have been, and why it is changed."""

    why = LongTextField(
        label=gettext_lazy("Why do you correct it?"),
        help_text=gettext_lazy("What stood before stays to read, with this reason."),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say why you correct it")},
    )


class EndForm(forms.Form):
    """Why an adult may be told again."""

    because = LongTextField(
        label=gettext_lazy("Why may they be told again?"),
        help_text=gettext_lazy("Ask the child first. It is noted, and stays to read."),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say why they may be told again")},
    )


def _stands(before: NotToldEntry) -> dict[str, Any]:
    """Return an entry as it is shown to whoever corrects it."""
    return {
        "who": OTHER if before.who.adult_id is None else str(before.who.adult_id),
        "name": before.who.name,
        "relation": before.who.relation,
        "email": before.who.email,
        "phone": before.who.phone,
        "of_what": before.of_what or ANYTHING,
        "because": before.because,
        "said_by": before.said_by,
        "review_on": before.review_on,
    }
