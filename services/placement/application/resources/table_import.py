"""Taking a town's table of resources in, batch by batch; what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from services.placement.application.acting import Acting, acting_for
from services.placement.application.resources.resources import Resources
from services.placement.application.resources.table_form import RESOURCE_TABLE
from services.placement.application.resources.table_row import ResourceEntry, read_entry
from services.placement.application.resources.table_taking import Fate, RowTaker
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.spreadsheet import HeaderMapping, Rejection, RejectsFile, SourceRow, open_table
from shared.store import Transaction
from shared.use_case import declared

BATCH = 200
"""Rows that commit together."""

Advance = Callable[[int, int], None]
"""Told how many rows are done, and how many there are."""

_COLUMN_OF = {"対象年齢": "年齢から", "確認日": "最終確認日"}
"""Where the table has what a rule calls otherwise."""


@dataclass(slots=True)
class ResourceImportReport:
    """What became of a table.

    Attributes:
        rows: how many it has.
        fates: how many rows had which fate; rejected ones have none.
        rejected: every reason for every row that was not taken in.
        rejects_file: where those rows can be mended; ``None`` if there are none.
        unknown_columns: headers that nobody understands; their cells were kept out.
    """

    rows: int
    fates: Counter[Fate] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    rejects_file: Path | None = None
    unknown_columns: tuple[str, ...] = ()


class ResourceTable:
    """One import of one table.

    Args:
        desk: store, keys, clock.
        path: CSV or XLSX.
        municipality: whose directory.
        actor: who imports; the same people as register single resources.
        mapping: the municipality's own headers.

    Raises:
        Refusal: ``role-not-entitled``; or the file cannot be read at all, and nothing was taken in.
    """

    def __init__(
        self,
        desk: Desk,
        path: Path,
        municipality: str,
        actor: Actor,
        mapping: HeaderMapping | None = None,
    ) -> None:
        declared(Resources.register).expect_role(actor)
        self._desk = desk
        self._municipality = municipality
        self._actor = actor
        self._table = open_table(path, RESOURCE_TABLE, mapping)
        self._taker = RowTaker(desk, municipality)
        self.report = ResourceImportReport(
            rows=self._table.total_rows, unknown_columns=self._table.unknown_columns
        )

    def take_in(self, advance: Advance = lambda _done, _all: None) -> ResourceImportReport:
        """Take in every row that can be; keep the others with their reasons.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; nothing was
                taken in.
        """
        report, done = self.report, 0
        with RejectsFile(self._table) as rejects:
            for source, outcome in self._outcomes():
                if isinstance(outcome, Fate):
                    report.fates[outcome] += 1
                else:
                    report.rejected += outcome
                    rejects.add(source, outcome)
                done += 1
                advance(done, report.rows)
        report.rejects_file = rejects.path
        return report

    def _outcomes(self) -> Iterator[tuple[SourceRow, Fate | list[Rejection]]]:
        rows = iter(self._table)
        self._expect_entitled()
        while batch := list(islice(rows, BATCH)):
            yield from self._take_batch(batch)

    def _expect_entitled(self) -> None:
        """Refuse a stranger before the first row, also where there is none."""
        with self._desk.transaction(self._actor) as tx:
            acting_for(tx, self._actor, self._municipality)

    def _take_batch(
        self, batch: Iterable[SourceRow]
    ) -> list[tuple[SourceRow, Fate | list[Rejection]]]:
        """Answered when the batch is on disk."""
        outcomes: list[tuple[SourceRow, Fate | list[Rejection]]] = []
        with self._desk.transaction(self._actor) as tx:
            own = acting_for(tx, self._actor, self._municipality)
            for source in batch:
                read = read_entry(source.number, source.cells, self._desk.today)
                taken = read if isinstance(read, list) else self._attempt(tx, own, source, read)
                outcomes.append((source, taken))
        return outcomes

    def _attempt(
        self, tx: Transaction, own: Acting, source: SourceRow, entry: ResourceEntry
    ) -> Fate | list[Rejection]:
        try:
            with tx.attempt():
                return self._taker.take(tx, own, entry)
        except Refusal as refusal:
            return [_rejection(source.number, refusal)]


def _rejection(number: int, refusal: Refusal) -> Rejection:
    """A rule's refusal as the rejection of a row; it stands at the column it is about."""
    named = refusal.field if isinstance(refusal, InvalidInput) else ""
    column = _COLUMN_OF.get(named, named)
    return Rejection(
        row=number,
        column=column if column in RESOURCE_TABLE.headers else "名称",
        code=refusal.code,
        reason=refusal.message + refusal.remedy,
    )
