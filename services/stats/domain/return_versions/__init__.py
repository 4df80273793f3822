"""The versions of a return: what was issued, which of it was closed, and how it was published.

All versions of the return of one template, municipality and period are one history.
"""

from services.stats.domain.return_versions.events import (
    REASONS,
    Reason,
    ReturnClosed,
    ReturnIssued,
    ReturnPublished,
)
from services.stats.domain.return_versions.versions import (
    RETURN,
    IssuedReturn,
    IssuedVersion,
    PublishedEdition,
    evolve,
    existing,
    return_id,
)

__all__ = [
    "REASONS",
    "RETURN",
    "IssuedReturn",
    "IssuedVersion",
    "PublishedEdition",
    "Reason",
    "ReturnClosed",
    "ReturnIssued",
    "ReturnPublished",
    "evolve",
    "existing",
    "return_id",
]
