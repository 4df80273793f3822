"""How a person's key lies in the key store: AES-256-GCM under the key-encryption key (KEK)."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.sealing import key_encryption_key
from shared.sealing.key_store import KeyStore
from shared.sealing.refusals import Tampered, WrongKeyEncryptionKey
from shared.sealing.sealed import NONCE_BYTES


class Wrapping:
    """One KEK at work.

    A wrapped key reads ``<KEK id>.<base64 of nonce and ciphertext>``. It is bound to its own id,
    so that exchanging two people's rows is found out.

    Args:
        kek: 32 bytes.
    """

    def __init__(self, kek: bytes) -> None:
        self.kek_id = key_encryption_key.key_id(kek)
        self._kek = AESGCM(kek)

    def wrap(self, key_id: str, key: bytes) -> str:
        """Wrap a key for the key store."""
        nonce = os.urandom(NONCE_BYTES)
        raw = nonce + self._kek.encrypt(nonce, key, key_id.encode())
        return f"{self.kek_id}.{base64.b64encode(raw).decode()}"

    def unwrap(self, key_id: str, wrapped: str) -> bytes:
        """Read a wrapped key.

        Raises:
            WrongKeyEncryptionKey: it was wrapped with another KEK.
            Tampered: it has been changed, or is the key of another id.
        """
        wrapped_with, _, body = wrapped.partition(".")
        if wrapped_with != self.kek_id:
            raise WrongKeyEncryptionKey
        try:
            raw = base64.b64decode(body, validate=True)
            return self._kek.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode())
        except (InvalidTag, binascii.Error, ValueError):
            raise Tampered from None


def rewrap(key_store: KeyStore, old: bytes, new: bytes) -> int:
    """Change the KEK: wrap every key anew in one commit; no id and no sealed value changes.

    Stop the services first, since they hold the old KEK. A key that the new KEK wraps already
    is left alone, so doing it again mends what a service that was not stopped has added.
    Once the old KEK is gone, so is every key in old backups of the key store.

    Returns:
        How many keys were wrapped anew.

    Raises:
        WrongKeyEncryptionKey: a key was wrapped with neither; nothing is changed.
        Tampered: a key has been changed by somebody; nothing is changed.
        shared.sealing.refusals.ErasureIncomplete: see :meth:`KeyStore.replace`.
    """
    before, after = Wrapping(old), Wrapping(new)

    def anew(key_id: str, wrapped: str) -> str:
        if wrapped.partition(".")[0] == after.kek_id:
            return wrapped
        return after.wrap(key_id, before.unwrap(key_id, wrapped))

    return key_store.replace(anew)
