"""Finding everything that speaks of somebody: in which histories an id is mentioned at all.

Read models answer the questions they were made for. Whoever asks for everything must not miss what
no read model was made for, so the log itself is asked; ids stand in it as plain text.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from shared.store.store import EventStore

BATCH = 2_000


def histories_mentioning(store: EventStore, ids: Collection[UUID]) -> tuple[UUID, ...]:
    """The aggregates whose history mentions one of the ids, in order of the first mention.

    The whole log is read once, as bytes: some seconds for a million events.

    Args:
        store: a service's store.
        ids: persons, cases, anything.
    """
    if not ids:
        return ()
    needles = [str(one).encode() for one in ids]
    found: dict[UUID, None] = dict.fromkeys(())
    recorder, position = store.database.recorder, 0
    while page := recorder.select_notifications(position, BATCH, inclusive_of_start=False):
        for notification in page:
            stream = notification.originator_id
            stream_id = stream if isinstance(stream, UUID) else UUID(stream)
            named = any(needle in notification.state for needle in needles)
            if stream_id in ids or named:
                found[stream_id] = None
        position = page[-1].id
    return tuple(found)
