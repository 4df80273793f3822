"""The key-encryption key: made once, readable by its owner only, never guessed at."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.refusal import Refusal
from shared.sealing import key_encryption_key

TEXT = base64.b64encode(bytes(range(32))).decode()


def refused(path: Path, environment: dict[str, str] | None = None) -> Refusal:
    """Why a key is not read."""
    with pytest.raises(Refusal) as caught:
        key_encryption_key.find(path, environment or {})
    return caught.value


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    """A key file with this content."""
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_generated_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """A new key is 32 random bytes in a file of mode 0600."""
    one, other = tmp_path / "keys" / "one", tmp_path / "keys" / "other"
    key_encryption_key.generate(one)
    key_encryption_key.generate(other)
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert len(key_encryption_key.load(one)) == 32
    assert key_encryption_key.load(one) != key_encryption_key.load(other)
    assert sorted(path.name for path in one.parent.iterdir()) == ["one", "other"]


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """Generating where a key is leaves that key as it is."""
    path = tmp_path / "kek"
    key_encryption_key.generate(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        key_encryption_key.generate(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["kek"]


def test_of_many_that_generate_at_once_one_wins(tmp_path: Path) -> None:
    """However many start together, one key comes to be, and the others are told."""
    path = tmp_path / "kek"

    def attempt(_: int) -> str:
        try:
            key_encryption_key.generate(path)
        except FileExistsError:
            return "exists"
        return "made"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(16)))
    assert sorted(outcomes) == ["exists"] * 15 + ["made"]
    assert len(key_encryption_key.load(path)) == 32


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    """Without a key nothing is made up."""
    assert refused(tmp_path / "kek").code == "key-file-missing"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    """A key file that is not its owner's alone is not used."""
    path = written(tmp_path / "kek", TEXT, mode)
    assert refused(path).code == "key-file-permissions"


@pytest.mark.parametrize(
    "text",
    ["", "not base64!", TEXT[:-4], TEXT + TEXT, f"#{TEXT}", base64.b64encode(bytes(31)).decode()],
)
def test_a_malformed_key_is_refused(tmp_path: Path, text: str) -> None:
    """A key of another length or with foreign characters is not bent into shape or repeated."""
    refusal = refused(written(tmp_path / "kek", text))
    assert refusal.code == "key-file-malformed"
    assert not text or text not in str(refusal)


def test_white_space_around_a_key_does_not_matter(tmp_path: Path) -> None:
    """Editors add line ends."""
    path = written(tmp_path / "kek", f"\n{TEXT}\r\n\n")
    assert key_encryption_key.load(path) == bytes(range(32))


def test_the_environment_may_stand_in_for_the_file(tmp_path: Path) -> None:
    """``TSUNAGU_KEK`` is used where it is set; an empty one counts as unset."""
    absent = tmp_path / "absent"
    assert key_encryption_key.find(absent, {"TSUNAGU_KEK": TEXT}) == bytes(range(32))
    assert refused(absent, {"TSUNAGU_KEK": ""}).code == "key-file-missing"


def test_a_malformed_key_in_the_environment_is_refused(tmp_path: Path) -> None:
    """A wrong variable is not passed over in favour of the file."""
    path = written(tmp_path / "kek", TEXT)
    refusal = refused(path, {"TSUNAGU_KEK": "secret-but-wrong"})
    assert refusal.code == "key-variable-malformed"
    assert "secret-but-wrong" not in str(refusal)


def test_a_key_id_tells_keys_apart() -> None:
    """The id is eight hexadecimal digits, always the same for the same key."""
    one = key_encryption_key.key_id(bytes(32))
    assert len(one) == 8
    assert one == key_encryption_key.key_id(bytes(32)) != key_encryption_key.key_id(bytes([1] * 32))
