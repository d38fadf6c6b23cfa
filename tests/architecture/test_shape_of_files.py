"""Files are short, say what goes in and what comes out, and travel with the package."""

import ast
import inspect
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reachable"
MOST_LINES = 400
MODULES = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if not (path.parent.name == "migrations" and path.stem in {"0001_initial", "__init__"})
)
OURS = [
    path
    for path in [*SOURCE.rglob("*"), *(ROOT / "tests").rglob("*")]
    if path.suffix in {".py", ".sql", ".jinja", ".html"} and path.stem != "0001_initial" and "moj" not in path.parts
]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_says_what_it_is_and_what_goes_in_and_comes_out(path):
    docstring = inspect.cleandoc(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    first, *others = docstring.splitlines() or [""]
    assert first.endswith("."), "the first line is a sentence"
    if path.name == "apps.py" or (path.name == "__init__.py" and path.parent.parent != SOURCE):
        return
    assert any(line.startswith("In:") for line in others), "no line says what goes in"
    assert any(line.startswith("Out:") for line in others), "no line says what comes out"


@pytest.mark.parametrize("path", OURS, ids=short)
def test_no_file_is_longer_than_can_be_read_at_a_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_folder_of_modules_is_a_package_so_that_it_is_installed():
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert [short(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_every_public_function_and_class_says_what_it_is_for(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
