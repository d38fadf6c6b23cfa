"""What is held of a child that an evaluation may change, asked for ahead, so that the rules are answered meanwhile.

In:  a child's subjects, and the events each rule is asked of.
Out: HeldToCompare, for `keep_evaluation`.
"""

from collections.abc import Collection, Iterable

from reachable.access.rows import rows_where_later
from reachable.kernel.ids import SubjectId
from reachable.rules.domain.evaluation import Asking
from reachable.rules.models import Duty, Firing

MAY_CHANGE = """(%s::varchar[] IS NULL OR rule_id = ANY (%s::varchar[]))
        AND NOT (rule_id = ANY (%s::varchar[]) AND anchor_event_id = ANY (%s::uuid[]))"""
CLOCKS_TO_COMPARE = f"""
    about_id = ANY (%s::uuid[]) AND withdrawn_at IS NULL AND ((by_law AND done_at IS NULL) OR ({MAY_CHANGE}))
"""
FIRINGS_TO_COMPARE = f"about_id = ANY (%s::uuid[]) AND {MAY_CHANGE} ORDER BY withdrawn_at ASC NULLS LAST"


class HeldToCompare:
    """The clocks and firings held of one child that these questions may change. Making it asks for them.

    Of a rule that is not among the ids in `rules_asked` only the clocks set by law are asked for, as they may end with
    another's; None means that all rules are asked. What every rule left alone is not asked for.
    """

    def __init__(
        self, *, subject_ids: Iterable[SubjectId], asking: Asking, rules_asked: Collection[str] | None
    ) -> None:
        self.rules_asked = rules_asked
        asked = None if rules_asked is None else list(rules_asked)
        values = [list(subject_ids), asked, asked, list(asking.left), list(asking.untouched)]
        self._clocks = rows_where_later(Duty, CLOCKS_TO_COMPARE, *values)
        self._firings = rows_where_later(Firing, FIRINGS_TO_COMPARE, *values)

    def clocks(self) -> list[Duty]:
        """Return the clocks, waiting for them where they have not come yet."""
        return self._clocks()

    def firings(self) -> list[Firing]:
        """Return the firings, those withdrawn last, waiting for them where they have not come yet."""
        return self._firings()
