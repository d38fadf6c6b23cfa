"""The documents build, every link leads somewhere, and every path and setting they name is real."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
AT_THE_TOP = ["README.md", "GLOSSARY.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"]
DOCUMENTS = [*(ROOT / name for name in AT_THE_TOP), *sorted(DOCS.rglob("*.md"))]
EXTENSIONS = ["tables", "fenced_code", "toc"]
PATH_IN_TEXT = re.compile(r"`((?:src|tests|docs|requirements|scripts)/[\w./-]+|Makefile|pyproject\.toml)`")
SETTING = re.compile(r"(?:REACHABLE|DATABASE)_[A-Z_]+")
LEFT_OVER = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|lorem ipsum|coming soon|work in progress)\b", re.IGNORECASE)
STEP_OF_THE_TOUR = re.compile(r"`(?P<name>\w+)` in\s+`(?P<path>src/[\w/]+\.py)`")


class Page(HTMLParser):
    """Collects where a page leads and what can be linked to in it."""

    def __init__(self, html):
        super().__init__()
        self.links = []
        self.pictures = []
        self.anchors = set()
        self.headings = 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "img":
            self.pictures.append((given["src"], given.get("alt", "")))
        if tag == "h1":
            self.headings += 1


def short(path):
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build every document into a folder and return the pages by the document they were made from."""
    folder = tmp_path_factory.mktemp("site")
    pages = {}
    for document in DOCUMENTS:
        html = markdown.markdown(document.read_text(encoding="utf-8"), extensions=EXTENSIONS, output_format="html")
        target = (folder / document.relative_to(ROOT)).with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"<!doctype html><html lang=en><meta charset=utf-8><body>{html}", encoding="utf-8")
        pages[document] = Page(target.read_text(encoding="utf-8"))
    return pages


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_a_document_has_one_title(document, site):
    assert site[document].headings == 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_link_leads_to_something_that_is_there(document, site):
    for link in site[document].links:
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (document.parent / unquote(parts.path)).resolve() if parts.path else document
        assert target.exists(), f"{short(document)} links to {link}"
        if parts.fragment:
            assert parts.fragment in site[target].anchors, f"{short(document)} links to {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_picture_is_there_and_says_in_words_what_it_shows(document, site):
    for source, words in site[document].pictures:
        assert words, f"{short(document)}: {source} has no words for somebody who cannot see it"
        assert (document.parent / source).exists(), f"{short(document)}: {source} is not there"


def test_every_document_can_be_reached_from_the_first(site):
    reached, waiting = set(), [ROOT / "README.md", DOCS / "index.md"]
    while waiting:
        document = waiting.pop()
        reached.add(document)
        leads_to = {(document.parent / urlsplit(link).path).resolve() for link in site[document].links}
        waiting += [each for each in leads_to if each in site and each not in reached]
    assert [short(each) for each in DOCUMENTS if each not in reached] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_path_a_document_names_exists(document):
    named = PATH_IN_TEXT.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_step_of_the_tour_is_where_the_tour_says():
    steps = list(STEP_OF_THE_TOUR.finditer((DOCS / "tour.md").read_text(encoding="utf-8")))
    assert len(steps) >= 10
    for step in steps:
        tree = ast.parse((ROOT / step["path"]).read_text(encoding="utf-8"))
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert step["name"] in defined, f"{step['path']} has no {step['name']}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_no_document_says_that_something_is_left_over(document):
    assert LEFT_OVER.findall(document.read_text(encoding="utf-8")) == []


def test_every_setting_that_is_read_is_explained_and_no_other():
    read = {
        node.value
        for path in (ROOT / "src" / "reachable").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value)
    }
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(read)


def test_the_command_has_every_part_the_readme_tells_people_to_run():
    from reachable.config.command import PARTS

    told = set(re.findall(r"reachable (\w+)", _commands()))
    assert told <= set(PARTS)
    assert {"prepare", "migrate", "serve"} <= told


def test_make_has_every_target_the_readme_tells_people_to_run():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = set(re.findall(r"^make (\w+)", _commands(), re.MULTILINE))
    assert told <= targets
    assert {"demo", "test", "stop"} <= told


def test_the_readme_is_short_and_its_list_of_nevers_is_whole():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 90
    nevers = readme.split("## What it never does", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^(\d+)\.", nevers, re.MULTILINE) == [str(number) for number in range(1, 13)]


def _commands():
    """Return what stands between fences in the README: what a reader will type."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```\n(.*?)^```", readme, re.MULTILINE | re.DOTALL))
