"""Sealing and opening: AES-256-GCM under each person's own key, wrapped by the KEK."""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.calendar import Clock, system_clock
from shared.refusal import Refusal
from shared.sealing import key_encryption_key
from shared.sealing.key_store import KeyStore
from shared.sealing.refusals import Erased, KeyMissing, Tampered
from shared.sealing.sealed import FORM, NONCE_BYTES, Sealed, check_key_id
from shared.sealing.wrapping import Wrapping

KEPT_KEYS = 50_000
KEPT_SECONDS = 5.0
"""A key that another process has destroyed stays usable here for no longer than this.

Asking the key store at every use would cost ten times as much as the sealing itself, and could
still not take back what had been opened a moment before.
"""

_INDEX_KEY = "#index"
"""Id of the stored secret under which opaque ids and blind indexes are made. No person can have
it, so nobody can erase it, and it survives a change of the KEK: ids stay the same."""


class Sealer:
    """A service's keys; any number of threads may use it.

    Args:
        key_store: where wrapped keys lie.
        kek_file: the key-encryption key; read when the first key is needed.
        clock: tells when a key was made or destroyed.
        environment: where ``TSUNAGU_KEK`` may stand in for the file.
    """

    def __init__(
        self,
        key_store: KeyStore,
        kek_file: Path,
        *,
        clock: Clock = system_clock,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.key_store = key_store
        self._kek_file = kek_file
        self._clock = clock
        self._environment = environment
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, AESGCM]] = OrderedDict()

    @cached_property
    def _wrapping(self) -> Wrapping:
        return Wrapping(key_encryption_key.find(self._kek_file, self._environment))

    @cached_property
    def _index_key(self) -> bytes:
        wrapped = self._wrapped([_INDEX_KEY], create=True)[_INDEX_KEY]
        if wrapped is None:
            raise KeyMissing
        return self._wrapping.unwrap(_INDEX_KEY, wrapped)

    def seal(self, key_id: str, text: str, label: str) -> Sealed:
        """Seal a text under a person's key, which is made if there is none.

        Args:
            key_id: opaque id of the person.
            text: the plain text.
            label: what the value is (``intake.contact.content``); it can be opened as nothing
                else.

        Raises:
            Erased: the person's key was destroyed.
            Refusal: ``text-not-unicode``.
            ValueError: the key id is no opaque id.
        """
        key = self._key(key_id, create=True)
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(key_id, nonce, key.encrypt(nonce, _encoded(text), _bound(key_id, label)))

    def open(self, sealed: Sealed, label: str) -> str:
        """Read a sealed text.

        Raises:
            Erased: the person's key was destroyed.
            KeyMissing: the key store never had the key.
            Tampered: it was sealed as something else, for somebody else, or has been changed.
        """
        key = self._key(sealed.key_id, create=False)
        try:
            plain = key.decrypt(sealed.nonce, sealed.ciphertext, _bound(sealed.key_id, label))
        except InvalidTag:
            raise Tampered from None
        return plain.decode()

    def open_or(self, sealed: Sealed, label: str, placeholder: str) -> str:
        """Read a sealed text, or answer with the placeholder if the person was erased.

        Raises:
            KeyMissing, Tampered: as :meth:`open`; only a lawful erasure may look like one.
        """
        try:
            return self.open(sealed, label)
        except Erased:
            return placeholder

    def ensure_keys(self, key_ids: Iterable[str]) -> None:
        """Make the keys that are missing in one commit, and have all at hand for a bulk of work.

        People who were erased are passed over; sealing for them is what is refused.
        """
        self._bring(key_ids, create=True)

    def bring_keys(self, key_ids: Iterable[str]) -> None:
        """Have the keys at hand that there are, with one question for all that is to be opened.

        People who were erased are passed over; opening what is theirs is what is refused.
        """
        self._bring(key_ids, create=False)

    def _bring(self, key_ids: Iterable[str], *, create: bool) -> None:
        now = time.monotonic()
        wanted = [key_id for key_id in dict.fromkeys(key_ids) if self._at_hand(key_id) is None]
        for key_id in wanted:
            check_key_id(key_id)
        if not wanted:
            return
        for key_id, wrapped in self._wrapped(wanted, create=create).items():
            if wrapped is not None:
                self._keep(key_id, AESGCM(self._wrapping.unwrap(key_id, wrapped)), now)

    def destroy(self, key_id: str) -> None:
        """Destroy a person's key, for good.

        Raises:
            shared.sealing.refusals.ErasureIncomplete: its bytes are not all gone; do it again.
        """
        check_key_id(key_id)
        try:
            self.key_store.destroy(key_id, self._clock())
        finally:
            self.forget(key_id)

    def forget(self, key_id: str) -> None:
        """Drop a key from memory: the next use asks the key store."""
        with self._lock:
            self._kept.pop(key_id, None)

    def blind_index(self, text: str, label: str) -> str:
        """A keyed digest for comparing texts without keeping them; 32 hexadecimal digits."""
        return self._digest("blind-index", label, text)

    def opaque_uuid(self, *parts: str) -> UUID:
        """An id (UUID version 8) that is always the same for the same parts and tells nothing."""
        digest = int(self._digest("opaque-id", *parts), 16)
        return UUID(int=digest & ~(0xF << 76) & ~(0x3 << 62) | (8 << 76) | (2 << 62))

    def _digest(self, *parts: str) -> str:
        folded = [_encoded(unicodedata.normalize("NFKC", part)) for part in parts]
        message = b"".join(len(part).to_bytes(4) + part for part in folded)
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()[:32]

    def _key(self, key_id: str, *, create: bool) -> AESGCM:
        now = time.monotonic()
        kept = self._at_hand(key_id)
        if kept is not None:
            return kept
        check_key_id(key_id)
        found = self._wrapped([key_id], create=create)
        if key_id not in found:
            raise KeyMissing
        wrapped = found[key_id]
        if wrapped is None:
            raise Erased
        key = AESGCM(self._wrapping.unwrap(key_id, wrapped))
        self._keep(key_id, key, now)
        return key

    def _at_hand(self, key_id: str) -> AESGCM | None:
        with self._lock:
            kept = self._kept.get(key_id)
            if kept is None or time.monotonic() - kept[0] >= KEPT_SECONDS:
                return None
            self._kept.move_to_end(key_id)
            return kept[1]

    def _keep(self, key_id: str, key: AESGCM, read_at: float) -> None:
        with self._lock:
            self._kept[key_id] = (read_at, key)
            self._kept.move_to_end(key_id)
            while len(self._kept) > KEPT_KEYS:
                self._kept.popitem(last=False)

    def _wrapped(self, key_ids: list[str], *, create: bool) -> dict[str, str | None]:
        """Wrapped keys as the key store has them; where another process was quicker, its own."""
        found = self.key_store.get(key_ids)
        missing = [key_id for key_id in key_ids if key_id not in found]
        if create and missing:
            new = {
                key_id: self._wrapping.wrap(key_id, AESGCM.generate_key(256)) for key_id in missing
            }
            self.key_store.add(new, self._clock())
            found |= self.key_store.get(missing)
        return found


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        # The original error carries the whole text.
        raise Refusal(
            "text-not-unicode",
            "文字として読み取れない内容が含まれています。",
            "文字化けがないかを確かめ、入力し直してください。",
        ) from None


def _bound(key_id: str, label: str) -> bytes:
    """What the ciphertext is bound to: swapped between persons or fields, it does not open."""
    return f"{FORM}|{key_id}|{label}".encode()
