from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import SafeString
from jinja2 import DictLoader, Environment, UndefinedError

from reachable.web.shared.jinja import environment

PAGES = Path(__file__).resolve().parents[3] / "src" / "reachable" / "web" / "jinja2"


def environment_with(**pages: str) -> Environment:
    return environment(loader=DictLoader({name: body for name, body in pages.items()}))


def render(body: str, **values: object) -> str:
    return environment_with(page_under_test=body).get_template("page_under_test").render(**values)


def test_printing_what_nobody_gave_raises() -> None:
    with pytest.raises(UndefinedError, match="child_name"):
        render("{{ child_name }}")


def test_asking_what_nobody_gave_raises_too() -> None:
    with pytest.raises(UndefinedError, match="concerns"):
        render("{% if concerns %}some{% else %}no concerns{% endif %}")


def test_a_field_that_a_value_does_not_have_raises() -> None:
    with pytest.raises(UndefinedError, match="colour"):
        render("{{ child.colour }}", child=Path("x"))


def test_a_misspelt_value_given_to_a_gov_uk_macro_raises() -> None:
    body = '{% import "govuk_frontend_jinja/components/button/macro.html" as m %}{{ m.govukButton({"text": labl}) }}'
    with pytest.raises(UndefinedError, match="labl"):
        render(body)


def test_gov_uk_macros_may_look_for_parameters_that_nobody_passed() -> None:
    body = '{% import "govuk_frontend_jinja/components/button/macro.html" as m %}{{ m.govukButton({"text": "Send"}) }}'
    assert "Send" in render(body)


def test_what_people_wrote_is_escaped_in_our_templates_and_in_the_macros() -> None:
    body = (
        '{% import "govuk_frontend_jinja/components/tag/macro.html" as m %}'
        '{% import "moj/badge.html" as j %}'
        '{{ words }}{{ m.govukTag({"text": words}) }}{{ j.mojBadge({"text": words}) }}{{ _("%(w)s", w=words) }}'
    )
    page = render(body, words="<script>alert(1)</script>")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 4


def test_escaping_cannot_be_switched_off() -> None:
    with pytest.raises(ValueError, match="always escaped"):
        environment(loader=DictLoader({}), autoescape=False)


def test_words_are_translated_when_the_page_is_rendered_and_not_before() -> None:
    template = environment_with(page_under_test='{{ _("Yes") }} {{ language() }}').get_template("page_under_test")
    with translation.override("cy"):
        assert template.render().endswith("cy")
    with translation.override("en-gb"):
        assert template.render() == "Yes en-gb"


def test_django_finds_our_pages_before_those_of_the_sign_in_package() -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    for name in ("account/login.html", "mfa/authenticate.html", "404.html", "403_csrf.html"):
        assert Path(engine.get_template(name).template.filename or "").is_relative_to(PAGES)


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
@override_settings(STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}})
def test_an_error_page_needs_nothing_from_the_request(name: str) -> None:
    page = engines["jinja2"].get_template(name).render({}, None)
    assert isinstance(page, str | SafeString)
    assert "<h1" in page
    assert "does not replace a call" in page
    assert "no concerns" not in page.lower()
