"""Acts under a key take effect once: asked again, at once, by two processes, after SIGKILL."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.idempotency import KEPT, REMOVED_AT_ONCE, TABLES, Asked, Once, asked_under
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import EventStore
from shared.store.database import Database
from shared.store.open import open_database
from tests.behaviour.sample import TALLY, TALLY_ID, Totals, count, total_in_view
from tests.conftest import NewPlace
from tests.refusals import refused

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
SOMEBODY = Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")
SECRET = "架空 いちろう"
BODY = json.dumps({"name": SECRET, "born": "1974-08-20"}).encode()
WITHIN_SECONDS = 60


def opened(database: Database) -> EventStore:
    """The tally's store with the table of acts under a key."""
    store = EventStore("intake", database, [Totals()], TABLES)
    store.migrate()
    return store


@dataclass
class Instant:
    """A clock that stands where it is put."""

    at: datetime = datetime(2026, 11, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Where it stands."""
        return self.at


class Counting:
    """Counts under keys, and tells of every act by an answer of its own."""

    def __init__(self, store: EventStore) -> None:
        self.store = store
        self.clock = Instant()
        self.once = Once(store, self.clock)

    def ask(
        self,
        asked: Asked | None = None,
        act: Callable[[], bytes] | None = None,
    ) -> bytes:
        """Count once under a key."""
        return self.once.answer(asked or asked_under(KEY, SOMEBODY, "count", BODY), act or self.act)

    def act(self) -> bytes:
        """Count, and answer with a number that nobody has told before."""
        count(self.store)
        return f'"{uuid4()}"'.encode()

    @property
    def total(self) -> int:
        """What the record and its view both say."""
        assert (self.store.load(TALLY, TALLY_ID).state or 0) == total_in_view(self.store)
        return total_in_view(self.store)

    @property
    def records(self) -> list[Any]:
        """What is kept of acts."""
        return self.store.rows("SELECT * FROM idempotency_keys ORDER BY acted_at")


@pytest.fixture
def counting(database: Database) -> Counting:
    """A tally on SQLite, then on PostgreSQL."""
    return Counting(opened(database))


def test_asking_again_is_answered_as_before(counting: Counting) -> None:
    """The same act under the same key counts once and is told the same number."""
    first = counting.ask()

    assert counting.ask() == first
    assert counting.ask() == first
    assert counting.total == 1


def test_answers_outlive_the_process(counting: Counting) -> None:
    """Another process with nothing in its memory answers as before."""
    first = counting.ask()

    assert Counting(counting.store).ask() == first
    assert counting.total == 1


@pytest.mark.parametrize(
    "other",
    [
        asked_under(KEY, SOMEBODY.model_copy(update={"person": "w-2"}), "count", BODY),
        asked_under(KEY, SOMEBODY.model_copy(update={"agency": "a-2"}), "count", BODY),
        asked_under(KEY, SOMEBODY, "count-otherwise", BODY),
        asked_under(KEY.replace("8", "9"), SOMEBODY, "count", BODY),
    ],
)
def test_somebody_elses_key_is_another_act(counting: Counting, other: Asked) -> None:
    """Another person, agency, use case or key counts for itself and learns nothing."""
    first = counting.ask()

    assert counting.ask(other) != first
    assert counting.total == 2


def test_a_key_is_not_used_for_something_else(counting: Counting) -> None:
    """Another request under the same key is refused, and the first one stays as it is."""
    first = counting.ask()

    with refused("idempotency-key-reused"):
        counting.ask(asked_under(KEY, SOMEBODY, "count", b"{}"))
    assert counting.ask() == first
    assert counting.total == 1


def test_what_was_refused_may_be_asked_again(counting: Counting) -> None:
    """A refused act leaves nothing behind, and the same key does it once the cause is mended."""

    def refuse() -> bytes:
        raise Refusal("not-yet", "まだです。", "あとで。")

    def refuse_after_the_act() -> bytes:
        count(counting.store)
        return refuse()

    def refuse_within_the_act() -> bytes:
        count(counting.store)
        with counting.store.transaction(SOMEBODY, counting.clock):
            return refuse()

    for act in (refuse, refuse_after_the_act, refuse_within_the_act):
        with refused("not-yet"):
            counting.ask(act=act)
        assert counting.records == []
    assert counting.ask() == counting.ask()
    assert counting.total == 3


def test_an_act_without_a_trace_is_answered_alike(counting: Counting) -> None:
    """An act that found nothing to do is remembered as well."""
    answers = [counting.ask(act=lambda: str(uuid4()).encode()) for _ in range(2)]

    assert answers[0] == answers[1]


def test_an_act_sees_what_it_did(counting: Counting) -> None:
    """What a request asks of the store after its own transaction is what it has just done."""
    store, seen = counting.store, []

    def act() -> bytes:
        count(store)
        seen.append(total_in_view(store))
        count(store)
        seen.append(store.load(TALLY, TALLY_ID).state)
        count(store)
        seen.append(len(store.history(TALLY_ID)))
        count(store)
        seen.append(store.position())
        count(store)
        seen.append(len(store.log(0, 9)))
        return b"null"

    counting.ask(act=act)

    assert seen == [1, 2, 3, 4, 5]
    assert counting.total == 5


def test_listeners_hear_of_an_act_once_it_is_committed(counting: Counting) -> None:
    """Whoever publishes what happened is woken, when others can see it."""
    heard: list[int] = []
    counting.store.on_commit(lambda: heard.append(counting.store.position()))

    counting.ask()
    counting.ask()

    assert heard == [1]


def test_an_act_that_broke_off_is_told_honestly(counting: Counting) -> None:
    """After a fault behind a commit nobody claims to know; nothing is done a second time."""

    def broken() -> bytes:
        count(counting.store)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        counting.ask(act=broken)
    for _ in range(2):
        with refused("idempotency-broken-off"):
            counting.ask()
    assert counting.total == 1


def test_answers_grow_old(counting: Counting) -> None:
    """After a day the key is free again, and not a moment before."""
    first = counting.ask()
    counting.clock.at += KEPT
    assert counting.ask() == first
    counting.clock.at += timedelta(microseconds=1)

    assert counting.ask() != first
    assert counting.total == 2
    assert len(counting.records) == 1


def test_old_records_are_taken_away(counting: Counting) -> None:
    """Each act takes some that are past their time with it, the oldest first, never all."""
    some = REMOVED_AT_ONCE + 7
    with counting.store.database.exclusive() as unit:
        for number in range(some):
            unit.execute(
                "INSERT INTO idempotency_keys VALUES (:act, 'x', 'null', :at)",
                {"act": f"old-{number:03}", "at": f"2026-10-01T00:00:00.{number:06}+00:00"},
            )
    counting.ask()
    assert [one["act"] for one in counting.records[:-1]] == [
        f"old-{number:03}" for number in range(REMOVED_AT_ONCE, some)
    ]

    counting.ask(asked_under(KEY[::-1], SOMEBODY, "count", BODY))
    assert len(counting.records) == 2


def test_nothing_of_key_or_request_is_kept(counting: Counting) -> None:
    """In the table lie digests and the answer; no key, name, date, person or agency."""
    answer = counting.ask()
    (record,) = counting.records

    assert set(record) == {"act", "request", "answer", "acted_at"}
    assert record["answer"].encode() == answer
    told = json.dumps(dict(record), ensure_ascii=False)
    for secret in (KEY, SECRET, "1974", SOMEBODY.person + '"', SOMEBODY.agency + '"', "count"):
        assert secret not in told
    assert len(record["act"]) == len(record["request"]) == 64


def test_the_same_request_has_another_digest_under_another_key() -> None:
    """Who has the table cannot try out what a request may have said."""
    digests = {asked_under(key, SOMEBODY, "count", BODY).request for key in (KEY, KEY[::-1])}

    assert len(digests) == 2


def test_threads_at_once_count_once(counting: Counting) -> None:
    """Of many at the same moment one acts; the others are told its answer or that it is busy."""
    at_once = threading.Barrier(8)

    def ask(_number: int) -> bytes | str:
        at_once.wait(WITHIN_SECONDS)
        try:
            return counting.ask()
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(8)))

    assert len(answers - {"idempotency-under-way"}) == 1
    assert counting.total == 1


def test_a_repeat_meanwhile_is_told_to_wait(counting: Counting) -> None:
    """While the first is under way nobody waits in line behind it."""
    refusals = []

    def act() -> bytes:
        with refused("idempotency-under-way"):
            counting.ask()
        refusals.append("refused")
        return counting.act()

    first = counting.ask(act=act)

    assert refusals == ["refused"]
    assert counting.ask() == first
    assert counting.total == 1


def _ask_in_process(url: str, password: str, together: Any, told: Any) -> None:
    counting = Counting(EventStore("intake", open_database(url, password), [Totals()], TABLES))
    together.wait(WITHIN_SECONDS)
    for number in range(20):
        asked = asked_under(f"{KEY}-{number}", SOMEBODY, "count", BODY)
        told.put((number, counting.ask(asked)))
    counting.store.close()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_before_the_commit(url: str, password: str) -> None:
    counting = Counting(EventStore("intake", open_database(url, password), [Totals()], TABLES))

    def act() -> bytes:
        count(counting.store)
        _die()
        return b"never"

    counting.ask(act=act)


def _die_before_the_answer(url: str, password: str) -> None:
    counting = Counting(EventStore("intake", open_database(url, password), [Totals()], TABLES))
    counting.store.on_commit(_die)
    counting.ask(act=lambda: count(counting.store) or b'"the answer"')


def _die_between_two_commits(url: str, password: str) -> None:
    counting = Counting(EventStore("intake", open_database(url, password), [Totals()], TABLES))
    counting.store.on_commit(_die)

    def act() -> bytes:
        count(counting.store)
        count(counting.store)
        return b"never"

    counting.ask(act=act)


def _run(target: Callable[..., None], *arguments: Any, number: int = 1) -> list[int | None]:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=target, args=arguments) for _ in range(number)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(WITHIN_SECONDS)
    return [worker.exitcode for worker in workers]


def test_two_processes_at_once_count_once(new_place: NewPlace) -> None:
    """Whichever process is first acts, and both tell the same answer, key by key."""
    place = new_place()
    counting = Counting(opened(open_database(*place)))
    context = multiprocessing.get_context("spawn")
    together, told = context.Barrier(2), context.Queue()

    assert _run(_ask_in_process, *place, together, told, number=2) == [0, 0]

    answers = [told.get(timeout=WITHIN_SECONDS) for _ in range(40)]
    assert len(set(answers)) == 20
    assert counting.total == 20
    counting.store.close()


@pytest.mark.parametrize(
    ("dying", "counted", "told"),
    [
        (_die_before_the_commit, 0, None),
        (_die_before_the_answer, 1, b'"the answer"'),
        (_die_between_two_commits, 1, "idempotency-broken-off"),
    ],
)
def test_after_sigkill_the_act_is_whole_or_was_never(
    new_place: NewPlace, dying: Callable[..., None], counted: int, told: bytes | str | None
) -> None:
    """Killed before the commit nothing happened; after it the answer is the one nobody heard."""
    place = new_place()
    counting = Counting(opened(open_database(*place)))

    assert _run(dying, *place) == [-signal.SIGKILL]

    assert counting.total == counted
    if isinstance(told, str):
        with refused(told):
            counting.ask()
    else:
        assert counting.ask() == (told or counting.ask())
    assert counting.total == max(counted, 1)
    counting.store.close()
