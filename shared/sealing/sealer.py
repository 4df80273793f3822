"""Sealing and opening: AES-256-GCM under each person's own key, wrapped by the KEK."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.refusal import Refusal
from shared.sealing import key_encryption_key
from shared.sealing.key_store import KeyStore
from shared.sealing.sealed import Sealed

KEPT_KEYS = 50_000
KEPT_SECONDS = 5.0
"""A key that another process has destroyed stays usable here for no longer than this."""

_INDEX_KEY = "index"
"""Id of the stored secret under which opaque ids and blind indexes are made. It is no person's,
and survives a change of the KEK, so that ids stay the same."""


class Erased(Refusal):
    """The person's key was destroyed: nothing that was sealed under it can be read again."""

    def __init__(self) -> None:
        super().__init__(
            "person-erased",
            "この方の個人情報は、消去されています。",
            "消去された内容は元に戻せません。消去の記録を確かめてください。",
        )


class Tampered(Refusal):
    """The ciphertext, its label or its owner is not what it was when it was sealed."""

    def __init__(self) -> None:
        super().__init__(
            "sealed-value-tampered",
            "保存された内容が、書き込んだときのものと違います。",
            "監査担当に知らせ、データベースの改変がないかを調べてください。",
        )


class Sealer:
    """A service's keys.

    Args:
        key_store: where wrapped keys lie.
        kek_file: the key-encryption key; read when the first key is needed.
    """

    def __init__(self, key_store: KeyStore, kek_file: Path) -> None:
        self.key_store = key_store
        self._kek_file = kek_file
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, AESGCM]] = OrderedDict()

    @cached_property
    def _kek(self) -> tuple[str, AESGCM]:
        key = key_encryption_key.load(self._kek_file)
        return key_encryption_key.key_id(key), AESGCM(key)

    @cached_property
    def _index_key(self) -> bytes:
        self._create([_INDEX_KEY])
        return self._unwrap(_INDEX_KEY, self.key_store.get([_INDEX_KEY])[_INDEX_KEY])

    def seal(self, key_id: str, text: str, label: str) -> Sealed:
        """Seal a text under a person's key, which is made if there is none.

        Args:
            key_id: opaque id of the person.
            text: the plain text.
            label: what the value is (``intake.contact.content``); it can be opened as nothing
                else.

        Raises:
            Erased: the person's key was destroyed.
        """
        nonce = os.urandom(12)
        key = self._key(key_id, create=True)
        return Sealed(key_id, nonce, key.encrypt(nonce, text.encode(), _bound(key_id, label)))

    def open(self, sealed: Sealed, label: str) -> str:
        """Read a sealed text.

        Raises:
            Erased: the person's key was destroyed.
            Tampered: it was sealed as something else, for somebody else, or has been changed.
        """
        key = self._key(sealed.key_id, create=False)
        try:
            plain = key.decrypt(sealed.nonce, sealed.ciphertext, _bound(sealed.key_id, label))
        except InvalidTag:
            raise Tampered from None
        return plain.decode()

    def ensure_keys(self, key_ids: Iterable[str]) -> None:
        """Make the keys that are missing in one commit, before a bulk of sealing."""
        missing = [key_id for key_id in dict.fromkeys(key_ids) if key_id not in self._kept]
        if missing:
            self._create(missing)

    def destroy(self, key_id: str) -> None:
        """Destroy a person's key, for good."""
        self.key_store.destroy(key_id, datetime.now(UTC))
        with self._lock:
            self._kept.pop(key_id, None)

    def blind_index(self, text: str, label: str) -> str:
        """A keyed digest for comparing texts without keeping them; 32 hexadecimal digits."""
        folded = unicodedata.normalize("NFKC", text).encode()
        message = label.encode() + b"\x00" + folded
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()[:32]

    def opaque_uuid(self, *parts: str) -> UUID:
        """An id that is always the same for the same parts and says nothing about them."""
        digest = self.blind_index("\x1f".join(parts), "opaque-id")
        return UUID(int=int(digest, 16) & ~(0xF << 76) & ~(0x3 << 62) | (8 << 76) | (2 << 62))

    def _key(self, key_id: str, *, create: bool) -> AESGCM:
        now = time.monotonic()
        with self._lock:
            kept = self._kept.get(key_id)
            if kept is not None and now - kept[0] < KEPT_SECONDS:
                return kept[1]
        wrapped = self.key_store.get([key_id])
        if key_id not in wrapped and create:
            self._create([key_id])
            wrapped = self.key_store.get([key_id])
        key = AESGCM(self._unwrap(key_id, wrapped.get(key_id)))
        with self._lock:
            self._kept[key_id] = (now, key)
            self._kept.move_to_end(key_id)
            while len(self._kept) > KEPT_KEYS:
                self._kept.popitem(last=False)
        return key

    def _create(self, key_ids: list[str]) -> None:
        """Add keys; where another process was quicker, its key stands."""
        kek_id, kek = self._kek
        wrapped = {}
        for key_id in key_ids:
            nonce = os.urandom(12)
            sealed = nonce + kek.encrypt(nonce, AESGCM.generate_key(256), key_id.encode())
            wrapped[key_id] = f"{kek_id}.{base64.b64encode(sealed).decode()}"
        self.key_store.add(wrapped, datetime.now(UTC))

    def _unwrap(self, key_id: str, wrapped: str | None) -> bytes:
        if wrapped is None:
            raise Erased
        kek_id, kek = self._kek
        wrapped_with, _, body = wrapped.partition(".")
        if wrapped_with != kek_id:
            raise Refusal(
                "wrong-key-encryption-key",
                "この鍵のファイルでは、保存された内容を開けません。",
                "このデータを作ったときの鍵のファイルを指定してください。",
            )
        raw = base64.b64decode(body)
        try:
            return kek.decrypt(raw[:12], raw[12:], key_id.encode())
        except InvalidTag:
            raise Tampered from None


def _bound(key_id: str, label: str) -> bytes:
    """What the ciphertext is bound to: swapped between persons or fields, it does not open."""
    return f"s1|{key_id}|{label}".encode()
