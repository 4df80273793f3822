"""What speaks for the ledger from outside of its database: keys, witness, kept checkpoints.

The owner of the database has neither the private key nor, if the folder lies where it should, the
right to write here.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from shared.merkle.keys import SigningKey, VerifierKey, create_signing_key, load_signing_key
from shared.merkle.log import MerkleLog
from shared.refusal import Refusal
from shared.secret_file import create_secret_file

LOG_NAME = "disclosures"
"""What the log's tables are called after."""


def create_ledger_key(key_file: Path, name: str | None = None) -> SigningKey:
    """Make the key that signs a municipality's ledger; its name is the log's origin ever after.

    Args:
        key_file: where it is to lie.
        name: that of the key before, when a new one is to sign on in its place.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
    """
    return create_signing_key(key_file, name or f"tsunagu/{LOG_NAME}/{secrets.token_hex(8)}")


@dataclass(frozen=True)
class Evidence:
    """Where keys, witness and checkpoints lie.

    Attributes:
        key_file: the private key, mode 0600; read when something is recorded.
        folder: public keys, witness file and signed checkpoints; none of them is secret, and all
            of them are to be copied elsewhere.
    """

    key_file: Path
    folder: Path

    @property
    def public_keys(self) -> Path:
        """Verifier keys, one a line, the first one first; for everybody who verifies."""
        return self.folder / f"{LOG_NAME}.pub"

    @property
    def witness(self) -> Path:
        """See :mod:`shared.merkle.witness`."""
        return self.folder / f"{LOG_NAME}.witness.jsonl"

    @property
    def checkpoints(self) -> Path:
        """Signed checkpoints, each ended by an empty line; only ever added to."""
        return self.folder / f"{LOG_NAME}.checkpoints"

    @cached_property
    def key(self) -> SigningKey:
        """The key that signs.

        Raises:
            Refusal: see :func:`load_signing_key`.
        """
        return load_signing_key(self.key_file)

    @cached_property
    def log(self) -> MerkleLog:
        """The log as its keeper knows it: trusting the key in use and those before it."""
        known = read_public_keys(self.public_keys) if self.public_keys.exists() else ()
        own = self.key.verifier
        before = [key for key in known if key.name == own.name and key != own]
        return MerkleLog(LOG_NAME, own.name, (*before, own))

    def publish_key(self) -> None:
        """See to it that the public half of the key in use stands in the public file."""
        path, line = self.public_keys, f"{self.key.verifier}\n"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                create_secret_file(path, line.encode())
            except FileExistsError:
                self.publish_key()
        elif line not in path.read_text(encoding="utf-8"):
            with path.open("a", encoding="utf-8") as file:
                file.write(line)


def read_public_keys(path: Path) -> tuple[VerifierKey, ...]:
    """Read a file of verifier keys.

    Raises:
        Refusal: ``ledger-public-key-missing`` or ``note-key-malformed``.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    keys = tuple(VerifierKey.parse(line) for line in lines if line.strip())
    if not keys:
        raise Refusal(
            "ledger-public-key-missing",
            "提供の記録を確かめる公開鍵のファイルを読み取れません。",
            "市町村から受け取った公開鍵のファイルを指定してください。",
        )
    return keys


def log_for_verifying(path: Path) -> MerkleLog:
    """The log as somebody knows it who has only the public keys.

    Raises:
        Refusal: see :func:`read_public_keys`.
    """
    keys = read_public_keys(path)
    return MerkleLog(LOG_NAME, keys[0].name, [key for key in keys if key.name == keys[0].name])
