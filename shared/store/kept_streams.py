"""The streams that were used last, so that a long history is not read again each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shared.store.aggregate import Stream

KEPT_STREAMS = 10_000
"""The cases of a city and the people in them. A case with 50 contacts takes about 8 KB, a person
3 KB; reading such a case again from its beginning takes some milliseconds."""


@dataclass
class KeptStreams:
    """The most recently used streams; a stream that is kept may still have to be brought up."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: OrderedDict[UUID, Stream[Any]] = field(default_factory=OrderedDict)

    def get(self, stream_id: UUID) -> Stream[Any] | None:
        """Return a stream if it is kept."""
        with self.lock:
            if stream_id in self.kept:
                self.kept.move_to_end(stream_id)
            return self.kept.get(stream_id)

    def put(self, stream: Stream[Any]) -> None:
        """Keep a stream; the one that was not used for longest goes."""
        with self.lock:
            self.kept[stream.id] = stream
            self.kept.move_to_end(stream.id)
            while len(self.kept) > KEPT_STREAMS:
                self.kept.popitem(last=False)
