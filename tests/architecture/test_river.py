"""Water runs downhill: what may import what, and which tables may point at which."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
RIVER = next(contract["layers"] for contract in CONTRACTS if contract["name"].startswith("The river"))
ORDER = {
    name.strip(" ()"): depth
    for depth, layer in enumerate(reversed(RIVER))
    for name in layer.replace(":", "|").split("|")
}
STAGES = {config.label for config in apps.get_app_configs() if config.name.startswith("reachable.")} & ORDER.keys()
MODELS = [model for model in apps.get_models() if model._meta.app_label in STAGES]


def test_imports_keep_to_the_contracts():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_points_only_at_tables_of_its_own_stage_or_an_earlier_one(model):
    stage = model._meta.app_label
    for field in model._meta.concrete_fields:
        if field.remote_field is not None and field.related_model._meta.app_label != stage:
            pointed_at = field.related_model._meta.app_label
            assert ORDER[pointed_at] < ORDER[stage], f"{field} points at {pointed_at}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_table_removes_rows_of_another_when_its_own_are_removed(model):
    for field in model._meta.concrete_fields:
        if field.remote_field is not None:
            assert field.remote_field.on_delete.__name__ == "PROTECT", field
