"""`reachable import` does what the page does: whole or not at all, with every reason."""

import json
from datetime import UTC, datetime

import pytest

from reachable.access.context import running
from reachable.config.command import main
from reachable.people.models import Subject
from reachable.rules.models import ToEvaluate
from tests.factories.partnership import NOW, make_partnership
from tests.unit.intake.extract_files import bare_row, write_file

CLOCK = datetime(2026, 5, 14, 13, 20, tzinfo=UTC)


@pytest.fixture
def made(database, monkeypatch):
    monkeypatch.setattr("reachable.adapters.clock.read_clock", lambda: CLOCK)
    return make_partnership()


def arrests(count, **changes):
    return [
        bare_row(
            "custody",
            custody_ref=f"EC/26/{number:06}",
            arrested_at="12/05/2026 23:10",
            recorded_at="13/05/2026 02:00",
            **changes,
        )
        for number in range(count)
    ]


def write(tmp_path, rows):
    path = tmp_path / "custody.csv"
    path.write_bytes(write_file("custody", rows))
    return str(path)


def count(model, **chosen):
    with running(job="test", now=NOW):
        return model.objects.filter(**chosen).count()


def test_a_right_file_comes_in_and_every_child_is_evaluated(made, tmp_path, capsys):
    path = write(tmp_path, arrests(2))
    assert main(["import", "custody", path, "--agency", "northshire-police"]) == 0
    assert "2 rows, 2 of them new or changed" in capsys.readouterr().out
    assert count(Subject) == 2
    assert count(ToEvaluate) == 2
    assert count(ToEvaluate, done_at__isnull=True) == 0


def test_what_came_in_is_told_as_json(made, tmp_path, capsys):
    path = write(tmp_path, arrests(2))
    assert main(["import", "custody", path, "--agency", "northshire-police", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.pop("extract_id")
    assert told == {
        "brought_in": True,
        "rows": 2,
        "new_or_changed_rows": 2,
        "children": 2,
        "events": 2,
        "children_changed": 2,
        "children_evaluated": 2,
    }


def test_a_refused_file_is_told_of_with_line_column_and_remedy_and_no_cell(made, tmp_path, capsys):
    path = write(tmp_path, arrests(2, pnc_id="2024/0000123A", forename="Jayden"))
    assert main(["import", "custody", path, "--agency", "northshire-police"]) == 1
    out = capsys.readouterr().out
    assert "custody.csv, line 2, pnc_id: " in out
    assert "custody.csv, line 3, pnc_id: " in out
    assert "Refused: nothing was kept." in out
    assert "2024/0000123A" not in out
    assert count(Subject) == 0


def test_problems_are_told_as_json(made, tmp_path, capsys):
    path = write(tmp_path, arrests(1, wraps="few"))
    assert main(["import", "custody", path, "--agency", "northshire-police", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["brought_in"], told["problem_count"]) == (False, 1)
    assert (told["problems"][0]["line"], told["problems"][0]["field"]) == (2, "wraps")
    assert told["problems"][0]["remedy"]


def test_far_fewer_rows_need_to_be_confirmed(made, tmp_path, capsys):
    words = ["import", "custody", write(tmp_path, arrests(30)), "--agency", "northshire-police"]
    assert main(words) == 0
    write(tmp_path, arrests(2))
    assert main(words) == 1
    assert "far fewer rows" in capsys.readouterr().out
    assert main([*words, "--yes-fewer-rows"]) == 0


def test_an_agency_or_a_file_nobody_knows_keeps_nothing(made, tmp_path, capsys):
    path = write(tmp_path, arrests(1))
    assert main(["import", "custody", path, "--agency", "nobody"]) == 2
    assert main(["import", "custody", f"{path}.gone", "--agency", "northshire-police"]) == 2
    said = capsys.readouterr().err
    assert "No agency has the code nobody" in said
    assert "cannot be read" in said
    assert count(Subject) == 0
