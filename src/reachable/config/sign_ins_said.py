"""Lets a database say of each session past the application how it begins: one line of the server's log.

In:  an administrator's connection to the database.
Out: a trigger on signing in; none on PostgreSQL older than 17, nor where whoever prepares it is no superuser.
"""

from typing import LiteralString

import psycopg

SIGN_IN = "say_how_a_session_begins"
HAS_LOGIN_TRIGGERS = 170000
BODY: LiteralString = """
BEGIN
  IF session_user <> 'reachable_app' THEN
    BEGIN
      RAISE LOG 'session begins: log_statement=% lc_messages=%',
        current_setting('log_statement'), current_setting('lc_messages');
    EXCEPTION WHEN OTHERS THEN
      NULL; -- Whatever goes wrong here keeps nobody out. That the line is missing is what the jobs tell.
    END;
  END IF;
END
"""
MAKES_IT: tuple[LiteralString, ...] = (
    "CREATE OR REPLACE FUNCTION public.say_how_a_session_begins() RETURNS event_trigger LANGUAGE plpgsql"
    " SET search_path = pg_catalog AS $body$" + BODY + "$body$",
    "REVOKE ALL ON FUNCTION public.say_how_a_session_begins() FROM PUBLIC",
    "DROP EVENT TRIGGER IF EXISTS say_how_a_session_begins",
    "CREATE EVENT TRIGGER say_how_a_session_begins ON login EXECUTE FUNCTION public.say_how_a_session_begins()",
    "ALTER EVENT TRIGGER say_how_a_session_begins ENABLE ALWAYS",
)


def let_sign_ins_say(inside: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Make the trigger when it is not there as it should be, and return whether this server has it now."""
    row = inside.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if inside.info.server_version < HAS_LOGIN_TRIGGERS or row != (True,):
        return False
    there = inside.execute(
        "SELECT prosrc FROM pg_event_trigger JOIN pg_proc ON pg_proc.oid = evtfoid"
        " WHERE evtname = %s AND evtevent = 'login' AND evtenabled = 'A'",
        [SIGN_IN],
    ).fetchone()
    if there != (BODY,):
        with inside.transaction():
            for statement in MAKES_IT:
                inside.execute(statement)
    return True
