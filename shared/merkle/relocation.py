"""What has happened to an entry that is not where the witness saw it."""

from __future__ import annotations

from pathlib import Path

from shared.merkle.findings import Kind
from shared.merkle.side import Difference
from shared.merkle.source import Source
from shared.merkle.tree import leaf_hash
from shared.merkle.witness_track import has_leaf


def kind_of_difference(source: Source, witness: Path, difference: Difference) -> Kind:
    """Tell change, removal, insertion and exchange apart by looking for both entries behind it.

    Removal and insertion are told where the positions of what follows were made to fit. Entries
    that are equal to the byte are taken for each other.

    Args:
        source: the log; read once more.
        witness: the witness file; read once more.
        difference: ``there`` is what the witness has seen.
    """
    is_still_here = any(
        isinstance(entry, bytes) and leaf_hash(entry) == difference.there
        for page in source.pages(after=difference.position)
        for entry in page.entries
    )
    was_seen_later = has_leaf(witness, difference.here, difference.position)
    if is_still_here:
        return Kind.ENTRY_MOVED if was_seen_later else Kind.ENTRY_INSERTED
    return Kind.ENTRY_MISSING if was_seen_later else Kind.ENTRY_CHANGED
