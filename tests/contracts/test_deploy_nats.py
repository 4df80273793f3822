"""``deploy/nats/tsunagu.conf`` is what the topology declares, and nats-server takes it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from services.command.certificates import CERTIFICATE_FILE, KEY_FILE
from services.command.embedded.nats_server import find_binary
from services.command.keys import NKEYS_FILE, make_keys
from shared.broker.server_config import accounts, jetstream, production
from tests.servers.compose import ROOT, read_containers

CONFIG = ROOT / "deploy" / "nats" / "tsunagu.conf"
REGENERATE = (
    '.venv/bin/python -c "from shared.broker.server_config import production;'
    " print(production(), end='')\" > deploy/nats/tsunagu.conf"
)


def _environment(secrets: Path, store: Path) -> dict[str, str]:
    lines = (secrets / NKEYS_FILE).read_text().splitlines()
    nkeys = dict(line.split("=", 1) for line in lines)
    return nkeys | {
        "TSUNAGU_NATS_STORE": str(store),
        "TSUNAGU_NATS_CERT_FILE": str(secrets / CERTIFICATE_FILE),
        "TSUNAGU_NATS_KEY_FILE": str(secrets / KEY_FILE),
    }


def _check(environment: dict[str, str], config: Path = CONFIG) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [find_binary(), "-t", "-c", str(config)],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )


def test_file_is_written_from_the_topology() -> None:
    """The file in the repository is what the declaration says today."""
    assert CONFIG.read_text(encoding="utf-8") == production(), f"作り直す: {REGENERATE}"


def test_blocks_are_those_of_the_embedded_server() -> None:
    """Durability and permissions are the very text that the embedded server runs on."""
    text = CONFIG.read_text(encoding="utf-8")
    assert text.count(jetstream()) == 1
    assert text.count(accounts()) == 1
    assert "sync_interval: always" in jetstream()


def test_server_accepts_the_configuration(tmp_path: Path) -> None:
    """With the keys that ``tsunagu keys`` makes, nats-server finds no fault with the file."""
    make_keys(tmp_path / "secrets")
    checked = _check(_environment(tmp_path / "secrets", tmp_path / "store"))
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("missing", ["TSUNAGU_NKEY_STATS", "TSUNAGU_NATS_CERT_FILE"])
def test_server_refuses_to_start_without_a_key(tmp_path: Path, missing: str) -> None:
    """A key that was not handed in stops the server instead of leaving a door open."""
    make_keys(tmp_path / "secrets")
    environment = _environment(tmp_path / "secrets", tmp_path / "store")
    del environment[missing]
    assert _check(environment).returncode != 0


def test_every_variable_of_the_configuration_is_given() -> None:
    """The composition hands in each variable that the file refers to, and no other."""
    nats = read_containers({"TSUNAGU_MUNICIPALITY": "000000"})["nats"]
    referred = set(re.findall(r"\$(TSUNAGU_[A-Z_]+)", CONFIG.read_text(encoding="utf-8")))
    public = {name for name in referred if name.startswith("TSUNAGU_NKEY_")}
    assert set(nats.environment) == referred - public
    assert nats.entry["env_file"] == [f"./secrets/{NKEYS_FILE}"]
