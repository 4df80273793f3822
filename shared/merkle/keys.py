"""Ed25519 keys that sign notes (C2SP signed-note), and where the private one lies.

Both are written as one line of text, as Go's ``sumdb/note`` does: ``name+id+key`` for the public
one, which goes to everybody who verifies, ``PRIVATE+KEY+name+id+key`` for the private one, which
never enters a database.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shared.refusal import Refusal
from shared.secret_file import create_secret_file, read_secret_file

ED25519 = b"\x01"
"""Signature type identifier of plain Ed25519 (C2SP signed-note)."""

KEY_BYTES = 32
ID_BYTES = 4
_PRIVATE = "PRIVATE+KEY+"
_LONGEST_FILE = 4_096


class KeyMalformed(Refusal):
    """The text is not a key for notes."""

    def __init__(self) -> None:
        super().__init__(
            "note-key-malformed",
            "署名の鍵の形が正しくありません。",
            "鍵のファイルを、書き出されたときのまま指定してください。",
        )


def is_key_name(name: str) -> bool:
    """Whether a key may have this name: no space of any kind, no plus sign, not empty."""
    return bool(name) and name.isprintable() and "+" not in name and not any(map(str.isspace, name))


def _encoded(name: str, public: bytes, key: bytes) -> str:
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + key).decode()}"


def _decoded(text: str) -> tuple[str, str, bytes]:
    """Name, id in hexadecimal and key of a text; the id is still to be compared."""
    name, _, rest = text.partition("+")
    named_id, _, body = rest.partition("+")
    try:
        key = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise KeyMalformed from None
    if not is_key_name(name) or key[:1] != ED25519 or len(key) != 1 + KEY_BYTES:
        raise KeyMalformed
    return name, named_id, key[1:]


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature names its key."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:ID_BYTES]


@dataclass(frozen=True)
class VerifierKey:
    """A public key and the name it signs under.

    Attributes:
        name: as it stands in signature lines; for a log, its origin.
        public: 32 bytes (RFC 8032).
    """

    name: str
    public: bytes

    @cached_property
    def id(self) -> bytes:
        """See :func:`key_id`."""
        return key_id(self.name, self.public)

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)

    def has_signed(self, text: bytes, signature: bytes) -> bool:
        """Whether a signature of 64 bytes is this key's over a text."""
        try:
            self._key.verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return _encoded(self.name, self.public, self.public)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as ``str`` writes it.

        Raises:
            KeyMalformed: it is of another form or type, or its id is not its own.
        """
        name, named_id, public = _decoded(text.strip())
        if named_id != key_id(name, public).hex():
            raise KeyMalformed
        return cls(name, public)


@dataclass(frozen=True)
class SigningKey:
    """A private key and the name it signs under.

    Attributes:
        name: see :class:`VerifierKey`.
        seed: 32 bytes (RFC 8032); it is never shown.
    """

    name: str
    seed: bytes = field(repr=False)

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._key.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """Sign a text; 64 bytes, the same each time."""
        return self._key.sign(text)


def create_signing_key(path: Path, name: str) -> SigningKey:
    """Make a key in a file that only its owner can read.

    Args:
        path: the file; it lies outside of every database.
        name: see :class:`VerifierKey`.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
        ValueError: the name cannot stand in a signature line.
    """
    if not is_key_name(name):
        raise ValueError("a key's name has neither spaces nor plus signs")
    key = SigningKey(name, secrets.token_bytes(KEY_BYTES))
    text = _PRIVATE + _encoded(name, key.verifier.public, key.seed)
    create_secret_file(path, text.encode() + b"\n")
    return key


def load_signing_key(path: Path) -> SigningKey:
    """Read a key from its file.

    Raises:
        Refusal: ``note-key-missing``, ``key-file-permissions`` or ``note-key-malformed``.
    """
    try:
        content = read_secret_file(path, _LONGEST_FILE)
    except OSError:
        raise Refusal(
            "note-key-missing",
            "署名の鍵のファイルを読み取れません。",
            "鍵のファイルの場所を確かめてください。失った鍵は作り直し、公開鍵を配り直します。",
        ) from None
    return parse_signing_key(content.decode(errors="replace"))


def parse_signing_key(text: str) -> SigningKey:
    """Read a private key from its line of text.

    Raises:
        KeyMalformed: it is of another form or type, or its id is not its own.
    """
    line = text.strip()
    name, named_id, seed = _decoded(line.removeprefix(_PRIVATE))
    key = SigningKey(name, seed)
    if not line.startswith(_PRIVATE) or named_id != key.verifier.id.hex():
        raise KeyMalformed
    return key
