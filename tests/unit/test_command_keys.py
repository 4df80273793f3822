"""``tsunagu keys`` makes what a server needs once, and never replaces what is in use."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from services.command.certificates import CA_FILE, CERTIFICATE_FILE, KEY_FILE
from services.command.keys import NKEYS_FILE, make_keys
from shared.broker.credentials import public_key, seed_file
from shared.broker.topology import USERS
from shared.facts.fact import SERVICES
from shared.refusal import Refusal
from shared.sealing import key_encryption_key


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _certificate(folder: Path, name: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / name).read_bytes())


def test_only_the_owner_can_read_secrets(tmp_path: Path) -> None:
    """Every file but the public nkeys is closed to everybody else, from the first byte on."""
    folder = tmp_path / "secrets"
    for name in make_keys(folder):
        mode = stat.S_IMODE((folder / name).stat().st_mode)
        assert mode == (0o644 if name == NKEYS_FILE else 0o600), name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    """Keys in use stay what they are, and no new ones are reported."""
    make_keys(tmp_path)
    before = _contents(tmp_path)
    assert make_keys(tmp_path) == []
    assert _contents(tmp_path) == before


def test_missing_secret_is_made_without_touching_others(tmp_path: Path) -> None:
    """A run that was interrupted is completed by the next one."""
    make_keys(tmp_path)
    before = _contents(tmp_path)
    (tmp_path / "stats_keys_password").unlink()
    assert make_keys(tmp_path) == ["stats_keys_password"]
    after = _contents(tmp_path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"stats_keys_password"}


def test_no_two_secrets_are_alike(tmp_path: Path) -> None:
    """Each service has a password, a key and an nkey of its own, and so has each installation."""
    first, second = tmp_path / "first", tmp_path / "second"
    make_keys(first)
    make_keys(second)
    contents = [*_contents(first).values(), *_contents(second).values()]
    assert len(set(contents)) == len(contents)


def test_keys_are_those_that_services_load(tmp_path: Path) -> None:
    """The key-encryption keys load, and the public nkeys belong to the seeds."""
    make_keys(tmp_path)
    for service in SERVICES:
        assert len(key_encryption_key.load(tmp_path / f"{service}_kek")) == 32
    lines = (tmp_path / NKEYS_FILE).read_text().splitlines()
    public = {user: public_key(seed_file(tmp_path, user)) for user in USERS}
    assert lines == [f"TSUNAGU_NKEY_{user.upper()}={key}" for user, key in public.items()]


def test_certificate_is_signed_for_the_broker(tmp_path: Path) -> None:
    """The authority signed the server's certificate, for its names and the server's own key."""
    make_keys(tmp_path)
    authority, server = (_certificate(tmp_path, name) for name in (CA_FILE, CERTIFICATE_FILE))
    server.verify_directly_issued_by(authority)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["nats", "localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [ip_address("127.0.0.1")]
    key = load_pem_private_key((tmp_path / KEY_FILE).read_bytes(), None)
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert key.public_key().public_bytes(*form) == server.public_key().public_bytes(*form)


def test_certificate_is_valid_for_five_years(tmp_path: Path) -> None:
    """It holds from now on, also on a clock that is a little behind, for five years."""
    make_keys(tmp_path)
    now = datetime.now(UTC)
    for name in (CA_FILE, CERTIFICATE_FILE):
        certificate = _certificate(tmp_path, name)
        assert certificate.not_valid_before_utc < now - timedelta(minutes=30)
        left = certificate.not_valid_after_utc - now
        assert timedelta(days=5 * 365 - 1) < left <= timedelta(days=5 * 365)


@pytest.mark.parametrize("lost", [CA_FILE, CERTIFICATE_FILE, KEY_FILE])
def test_certificates_are_renewed_together(tmp_path: Path, lost: str) -> None:
    """With one of the three gone all are made anew, for none is of use without the others."""
    make_keys(tmp_path)
    before = _contents(tmp_path)
    (tmp_path / lost).unlink()
    make_keys(tmp_path)
    after = _contents(tmp_path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {CA_FILE, CERTIFICATE_FILE, KEY_FILE}
    _certificate(tmp_path, CERTIFICATE_FILE).verify_directly_issued_by(
        _certificate(tmp_path, CA_FILE)
    )


def test_unwritable_folder_is_refused(tmp_path: Path) -> None:
    """Where nothing can be written, a sentence says so."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Refusal) as refused:
        make_keys(blocked / "secrets")
    assert refused.value.code == "keys-folder-unwritable"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
