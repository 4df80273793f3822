"""The issuer's public keys as it publishes them itself, kept for a while and asked for anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from shared.refusal import Refusal
from shared.tokens.asking_issuer import AskingIssuer
from shared.tokens.discovery import Discovery, document_wrong
from shared.tokens.issuer_keys import VerifyingKey, fitting, keys_in

FRESH_SECONDS = 600.0
"""After that the issuer is asked again: a key that it has withdrawn signs no longer."""

STALE_SECONDS = 3_600.0
"""So long the last keys are believed while the issuer does not answer."""

PAUSE_SECONDS = 30.0
"""The issuer is asked no more often, whatever ids of keys come: nobody floods it through us."""


class DiscoveredKeys:
    """The keys that an issuer publishes.

    Args:
        discovery: says where they are.
        asking: how the issuer is asked.
        now: seconds on a clock that only goes forward.
    """

    def __init__(
        self,
        discovery: Discovery,
        asking: AskingIssuer,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._discovery = discovery
        self._asking = asking
        self._now = now
        self._lock = threading.Lock()
        self._keys: dict[str, VerifyingKey] = {}
        self._read_at: float | None = None
        self._asked_at: float | None = None
        self._failure: Refusal | None = None

    def find(self, key_id: object, algorithm: object) -> VerifyingKey | None:
        """The key of an id; one that is not known yet is asked for.

        Raises:
            Refusal: ``issuer-unreachable``, ``issuer-document-wrong``: and there are no keys
                recent enough to go on with.
        """
        unknown = key_id not in self._keys
        if unknown or self._age() > FRESH_SECONDS:
            self._refresh(key_id)
        if self._failure is not None and self._age() > STALE_SECONDS:
            raise Refusal(self._failure.code, self._failure.message, self._failure.remedy)
        return fitting(self._keys, key_id, algorithm)

    def _refresh(self, key_id: object) -> None:
        # Only the very first keys are worth waiting for: while somebody else asks, others go on
        # with what is known, or unknown keys would hold every place in the service up.
        if not self._lock.acquire(blocking=self._read_at is None):
            return
        try:
            if self._is_due(key_id):
                self._asked_at = self._now()
                self._keys = self._asked()
                self._read_at, self._failure = self._now(), None
        except Refusal as refusal:
            self._failure = refusal
        finally:
            self._lock.release()

    def _is_due(self, key_id: object) -> bool:
        if self._asked_at is not None and self._now() - self._asked_at < PAUSE_SECONDS:
            return False
        return key_id not in self._keys or self._age() > FRESH_SECONDS

    def _age(self) -> float:
        return float("inf") if self._read_at is None else self._now() - self._read_at

    def _asked(self) -> dict[str, VerifyingKey]:
        try:
            return keys_in(self._asking.get(self._discovery.provider().jwks_uri))
        except ValueError:
            raise document_wrong() from None
