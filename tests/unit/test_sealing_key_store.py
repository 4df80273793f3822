"""What every key store does, and what a file of keys must no longer hold after an erasure.

The behaviour is told by tests that take the ``key_store`` fixture; a further kind of store is a
further entry of ``KINDS``.
"""

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.refusal import Refusal
from shared.sealing import (
    KeyStore,
    Sealed,
    Sealer,
    key_encryption_key,
    open_key_store,
    postgres_key_store,
    sqlite_key_store,
)
from shared.sealing.refusals import ErasureIncomplete, KeyStoreMissing
from tests.servers.postgres import PostgresServer

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)

Open = Callable[[], KeyStore]


def _sqlite(request: pytest.FixtureRequest) -> Open:
    folder: Path = request.getfixturevalue("tmp_path")
    return lambda: open_key_store(f"sqlite://{folder}/keys/intake.sqlite")


def _postgres(request: pytest.FixtureRequest) -> Open:
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.url(server.create_database())
    return lambda: open_key_store(url, server.password)


KINDS: dict[str, Callable[[pytest.FixtureRequest], Open]] = {
    "sqlite": _sqlite,
    "postgres": _postgres,
}


@pytest.fixture(params=KINDS)
def open_another(request: pytest.FixtureRequest) -> Open:
    """Opens one more connection to the same store, as another process would."""
    return KINDS[request.param](request)


@pytest.fixture
def key_store(open_another: Open) -> Iterator[KeyStore]:
    """A migrated, empty key store."""
    with closing(open_another()) as store:
        store.migrate()
        yield store


def test_keys_come_back_as_they_were_added(key_store: KeyStore) -> None:
    """Many keys are kept in one go; unknown ids are not answered for."""
    keys = {f"person-{number}": f"wrapped-{number}" for number in range(3000)}
    key_store.add(keys, NOW)
    assert key_store.get([*keys, "nobody"]) == keys
    assert key_store.get([]) == {}


def test_a_key_that_exists_stays(key_store: KeyStore, open_another: Open) -> None:
    """Who comes second reads the first one's key."""
    key_store.add({"person-1": "first"}, NOW)
    with closing(open_another()) as other:
        other.add({"person-1": "second", "person-2": "new"}, NOW)
        assert other.get(["person-1", "person-2"]) == {"person-1": "first", "person-2": "new"}


def test_a_destroyed_key_is_gone_and_never_made_again(
    key_store: KeyStore, open_another: Open
) -> None:
    """After an erasure the id stays as a tombstone, for every process and for good."""
    key_store.add({"person-1": "first", "person-2": "other"}, NOW)
    key_store.destroy("person-1", NOW)
    key_store.add({"person-1": "again"}, LATER)
    with closing(open_another()) as other:
        assert other.get(["person-1", "person-2"]) == {"person-1": None, "person-2": "other"}


def test_who_never_had_a_key_can_be_erased_too(key_store: KeyStore) -> None:
    """An erasure that arrives before the first secret still prevents every later one."""
    key_store.destroy("person-1", NOW)
    key_store.add({"person-1": "late"}, LATER)
    assert key_store.get(["person-1"]) == {"person-1": None}


def test_destroying_twice_is_destroying(key_store: KeyStore) -> None:
    """A repeated request does no harm."""
    key_store.add({"person-1": "first"}, NOW)
    key_store.destroy("person-1", NOW)
    key_store.destroy("person-1", LATER)
    assert key_store.get(["person-1"]) == {"person-1": None}


def test_all_keys_are_replaced_or_none(key_store: KeyStore) -> None:
    """A change that fails half-way leaves every key as it was, and the store usable."""
    key_store.add({f"person-{number}": "old" for number in range(5)}, NOW)
    key_store.destroy("person-4", NOW)

    def failing(key_id: str, _wrapped: str) -> str:
        if key_id == "person-3":
            raise RuntimeError
        return "new"

    with pytest.raises(RuntimeError):
        key_store.replace(failing)
    assert set(key_store.get([f"person-{number}" for number in range(4)]).values()) == {"old"}
    assert key_store.replace(lambda key_id, old: "new" if key_id < "person-2" else old) == 2
    assert key_store.get(["person-0", "person-1", "person-2", "person-4"]) == {
        "person-0": "new",
        "person-1": "new",
        "person-2": "old",
        "person-4": None,
    }


def test_migrating_again_keeps_the_keys(key_store: KeyStore, open_another: Open) -> None:
    """Migration may run at every deployment."""
    key_store.add({"person-1": "first"}, NOW)
    with closing(open_another()) as other:
        other.migrate()
        assert other.get(["person-1"]) == {"person-1": "first"}


def test_many_can_migrate_at_once(open_another: Open) -> None:
    """However many start on nothing, each ends with the same working store."""
    failures: list[Exception] = []

    def start() -> None:
        with closing(open_another()) as store:
            try:
                store.migrate()
                store.add({"person-1": "first"}, NOW)
            except Exception as error:  # noqa: BLE001 - whatever goes wrong fails the test
                failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_store_that_nobody_migrated_is_refused(open_another: Open) -> None:
    """A service does not create a key store: an empty one would hide that the real one is lost."""
    with closing(open_another()) as store, pytest.raises(KeyStoreMissing):
        store.get(["person-1"])


def test_writers_in_opposite_orders_do_not_block_each_other(
    key_store: KeyStore, open_another: Open
) -> None:
    """Two processes that add the same many keys both end, and agree."""
    ids = [f"person-{number:04}" for number in range(1500)]
    with closing(open_another()) as other:
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(key_store.add, dict.fromkeys(ids, "a"), NOW)
            two = pool.submit(other.add, dict.fromkeys(reversed(ids), "b"), NOW)
        one.result()
        two.result()
        assert len(key_store.get(ids)) == len(ids)
        assert key_store.get(ids) == other.get(ids)


def test_an_unknown_kind_of_store_is_refused() -> None:
    """A URL that nobody understands is answered in Japanese, without repeating it."""
    with pytest.raises(Refusal) as caught:
        open_key_store("mysql://secret@host/keys")
    assert caught.value.code == "unknown-database"
    assert "secret" not in str(caught.value)


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_no_byte_of_a_destroyed_key_stays_in_the_files(tmp_path: Path) -> None:
    """Neither the database file nor its write-ahead log holds a destroyed or replaced key."""
    folder = tmp_path / "keys"
    keys = {f"person-{number:04}": f"canary-{number:04}-" + "k" * 80 for number in range(1000)}
    with closing(open_key_store(f"sqlite://{folder}/intake.sqlite")) as store:
        store.migrate()
        for start in range(0, 1000, 50):
            store.add(dict(list(keys.items())[start : start + 50]), NOW)
        assert b"canary-0007-" in _bytes_of(folder)
        for key_id in list(keys)[7:400:14]:
            store.destroy(key_id, NOW)
            assert keys[key_id][:12].encode() not in _bytes_of(folder)
        store.replace(lambda _, old: "rewrapped-" + old.removeprefix("canary-") * 2)
        assert b"canary-" not in _bytes_of(folder)


def test_no_byte_of_a_destroyed_key_stays_in_the_table_of_postgres(
    postgres: PostgresServer,
) -> None:
    """The table's files are new after an erasure, even the last row's bytes are not in them."""
    database = postgres.create_database()
    keys = {f"person-{number:04}": f"canary-{number:04}-" + "k" * 80 for number in range(200)}

    def table_bytes() -> bytes:
        with postgres.connect(database) as connection:
            connection.execute("CHECKPOINT")
            rows = connection.execute(
                "SELECT current_setting('data_directory'), pg_relation_filepath('person_keys')"
            ).fetchone()
        assert rows is not None
        folder = (Path(rows[0]) / rows[1]).parent
        return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())

    with closing(open_key_store(postgres.url(database), postgres.password)) as store:
        store.migrate()
        store.add(keys, NOW)
        assert b"canary-0199-" in table_bytes()
        for key_id in ["person-0000", "person-0100", "person-0199"]:
            store.destroy(key_id, NOW)
            assert keys[key_id][:12].encode() not in table_bytes()
        store.replace(lambda _, old: "rewrapped-" + old.removeprefix("canary-"))
        assert b"canary-" not in table_bytes()


def test_writers_that_meet_in_postgres_wait_in_one_order(postgres: PostgresServer) -> None:
    """Keys are added by ascending id, so that two writers cannot each wait for the other."""
    database = postgres.create_database()
    url = postgres.url(database)
    insert = "INSERT INTO person_keys VALUES (%s, 'raw', 'now', NULL)"
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with (
        closing(open_key_store(url, postgres.password)) as store,
        postgres.connect(database) as raw,
        postgres.connect(database) as watcher,
        ThreadPoolExecutor(1) as pool,
    ):
        store.migrate()
        keys = {"person-9": "ours", "person-1": "ours"}
        with raw.transaction():
            raw.execute(insert, ("person-1",))
            adding = pool.submit(store.add, keys, NOW)
            while watcher.execute(waiting).fetchone() == (0,):
                time.sleep(0.01)
            raw.execute(insert, ("person-9",))
        adding.result()
        assert store.get(["person-1", "person-9"]) == {"person-1": "raw", "person-9": "raw"}


def test_an_erasure_in_postgres_that_cannot_finish_changes_nothing(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a backup reads the table, the erasure is refused as a whole; afterwards it is done."""
    monkeypatch.setattr(postgres_key_store, "WAIT_SECONDS", 1)
    database = postgres.create_database()
    with closing(open_key_store(postgres.url(database), postgres.password)) as store:
        store.migrate()
        store.add({"person-1": "wrapped"}, NOW)
        with postgres.connect(database) as reader, reader.transaction():
            reader.execute("SELECT * FROM person_keys")
            with pytest.raises(ErasureIncomplete):
                store.destroy("person-1", NOW)
            reader.execute("SELECT 1")
        assert store.get(["person-1"]) == {"person-1": "wrapped"}
        store.destroy("person-1", NOW)
        assert store.get(["person-1"]) == {"person-1": None}


def test_an_erasure_that_could_not_finish_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a reader holds on to old pages, the erasure is reported as incomplete; then it ends."""
    monkeypatch.setattr(sqlite_key_store, "WAIT_SECONDS", 0.1)
    path = tmp_path / "keys" / "intake.sqlite"
    with closing(open_key_store(f"sqlite://{path}")) as store:
        store.migrate()
        store.add({"person-1": "canary-wrapped"}, NOW)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM person_keys").fetchall()
            with pytest.raises(ErasureIncomplete):
                store.destroy("person-1", NOW)
            assert store.get(["person-1"]) == {"person-1": None}
        store.destroy("person-1", LATER)
        assert b"canary-wrapped" not in _bytes_of(path.parent)
        assert NOW.isoformat().encode() in _bytes_of(path.parent)
        assert LATER.isoformat().encode() not in _bytes_of(path.parent)


def test_the_files_are_for_their_owner_only(tmp_path: Path) -> None:
    """Wrapped keys and their log are unreadable for other users of the machine."""
    folder = tmp_path / "keys"
    with closing(open_key_store(f"sqlite://{folder}/intake.sqlite")) as store:
        store.migrate()
        store.add({"person-1": "wrapped"}, NOW)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for path in folder.glob("intake.sqlite*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_refused_store_leaves_no_file_behind(tmp_path: Path) -> None:
    """Looking for a key store that is not there creates none."""
    with (
        closing(open_key_store(f"sqlite://{tmp_path}/intake.sqlite")) as store,
        pytest.raises(KeyStoreMissing),
    ):
        store.add({"person-1": "wrapped"}, NOW)
    assert list(tmp_path.iterdir()) == []


_OTHER_PROCESS = """
import sys
from pathlib import Path
from shared.sealing import Sealer, open_key_store
sealer = Sealer(open_key_store(sys.argv[1]), Path(sys.argv[2]), environment={})
print("ready", flush=True)
sys.stdin.readline()
sealed = [sealer.seal(f"person-{n}", "秘密", "test.text").at_rest() for n in range(200)]
print("\\n".join([str(sealer.opaque_uuid("case", "1")), *sealed]))
"""


def test_two_processes_that_make_the_same_keys_agree(tmp_path: Path) -> None:
    """What two processes seal at once for people new to both, a third can open in full."""
    url, kek = f"sqlite://{tmp_path}/keys.sqlite", tmp_path / "kek"
    key_encryption_key.generate(kek)
    with closing(open_key_store(url)) as store:
        store.migrate()
        others = [
            subprocess.Popen(
                [sys.executable, "-c", _OTHER_PROCESS, url, str(kek)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[2],
            )
            for _ in range(2)
        ]
        for other in others:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
        for other in others:
            assert other.stdin is not None
            other.stdin.write("\n")
            other.stdin.flush()
        answers = [other.communicate(timeout=60)[0].split() for other in others]
        sealer = Sealer(store, kek, environment={})
        assert {answer[0] for answer in answers} == {str(sealer.opaque_uuid("case", "1"))}
        for answer in answers:
            assert len(answer) == 201
            opened = {sealer.open(Sealed.from_rest(text), "test.text") for text in answer[1:]}
            assert opened == {"秘密"}
