"""The town hall's way in: a real nginx with the configuration of ``deploy/front``."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.command.embedded.nats_server import free_port
from shared.facts.fact import SERVICES
from tests.browser.site import Site

FRONT = Path(__file__).parents[2] / "deploy" / "front"
READY_WITHIN_SECONDS = 10.0


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "front.crt", folder / "front.key"
    pem = serialization.Encoding.PEM
    files[0].write_bytes(signed.public_bytes(pem))
    files[1].write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


def on_this_machine(site: Site, folder: Path, port: int) -> str:
    """The configuration with this machine's ports and files; nothing else is changed."""
    crt, key = certificate(folder)
    text = (FRONT / "nginx.conf").read_text(encoding="utf-8")
    services = (FRONT / "services.conf").read_text(encoding="utf-8")
    for service in SERVICES:
        services = services.replace(f'"{service}";', f'"127.0.0.1:{site.ports.http[service]}";')
    (folder / "services.conf").write_text(services, encoding="utf-8")
    changes = {
        "/etc/nginx/services.conf": str(folder / "services.conf"),
        "http://$service:8080": "http://$service",
        "listen 8443": f"listen 127.0.0.1:{port}",
        "/run/secrets/front_certificate": str(crt),
        "/run/secrets/front_key": str(key),
        "/tmp/": f"{folder}/",  # noqa: S108 - what the configuration says
    }
    for said, here in changes.items():
        assert said in text, said
        text = text.replace(said, here)
    return text


@pytest.fixture(scope="module")
def door(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a running nginx before the embedded services."""
    folder = tmp_path_factory.mktemp("nginx")
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "nginx がありません。`make test-browser` で導入してください。"
    port = free_port()
    (folder / "nginx.conf").write_text(on_this_machine(site, folder, port), encoding="utf-8")
    process = subprocess.Popen(
        [nginx, "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"],
        stdout=(folder / "out").open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(port, process, folder / "out")
        trust = ssl.create_default_context(cafile=str(folder / "front.crt"))
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trust) as client:
            yield client
        assert not (folder / "access.log").exists()
        assert "/conference" not in (folder / "out").read_text()
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes], told: Path) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(told.read_text())


def test_each_service_is_found_by_its_first_part(door: httpx.Client) -> None:
    """Every service answers below its own name, with its own headers."""
    for service in SERVICES:
        answer = door.get(f"/{service}/openapi.json")
        assert answer.json()["paths"], service
        assert all(path.startswith(f"/{service}/") for path in answer.json()["paths"])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_the_state_of_the_machines_is_not_shown(door: httpx.Client) -> None:
    """Health is for those who run the machines, not for whoever finds the door."""
    assert door.get("/health/ready").status_code == httpx.codes.NOT_FOUND


def test_whoever_is_nobody_is_sent_to_sign_in(door: httpx.Client) -> None:
    """The start leads to the sign-in, on the name that was asked."""
    answer = door.get("/")
    assert answer.status_code == httpx.codes.SEE_OTHER
    assert re.match(r"/session/sign-in\?", answer.headers["location"])


def test_a_body_that_is_too_large_stops_at_the_door(door: httpx.Client) -> None:
    """What no service would take is not carried to one."""
    answer = door.post("/intake/pages/ledger", content=b"a" * (22 * 1024 * 1024))
    assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
