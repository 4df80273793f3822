"""What stats observes in a run of facts, as rows that nobody has written yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from services.stats.handlers import handle
from services.stats.views.anew import Observed
from shared.facts import Service
from shared.facts.envelope import Received
from shared.inbox.reader import reason_of
from shared.refusal import Refusal
from shared.store import Transaction
from shared.store.database import Params, Value


class Rows:
    """Stands where handlers get a transaction, and keeps the rows that they add."""

    def __init__(self) -> None:
        self.observed: defaultdict[tuple[str, ...], list[tuple[Value, ...]]] = defaultdict(list)

    def add(self, table: str, row: Mapping[str, Value]) -> None:
        """Keep a row."""
        self.add_values((table, *row), tuple(row.values()))

    def add_values(self, where: tuple[str, ...], values: tuple[Value, ...]) -> None:
        """Keep a row that goes into a table and its columns."""
        self.observed[where].append(values)

    def execute(self, sql: str, params: Params | None = None) -> None:
        """What else a fact did was done when it came in, and stands: it is no observation."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a part of a log comes to.

    Attributes:
        source: whose log.
        upto: notification id of its last entry.
        observed: the rows of the facts that are in effect.
        apart: those of each fact that lies as a dead letter; ``None`` if it still cannot be read.
    """

    source: Service
    upto: int
    observed: Observed
    apart: Mapping[int, Observed | None]


class FactFailed(Exception):  # noqa: N818 - carried from a worker to where it becomes a refusal
    """A fact that was in effect cannot be observed any more: a defect of this version.

    Args:
        source: whose fact.
        position: its notification id.
        reason: why, without values.
    """

    def __init__(self, source: Service, position: int, reason: str) -> None:
        super().__init__(source, position, reason)

    def refusal(self) -> Refusal:
        """What the operator is told."""
        source, position, reason = self.args
        return Refusal(
            "fact-failed",
            f"{source} の記録 {position:,} を集計の表に取り込めません（{reason}）。",
            "集計は、これまでのまま使えます。プログラムの版を確かめ、開発元に知らせてください。",
        )


def observe_facts(
    source: Service, upto: int, facts: Iterable[Received], buried: frozenset[int]
) -> Batch:
    """Observe facts as the inbox does.

    Args:
        source: whose facts.
        upto: where the part of the log ends.
        facts: those in it.
        buried: the places of those that lie as dead letters.

    Raises:
        FactFailed: a fact cannot be observed, and is no dead letter.
    """
    in_effect, apart = Rows(), dict[int, Observed | None]()
    transaction = cast("Transaction", in_effect)  # handlers ask for nothing but what is in Rows
    for received in facts:
        if received.id not in buried:
            try:
                handle(transaction, received)
            except Exception as error:  # noqa: BLE001 - whatever a handler raises ends the work
                raise FactFailed(source, received.id, reason_of(error)) from None
            continue
        rows = Rows()
        try:
            handle(cast("Transaction", rows), received)
            apart[received.id] = dict(rows.observed)
        except Exception:  # noqa: BLE001 - it failed before, and lies where it lay
            apart[received.id] = None
    return Batch(source, upto, dict(in_effect.observed), apart)
