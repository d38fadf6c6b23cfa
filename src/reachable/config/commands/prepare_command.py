"""Makes the roles and the database on another PostgreSQL server (15 or newer).

In:  an administrator's address, and DATABASE_URL and DATABASE_OWNER_URL with the passwords the roles shall have.
Out: an empty database; `reachable migrate` makes the tables.
"""

import argparse
from urllib.parse import unquote, urlsplit

from reachable.config.commands.terminal import say

SAID = (
    "Each session past the application begins with a line of the server's log. Send that log to another machine, and"
    " ask about every sign-in without a line that says log_statement=all."
)
NOT_SAID = (
    "This server cannot say how a session past the application begins: that takes PostgreSQL 17 or newer, and a"
    " superuser. Until then ask about every sign-in of a superuser that its log shows."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the administrator's address."""
    parser.add_argument("--admin-url", required=True, help="postgresql://… of a superuser, used once and not kept")


def run(arguments: argparse.Namespace) -> int:
    """Make the roles and the database."""
    import psycopg

    from reachable.config.given_secrets import has_secret, read_secret
    from reachable.config.prepare import RolePasswords, let_backup_connect, make_database, make_schema, prepare_server
    from reachable.config.sign_ins_said import let_sign_ins_say

    for needed in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if not has_secret(needed):
            say(f"Set {needed} first: it carries the password that role shall have. Nothing was changed.")
            return 2
    app, owner = urlsplit(read_secret("DATABASE_URL")), urlsplit(read_secret("DATABASE_OWNER_URL"))
    name = app.path.lstrip("/")
    with psycopg.connect(arguments.admin_url, autocommit=True) as admin:
        backup = urlsplit(read_secret("DATABASE_BACKUP_URL", ""))
        passwords = (unquote(each.password or "") for each in (owner, app, backup))
        prepare_server(admin, RolePasswords(*passwords))
        is_new = make_database(admin, name)
        let_backup_connect(admin, name)
    with psycopg.connect(arguments.admin_url, dbname=name, autocommit=True) as inside:
        if is_new:
            make_schema(inside)
        is_said = let_sign_ins_say(inside)
    say(SAID if is_said else NOT_SAID)
    say(f"The roles are made; database {name} {'is new' if is_new else 'was there already'}. Next: reachable migrate")
    return 0
