"""The template environment: our own templates are strict; the GOV.UK and MOJ macros stay as loose as they were written.

In:  the options of Django's Jinja2 backend.
Out: an environment in which printing anything that was never given raises, and everything printed is escaped.
"""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)

from reachable.web.shared.display import FILTERS
from reachable.web.shared.form_controls import describe_control, list_errors
from reachable.web.shared.outside import list_ways_in
from reachable.web.shared.page import Page

MOJ_MACROS = Path(__file__).resolve().parents[1] / "jinja2" / "moj"


class BorrowedTemplates(BaseLoader):
    """Hand over templates that another environment compiled, so that its idea of "undefined" stays with them."""

    def __init__(self, lender: Environment) -> None:
        self.lender = lender

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """Return the lender's template; the borrower's globals stay at home."""
        return self.lender.get_template(name)

    def list_templates(self) -> list[str]:
        """Return the names the lender knows."""
        return self.lender.list_templates()


def environment(*, loader: BaseLoader, autoescape: bool = True, **options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend asks for.

    :raises ValueError: when escaping is switched off; the words on our pages come from many hands.
    """
    if autoescape is not True:
        raise ValueError("templates are always escaped: take autoescape out of TEMPLATES")
    options["undefined"] = StrictUndefined
    ours = Environment(
        loader=ChoiceLoader([BorrowedTemplates(_design_system()), loader]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        **options,
    )
    _translate(ours)
    ours.filters.update(FILTERS)
    ours.globals.update(
        static=static,
        url=url,
        language=translation.get_language,
        describe_control=describe_control,
        list_errors=list_errors,
        page=Page(),
        list_ways_in=list_ways_in,
    )
    return ours


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _design_system() -> Environment:
    """Return the environment of the GOV.UK and MOJ macros, which look up parameters nobody passed at every turn."""
    theirs = Environment(
        loader=PrefixLoader(
            {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"), "moj": FileSystemLoader(MOJ_MACROS)}
        ),
        autoescape=True,
        undefined=ChainableUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    _translate(theirs)
    return theirs


def _translate(environment: Environment) -> None:
    """Let {{ _("…") }} and {% trans %} speak the language of the request."""
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
