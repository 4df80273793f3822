"""The streams that were used last, so that a long history is not read again each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shared.store.aggregate import Stream

KEPT_STREAMS = 2_000


@dataclass
class KeptStreams:
    """The most recently used streams; a stream that is kept may still have to be brought up."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: OrderedDict[UUID, Stream[Any]] = field(default_factory=OrderedDict)

    def get(self, stream_id: UUID) -> Stream[Any] | None:
        """Return a stream if it is kept."""
        with self.lock:
            return self.kept.get(stream_id)

    def put(self, stream: Stream[Any]) -> None:
        """Keep a stream; the one that was not used for longest goes."""
        with self.lock:
            self.kept[stream.id] = stream
            self.kept.move_to_end(stream.id)
            while len(self.kept) > KEPT_STREAMS:
                self.kept.popitem(last=False)
