"""Sealing for one person and purpose, opening, erasing, changing the KEK, and opaque ids."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.refusal import Refusal
from shared.sealing import (
    Erased,
    KeyMissing,
    KeyStore,
    Sealed,
    Sealer,
    Tampered,
    WrongKeyEncryptionKey,
    key_encryption_key,
    open_key_store,
    rewrap,
    sealer,
)
from shared.sealing.wrapping import Wrapping

TEXT = "夜は眠れていると話す。髙﨑様の件は葛󠄀城市へ。"
LABEL = "intake.contact.content"


class CountingStore:
    """A key store that counts how often it is asked."""

    def __init__(self, inner: KeyStore) -> None:
        self.inner = inner
        self.reads = 0
        self.writes = 0

    def migrate(self) -> None:
        """Pass on."""
        self.inner.migrate()

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Count and pass on."""
        self.writes += 1
        self.inner.add(wrapped, at)

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Count and pass on."""
        self.reads += 1
        return self.inner.get(key_ids)

    def destroy(self, key_id: str, at: datetime) -> None:
        """Pass on."""
        self.inner.destroy(key_id, at)

    def replace(self, change: Callable[[str, str], str]) -> int:
        """Pass on."""
        return self.inner.replace(change)

    def close(self) -> None:
        """Pass on."""
        self.inner.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CountingStore]:
    """A migrated key store."""
    with closing(open_key_store(f"sqlite://{tmp_path}/keys.sqlite")) as inner:
        inner.migrate()
        yield CountingStore(inner)


@pytest.fixture
def kek_file(tmp_path: Path) -> Path:
    """A key-encryption key."""
    key_encryption_key.generate(tmp_path / "kek")
    return tmp_path / "kek"


@pytest.fixture
def keys(store: CountingStore, kek_file: Path) -> Sealer:
    """A sealer with an empty key store."""
    return Sealer(store, kek_file, environment={})


def fresh(store: KeyStore, kek_file: Path) -> Sealer:
    """A sealer that has nothing in memory yet, as after a restart."""
    return Sealer(store, kek_file, environment={})


def test_what_was_sealed_can_be_opened_after_a_restart(
    keys: Sealer, store: CountingStore, kek_file: Path
) -> None:
    """Another process with the same keys reads the text to the last variation selector."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    assert fresh(store, kek_file).open(Sealed.from_rest(sealed.at_rest()), LABEL) == TEXT


def test_the_same_text_is_never_sealed_the_same_way(keys: Sealer) -> None:
    """Nobody can tell from two ciphertexts that two texts are equal."""
    one, two = keys.seal("person-1", TEXT, LABEL), keys.seal("person-1", TEXT, LABEL)
    assert one != two
    assert one.nonce != two.nonce


def test_the_text_is_nowhere_in_what_is_stored(
    keys: Sealer, store: CountingStore, tmp_path: Path
) -> None:
    """Neither the stored form nor the key store holds the text or the bare key."""
    sealed = keys.seal("person-1", "canary-plain", LABEL)
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"canary-plain" not in sealed.ciphertext
    assert "canary-plain" not in sealed.at_rest()
    assert b"canary-plain" not in files
    assert store.get(["person-1"])["person-1"] is not None


def test_a_text_opens_only_as_what_it_was_sealed(keys: Sealer) -> None:
    """A value moved to another field does not open there."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    with pytest.raises(Tampered):
        keys.open(sealed, "intake.contact.place")


def test_a_text_opens_only_for_its_person(keys: Sealer) -> None:
    """A value put under another person's id does not open."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    keys.seal("person-2", TEXT, LABEL)
    with pytest.raises(Tampered):
        keys.open(replace(sealed, key_id="person-2"), LABEL)


def test_person_and_label_are_part_of_what_is_authenticated(
    keys: Sealer, store: CountingStore, kek_file: Path
) -> None:
    """The stored form stays as it is: AES-256-GCM over the text, bound to ``s1|person|label``."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    wrapped = store.get(["person-1"])["person-1"]
    assert wrapped is not None
    key = Wrapping(key_encryption_key.load(kek_file)).unwrap("person-1", wrapped)
    bound = f"s1|person-1|{LABEL}".encode()
    assert len(key) == 32
    assert AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext, bound).decode() == TEXT


def test_changed_ciphertext_does_not_open(keys: Sealer) -> None:
    """One flipped bit anywhere is found, and the traceback tells no text."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    for changed in (
        replace(sealed, nonce=bytes([sealed.nonce[0] ^ 1]) + sealed.nonce[1:]),
        replace(sealed, ciphertext=sealed.ciphertext[:-1] + bytes([sealed.ciphertext[-1] ^ 1])),
        replace(sealed, ciphertext=sealed.ciphertext[:-1]),
    ):
        with pytest.raises(Tampered) as caught:
            keys.open(changed, LABEL)
        assert "眠れて" not in "".join(traceback.format_exception(caught.value))


def test_exchanged_rows_of_the_key_store_are_found(keys: Sealer, store: CountingStore) -> None:
    """Giving one person another's key fails instead of mixing people up."""
    keys.ensure_keys(["person-1", "person-2"])
    rows = store.get(["person-1", "person-2"])
    others = {"person-1": rows["person-2"], "person-2": rows["person-1"]}
    store.replace(lambda key_id, _: str(others[key_id]))
    keys.forget("person-1")
    with pytest.raises(Tampered):
        keys.seal("person-1", TEXT, LABEL)


def test_erased_means_neither_opened_nor_sealed(
    keys: Sealer, store: CountingStore, kek_file: Path
) -> None:
    """After an erasure nothing opens, and nothing new is sealed for that person; others go on."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    other = keys.seal("person-2", TEXT, LABEL)
    keys.destroy("person-1")
    for one in (keys, fresh(store, kek_file)):
        with pytest.raises(Erased) as caught:
            one.open(sealed, LABEL)
        assert caught.value.code == "person-erased"
        with pytest.raises(Erased):
            one.seal("person-1", TEXT, LABEL)
        assert one.open(other, LABEL) == TEXT


def test_a_placeholder_stands_in_for_the_erased_only(keys: Sealer) -> None:
    """Lists go on after an erasure, but tampering does not pass for one."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    assert keys.open_or(sealed, LABEL, "（消去済み）") == TEXT
    with pytest.raises(Tampered):
        keys.open_or(sealed, "intake.contact.place", "（消去済み）")
    keys.destroy("person-1")
    assert keys.open_or(sealed, LABEL, "（消去済み）") == "（消去済み）"


def test_a_lost_key_does_not_pass_for_an_erasure(keys: Sealer) -> None:
    """A key that the store never had is reported as missing, even where a placeholder would do."""
    stranger = Sealed("person-9", bytes(12), bytes(16))
    with pytest.raises(KeyMissing):
        keys.open(stranger, LABEL)
    with pytest.raises(KeyMissing):
        keys.open_or(stranger, LABEL, "（消去済み）")


def test_an_erasure_elsewhere_takes_effect_within_seconds(
    keys: Sealer, store: CountingStore, kek_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key in memory outlives its destruction by another process by the stated time at most."""
    instant = 1000.0
    monkeypatch.setattr(sealer.time, "monotonic", lambda: instant)
    sealed = keys.seal("person-1", TEXT, LABEL)
    fresh(store, kek_file).destroy("person-1")
    instant += sealer.KEPT_SECONDS - 0.01
    assert keys.open(sealed, LABEL) == TEXT
    instant += 0.01
    with pytest.raises(Erased):
        keys.open(sealed, LABEL)


def test_use_does_not_prolong_a_key_in_memory(
    keys: Sealer, store: CountingStore, kek_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key in constant use is still asked for anew, so an erasure reaches it."""
    instant = 1000.0
    monkeypatch.setattr(sealer.time, "monotonic", lambda: instant)
    sealed = keys.seal("person-1", TEXT, LABEL)
    fresh(store, kek_file).destroy("person-1")
    with pytest.raises(Erased):
        for _ in range(100):
            instant += 0.1
            keys.open(sealed, LABEL)
    assert instant <= 1000.0 + sealer.KEPT_SECONDS + 0.1


def test_forgetting_a_key_asks_the_store_again(
    keys: Sealer, store: CountingStore, kek_file: Path
) -> None:
    """Who learns of an erasure elsewhere can make it take effect at once."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    fresh(store, kek_file).destroy("person-1")
    keys.forget("person-1")
    keys.forget("nobody")
    with pytest.raises(Erased):
        keys.open(sealed, LABEL)


def test_keys_in_memory_are_few(keys: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded; the key used last stays longest."""
    monkeypatch.setattr(sealer, "KEPT_KEYS", 2)
    sealed = [keys.seal(f"person-{number}", TEXT, LABEL) for number in range(2)]
    keys.open(sealed[0], LABEL)
    keys.seal("person-2", TEXT, LABEL)
    assert list(keys._kept) == ["person-0", "person-2"]
    assert keys.open(sealed[1], LABEL) == TEXT


def test_a_bulk_of_keys_is_one_commit_and_then_at_hand(keys: Sealer, store: CountingStore) -> None:
    """An import asks the key store once for a batch, not once for every value."""
    ids = [f"person-{number}" for number in range(100)]
    keys.seal(ids[0], TEXT, LABEL)
    store.reads = store.writes = 0
    keys.ensure_keys([*ids, *ids])
    for key_id in ids:
        keys.seal(key_id, TEXT, LABEL)
    assert (store.reads, store.writes) == (2, 1)
    keys.ensure_keys(ids)
    assert store.writes == 1


def test_a_bulk_passes_over_the_erased(keys: Sealer) -> None:
    """One erased person does not stop a batch; only sealing for that person is refused."""
    keys.destroy("person-1")
    keys.ensure_keys(["person-1", "person-2"])
    assert keys.open(keys.seal("person-2", TEXT, LABEL), LABEL) == TEXT
    with pytest.raises(Erased):
        keys.seal("person-1", TEXT, LABEL)


def test_keys_that_are_brought_are_at_hand_and_none_is_made(
    keys: Sealer, store: CountingStore
) -> None:
    """A page asks the key store once for all that it opens; strangers and the erased stay out."""
    sealed = [keys.seal(f"person-{number}", TEXT, LABEL) for number in range(50)]
    erased = keys.seal("erased", TEXT, LABEL)
    keys.destroy("erased")
    for one in sealed:
        keys.forget(one.key_id)
    store.reads = store.writes = 0
    keys.bring_keys([one.key_id for one in (*sealed, erased)] + ["nobody"])
    assert [keys.open(one, LABEL) for one in sealed] == [TEXT] * 50
    assert (store.reads, store.writes) == (1, 0)
    with pytest.raises(Erased):
        keys.open(erased, LABEL)
    keys.bring_keys(["person-0"])
    assert store.reads == 2, "only the erased one was asked for again"


@pytest.mark.parametrize("key_id", ["架空 花子", "#index", "", "a.b"])
def test_no_key_is_made_for_what_is_no_opaque_id(
    keys: Sealer, store: CountingStore, key_id: str
) -> None:
    """Names never reach the key store; nobody can use or erase the index secret as a person's."""
    for attempt in (
        lambda: keys.seal(key_id, TEXT, LABEL),
        lambda: keys.ensure_keys([key_id]),
        lambda: keys.destroy(key_id),
    ):
        with pytest.raises(ValueError, match="opaque id"):
            attempt()
    assert store.writes == 0


def test_half_a_character_is_refused_without_repeating_the_text(keys: Sealer) -> None:
    """A lone surrogate cannot be stored; the refusal shows nothing of the text around it."""
    text = "canary-{}\ud842".format("plain")
    with pytest.raises(Refusal) as caught:
        keys.seal("person-1", text, LABEL)
    assert caught.value.code == "text-not-unicode"
    assert "canary-plain" not in "".join(traceback.format_exception(caught.value))


def test_another_kek_is_recognised(keys: Sealer, store: CountingStore, tmp_path: Path) -> None:
    """With the wrong KEK the answer says so, and nothing is created beside what is there."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    identity = keys.opaque_uuid("case", "1")
    key_encryption_key.generate(tmp_path / "other")
    stranger = fresh(store, tmp_path / "other")
    with pytest.raises(WrongKeyEncryptionKey) as caught:
        stranger.open(sealed, LABEL)
    assert caught.value.code == "wrong-key-encryption-key"
    with pytest.raises(WrongKeyEncryptionKey):
        stranger.opaque_uuid("case", "1")
    assert keys.opaque_uuid("case", "1") == identity


def test_the_kek_may_come_from_the_environment(
    keys: Sealer, store: CountingStore, kek_file: Path, tmp_path: Path
) -> None:
    """Where there are no secret files, the same key in a variable opens the same values."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    other = Sealer(store, tmp_path / "absent", environment={"TSUNAGU_KEK": kek_file.read_text()})
    assert other.open(sealed, LABEL) == TEXT


def test_a_new_kek_changes_neither_values_nor_ids(
    keys: Sealer, store: CountingStore, kek_file: Path, tmp_path: Path
) -> None:
    """After a rotation everything opens under the new KEK, nothing under the old, ids stay."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    erased = keys.seal("person-2", TEXT, LABEL)
    keys.destroy("person-2")
    ids = (keys.opaque_uuid("case", "1"), keys.blind_index("0868", "phone"))
    new_file = tmp_path / "new"
    key_encryption_key.generate(new_file)
    old, new = key_encryption_key.load(kek_file), key_encryption_key.load(new_file)
    assert rewrap(store, old, new) == 2
    after = fresh(store, new_file)
    assert after.open(sealed, LABEL) == TEXT
    assert (after.opaque_uuid("case", "1"), after.blind_index("0868", "phone")) == ids
    with pytest.raises(Erased):
        after.open(erased, LABEL)
    with pytest.raises(WrongKeyEncryptionKey):
        fresh(store, kek_file).open(sealed, LABEL)


def test_a_rotation_can_be_repeated(
    keys: Sealer, store: CountingStore, kek_file: Path, tmp_path: Path
) -> None:
    """What a service that was not stopped added under the old KEK is mended by doing it again."""
    keys.seal("person-1", TEXT, LABEL)
    new_file = tmp_path / "new"
    key_encryption_key.generate(new_file)
    old, new = key_encryption_key.load(kek_file), key_encryption_key.load(new_file)
    assert rewrap(store, old, new) == 1
    late = keys.seal("person-2", TEXT, LABEL)
    assert rewrap(store, old, new) == 1
    assert rewrap(store, old, new) == 0
    assert fresh(store, new_file).open(late, LABEL) == TEXT


def test_a_rotation_with_the_wrong_old_kek_changes_nothing(
    keys: Sealer, store: CountingStore, kek_file: Path
) -> None:
    """Who hands in the wrong old KEK is told, and the keys stay usable."""
    sealed = keys.seal("person-1", TEXT, LABEL)
    with pytest.raises(WrongKeyEncryptionKey):
        rewrap(store, bytes(32), bytes([1] * 32))
    assert fresh(store, kek_file).open(sealed, LABEL) == TEXT


def test_ids_are_stable_and_depend_on_every_part(keys: Sealer) -> None:
    """The same parts give the same id; other parts, or the same divided otherwise, another."""
    ids = {
        keys.opaque_uuid("case", "332089", "12"),
        keys.opaque_uuid("case", "332089", "13"),
        keys.opaque_uuid("case", "33208", "912"),
        keys.opaque_uuid("case", "332089\x1f12"),
        keys.opaque_uuid("case", "332089", "12", ""),
        keys.opaque_uuid("person", "332089", "12"),
    }
    assert len(ids) == 6
    assert keys.opaque_uuid("case", "332089", "12") in ids
    assert keys.opaque_uuid("case", "332089", "１２") in ids
    assert {one.version for one in ids} == {8}
    assert {one.variant for one in ids} == {"specified in RFC 4122"}


def test_ids_differ_between_services(keys: Sealer, kek_file: Path, tmp_path: Path) -> None:
    """Without the secret of this key store nobody can compute an id from a case number."""
    with closing(open_key_store(f"sqlite://{tmp_path}/other.sqlite")) as other:
        other.migrate()
        stranger = fresh(other, kek_file)
        assert stranger.opaque_uuid("case", "1") != keys.opaque_uuid("case", "1")
        assert stranger.blind_index("a", "b") != keys.blind_index("a", "b")


def test_a_blind_index_compares_texts_of_one_kind(keys: Sealer) -> None:
    """Equal texts agree whatever their width; other texts, kinds and glyph variants do not."""
    index = keys.blind_index("カクウ １２", "intake.person.kana")
    assert len(index) == 32
    assert int(index, 16) >= 0
    assert keys.blind_index("ｶｸｳ 12", "intake.person.kana") == index
    assert keys.blind_index("カクウ 13", "intake.person.kana") != index
    assert keys.blind_index("カクウ 12", "intake.person.name") != index
    assert keys.blind_index("葛城", "name") != keys.blind_index("葛󠄀城", "name")
