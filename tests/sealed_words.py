"""Something sealed that no test opens."""

from __future__ import annotations

from shared.sealing import Sealed

SEALED = Sealed("person-1", bytes(12), bytes(32))
