"""The sources on one machine: their logs as they lie on disk, read by every core there is."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

import services.command.wiring  # noqa: F401 - a worker has to know every kind of event
from services.command.embedded.process import die_with_parent
from services.command.rebuild.batch import Batch, observe_facts
from shared.facts import Service
from shared.inbox import Received
from shared.relay import Publish
from shared.store.log_file import LogFile

EVENTS_PER_BATCH = 2_000
READERS = 4
"""More than so many would read faster than one process can write."""

BATCHES_AHEAD = 8
"""So many may be read or lie read: the memory they take does not grow with the log."""


@dataclass(frozen=True, slots=True)
class LogFileSource:
    """A service whose store lies on this machine.

    Attributes:
        name: the service.
        log: its log.
        publish: which of its events become which facts.
        workers: who read.
    """

    name: Service
    log: LogFile
    publish: Publish
    workers: Executor

    def read(self, after: int, upto: int, buried: frozenset[int]) -> Iterator[Batch]:
        """Observe a part of the log; see :class:`services.command.rebuild.rebuilding.Source`."""
        ahead: deque[Future[Batch]] = deque()
        end = min(upto, self.log.end())
        for first in range(after, end, EVENTS_PER_BATCH):
            last = min(first + EVENTS_PER_BATCH, end)
            apart = frozenset(position for position in buried if first < position <= last)
            task = (self.name, self.log, self.publish, first, last, apart)
            ahead.append(self.workers.submit(observe_log, *task))
            if len(ahead) >= BATCHES_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def observe_log(
    source: Service,
    log: LogFile,
    publish: Publish,
    after: int,
    upto: int,
    buried: frozenset[int],
) -> Batch:
    """Read a part of a log, make facts of its events and observe them."""
    return observe_facts(source, upto, _facts(log, publish, after, upto), buried)


def _facts(log: LogFile, publish: Publish, after: int, upto: int) -> Iterator[Received]:
    previous = after
    for logged in log.outlines(after, upto):
        fact = publish(logged.recorded)
        if fact is not None:
            yield Received(logged.id, previous, logged.recorded.metadata.recorded_at, fact)
            previous = logged.id


def reading_workers() -> ProcessPoolExecutor:
    """A process for each core, up to :data:`READERS`; this one alone writes."""
    return ProcessPoolExecutor(
        max_workers=min(os.cpu_count() or 1, READERS),
        mp_context=get_context("spawn"),
        initializer=_settle,
    )


def _settle() -> None:
    """End with whoever writes; and spare a million events the rounds of the garbage collector.

    There is no circle in what is made of them: the memory stays where it is.
    """
    die_with_parent()
    writer = parent_process()
    if writer is None or not writer.is_alive():
        raise SystemExit  # it was killed while this process was coming up
    gc.freeze()
    gc.disable()
