"""Turn a field of a Django form into what a GOV.UK macro needs to draw it.

In:  a bound field, and how the page wants it to look.
Out: Control (which macro, with which parameters); the lines of the error summary.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext

from reachable.web.shared.form_fields import BOXES, DayBoxes

NOT_ATTRIBUTES = {
    "class",
    "rows",
    "cols",
    "maxlength",
    "required",
    "placeholder",
    "autocomplete",
    "inputmode",
    "spellcheck",
}
WIDTHS = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}


@dataclass(frozen=True, slots=True)
class Control:
    """Which macro of components/forms.jinja draws a field, and the parameters GOV.UK names."""

    macro: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the error summary. `href` is where the answer can be corrected, or "" for the form as a whole."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page wants one field drawn. `size` is s, m, l or xl; `reveals` and `hints` are by choice value."""

    label: str
    size: str
    heading: bool
    inline: bool
    classes: str
    reveals: Mapping[str, str]
    hints: Mapping[str, str]


def describe_control(
    bound: BoundField,
    *,
    label: str = "",
    size: str = "s",
    heading: bool = False,
    inline: bool = False,
    classes: str = "",
    reveals: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
) -> Control:
    """Return how to draw a field.

    :raises TypeError: when nobody has said how such a widget is drawn.
    """
    look = Look(
        label=label or _label(bound),
        size=size,
        heading=heading,
        inline=inline,
        classes=classes,
        reveals=reveals or {},
        hints=hints or {},
    )
    widget = bound.field.widget
    for kind, draw in _DRAWN_BY:
        if isinstance(widget, kind):
            return draw(bound, look)
    raise TypeError(f"{bound.name}: no GOV.UK control for {type(widget).__name__}; see web/shared/form_controls.py")


def list_errors(*shown: forms.BaseForm) -> tuple[ErrorLine, ...]:
    """Return every error of the forms on a page, in the order of their fields, whole-form errors first."""
    return tuple(line for form in shown for line in _errors_of(form))


def _errors_of(form: forms.BaseForm) -> Iterator[ErrorLine]:
    for error in form.non_field_errors():
        yield ErrorLine(str(error), "")
    for bound in form:
        for error in bound.errors:
            yield ErrorLine(_named(bound, str(error)), f"#{_first_id(bound)}")


def _named(bound: BoundField, error: str) -> str:
    """Return an error as it reads away from its field: "Who is it about? This field is required."."""
    label = str(bound.label)
    return f"{label} {error}" if label.endswith("?") else f"{label}: {error}"


def _first_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_{BOXES[0]}" if isinstance(bound.field.widget, DayBoxes) else bound.auto_id


def _label(bound: BoundField) -> str:
    label = str(bound.label)
    optional = not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)
    return gettext("%(label)s (optional)") % {"label": label} if optional else label


def _common(bound: BoundField, look: Look) -> dict[str, Any]:
    """Return what every control takes: hint, error, classes, attributes."""
    attributes = {name: value for name, value in bound.field.widget.attrs.items() if name not in NOT_ATTRIBUTES}
    params: dict[str, Any] = {
        "name": bound.html_name,
        "classes": " ".join(filter(None, [look.classes, bound.field.widget.attrs.get("class", "")])),
        "attributes": attributes,
    }
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
    return params


def _labelled(bound: BoundField, look: Look) -> dict[str, Any]:
    attrs = bound.field.widget.attrs
    return {
        **_common(bound, look),
        "id": bound.auto_id,
        "label": {
            "text": look.label,
            "classes": f"govuk-label--{look.size}",
            "isPageHeading": look.heading,
        },
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
        "spellcheck": attrs.get("spellcheck"),
    }


def _grouped(bound: BoundField, look: Look) -> dict[str, Any]:
    legend = {"text": look.label, "classes": f"govuk-fieldset__legend--{look.size}", "isPageHeading": look.heading}
    return {**_common(bound, look), "idPrefix": bound.auto_id, "fieldset": {"legend": legend}}


def _draw_input(bound: BoundField, look: Look) -> Control:
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    return Control("input", {**_labelled(bound, look), "type": widget.input_type, "value": value or ""})


def _draw_password(bound: BoundField, look: Look) -> Control:
    return Control("password", _labelled(bound, look))


def _draw_file(bound: BoundField, look: Look) -> Control:
    return Control("file", _labelled(bound, look))


def _draw_textarea(bound: BoundField, look: Look) -> Control:
    attrs = bound.field.widget.attrs
    params = {**_labelled(bound, look), "value": bound.value() or "", "rows": attrs.get("rows", 5)}
    if "maxlength" in attrs:
        return Control("character_count", {**params, "maxlength": attrs["maxlength"]})
    return Control("textarea", params)


def _draw_select(bound: BoundField, look: Look) -> Control:
    chosen = _chosen(bound)
    items = [{"value": value, "text": text, "selected": value in chosen} for value, text in _choices(bound)]
    return Control("select", {**_labelled(bound, look), "items": items})


def _draw_radios(bound: BoundField, look: Look) -> Control:
    params = {**_grouped(bound, look), "items": _items(bound, look)}
    return Control("radios", _with_class(params, "govuk-radios--inline" if look.inline else ""))


def _draw_checkboxes(bound: BoundField, look: Look) -> Control:
    return Control("checkboxes", {**_grouped(bound, look), "items": _items(bound, look)})


def _draw_single_checkbox(bound: BoundField, look: Look) -> Control:
    item = {"value": "on", "text": look.label, "checked": bool(bound.value())}
    return Control("checkboxes", {**_common(bound, look), "idPrefix": bound.auto_id, "items": [item]})


def _draw_day(bound: BoundField, look: Look) -> Control:
    boxes = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]["subwidgets"]
    names = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
    error = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "id": f"{bound.auto_id}_{box}",
            "name": drawn["name"],
            "label": names[box],
            "value": drawn["value"] or "",
            "classes": WIDTHS[box] + error,
        }
        for box, drawn in zip(BOXES, boxes, strict=True)
    ]
    return Control("day", {**_grouped(bound, look), "id": bound.auto_id, "items": items})


def _draw_hidden(bound: BoundField, look: Look) -> Control:
    return Control("hidden", {})


def _items(bound: BoundField, look: Look) -> list[dict[str, Any]]:
    chosen = _chosen(bound)
    items = []
    for value, text in _choices(bound):
        item: dict[str, Any] = {"value": value, "text": text, "checked": value in chosen}
        if value in look.hints:
            item["hint"] = {"text": look.hints[value]}
        if value in look.reveals:
            item["conditional"] = {"html": look.reveals[value]}
        items.append(item)
    return items


def _choices(bound: BoundField) -> Iterator[tuple[str, str]]:
    """Give each choice; GOV.UK controls have no groups, so grouped choices are laid flat."""
    for value, text in bound.field.widget.choices:
        if isinstance(text, list | tuple):
            yield from ((str(inner), str(words)) for inner, words in text)
        else:
            yield str(value), str(text)


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None:
        return set()
    return {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}


def _with_class(params: dict[str, Any], extra: str) -> dict[str, Any]:
    return {**params, "classes": " ".join(filter(None, [params["classes"], extra]))}


# The first that fits draws it, so narrower widgets stand before the wider ones they come from.
_DRAWN_BY = (
    (DayBoxes, _draw_day),
    (forms.HiddenInput, _draw_hidden),
    (forms.PasswordInput, _draw_password),
    (forms.CheckboxSelectMultiple, _draw_checkboxes),
    (forms.RadioSelect, _draw_radios),
    (forms.CheckboxInput, _draw_single_checkbox),
    (forms.FileInput, _draw_file),
    (forms.Select, _draw_select),
    (forms.Textarea, _draw_textarea),
    (forms.widgets.Input, _draw_input),
)
