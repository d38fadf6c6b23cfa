"""What was settled and no other test holds. Each test is named by a decision in docs/decisions."""

import re
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from jinja2 import Environment, nodes

from reachable.access.context import guard_statement
from reachable.config.prepare import PostgresTooOld, RolePasswords, prepare_server
from reachable.rules.domain.catalogue import RULES
from reachable.timeline.domain.kinds import RoleInEvent

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reachable"
STAGES = sorted(each.name for each in SOURCE.iterdir() if (each / "domain").is_dir() or (each / "models.py").exists())
TABLES = [model for model in apps.get_models() if model._meta.app_label in STAGES]
PERSONAL = [model for model in TABLES if getattr(model, "IS_PERSONAL", False)]
IN_EVERY_STAGE = {"__init__", "apps", "models", "queries", "operations", "counts", "domain", "migrations"}
IN_ACCESS_TOO = {"tables", "rows", "context"}
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]
# The style guide shows components with made-up values; no user is led to it.
TEMPLATES = sorted(
    path
    for path in (SOURCE / "web" / "jinja2").rglob("*.*")
    if path.suffix in {".jinja", ".html"} and path.name != "style_guide.jinja"
)
SPOKEN_BY_MACROS = {"text", "titleText", "hint", "label", "legend", "caption"}

LINE_OF_A_SOURCE = re.compile(r"00[0-4]:\d+(?:-\d+)?")


def label(model):
    return model._meta.label


def own_fields(model):
    return [field.name for field in model._meta.concrete_fields if field.name not in model.PRIVACY_OF_COMMON_FIELDS]


@pytest.mark.parametrize("model", PERSONAL, ids=label)
def test_every_field_of_a_personal_table_says_once_what_it_gives_away(model):
    said = [*model.Privacy.identifies, *model.Privacy.sensitive, *model.Privacy.safe]
    assert sorted(said) == sorted(own_fields(model))


@pytest.mark.parametrize("model", PERSONAL, ids=label)
def test_every_personal_table_says_who_answers_for_a_row_and_why_it_is_held(model):
    columns = {field.name for field in model._meta.concrete_fields}
    assert set(model.PRIVACY_OF_COMMON_FIELDS) <= columns
    assert not model._meta.get_field("controller").null
    assert not model._meta.get_field("about_id").null


@pytest.mark.parametrize("model", TABLES, ids=label)
def test_what_somebody_was_in_an_event_is_a_column_of_events_and_nowhere_else(model):
    labels = {"VICTIM", "SUSPECT", "WITNESS"} & {role.value for role in RoleInEvent}
    for field in model._meta.concrete_fields:
        offered = {value for value, _ in field.flatchoices}
        assert not (labels & offered) or model._meta.label in {"timeline.Event", "timeline.Participation"}
        assert not re.search(r"score|rank|risk_level|victim|suspect", field.name)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_only_the_modules_of_the_map(stage):
    found = {
        path.stem for path in (SOURCE / stage).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - IN_EVERY_STAGE == (IN_ACCESS_TOO if stage == "access" else set())


def test_the_connection_of_the_application_carries_the_guard_once(database):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.close()
    connection.connect()
    assert connection.settings_dict["ENGINE"] == "reachable.adapters.postgresql"
    assert connection.execute_wrappers.count(guard_statement) == 1


def test_a_server_older_than_postgresql_15_is_refused():
    admin = SimpleNamespace(info=SimpleNamespace(server_version=140009))
    with pytest.raises(PostgresTooOld, match="15 or newer"):
        prepare_server(admin, RolePasswords(owner="x", app="y"))


def test_the_embedded_server_is_postgresql_15_or_newer(privileged):
    with privileged.connect() as admin:
        assert admin.info.server_version >= 150000
        assert admin.execute("SELECT version()").fetchone()[0].startswith("PostgreSQL ")


@pytest.mark.parametrize("role", ["postgres", "reachable_owner", "reachable_app"])
def test_nobody_signs_in_to_the_embedded_server_with_a_wrong_password(role, privileged):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=privileged.host, user=role, password="wrong", dbname="postgres")


def test_the_embedded_server_listens_on_no_network_port(privileged):
    with privileged.connect() as admin:
        assert admin.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_test_really_commits_as_the_application(database):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("reachable_app",)
    assert connection.get_autocommit()
    assert not connection.in_atomic_block


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_names_the_lines_it_rests_on_or_the_document(rule):
    assert rule.source or re.search(r"\b(?:Act|Code|Regulations|guidance|Working Together)\b", rule.basis)
    assert all(LINE_OF_A_SOURCE.fullmatch(each) for each in rule.source), rule.source


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_word_of_a_template_is_marked_for_translation(path):
    assert words_not_marked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "{% trans %}Yes{% endtrans %} and no",
        '<img alt="A picture">',
        '{{ button({"text": "Take it"}) }}',
    ],
)
def test_words_that_are_not_marked_are_found(source):
    assert words_not_marked(source)


def words_not_marked(source):
    """Return the stretches of text outside tags and translations that hold a word; our own name is none."""
    environment = Environment(extensions=EXTENSIONS, autoescape=True)
    text, translated = [], 0
    for _, kind, value in environment.lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translated += 1 if value == "trans" else -1
        text.append(value if kind == "data" and not translated else "\x00" if kind == "data" else "")
    bare = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>|&\w+;", " ", "".join(text), flags=re.DOTALL)
    spoken = re.findall(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"", "".join(text))
    pairs = environment.parse(source).find_all(nodes.Pair)
    given = [
        pair.value.value
        for pair in pairs
        if _is_plain(pair.value) and _is_plain(pair.key) and pair.key.value in SPOKEN_BY_MACROS
    ]
    return [word for word in re.findall(r"[A-Za-z]{2,}", " ".join([bare, *spoken, *given])) if word != "Reachable"]


def _is_plain(value):
    return isinstance(value, nodes.Const) and isinstance(value.value, str)
