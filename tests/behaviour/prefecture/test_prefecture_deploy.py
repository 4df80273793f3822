"""The production files of a hub, and of a municipality that joins it: run over TLS as they are."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from services.command.certificates import CA_FILE, CERTIFICATE_FILE, KEY_FILE
from services.command.embedded.nats_server import find_binary, free_port
from services.command.embedded.process import die_with_parent
from services.command.keys import NKEYS_FILE, make_keys
from services.stats.hand_in import IMPOSSIBLE
from services.stats.prefecture.register import Register
from shared.broker import BrokerAccess, connected, provision
from shared.broker.prefecture import provision_prefecture
from shared.broker.prefecture_config import (
    LEAF_FILE,
    REGISTER_FOLDER,
    joined,
    leaf_remote,
    production,
)
from shared.broker.topology import OPERATOR, hand_in_subject
from tests.behaviour.prefecture_world import APRIL
from tests.servers.compose import ROOT

HUB = ROOT / "deploy" / "prefecture"
TOWN = ROOT / "deploy" / "nats"
CODE = "990019"
WITHIN_SECONDS = 20.0


def test_files_are_written_from_the_declaration() -> None:
    """What lies in the repository is what the declaration says today."""
    assert (HUB / "nats.conf").read_text(encoding="utf-8") == production()
    assert (TOWN / "joined.conf").read_text(encoding="utf-8") == joined()


def test_every_variable_and_file_of_the_composition_is_there(tmp_path: Path) -> None:
    """The composition hands in what the configuration refers to, and mounts what it includes."""
    document = yaml.safe_load((HUB / "compose.yaml").read_text(encoding="utf-8"))
    nats = document["services"]["nats"]
    referred = set(re.findall(r"\$(TSUNAGU_[A-Z_]+)", production()))
    assert set(nats["environment"]) == referred
    make_keys(tmp_path)
    made = {one.name for one in tmp_path.iterdir()} | {"leaf.crt", "leaf.key"}
    assert {Path(one["file"]).name for one in document["secrets"].values()} <= made
    assert f"./{REGISTER_FOLDER}:/etc/nats/{REGISTER_FOLDER}:ro" in nats["volumes"]
    assert [one for one in document["services"].values() if "ports" in one] == [nats]
    assert nats["ports"] == ["7422:7422"]
    assert document["networks"]["inside"] == {"internal": True}


@contextmanager
def server(config: Path, environment: Mapping[str, str], port: int) -> Iterator[None]:
    """Run nats-server on a file for the length of a block."""
    with config.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            [find_binary(), "-c", str(config), "-a", "127.0.0.1", "-p", str(port), "-m", "-1"],
            env=os.environ | environment,
            stderr=log,
            preexec_fn=die_with_parent,  # noqa: PLW1509
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def environment_of(secrets: Path, store: Path) -> dict[str, str]:
    """What a composition hands in, with paths of this machine."""
    lines = (secrets / NKEYS_FILE).read_text().splitlines()
    certificate, key = str(secrets / CERTIFICATE_FILE), str(secrets / KEY_FILE)
    return dict(line.split("=", 1) for line in lines) | {
        "TSUNAGU_NATS_STORE": str(store),
        "TSUNAGU_NATS_CERT_FILE": certificate,
        "TSUNAGU_NATS_KEY_FILE": key,
        "TSUNAGU_LEAF_CERT_FILE": certificate,
        "TSUNAGU_LEAF_KEY_FILE": key,
    }


def access(secrets: Path, port: int, user: str) -> BrokerAccess:
    """How a user reaches a server that runs here."""
    url = f"tls://127.0.0.1:{port}"
    return BrokerAccess(url, user, secrets / f"{user}.nk", secrets / CA_FILE)


@pytest.mark.timeout(120)
async def test_municipality_joins_over_tls_with_the_production_files(tmp_path: Path) -> None:
    """Both servers take their files as they are, and what is handed in is answered by the hub."""
    leaf_port, hub_port, town_port = free_port(), free_port(), free_port()
    hub, town = tmp_path / "hub", tmp_path / "town"
    for folder in (hub, town):
        make_keys(folder / "secrets")
    register, seed = Register(hub / REGISTER_FOLDER, {}).enrolled(CODE, APRIL[0])
    register.write()
    door = production().replace("0.0.0.0:7422", f"127.0.0.1:{leaf_port}")
    (hub / "nats.conf").write_text(door.replace("127.0.0.1:8222", "127.0.0.1:-1"))
    for name in ("tsunagu.conf", "joined.conf"):
        shutil.copy2(TOWN / name, town / name)
    authority = str(hub / "secrets" / CA_FILE)
    (town / LEAF_FILE).write_text(leaf_remote(f"tls://127.0.0.1:{leaf_port}", seed, authority))
    with (
        server(hub / "nats.conf", environment_of(hub / "secrets", hub / "js"), hub_port),
        server(town / "joined.conf", environment_of(town / "secrets", town / "js"), town_port),
    ):
        async with asyncio.timeout(WITHIN_SECONDS):
            operator = access(hub / "secrets", hub_port, OPERATOR)
            async with connected(operator) as client:
                await provision_prefecture(client.jetstream())
            async with connected(access(town / "secrets", town_port, OPERATOR)) as client:
                await provision(client.jetstream())
            assert b"wrong last sequence: 0" in await _answer(town, town_port)


async def _answer(town: Path, port: int) -> bytes:
    headers = {"Nats-Expected-Last-Subject-Sequence": IMPOSSIBLE}
    async with connected(access(town / "secrets", port, "stats")) as client:
        while True:
            try:
                subject = hand_in_subject(CODE)
                answer = await client.request(subject, b"", timeout=1, headers=headers)
            except Exception:  # noqa: BLE001 - the outer timeout ends it
                await asyncio.sleep(0.1)
            else:
                return bytes(answer.data)
