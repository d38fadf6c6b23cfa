"""Nothing says where a protected child is, and nobody can tell that the child is there."""

import json

from reachable.config.command import main


def test_no_canary_is_found_anywhere_but_where_it_is_shown(capsys):
    status = main(["prove", "canaries", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [check for check in told["checks"] if not check["holds"]] == []
    assert status == 0
