"""Every message says what it is about, so that whoever must not be told of a child is asked about as it leaves."""

import ast
from pathlib import Path

from reachable.alerts.domain.message_keys import ABOUT_NO_CHILD

SRC = Path(__file__).parents[2] / "src" / "reachable"
MAKERS = {"leave_message", "_message"}
"""Functions that leave a message. Its key is named, or comes first."""

TIED = {
    "about_id": "a record that somebody keeps",
    "child_id": "the child something is shared about",
    "concern_id": "the concern that was decided on",
    "min(same)": "the first of a child's records",
    "protection.subject_id": "the protected child",
    "row.id": "an alert",
}
"""What the keys of messages begin with, as it is written where they are made, and what that is."""


def _calls():
    """Yield every call that leaves a message: where, the key it gives, and the module it is in."""
    for path in sorted(SRC.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                named = {each.arg: each.value for each in node.keywords}
                key = named["key"] if "key" in named else node.args[0]
                yield path.relative_to(SRC).as_posix(), key, module


def _begins(key, module):
    """Return with what a key begins: a fixed word, or the expression that stands in front."""
    if isinstance(key, ast.Subscript):
        return _begins(key.value, module)
    if isinstance(key, ast.BinOp):
        return _begins(key.left, module)
    if isinstance(key, ast.Call) and isinstance(key.func, ast.Name):
        made = next(each for each in module.body if isinstance(each, ast.FunctionDef) and each.name == key.func.id)
        return _begins(made.body[-1].value, module)
    if isinstance(key, ast.JoinedStr):
        first = key.values[0]
        return first.value.partition(":")[0] if isinstance(first, ast.Constant) else ast.unparse(first.value)
    return ast.unparse(key)


def test_only_the_outbox_makes_messages():
    makers = {path.relative_to(SRC).as_posix() for path in SRC.rglob("*.py") if "OutboxMessage(" in path.read_text()}
    assert makers == {"alerts/models.py", "alerts/operations.py"}


def test_every_maker_of_a_message_begins_its_key_with_what_it_is_about_or_says_why_it_is_about_nobody():
    made = [(where, _begins(key, module)) for where, key, module in _calls()]
    assert len(made) > 10
    handed_on = ("alerts/operations.py", "key")
    assert [each for each in made if each[1] not in {*TIED, *ABOUT_NO_CHILD} and each != handed_on] == []
    begun = {begins for _, begins in made}
    assert {*TIED, *ABOUT_NO_CHILD} - begun == set(), "nothing is argued for that no message begins with"


def test_each_kind_that_is_about_nobody_says_why():
    assert [kind for kind, why in ABOUT_NO_CHILD.items() if len(why) < 20] == []
