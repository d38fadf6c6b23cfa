"""Code is formatted, linted and typed; templates are linted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    "ruff finds nothing": ["ruff", "check", "--no-cache", "src", "tests"],
    "ruff would format nothing": ["ruff", "format", "--check", "--no-cache", "src", "tests"],
    "mypy finds nothing": ["mypy"],
    "djlint finds nothing": ["djlint", "--lint", "--quiet", "src/reachable/web/jinja2"],
}


@pytest.mark.parametrize("words", PROGRAMS.values(), ids=PROGRAMS)
def test_every_linter_agrees(words):
    program, *arguments = words
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
