import re
from datetime import date

import pytest
from django import forms
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from reachable.web.shared.form_controls import describe_control, list_errors
from reachable.web.shared.form_fields import DayField


class Every(forms.Form):
    who = forms.CharField(label="Who is it about?", help_text="A name", widget=forms.TextInput({"autocomplete": "off"}))
    told = forms.CharField(label="What did you see?", widget=forms.Textarea({"rows": 7}), required=False)
    words = forms.CharField(label="Words", widget=forms.Textarea, max_length=40, required=False)
    danger = forms.ChoiceField(label="Danger", choices=[("Y", "Yes"), ("N", "No")], widget=forms.RadioSelect)
    signs = forms.MultipleChoiceField(
        label="Signs", choices=[("A", "Away"), ("B", "Bruised")], widget=forms.CheckboxSelectMultiple, required=False
    )
    place = forms.ChoiceField(label="Place", choices=[("Towns", [("E", "Eastham")]), ("X", "Elsewhere")])
    born = DayField(label="Date of birth", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="The child knows", required=False)
    extract = forms.FileField(label="Extract", required=False)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form, name: str, options: str = "") -> str:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    body = (
        '{% from "components/forms.jinja" import form_field, error_summary %}{{ form_field(form[name]'
        + options
        + ") }}"
    )
    return engine.env.from_string(body).render(form=form, name=name)


@pytest.mark.parametrize(
    ("name", "macro"),
    [
        ("who", "input"),
        ("told", "textarea"),
        ("words", "character_count"),
        ("danger", "radios"),
        ("signs", "checkboxes"),
        ("place", "select"),
        ("born", "day"),
        ("secret", "password"),
        ("agreed", "checkboxes"),
        ("extract", "file"),
        ("draft", "hidden"),
    ],
)
def test_each_kind_of_field_has_its_control_and_posts_under_its_name(name: str, macro: str) -> None:
    assert describe_control(Every()[name]).macro == macro
    posted = r'name="born_day"' if name == "born" else rf'name="{name}"'
    assert re.search(posted, drawn(Every(), name))


def test_a_label_belongs_to_its_box_and_the_hint_is_read_with_it() -> None:
    page = drawn(Every(), "who")
    assert 'for="id_who"' in page
    assert 'id="id_who"' in page
    assert 'aria-describedby="id_who-hint"' in page
    assert 'autocomplete="off"' in page


def test_an_optional_field_says_so_and_a_required_one_does_not() -> None:
    assert "What did you see? (optional)" in drawn(Every(), "told")
    assert "(optional)" not in drawn(Every(), "who")
    assert "(optional)" not in drawn(Every(), "agreed")


def test_what_was_typed_is_still_there_after_an_error_except_the_password() -> None:
    form = Every(
        {"who": 'Jo "J" <b>', "secret": "hunter2", "danger": "N", "signs": ["B"], "place": "E", "agreed": "on"}
    )
    assert 'value="Jo &#34;J&#34; &lt;b&gt;"' in drawn(form, "who")
    assert "hunter2" not in drawn(form, "secret")
    assert re.search(r'value="N"\s+checked', drawn(form, "danger"))
    assert re.search(r'value="B"\s+checked', drawn(form, "signs"))
    assert not re.search(r'value="A"\s+checked', drawn(form, "signs"))
    assert re.search(r'value="E"\s+selected', drawn(form, "place"))
    assert re.search(r'value="on"\s+checked', drawn(form, "agreed"))


def test_what_a_choice_reveals_is_in_the_page_without_scripts() -> None:
    page = drawn(Every(), "signs", ', reveals={"B": form_field(form["told"])}')
    assert 'data-aria-controls="conditional-id_signs-2"' in page
    assert 'name="told"' in page


def test_every_line_of_the_error_summary_leads_to_a_box_that_exists() -> None:
    form = Every({"born_day": "3", "born_month": "", "born_year": "2011"})
    lines = list_errors(form)
    page = "".join(drawn(form, name) for name in form.fields)
    assert {line.href for line in lines} == {"#id_who", "#id_danger", "#id_place", "#id_born_day", "#id_secret"}
    for line in lines:
        assert f'id="{line.href[1:]}"' in page


def test_a_line_of_the_error_summary_names_its_field() -> None:
    texts = [line.text for line in list_errors(Every({}))]
    assert "Who is it about? This field is required." in texts
    assert "Password: This field is required." in texts


def test_an_error_of_the_whole_form_stands_first_and_leads_nowhere() -> None:
    form = Every({})
    form.add_error(None, "Say who or where")
    assert list_errors(form)[0].text == "Say who or where"
    assert list_errors(form)[0].href == ""


def test_errors_of_two_forms_are_listed_together() -> None:
    assert len(list_errors(Every({}), Every({}, prefix="second"))) == 2 * len(list_errors(Every({})))


def test_a_widget_nobody_taught_us_to_draw_is_refused_by_name() -> None:
    class Odd(forms.Form):
        span = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match=r"span: no GOV\.UK control for SplitDateTimeWidget"):
        describe_control(Odd()["span"])


def asked(day: str, month: str, year: str, *, required: bool = False) -> forms.Form:
    class Asked(forms.Form):
        born = DayField(required=required)

    return Asked({"born_day": day, "born_month": month, "born_year": year})


def test_a_day_in_three_boxes_is_a_date() -> None:
    form = asked(" 3 ", "03", "2011")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2011, 3, 3)


def test_no_day_at_all_is_none_when_it_may_be() -> None:
    form = asked("", "", "")
    assert form.is_valid()
    assert form.cleaned_data["born"] is None
    assert asked("", "", "", required=True).errors["born"] == ["Enter a day, month and year"]


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("3", "", "", "This date must also have a month and year"),
        ("", "3", "2011", "This date must also have a day"),
        ("31", "2", "2011", "This must be a real date, like 27 3 2011"),
        ("3", "March", "2011", "This must be a real date, like 27 3 2011"),
        ("3", "3", "11", "The year must have four digits, like 2011"),
        ("-3", "3", "2011", "This must be a real date, like 27 3 2011"),
    ],
)
def test_a_day_that_cannot_be_read_says_what_to_change(day: str, month: str, year: str, said: str) -> None:
    assert asked(day, month, year).errors["born"] == [said]


def test_a_date_already_known_stands_in_its_boxes() -> None:
    page = drawn(Every(initial={"born": date(2011, 3, 27)}), "born")
    for box, value in (("day", 27), ("month", 3), ("year", 2011)):
        assert re.search(rf'name="born_{box}"[^>]*value="{value}"', page)
