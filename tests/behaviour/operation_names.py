"""The use cases that every service has for its operator, by their names."""

from __future__ import annotations

from shared.operation import with_operation

OF_OPERATION = frozenset(with_operation({}, None, None))  # type: ignore[arg-type] # none is asked
