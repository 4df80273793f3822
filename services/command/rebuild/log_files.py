"""The sources on one machine: their logs as they lie on disk, read by every core there is."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context, parent_process

import services.conference.app
import services.intake.app
import services.placement.app  # noqa: F401 - a worker has to know every kind of event
from services.command.embedded.process import die_with_parent
from services.command.rebuild.batch import Batch, observe_facts
from services.command.rebuild.straight import STRAIGHT
from shared.facts import Fact, Service
from shared.facts.envelope import Received
from shared.relay import Publish
from shared.store.log_file import LogFile, Stored, outline

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
    """Read a part of a log, make facts of its events and observe them.

    A fact that cannot be observed ends the reading: the log is closed then and there, by the thread
    that has opened it. SQLite lets no other do so.
    """
    with (
        closing(log.stored(after, upto)) as entries,
        closing(_facts(entries, publish, after)) as facts,
    ):
        return observe_facts(source, upto, facts, buried)


def _facts(
    entries: Iterable[Stored], publish: Publish, after: int
) -> Generator[Received, None, None]:
    previous = after
    for stored in entries:
        id_, originator_id, _, topic, state = stored
        straight = STRAIGHT.get(topic)
        told = (straight and straight.read(originator_id, state)) or _told(publish, stored)
        if told is not None:
            yield Received(id_, previous, *told)
            previous = id_


def _told(publish: Publish, stored: Stored) -> tuple[datetime, Fact] | None:
    """The ordinary way: the event as the service knows it, and what it tells others of it."""
    recorded = outline(stored)
    fact = publish(recorded)
    return None if fact is None else (recorded.metadata.recorded_at, fact)


def reading_workers() -> ProcessPoolExecutor:
    """A process for each core, up to :data:`READERS`; this one alone writes.

    They are forked, so that none of them has to load the program again: that takes longer than to
    read a small town's log, and as much memory as this one has. They are so here and now, before
    anybody starts a thread, whose locks they would inherit.
    """
    workers = ProcessPoolExecutor(
        max_workers=min(os.cpu_count() or 1, READERS),
        mp_context=get_context("fork"),
        initializer=_settle,
    )
    workers.submit(os.getpid).result()
    return workers


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
