"""Keys: one per person, wrapped, destroyed for good."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from shared.refusal import Refusal
from shared.sealing import Erased, Sealer, Tampered, key_encryption_key, open_key_store

LABEL = "test.note.text"
SECRET = "架空の秘密の内容"


def sealer_at(folder: Path) -> Sealer:
    """Open the keys in a folder as another process would."""
    return Sealer(open_key_store(f"sqlite://{folder / 'keys.sqlite'}"), folder / "kek")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a key store and a key-encryption key."""
    key_encryption_key.generate(tmp_path / "kek")
    sealer_at(tmp_path).key_store.migrate()
    return tmp_path


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_value_opens_only_as_what_it_was_sealed_as(folder: Path) -> None:
    """The label is bound: the content of one field cannot be passed off as another's."""
    sealer = sealer_at(folder)
    sealed = sealer.seal("person-1", SECRET, LABEL)

    with pytest.raises(Tampered):
        sealer.open(sealed, "test.note.other")


def test_a_value_moved_to_another_person_does_not_open(folder: Path) -> None:
    """The owner is bound: swapping ciphertexts between persons is found."""
    sealer = sealer_at(folder)
    sealed = sealer.seal("person-1", SECRET, LABEL)
    sealer.seal("person-2", SECRET, LABEL)
    moved = type(sealed)("person-2", sealed.nonce, sealed.ciphertext)

    with pytest.raises(Tampered):
        sealer.open(moved, LABEL)


def test_what_one_process_seals_another_opens(folder: Path) -> None:
    """The key store, not the process, holds the keys."""
    sealed = sealer_at(folder).seal("person-1", SECRET, LABEL)

    assert sealer_at(folder).open(sealed, LABEL) == SECRET


def test_a_destroyed_key_opens_nothing_and_is_never_made_again(folder: Path) -> None:
    """After erasure neither reading nor new sealing is possible for that person."""
    sealer = sealer_at(folder)
    sealed = sealer.seal("person-1", SECRET, LABEL)

    sealer.destroy("person-1")

    for other in (sealer, sealer_at(folder)):
        with pytest.raises(Erased):
            other.open(sealed, LABEL)
        with pytest.raises(Erased):
            other.seal("person-1", SECRET, LABEL)


def test_a_destroyed_key_leaves_no_bytes_in_the_files(folder: Path) -> None:
    """The wrapped key is found neither in the database file nor in its write-ahead log."""
    sealer = sealer_at(folder)
    sealer.seal("person-1", SECRET, LABEL)
    wrapped = sealer.key_store.get(["person-1"])["person-1"]
    assert wrapped is not None
    files = [path for path in folder.iterdir() if path.name.startswith("keys.sqlite")]
    assert any(wrapped.encode() in path.read_bytes() for path in files)

    sealer.destroy("person-1")

    files = [path for path in folder.iterdir() if path.name.startswith("keys.sqlite")]
    assert not any(wrapped.encode() in path.read_bytes() for path in files)


def _seal_in_process(folder: Path, start: object, results: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    sealed = sealer_at(folder).seal("person-1", SECRET, LABEL)
    results.put(sealed.at_rest())  # type: ignore[attr-defined]


def test_processes_that_make_the_same_persons_key_at_once_agree_on_one(folder: Path) -> None:
    """Whoever is slower takes the key of whoever was quicker."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Event(), context.Queue()
    workers = [
        context.Process(target=_seal_in_process, args=(folder, start, results)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    start.set()
    sealed = [results.get(timeout=30) for _ in workers]
    for worker in workers:
        worker.join(timeout=30)

    sealer = sealer_at(folder)
    kind = type(sealer.seal("person-2", "", LABEL))
    assert [sealer.open(kind.from_rest(text), LABEL) for text in sealed] == [SECRET] * 3


def test_the_wrong_key_encryption_key_is_named_as_such(folder: Path, tmp_path: Path) -> None:
    """A mixed-up key file gives a clear refusal instead of a decryption error."""
    sealed = sealer_at(folder).seal("person-1", SECRET, LABEL)
    other = tmp_path / "other-kek"
    key_encryption_key.generate(other)

    with refused("wrong-key-encryption-key"):
        Sealer(open_key_store(f"sqlite://{folder / 'keys.sqlite'}"), other).open(sealed, LABEL)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "key-file-missing"),
        (lambda path: path.chmod(0o644), "key-file-permissions"),
        (lambda path: path.write_bytes(b"c2hvcnQ=\n"), "key-file-malformed"),
    ],
)
def test_a_key_file_that_cannot_be_used_is_refused_with_the_reason(
    folder: Path, spoil: object, code: str
) -> None:
    """A missing, readable-by-others or malformed key file is refused."""
    spoil(folder / "kek")  # type: ignore[operator]

    with refused(code):
        sealer_at(folder).seal("person-1", SECRET, LABEL)


def test_an_existing_key_file_is_never_overwritten(folder: Path) -> None:
    """Generating twice would make everything sealed so far unreadable."""
    with pytest.raises(FileExistsError):
        key_encryption_key.generate(folder / "kek")


def test_opaque_ids_are_stable_and_differ_by_every_part(folder: Path) -> None:
    """The same parts give the same id in every process; any other part gives another."""
    first, second = sealer_at(folder), sealer_at(folder)

    assert first.opaque_uuid("case", "271403", "1") == second.opaque_uuid("case", "271403", "1")
    assert first.opaque_uuid("case", "271403", "1") != first.opaque_uuid("case", "271403", "2")
    assert first.opaque_uuid("case", "271403", "1") != first.opaque_uuid("person", "271403", "1")
    assert first.opaque_uuid("a", "bc") != first.opaque_uuid("ab", "c")


def test_opaque_ids_of_another_municipalitys_keys_are_others(folder: Path, tmp_path: Path) -> None:
    """Without the stored secret nobody can compute an id from a case number."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    key_encryption_key.generate(elsewhere / "kek")
    sealer_at(elsewhere).key_store.migrate()

    here = sealer_at(folder).opaque_uuid("case", "271403", "1")
    assert here != sealer_at(elsewhere).opaque_uuid("case", "271403", "1")
