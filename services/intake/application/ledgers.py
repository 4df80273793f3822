"""台帳 in and out for a department: the municipality's ledger, without a copy left on any disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from services.intake.application.counter import LOOKING_ON, Counter
from services.intake.application.door import department_on
from services.intake.application.ledger_export import LedgerExport
from services.intake.application.ledger_file import LedgerFile, NoRejectsFile
from services.intake.application.looking import put_look_on_record
from services.intake.ledger import write_csv, write_xlsx
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.use_case import Request, use_case

LARGEST_LEDGER = 16 * 1024 * 1024
"""Bytes of a file that is handed in; some 50,000 rows."""

PERSONS_PER_LOOK = 500
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the machine's memory, not a folder of files that stay
Format = Literal["xlsx", "csv"]
_MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ImportLedger(Request):
    """A ledger to be taken in.

    Attributes:
        municipality: whose ledger it is.
        content: the file, CSV (UTF-8, CP932) or XLSX, in Base64.
    """

    municipality: MunicipalityCode
    content: Base64Bytes = Field(repr=False, max_length=LARGEST_LEDGER)


class RejectedCell(BaseModel):
    """Why a row was not taken in.

    Attributes:
        row: its number in the file, as Excel shows it.
        column: the column it is about.
        code: of the reason.
        reason: why, and what to do; it repeats no cell.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    row: int
    column: str
    code: str
    reason: str


class LedgerTaken(BaseModel):
    """What became of a ledger.

    Attributes:
        rows: how many rows it has.
        imported: contacts that are new.
        already_there: rows that were taken in before.
        rejected: every reason for every row that was not taken in.
        unknown_columns: how many headers nobody understands; their cells were kept out.
    """

    model_config = ConfigDict(frozen=True)

    rows: int
    imported: int
    already_there: int
    rejected: tuple[RejectedCell, ...]
    unknown_columns: int


class ExportLedger(Request):
    """A ledger to be written out.

    Attributes:
        municipality: whose ledger.
        form: as an Excel workbook or as CSV.
    """

    municipality: MunicipalityCode
    form: Format = "xlsx"


class LedgerWritten(BaseModel):
    """A ledger, written out (取扱注意).

    Attributes:
        filename: under which it is kept; it names nobody.
        media_type: what it is.
        content: the file, in Base64.
    """

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", hide_input_in_errors=True)

    filename: str
    media_type: str
    content: bytes = Field(repr=False)


class Ledgers:
    """Takes ledgers in and writes them out.

    Args:
        counter: intake's acts, behind the open door; that a department asks is made sure of here.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("ledgers.import", "台帳の取込み", roles=LOOKING_ON)
    def take_in(self, actor: Actor, request: ImportLedger) -> LedgerTaken:
        """Take a ledger in; what is in order comes in, the rest is answered with its reasons.

        The same file once more adds nothing. What it tells is the importing department's.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``not-a-department``; the file cannot be read at all: ``ledger-old-excel``,
                ``ledger-too-large``, ``ledger-empty``, ``ledger-unreadable``, ``header-missing``,
                ``header-twice``.
        """
        with self._counter.transaction(actor) as tx:
            department_on(tx, request.municipality)
        with _in_memory(request.content) as path:
            report = LedgerFile(
                self._counter, path, request.municipality, actor, rejects=NoRejectsFile
            ).take_in()
        return LedgerTaken(
            rows=report.rows,
            imported=report.imported,
            already_there=report.already_there,
            rejected=tuple(RejectedCell.model_validate(one) for one in report.rejected),
            unknown_columns=len(report.unknown_columns),
        )

    @use_case("ledgers.export", "台帳の書出し", roles=LOOKING_ON, kind="query")
    def write_out(self, actor: Actor, request: ExportLedger) -> LedgerWritten:
        """Write out what the own department noted, as a ledger; who is in it goes on record.

        What other agencies noted in the same cases is not in it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``not-a-department``.
        """
        with self._counter.transaction(actor) as tx:
            eyes = department_on(tx, request.municipality)
        export = LedgerExport(self._counter, request.municipality, eyes.names)
        content = _written(request.form, export)
        with self._counter.transaction(actor) as tx:
            eyes = department_on(tx, request.municipality)
            for persons in _in_parts(sorted(export.persons)):
                put_look_on_record(tx, eyes, "export", person_ids=persons)
        return LedgerWritten(
            filename=f"daicho-{self._counter.today.isoformat()}.{request.form}",
            media_type=_MEDIA_TYPES[request.form],
            content=content,
        )


@contextmanager
def _in_memory(content: bytes) -> Iterator[Path]:
    """A file that lies in memory alone and is gone with the block."""
    descriptor = os.memfd_create("ledger")
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(content)
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)


def _written(form: Format, export: LedgerExport) -> bytes:
    folder = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / f"ledger.{form}"
        write = write_xlsx if form == "xlsx" else write_csv
        write(path, export.rows())
        return path.read_bytes()


def _in_parts(persons: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(persons), PERSONS_PER_LOOK):
        yield persons[start : start + PERSONS_PER_LOOK]
