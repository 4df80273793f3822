"""Destroying keys leaves a proof that can be given again, and nothing that opens."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shared.refusal import Refusal
from shared.sealing import Erased, KeyStore, Sealer, key_encryption_key, open_key_store
from shared.sealing.destruction import destroy_keys
from tests.servers.postgres import PostgresServer

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def key_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeyStore]:
    """A migrated, empty key store of either kind."""
    url, password = f"sqlite://{tmp_path / 'keys.sqlite'}", ""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        url, password = server.url(server.create_database()), server.password
    with closing(open_key_store(url, password)) as store:
        store.migrate()
        yield store


def sealer_of(key_store: KeyStore, folder: Path, at: datetime = NOW) -> Sealer:
    """A service's keys at an instant."""
    kek = folder / "kek"
    if not kek.exists():
        key_encryption_key.generate(kek)
    return Sealer(key_store, kek, clock=lambda: at, environment={})


def test_the_proof_names_each_key_and_the_instant_of_its_tombstone(
    key_store: KeyStore, tmp_path: Path
) -> None:
    """Keys that were there and keys that never were: none opens, none is ever made."""
    sealer = sealer_of(key_store, tmp_path)
    there, never = str(uuid4()), str(uuid4())
    sealed = sealer.seal(there, "架空の記録", "test.text")

    proof = destroy_keys(sealer, [there, never, there])

    assert [(one.key_id, one.destroyed_at) for one in proof] == [
        (one, NOW) for one in sorted([there, never])
    ]
    with pytest.raises(Erased):
        sealer.open(sealed, "test.text")
    with pytest.raises(Erased):
        sealer.seal(never, "架空の記録", "test.text")


def test_destroying_again_gives_the_same_proof(key_store: KeyStore, tmp_path: Path) -> None:
    """Who died before recording it does it once more and records the first instant."""
    key_id = str(uuid4())
    first = destroy_keys(sealer_of(key_store, tmp_path), [key_id])
    later = sealer_of(key_store, tmp_path, NOW + timedelta(days=1))

    assert destroy_keys(later, [key_id]) == first
    assert key_store.destroyed_at(key_id) == NOW


def test_a_key_that_lives_has_no_tombstone(key_store: KeyStore, tmp_path: Path) -> None:
    """Only what was destroyed has an instant."""
    key_id = str(uuid4())
    sealer_of(key_store, tmp_path).seal(key_id, "架空の記録", "test.text")

    assert key_store.destroyed_at(key_id) is None
    assert key_store.destroyed_at(str(uuid4())) is None


def test_a_key_store_that_forgets_to_destroy_is_found_out(
    key_store: KeyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening is tried, and what still opens is no proof."""
    sealer, key_id = sealer_of(key_store, tmp_path), str(uuid4())
    sealer.seal(key_id, "架空の記録", "test.text")
    monkeypatch.setattr(type(key_store), "destroy", lambda *_: None)
    monkeypatch.setattr(type(key_store), "destroyed_at", lambda *_: NOW)

    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "key-still-opens"):
        destroy_keys(sealer, [key_id])
