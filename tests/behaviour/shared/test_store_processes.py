"""The event store under several processes at once, on both databases."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Barrier

from shared.store.open import open_database
from tests.behaviour.sample import TALLY, TALLY_ID, count, open_tally_store, total_in_view
from tests.conftest import NewPlace

WITHIN_SECONDS = 60
WRITERS, TIMES = 3, 60


def _count_in_process(url: str, password: str, times: int) -> None:
    store = open_tally_store(open_database(url, password))
    for _ in range(times):
        count(store)
    store.close()


def _migrate_in_process(url: str, password: str, together: Barrier) -> None:
    store = open_tally_store(open_database(url, password))
    together.wait(WITHIN_SECONDS)
    store.migrate()
    count(store)
    store.close()


def _started(target: Callable[..., None], *arguments: object, number: int) -> list[SpawnProcess]:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=target, args=arguments) for _ in range(number)]
    for worker in workers:
        worker.start()
    return workers


def _ended(workers: list[SpawnProcess]) -> list[int | None]:
    for worker in workers:
        worker.join(WITHIN_SECONDS)
    return [worker.exitcode for worker in workers]


def test_processes_that_start_on_an_empty_database_all_come_up(new_place: NewPlace) -> None:
    """Six processes that migrate at the same instant all end well, and can all write."""
    place = new_place()
    together = multiprocessing.get_context("spawn").Barrier(6)
    assert _ended(_started(_migrate_in_process, *place, together, number=6)) == [0] * 6

    store = open_tally_store(open_database(*place))
    assert store.load(TALLY, TALLY_ID).state == 6
    store.close()


def test_a_tailing_reader_passes_over_no_event_of_concurrent_writers(new_place: NewPlace) -> None:
    """While processes write, the log read piece by piece is the whole log, in commit order.

    The writers use one aggregate, so each has to see the others' events, and none is lost.
    """
    place = new_place()
    store = open_tally_store(open_database(*place))
    store.migrate()
    count(store)  # the stream is kept from here on
    writers = _started(_count_in_process, *place, TIMES, number=WRITERS)
    everything = 1 + WRITERS * TIMES
    seen: list[int] = []
    reading = True
    while reading:
        reading = any(writer.is_alive() for writer in writers)
        while page := store.log(seen[-1] if seen else 0, 50):
            seen += [logged.id for logged in page]

    assert _ended(writers) == [0] * WRITERS
    assert seen == [logged.id for logged in store.log(0, 1_000)]
    assert len(seen) == everything
    assert store.load(TALLY, TALLY_ID).state == total_in_view(store) == everything
    versions = [one.originator_version for one in store.history(TALLY_ID)]
    assert versions == list(range(1, everything + 1))
    store.close()
