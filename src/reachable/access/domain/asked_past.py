"""What somebody asks the database past the application, said without any value; and whether it would stop that.

In:  a statement as the server wrote it down; the names of our own tables and columns.
Out: its words without texts, numbers, remarks and quoted names but ours, so that no value of a row is among them.
"""

import re
from collections.abc import Collection

LONGEST = 400
LEFT_OUT = "?"
CUT = " …"
PIECES = re.compile(
    r"""(?P<remark>--[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<escaped>\b[eE]'(?:[^'\\]|''|\\.)*(?:'|\Z))
      | (?P<text>(?:\b[uU]&|\b[xXbBnN])?'(?:[^']|'')*(?:'|\Z))
      | (?P<dollars>\$(?P<tag>[^\W\d]\w*|)\$.*?(?:\$(?P=tag)\$|\Z))
      | (?P<named>(?:\b[uU]&)?"(?:[^"]|"")*(?:"|\Z))
      | (?P<place>\$\d+)
      | (?P<number>(?<![\w$])[+-]?(?:\d[\w.]*|\.\d[\w.]*))
    """,
    re.VERBOSE | re.DOTALL,
)
PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*\Z")
WORDS = re.compile(r"[^\W\d][\w$]*")
STOPS_IT = re.compile(
    r"\blog_\w+|\bpg_reload_conf\b|\balter\s+system\b|\bpg_rotate_logfile\b|\bset_config\b|\bsession_preload", re.I
)
OF_THE_DUMP = frozenset(
    {
        "SELECT pg_catalog.set_config('search_path', '', false)",
        "SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings"
        " WHERE name = 'restrict_nonsystem_relation_kind'",
    }
)
"""What pg_dump sets before it reads, word for word: neither touches what is written down."""
PUTS_IT_ON = re.compile(r"""\s*ALTER ROLE "?\w+"? SET log_(?:statement = 'all'|parameter_max_length = '?0'?)\s*;?\s*""")


def without_values(statement: str, known: Collection[str] = ()) -> str:
    """Return a statement with every value left out, on one line and no longer than a line may be.

    A name in quotes is said when it is among the `known` ones only: a text in the wrong quotes looks like one.

    A text with a backslash, or a remark in a remark, may end where it seems not to: everything from it on is left out.
    """
    kept, until = [], 0
    for piece in PIECES.finditer(statement):
        kept.append(statement[until : piece.start()])
        until = piece.end()
        if _may_go_on(piece):
            return _one_line("".join(kept) + LEFT_OUT + CUT)
        kept.append(_said(piece, known))
    kept.append(statement[until:])
    return _one_line("".join(kept))


def is_switching_off(statement: str) -> bool:
    """Test if a statement touches what is written down of statements, other than to put it on."""
    if statement.strip().removesuffix(";") in OF_THE_DUMP:
        return False
    return bool(STOPS_IT.search(statement)) and not PUTS_IT_ON.fullmatch(statement)


def _may_go_on(piece: re.Match[str]) -> bool:
    return "\\" in (piece["text"] or "") or "/*" in (piece["remark"] or "")[1:]


def _said(piece: re.Match[str], known: Collection[str]) -> str:
    if piece["remark"]:
        return " "
    if piece["place"]:
        return piece["place"]
    if piece["named"] and piece["named"].startswith('"') and piece["named"].strip('"') in known:
        return piece["named"]
    return LEFT_OUT


def _one_line(said: str) -> str:
    """Return words on one line, without letters that no name of a table or keyword is written with."""
    plain = WORDS.sub(lambda word: word[0] if PLAIN_WORD.match(word[0]) else LEFT_OUT, said)
    line = " ".join(plain.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + CUT
