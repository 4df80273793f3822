"""Acts that take effect once, however often they are asked for under one key.

Whoever asks over a line that may break names the act with a key of their own. In the commit of the
act lies, under a digest of the key, what was answered: an id, or nothing. Whoever asks again is
answered from there. Neither the key nor anything of the request is kept: the request is known by
a digest that nobody can make without the key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.calendar import Clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store.database import Row, UnitOfWork
from shared.store.held import HeldCommit, holding
from shared.store.store import EventStore

KEPT = timedelta(hours=24)
"""So long is an answer remembered; whoever has not asked again by then has given up."""

REMOVED_AT_ONCE = 100
"""Records past their time that one act takes away: more than it adds, and never a long wait."""

TABLES = (
    """CREATE TABLE IF NOT EXISTS idempotency_keys (
        act TEXT PRIMARY KEY,
        request TEXT NOT NULL,
        answer TEXT,
        acted_at TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS idempotency_keys_by_age ON idempotency_keys (acted_at)",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One act as it is asked for under a key.

    Attributes:
        act: digest of who asks, for what, under which key.
        request: digest of what exactly is asked.
    """

    act: str
    request: str


def asked_under(key: str, actor: Actor, use_case: str, request: bytes) -> Asked:
    """Name an act: the same key of somebody else, or for something else, is another act.

    Args:
        key: chosen by whoever asks; long and random.
        actor: who asks. Their role and purpose do not make another act of it.
        use_case: its name.
        request: what is asked, always written alike.
    """
    named = f"{actor.agency}\n{actor.person}\n{use_case}\n{key}".encode()
    return Asked(
        act=hashlib.sha256(named).hexdigest(),
        request=hmac.new(key.encode(), request, hashlib.sha256).hexdigest(),
    )


class _AnsweredBefore(Exception):  # noqa: N818 - the way out of an act that is not to be done again
    """The act was done under this key before."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer


class _Record:
    """The record of one act, as a note beside it in the store."""

    def __init__(self, asked: Asked, now: datetime) -> None:
        self._asked = asked
        self._now = now
        self.is_open = False

    def before(self, unit: UnitOfWork) -> None:
        """Look whether it was done before.

        Raises:
            _AnsweredBefore: it was.
            Refusal: ``idempotency-key-reused``, ``idempotency-broken-off``.
        """
        found = unit.rows(
            "SELECT request, answer FROM idempotency_keys WHERE act = :act AND acted_at >= :oldest",
            {"act": self._asked.act, "oldest": self._oldest},
        )
        if found:
            raise _AnsweredBefore(self._answer(found[0]))
        unit.execute(
            "DELETE FROM idempotency_keys WHERE act IN (SELECT act FROM idempotency_keys"
            " WHERE acted_at < :oldest ORDER BY acted_at LIMIT :some)",
            {"oldest": self._oldest, "some": REMOVED_AT_ONCE},
        )

    def _answer(self, found: Row) -> bytes:
        if not hmac.compare_digest(found["request"], self._asked.request):
            raise Refusal(
                "idempotency-key-reused",
                "この Idempotency-Key は、内容の違う求めに使われています。",
                "新しい求めには、新しい Idempotency-Key を付けてください。",
            )
        if found["answer"] is None:
            raise Refusal(
                "idempotency-broken-off",
                "前の求めは途中で止まり、どこまで記録されたかをお答えできません。",
                "記録されたかを確かめ、まだなら、新しい Idempotency-Key で送ってください。",
            )
        answer: str = found["answer"]
        return answer.encode()

    @property
    def _oldest(self) -> str:
        return _stored(self._now - KEPT)

    def unanswered(self, unit: UnitOfWork) -> None:
        """Note that something was done, and that the answer is still to come."""
        self.is_open = True
        self._write(unit, None)

    def answered(self, unit: UnitOfWork, answer: bytes) -> None:
        """Note what is answered."""
        self._write(unit, answer.decode())

    def _write(self, unit: UnitOfWork, answer: str | None) -> None:
        unit.execute(
            "INSERT INTO idempotency_keys VALUES (:act, :request, :answer, :acted_at)"
            " ON CONFLICT (act) DO UPDATE"
            " SET request = :request, answer = :answer, acted_at = :acted_at",
            {
                "act": self._asked.act,
                "request": self._asked.request,
                "answer": answer,
                "acted_at": _stored(self._now),
            },
        )

    def forget(self, store: EventStore) -> None:
        """Take the note of a refused act away: whoever mends the cause may ask again."""
        if self.is_open:
            with store.database.exclusive() as unit:
                unit.execute(
                    "DELETE FROM idempotency_keys WHERE act = :act", {"act": self._asked.act}
                )


class Once:
    """Lets every act of a service take effect once.

    Args:
        store: in which the acts are recorded.
        clock: by which their answers grow old.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._under_way: dict[str, Asked] = {}

    def answer(self, asked: Asked, act: Callable[[], bytes]) -> bytes:
        """Do an act and keep its answer in its own commit, or answer as before.

        What is refused is not remembered.

        Args:
            asked: the act.
            act: does it; what it answers holds nothing confidential.

        Raises:
            Refusal: ``idempotency-key-reused``, ``idempotency-broken-off``,
                ``idempotency-under-way``; or whatever the act is refused with.
        """
        # One step of the interpreter: two threads cannot both find it missing.
        if self._under_way.setdefault(asked.act, asked) is not asked:
            raise _under_way()
        try:
            return self._answer(asked, act)
        finally:
            del self._under_way[asked.act]

    def _answer(self, asked: Asked, act: Callable[[], bytes]) -> bytes:
        record = _Record(asked, self._clock())
        try:
            with holding(HeldCommit(self._store, record)) as held:
                answer = act()
                held.finish(lambda unit: record.answered(unit, answer))
                return answer
        except _AnsweredBefore as before:
            return before.answer
        except Refusal:
            record.forget(self._store)
            raise


def _stored(instant: datetime) -> str:
    """An instant as it lies in the table: what is later comes later there as well."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _under_way() -> Refusal:
    return Refusal(
        "idempotency-under-way",
        "同じ Idempotency-Key の求めを、いま行っています。",
        "少し待って、同じ求めをもう一度送ってください。",
    )
