"""The composition run as processes on this machine: same commands, environment and configuration.

What a container engine would do is done by hand, and nothing else: host names become ports on the
loopback address, ``/run/secrets`` becomes a folder per container, and mounted files are found
where they are mounted from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from services.command.embedded.nats_server import find_binary, free_port
from services.command.embedded.process import die_with_parent
from services.command.keys import make_keys
from tests.servers.compose import ROOT, SECRETS, Container, read_containers
from tests.servers.postgres import PostgresServer

TSUNAGU = Path(sys.executable).parent / "tsunagu"
HEALTHY_WITHIN_SECONDS = 60.0
JOB_WITHIN_SECONDS = 90.0
STOP_WITHIN_SECONDS = 15.0
NEEDS_AN_ENGINE = frozenset({"nats-storage"})
"""Hands a volume to its user; without an engine there are no volumes."""


class Deployment:
    """The composition in a folder.

    Args:
        folder: secrets, logs and the broker's files.
        postgres: stands in for the container of that name; empty so far.
        variables: those of ``.env``.
    """

    def __init__(
        self, folder: Path, postgres: PostgresServer, variables: Mapping[str, str]
    ) -> None:
        self.folder = folder
        self.containers = read_containers(variables)
        self.monitor_port = free_port()
        self.nats_port = free_port()
        self._postgres = postgres
        self._http = {name: free_port() for name in self.containers}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._done: set[str] = set()
        # Kept until the end: a process dies with the thread that has started it.
        self._starters = ThreadPoolExecutor(len(self.containers))
        make_keys(folder / "secrets")
        (folder / "empty").mkdir()
        self.broker_files.mkdir()
        for one in self.containers.values():
            self._hand_out_secrets(one)

    @property
    def broker_files(self) -> Path:
        """The volume of the broker."""
        return self.folder / "nats-data"

    def _hand_out_secrets(self, one: Container) -> None:
        folder = self._secrets(one.name)
        folder.mkdir(parents=True)
        for name, file in one.secrets.items():
            shutil.copy2(self.folder / file, folder / name)

    def _secrets(self, name: str) -> Path:
        return self.folder / "run" / name

    def environment(self, name: str) -> dict[str, str]:
        """What a container's process has in its environment, and nothing of this one's."""
        one = self.containers[name]
        found = dict(one.environment)
        for file in one.entry.get("env_file", []):
            lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
            found |= dict(line.split("=", 1) for line in lines)
        found = {key: self._here(name, value) for key, value in found.items()}
        if "TSUNAGU_HTTP_PORT" in found:
            found["TSUNAGU_HTTP_PORT"] = str(self._http[name])
        return found | {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

    def _here(self, name: str, value: str) -> str:
        """A value with places in the containers' world replaced by places here."""
        for host, port in (("postgres:5432", self._postgres.port), ("nats:4222", self.nats_port)):
            value = value.replace(host, f"127.0.0.1:{port}")
        if value in self.containers[name].mounts:
            return str(self.folder / self.containers[name].mounts[value])
        return value.replace(f"{SECRETS}/", f"{self._secrets(name)}/")

    def bring_up(self, names: Iterable[str]) -> None:
        """Start containers as soon as what they wait for is there, side by side if possible."""
        waiting = set(names) - NEEDS_AN_ENGINE
        while waiting:
            ready = [name for name in waiting if self._waits_for(name) <= self._done]
            assert ready, f"nothing that {sorted(waiting)} wait for will come"
            list(self._starters.map(self._bring_up, ready))
            self._done.update(ready)
            waiting.difference_update(ready)

    def _waits_for(self, name: str) -> set[str]:
        return set(self.containers[name].waits_for) - NEEDS_AN_ENGINE

    def _bring_up(self, name: str) -> None:
        if name == "postgres":
            self._initialise_postgres()
        elif name == "nats":
            self.start_broker()
        elif "healthcheck" in self.containers[name].entry:
            self.start(name)
            self.wait_until_healthy(name)
        else:
            self.run(name)

    def _initialise_postgres(self) -> None:
        """Run the initialisation as the image does, on the server that is here."""
        source = ROOT / self.containers["postgres"].mounts["/docker-entrypoint-initdb.d/init.sh"]
        script = self.folder / "init.sh"
        text = source.read_text(encoding="utf-8")
        script.write_text(text.replace(str(SECRETS), str(self._secrets("postgres"))))
        environment = self.environment("postgres") | {
            "PATH": f"{self._postgres.binaries}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self._postgres.port),
            "PGPASSWORD": self._postgres.password,
        }
        self._finish(["sh", str(script)], environment)

    def start_broker(self) -> None:
        """Start nats-server on the mounted configuration, on ports that are free here."""
        one = self.containers["nats"]
        program, *arguments = one.command
        assert program == "nats-server"
        arguments = [
            str(ROOT / one.mounts[argument]) if argument in one.mounts else argument
            for argument in arguments
        ]
        places = ["-a", "127.0.0.1", "-p", str(self.nats_port), "-m", str(self.monitor_port)]
        self._spawn("nats", [find_binary(), *arguments, *places])
        self.wait_until_healthy("nats")

    def start(self, name: str) -> None:
        """Start a container's process."""
        self._spawn(name, [str(TSUNAGU), *self.containers[name].command])

    def _spawn(self, name: str, arguments: list[str]) -> None:
        with self.log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                arguments,
                env=self.environment(name),
                cwd=self.folder / "empty",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509
            )

    def log(self, name: str) -> Path:
        """What a container has said."""
        return self.folder / f"{name}.log"

    def run(self, name: str, *arguments: str) -> str:
        """Run a command to its end in a container's environment; its own, unless another is given.

        Returns:
            What it printed on standard output.
        """
        given = list(arguments) or self.containers[name].command
        return self._finish([str(TSUNAGU), *given], self.environment(name))

    def _finish(self, arguments: list[str], environment: Mapping[str, str]) -> str:
        done = subprocess.run(
            arguments,
            env=dict(environment),
            cwd=self.folder / "empty",
            check=False,
            capture_output=True,
            text=True,
            timeout=JOB_WITHIN_SECONDS,
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    def is_healthy(self, name: str) -> bool:
        """Ask as the container's health check does."""
        check = self._health_check(name)
        if name == "nats":
            return self._answers(self.monitor_port, urlsplit(check[-1]).path)
        asked = subprocess.run(
            [str(TSUNAGU), *check[1:]],
            env=self.environment(name),
            cwd=self.folder / "empty",
            check=False,
            capture_output=True,
            timeout=JOB_WITHIN_SECONDS,
        )
        return asked.returncode == 0

    def _health_check(self, name: str) -> list[str]:
        kind, *check = self.containers[name].entry["healthcheck"]["test"]
        assert (kind, check[0]) == ("CMD", "wget" if name == "nats" else "tsunagu")
        return list(check)

    def _answers(self, port: int, path: str) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def wait_until_healthy(self, name: str) -> None:
        """Wait for the health check to pass; fail when the process ends or takes too long."""
        deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
        port, path = self.monitor_port, "/healthz"
        if name != "nats":
            port, path = self._http[name], "/health/ready"
        while time.monotonic() < deadline and self._processes[name].poll() is None:
            # Asked directly, for the command takes a second to start; it has the last word.
            if self._answers(port, path) and self.is_healthy(name):
                return
            time.sleep(0.1)
        raise AssertionError(f"{name}: {self.log(name).read_text(errors='replace')[-2000:]}")

    def stop(self, name: str) -> int:
        """End a container's process as the engine does; return its exit status."""
        process = self._processes.pop(name)
        process.terminate()
        self._end(process)
        return int(process.returncode)

    def down(self) -> None:
        """End everything that still runs, the broker last."""
        services = set(self._processes) - {"nats"}
        for names in (services, set(self._processes) - services):
            for name in names:
                self._processes[name].terminate()
            for name in names:
                self._end(self._processes.pop(name))
        self._starters.shutdown()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
