"""The tokens that were read last: reading one again would find the same in it.

A token is sent with every request of the time for which it lives. What never changes of it is its
signature and what it says. What may change is asked every time: whether its time has come and is
not over, whether the key is still one of the issuer's, and whether the account still stands
(:mod:`shared.accounts`). Neither the token is kept nor what else the issuer says of somebody.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.identity import Actor
from shared.tokens.issuer_keys import VerifyingKey

KEPT_TOKENS = 2_000
"""So many people ask one service within the life of a token, and no stranger can add to them."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a token comes to while it is in force.

    Attributes:
        header: names the key and the algorithm.
        key: with which the signature was found right.
        begins: seconds since 1970.
        ends: likewise.
        actors: whom it vouches for.
    """

    header: Mapping[str, Any]
    key: VerifyingKey
    begins: int
    ends: int
    actors: tuple[Actor, ...]


class Remembered:
    """The tokens that were used last, by digest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, Vouched] = OrderedDict()

    def get(self, digest: bytes) -> Vouched | None:
        """What a token came to when it was read, if it is remembered."""
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def put(self, digest: bytes, vouched: Vouched) -> None:
        """Remember a token; the one that was not used for longest goes."""
        with self._lock:
            self._kept[digest] = vouched
            self._kept.move_to_end(digest)
            while len(self._kept) > KEPT_TOKENS:
                self._kept.popitem(last=False)
