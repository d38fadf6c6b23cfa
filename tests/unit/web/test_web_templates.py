import json
import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

WEB = Path(__file__).resolve().parents[3] / "src" / "reachable" / "web"
TEMPLATES = sorted(path for path in (WEB / "jinja2").rglob("*") if path.suffix in {".jinja", ".html"})
STATIC = WEB / "static" / "reachable"
ASSETS = Path(__file__).resolve().parents[3] / "assets"


def named(path: Path) -> str:
    return str(path.relative_to(WEB / "jinja2"))


def test_there_are_templates_to_look_at() -> None:
    assert {"layout.jinja", "account/login.html", "components/swimlanes.jinja"} <= {named(path) for path in TEMPLATES}


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_template_parses(path: Path) -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    engine.env.get_template(named(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_has_a_script_or_a_style_of_its_own(path: Path) -> None:
    page = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", page, flags=re.DOTALL)
    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", markup, re.IGNORECASE)
    for script in re.findall(r"<script\b[^>]*>.*?</script>", page, re.DOTALL):
        assert re.fullmatch(r'<script src="\{\{ static\("[^"]+"\) \}\}"( defer)?></script>', script)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_fetches_anything_from_elsewhere(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


WITHOUT_A_TOKEN = {
    "style_guide.jinja": "posts nothing",
    "account/saml_answered.jinja": "stands on an answer to another site's post, which brings no cookie: the answer is"
    " bound to what the browser's session asked for instead",
}


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "<form" in path.read_text(encoding="utf-8")], ids=named)
def test_every_form_that_posts_carries_its_token(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL):
        assert "csrf" in form or named(path) in WITHOUT_A_TOKEN, form[:120]


@pytest.mark.parametrize("path", sorted((WEB / "jinja2" / "components").glob("*.jinja")), ids=named)
def test_every_component_says_what_its_parameters_are(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    comment = re.match(r"\{#(.*?)#\}", page, re.DOTALL)
    assert comment
    for macro in re.findall(r"\{% macro ([a-z]\w*)\(", page):
        if macro != "reasons":
            assert f"{macro}(" in comment.group(1)


def test_the_style_sheet_fetches_only_what_stands_beside_it() -> None:
    css = (STATIC / "reachable.css").read_text(encoding="utf-8")
    addresses = [address.strip("\"'") for address in re.findall(r"url\(([^)]*)\)", css)]
    assert addresses
    for address in addresses:
        assert (STATIC / address).is_file(), address
    assert "@import" not in css
    assert "GDS Transport" not in css


def test_the_style_sheet_shows_no_arms_or_crown() -> None:
    assert "crest" not in (STATIC / "reachable.css").read_text(encoding="utf-8")
    assert not [path for path in STATIC.rglob("*") if "crest" in path.name or "crown" in path.name]


def test_the_scripts_point_at_no_file_that_is_not_shipped() -> None:
    for path in STATIC.glob("*.js"):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


def test_everything_shipped_that_others_wrote_has_its_licence() -> None:
    licences = (STATIC / "LICENCES.md").read_text(encoding="utf-8")
    pinned = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for package, name in (
        ("govuk-frontend", "GOV.UK Frontend"),
        ("@ministryofjustice/frontend", "MOJ Frontend"),
        ("@fontsource-variable/atkinson-hyperlegible-next", "Atkinson Hyperlegible Next"),
    ):
        assert f"| {name} | {pinned[package]}" in licences
    assert (STATIC / "fonts" / "OFL.txt").is_file()


def test_the_lock_file_of_the_sources_names_no_registry() -> None:
    lock = (ASSETS / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
