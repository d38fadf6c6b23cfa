"""Which statements of somebody with power over the whole database are plainly questions, or what we ask ourselves.

In:  a statement as the server wrote it down.
Out: whether nothing else can happen by it. What cannot be read through is not plain: text that is run as a statement,
     names written in signs, functions that are not known.
"""

import re

from reachable.access.domain.asked_past import OF_THE_DUMP, PIECES, PUTS_IT_ON

UNREADABLE = re.compile(r"[^ -~\n\t]|\\|\w\$|\b[uU]&['\"]|/\*(?:(?!\*/).)*/\*", re.DOTALL)
"""Signs by which a name, a text or a remark may be another, or end elsewhere, than it seems."""

QUESTION = re.compile(
    r"(?:SELECT|WITH|TABLE|VALUES|SHOW|EXPLAIN|BEGIN|START TRANSACTION|COMMIT|ROLLBACK|END|ABORT|FETCH|CLOSE)\b"
    r"|COPY\b.*\bTO STDOUT\b|SET TRANSACTION\b",
    re.IGNORECASE | re.DOTALL,
)
DOES_MORE = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|INTO|EXECUTE|CALL|DO|PROGRAM)\b", re.IGNORECASE)
OPENS_MORE = re.compile(r"\b(?:signing_key|pg_authid|pg_shadow|pg_user_mappings?|pg_largeobject)\b", re.IGNORECASE)
"""What lets somebody in as another, for whom nothing is written down."""

CALLED = re.compile(r"([^\W\d][\w$]*|\?)\s*\(")
BEFORE_A_BRACKET = (
    "all and any array as by case char character distinct else except exists explain filter from group having in "
    "intersect join lateral not numeric on operator or order over partition select some then timestamp union "
    "using values varchar when where with within"
)
KNOWN = (
    "abs age array_agg array_length array_to_string avg bool_and bool_or cardinality cast ceil coalesce "
    "col_description concat concat_ws count current_database current_schema current_setting date_part date_trunc "
    "dense_rank encode extract floor format_type generate_series greatest has_table_privilege json_agg "
    "json_build_object jsonb_agg lag lead least left length lower ltrim max md5 min mod now nullif "
    "obj_description pg_backend_pid pg_database_size pg_encoding_to_char pg_function_is_visible "
    "pg_get_constraintdef pg_get_expr pg_get_function_arguments pg_get_function_result pg_get_indexdef "
    "pg_get_statisticsobjdef_columns pg_get_triggerdef pg_get_userbyid pg_is_in_recovery pg_partition_ancestors "
    "pg_postmaster_start_time pg_relation_is_publishable pg_relation_size pg_size_pretty pg_table_is_visible "
    "pg_total_relation_size pg_type_is_visible position quote_ident quote_literal rank regexp_replace replace "
    "right round row row_number row_to_json rtrim sha256 shobj_description split_part statement_timestamp "
    "string_agg substr substring sum to_char to_date to_json to_jsonb to_timestamp trim unnest upper version"
)
"""Functions that read what they are given and run nothing."""

CALLABLE = frozenset(BEFORE_A_BRACKET.split()) | frozenset(KNOWN.split())

OURS_TO_ASK = re.compile(
    r"""(?:
      CREATE\ DATABASE\ \w+\ OWNER\ \w+\ TEMPLATE\ \w+ | DROP\ DATABASE\ (?:IF\ EXISTS\ )?\w+(?:\ WITH\ \(FORCE\))?
    | ALTER\ DATABASE\ \w+\ RENAME\ TO\ \w+ | COMMENT\ ON\ DATABASE\ \w+\ IS\ \?
    | REVOKE\ ALL\ ON\ (?:DATABASE|SCHEMA)\ \w+\ FROM\ PUBLIC
    | GRANT\ (?:CONNECT\ ON\ DATABASE|USAGE\ ON\ SCHEMA)\ \w+\ TO\ reachable_\w+
    | GRANT\ reachable_(?:resolver|eraser)\ TO\ reachable_owner(?:\ WITH\ INHERIT\ FALSE)?
    | GRANT\ pg_read_all_data\ TO\ reachable_backup
    | ALTER\ SCHEMA\ public\ OWNER\ TO\ reachable_owner
    | CREATE\ EXTENSION\ IF\ NOT\ EXISTS\ (?:btree_gist|pg_trgm|unaccent)
    | (?:CREATE|ALTER)\ ROLE\ reachable_\w+\ NOSUPERUSER\ NOBYPASSRLS\ NOCREATEROLE\ NOCREATEDB\ NOREPLICATION
      \ (?:LOGIN|NOLOGIN)(?:\ PASSWORD\ \?)?
    | ALTER\ ROLE\ \w+\ PASSWORD\ \?
    | ALTER\ ROLE\ reachable_owner\ NOINHERIT | ALTER\ ROLE\ reachable_backup\ BYPASSRLS
    | ALTER\ ROLE\ reachable_backup\ SET\ default_transaction_read_only\ =\ on
    )""",
    re.VERBOSE,
)


def is_plain(statement: str) -> bool:
    """Test if nothing but a question is asked by a statement, or what preparing a server asks."""
    if PUTS_IT_ON.fullmatch(statement) or statement.strip().removesuffix(";") in OF_THE_DUMP:
        return True
    if UNREADABLE.search(statement):
        return False
    shown = PIECES.sub(_shown, statement)
    asked = [" ".join(each.split()) for each in shown.split(";") if each.strip()]
    return bool(asked) and all(OURS_TO_ASK.fullmatch(each) or _is_question(each) for each in asked)


def _is_question(asked: str) -> bool:
    called = {word.lower() for word in CALLED.findall(asked)}
    touches = DOES_MORE.search(asked) or OPENS_MORE.search(asked)
    return bool(QUESTION.match(asked)) and not touches and called <= CALLABLE


def _shown(piece: re.Match[str]) -> str:
    """Return a name as it stands, a remark as a space, and anything else as a question mark."""
    if piece["remark"]:
        return " "
    name = (piece["named"] or "").strip('"')
    return name if re.fullmatch(r"\w+", name) else "?"
