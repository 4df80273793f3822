"""A ledger file taken in from its first row to the file of those that were rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from services.intake.application.counter import Counter
from services.intake.application.ledger_import import Fate, LedgerImport, ReadyRow
from services.intake.ledger import (
    HEADERS,
    HeaderMapping,
    Ordinals,
    open_ledger,
    row_identity,
    validate_row,
)
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.spreadsheet import Rejection, RejectsFile, SourceRow, SourceTable

Advance = Callable[[int, int], None]
"""Told how many rows are done, and how many there are."""


class Rejects(Protocol):
    """Where rows go that were not taken in."""

    @property
    def path(self) -> Path | None:
        """The file of them, once it is finished; ``None`` if there is none."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def add(self, row: SourceRow, rejections: Sequence[Rejection]) -> None:
        """Keep a row with every reason."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish."""
        ...


class NoRejectsFile:
    """Keeps no row: whoever sent the file has it, and mends it where it lies.

    Args:
        table: where the rows come from.
    """

    def __init__(self, table: SourceTable) -> None:
        _ = table
        self.path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, row: SourceRow, rejections: Sequence[Rejection]) -> None:
        """Let the row go; its number and the reasons stand in the report."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind."""


@dataclass(slots=True)
class ImportReport:
    """What became of a ledger.

    Attributes:
        rows: how many rows it has.
        imported: contacts that are new.
        already_there: rows that were taken in before.
        rejected: every reason for every row that was not taken in.
        rejects_file: where those rows can be mended; ``None`` if there are none.
        unknown_columns: headers that nobody understands; their cells were kept out.
    """

    rows: int
    imported: int = 0
    already_there: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    rejects_file: Path | None = None
    unknown_columns: tuple[str, ...] = ()


class LedgerFile:
    """One import of one file.

    Args:
        counter: intake's acts.
        path: CSV or XLSX.
        municipality: whose ledger it is.
        actor: who imports.
        mapping: the municipality's own headers.
        rejects: where rows go that were not taken in.

    Raises:
        Refusal: the file cannot be read at all; nothing was taken in.
    """

    def __init__(
        self,
        counter: Counter,
        path: Path,
        municipality: str,
        actor: Actor,
        mapping: HeaderMapping | None = None,
        rejects: Callable[[SourceTable], Rejects] = RejectsFile,
    ) -> None:
        self._ledger = open_ledger(path, mapping)
        self._import = LedgerImport(counter, municipality, actor)
        self._rejects = rejects
        self._today = counter.today
        self.report = ImportReport(
            rows=self._ledger.total_rows, unknown_columns=tuple(self._ledger.unknown_columns)
        )

    def take_in(self, advance: Advance = lambda _done, _all: None) -> ImportReport:
        """Take in every row that can be; keep the others with their reasons."""
        report, done = self.report, 0
        with self._rejects(self._ledger) as rejects:
            for outcome in self._import.take_in(self._valid_rows(rejects)):
                match outcome.fate:
                    case Fate.IMPORTED:
                        report.imported += 1
                    case Fate.ALREADY_THERE:
                        report.already_there += 1
                    case Fate.REFUSED if outcome.refusal is not None:
                        rejection = _rejection(outcome.source.number, outcome.refusal)
                        report.rejected.append(rejection)
                        rejects.add(outcome.source, [rejection])
                done += 1
                advance(done, report.rows)
        report.rejects_file = rejects.path
        report.rejected.sort(key=lambda rejection: rejection.row)
        return report

    def _valid_rows(self, rejects: Rejects) -> Iterator[ReadyRow]:
        ordinals = Ordinals()
        for source in self._ledger:
            read = validate_row(source.number, source.cells, self._today)
            if isinstance(read, list):
                self.report.rejected += read
                rejects.add(source, read)
            else:
                yield ReadyRow(source, row_identity(read, ordinals.number(read)), read)


def _rejection(number: int, refusal: Refusal) -> Rejection:
    """A rule's refusal as the rejection of a row; it stands at the column it is about."""
    named = refusal.field if isinstance(refusal, InvalidInput) else ""
    column = named if named in HEADERS else "ケース番号"
    return Rejection(
        row=number, column=column, code=refusal.code, reason=refusal.message + refusal.remedy
    )
