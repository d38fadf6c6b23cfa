"""Every component on one page, with made-up values. Served in the demo only, to look at and to test.

In:  a request.
Out: the page.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reachable.web.shared.form_fields import DayField
from reachable.web.shared.timelines import ExampleTimeline, Lane, LaneItem, Swimlanes, Tick, Tone


class ExampleForm(forms.Form):
    """One of each control."""

    danger = forms.ChoiceField(
        label=_("Is a child in danger right now?"),
        choices=[("YES", _("Yes")), ("NO", _("No"))],
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=_("Who is it about?"), help_text=_("A name, a nickname, or “not known”"))
    born = DayField(label=_("Date of birth"), required=False, help_text=_("For example, 27 3 2011"))
    seen = forms.CharField(label=_("What did you see or hear?"), widget=forms.Textarea(attrs={"rows": 4}))
    noticed = forms.MultipleChoiceField(
        label=_("Did you notice any of these?"),
        required=False,
        choices=[("MISSING", _("Going missing")), ("MONEY", _("Money or phones")), ("OTHER", _("Something else"))],
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.CharField(label=_("What else?"), required=False)
    day = forms.ChoiceField(label=_("When"), choices=[("TODAY", _("Today")), ("YESTERDAY", _("Yesterday"))])
    words = forms.CharField(
        label=_("In the child’s own words"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    agreed = forms.BooleanField(label=_("The child knows that I am sending this"), required=False)


def show_style_guide(request: HttpRequest) -> HttpResponse:
    """Return the page with every component on it."""
    sent_wrongly = ExampleForm(
        {"who": "", "born_day": "31", "born_month": "2", "born_year": "2011", "noticed": ["OTHER"]}
    )
    return render(
        request,
        "style_guide.jinja",
        {
            "form": ExampleForm(),
            "sent_wrongly": sent_wrongly,
            "picture": example_picture(),
            "examples": example_rule_timelines(),
        },
    )


def example_picture() -> Swimlanes:
    """Return five made-up months around an arrest far from home."""
    police, school = "Northshire police", "Eastham Academy"
    return Swimlanes(
        caption="January to May, around the arrest on 14 May",
        anchor=0.93,
        anchor_label="Arrest, 14 May",
        ticks=(
            Tick(0.0, "January"),
            Tick(0.22, "February", minor=True),
            Tick(0.42, "March"),
            Tick(0.63, "April", minor=True),
            Tick(0.83, "May"),
        ),
        lanes=(
            Lane(
                "Criminal",
                (
                    LaneItem(
                        label="Stopped",
                        text="Stopped with another child, £60",
                        when="Tuesday 10 March, 21:40",
                        who=police,
                        start=0.47,
                        known="Recorded the same night",
                    ),
                    LaneItem(
                        label="Arrest",
                        text="Arrested out of area: 14 wraps, £340 taken",
                        tone=Tone.DANGER,
                        when="Thursday 14 May, 01:20",
                        who="Southbay police",
                        start=0.925,
                        known="03:10, from custody",
                    ),
                ),
            ),
            Lane("NRM"),
            Lane(
                "Safeguarding",
                (
                    LaneItem(
                        label="Referral: not met",
                        text="Referral to children’s social care; threshold not met",
                        when="Wednesday 25 February",
                        who=school,
                        start=0.37,
                        known="Told the school eight days later",
                    ),
                    LaneItem(
                        label="Youth worker",
                        text="A youth worker sees him every week",
                        tone=Tone.CARE,
                        when="Since Monday 23 March",
                        who="Northshire youth justice",
                        start=0.56,
                        end=0.92,
                    ),
                ),
            ),
            Lane(
                "Missing",
                (
                    LaneItem(
                        label="One night",
                        text="Missing for one night",
                        tone=Tone.CONCERN,
                        when="Friday 6 February",
                        who=police,
                        start=0.25,
                        end=0.27,
                        known_at=0.37,
                        known="School told on 25 February",
                    ),
                    LaneItem(
                        label="Five days",
                        text="Missing for five days; found 84 miles from home",
                        tone=Tone.CONCERN,
                        when="Wednesday 1 to Monday 6 April",
                        who=police,
                        start=0.635,
                        end=0.7,
                    ),
                    LaneItem(
                        label="Missing",
                        text="Missing; not reported until the arrest",
                        tone=Tone.CONCERN,
                        when="Monday 11 to Thursday 14 May",
                        who="His mother",
                        start=0.89,
                        end=0.93,
                        known_at=0.97,
                        known="Thursday 14 May, 03:10",
                    ),
                ),
            ),
            Lane(
                "Education",
                (
                    LaneItem(
                        label="Full-time",
                        text="On roll, full-time",
                        when="Until Friday 27 March",
                        who=school,
                        start=0.0,
                        end=0.58,
                    ),
                    LaneItem(
                        label="10 hours a week",
                        text="Timetable cut to 10 hours a week",
                        tone=Tone.CONCERN,
                        when="Monday 30 March to Wednesday 6 May",
                        who=school,
                        start=0.59,
                        end=0.85,
                    ),
                    LaneItem(
                        label="Excluded",
                        text="Permanently excluded",
                        tone=Tone.CONCERN,
                        when="Thursday 7 May",
                        who=school,
                        start=0.86,
                        end=0.925,
                    ),
                ),
            ),
            Lane(
                "Placement",
                (
                    LaneItem(
                        label="At home",
                        text="At home with his mother and sister",
                        when="Throughout",
                        who="Northshire children’s social care",
                        start=0.0,
                        end=1.0,
                    ),
                ),
            ),
        ),
    )


def example_rule_timelines() -> tuple[ExampleTimeline, ...]:
    """Return four made-up examples: it fires, it does not, on the edge, known late."""
    window, words = (0.18, 0.78), "72 hours from being found"
    return (
        ExampleTimeline(
            title="No interview",
            verdict="Fires",
            window=window,
            window_label=words,
            marks=((0.18, "Found, Monday 08:00"), (0.86, "Nobody has seen him by Thursday 12:00")),
        ),
        ExampleTimeline(
            title="Interview in time",
            verdict="Does not fire",
            fires=False,
            window=window,
            window_label=words,
            marks=((0.18, "Found, Monday 08:00"), (0.5, "Interview held, Tuesday 16:00")),
        ),
        ExampleTimeline(
            title="On the edge",
            verdict="Does not fire",
            fires=False,
            window=window,
            window_label=words,
            marks=((0.18, "Found, Monday 08:00"), (0.78, "Interview held, Thursday 08:00 exactly")),
        ),
        ExampleTimeline(
            title="Known late",
            verdict="Asks",
            fires=None,
            window=window,
            window_label=words,
            marks=((0.18, "Found, Monday, time not recorded"), (0.74, "Interview held, Thursday 06:00")),
        ),
    )
