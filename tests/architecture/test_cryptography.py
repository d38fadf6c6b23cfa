"""The list of where cryptography is used is compared with the code: neither says more than the other."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "assurance" / "cryptography.md"
ROW = re.compile(r"^\| `(src/reachable/[a-z0-9_/]+\.py)` \| (.+?) \|", re.MULTILINE)
MODULES = {"hashlib", "hmac", "secrets", "ssl", "cryptography", "argon2", "uuid1"}


def uses(path):
    """Return every name of a cryptographic library that a file uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names, used = {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.asname or each.name: each.name for each in node.names if each.name.split(".")[0] in MODULES}
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            used |= {each.name for each in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in names:
                used.add(f"{names[node.value.id]}.{node.attr}")
            if (node.value.id, node.attr) == ("os", "urandom"):
                used.add("os.urandom")
    return used


def test_the_list_of_uses_is_what_the_code_uses():
    listed = {path: set(re.findall(r"`([^`]+)`", row)) for path, row in ROW.findall(LIST.read_text(encoding="utf-8"))}
    found = {
        str(path.relative_to(ROOT)): used
        for path in sorted((ROOT / "src" / "reachable").rglob("*.py"))
        if (used := uses(path))
    }
    assert listed == found, "docs/assurance/cryptography.md: say what it is for, or take the line out"


def test_passwords_are_kept_as_the_list_says():
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
