"""Taking a lock of the database off never goes unnoticed."""

import json

from reachable.config.command import main


def test_every_lock_that_is_taken_off_is_missed(capsys):
    status = main(["prove", "policies", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [check for check in told["checks"] if not check["holds"]] == []
    assert status == 0
