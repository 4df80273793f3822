"""What a browser keeps for us and can neither read nor change: sealed, for one purpose, for a time.

JWE compact (RFC 7516) with ``dir`` and ``A256GCM``, made and opened by joserfc.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Generic, TypeVar

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.calendar import Clock
from shared.pages.session.session_key import key_for

_ALGORITHMS = ["dir", "A256GCM"]
LONGEST = 3_800
"""Characters: browsers keep cookies of 4,096 bytes with their name and attributes."""


class Kept(BaseModel):
    """Something that a browser keeps.

    Attributes:
        until: seconds since 1970; after that it is worth nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    until: Annotated[int, Field(strict=True)]


K = TypeVar("K", bound=Kept)


class Seal(Generic[K]):
    """Seals and opens things of one kind.

    Args:
        session_key: see :mod:`shared.pages.session.session_key`.
        kind: what is sealed; its name is the purpose, so that no other kind opens with it.
        clock: by which things expire.
    """

    def __init__(self, session_key: bytes, kind: type[K], clock: Clock) -> None:
        self._key = OctKey.import_key(key_for(session_key, f"seal {kind.__name__}"))
        self._kind = kind
        self._clock = clock

    def close(self, thing: K) -> str:
        """Seal something."""
        header = {"alg": "dir", "enc": "A256GCM"}
        text = thing.model_dump_json(exclude_none=True)
        return jwe.encrypt_compact(header, text, self._key, algorithms=_ALGORITHMS)

    def open(self, sealed: str | None) -> K | None:
        """What was sealed; ``None`` if it was not, not here, not for this, or too long ago."""
        if not sealed or len(sealed) > LONGEST:
            return None
        try:
            opened = jwe.decrypt_compact(sealed, self._key, algorithms=_ALGORITHMS)
            thing = self._kind.model_validate_json(opened.plaintext or b"")
        except (JoseError, ValidationError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return thing if self._clock().timestamp() < thing.until else None


def until(clock: Clock, life: timedelta) -> int:
    """When something that is kept from now on is worth nothing any more."""
    return _seconds(clock() + life)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
