"""Keys for notes: made once, kept by their owner only, written so that mistakes are seen."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shared.merkle.keys import (
    SigningKey,
    VerifierKey,
    create_signing_key,
    load_signing_key,
    parse_signing_key,
)
from shared.refusal import Refusal

NAME = "example.org/271403/log"
KEY = SigningKey(NAME, bytes(range(32)))


def refused(path: Path) -> str:
    """Why a key is not read."""
    with pytest.raises(Refusal) as caught:
        load_signing_key(path)
    return caught.value.code


def test_a_key_comes_back_from_its_file(tmp_path: Path) -> None:
    """A new key is different each time, lies in a file of mode 0600 and reads back the same."""
    key = create_signing_key(tmp_path / "keys" / "log", NAME)
    assert load_signing_key(tmp_path / "keys" / "log") == key
    assert stat.S_IMODE((tmp_path / "keys" / "log").stat().st_mode) == 0o600
    assert create_signing_key(tmp_path / "other", NAME).seed != key.seed


def test_a_key_is_made_once(tmp_path: Path) -> None:
    """Where a key is, it stays."""
    key = create_signing_key(tmp_path / "log", NAME)
    with pytest.raises(FileExistsError):
        create_signing_key(tmp_path / "log", NAME)
    assert load_signing_key(tmp_path / "log") == key
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_a_key_file_that_cannot_be_relied_on_is_refused(tmp_path: Path) -> None:
    """A missing file, one that others can read, and one of another form are told apart."""
    path = tmp_path / "log"
    assert refused(path) == "note-key-missing"
    create_signing_key(path, NAME)
    path.chmod(0o640)
    assert refused(path) == "key-file-permissions"
    path.chmod(0o600)
    path.write_bytes(b"\xff" + path.read_bytes())
    assert refused(path) == "note-key-malformed"


@pytest.mark.parametrize("name", ["", "two words", "full\u3000width", "a+b", "line\n", "nul\0"])
def test_a_name_that_cannot_stand_in_a_signature_is_refused(tmp_path: Path, name: str) -> None:
    """A key's name has neither spaces of any kind nor plus signs."""
    with pytest.raises(ValueError, match="neither spaces"):
        create_signing_key(tmp_path / "log", name)


def test_a_public_key_comes_back_from_its_text() -> None:
    """Name, id and key in one word; white space around it does not matter."""
    assert VerifierKey.parse(f" {KEY.verifier}\n") == KEY.verifier


def test_no_part_of_a_public_key_passes_for_one() -> None:
    """Wherever the text is cut or a character changed, it is refused, not bent into shape."""
    text = str(KEY.verifier)
    broken = [text[:end] for end in range(len(text))]
    broken += [text[start:] for start in range(1, len(text))]
    broken += [text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :] for at in range(len(text))]
    for one in broken:
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "note-key-malformed"):
            VerifierKey.parse(one)


def test_a_public_key_does_not_pass_for_a_private_one() -> None:
    """The two are told apart by how they begin."""
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "note-key-malformed"):
        parse_signing_key(str(KEY.verifier))


def test_a_private_key_is_never_shown() -> None:
    """Its text in a log or an error holds the name and nothing of the seed."""
    assert repr(KEY) == f"SigningKey(name={NAME!r})"
