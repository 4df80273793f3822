"""The rows that were not taken in, in a file that can be mended and imported again."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from shared.private_file import (
    not_writable,
    private_temporary,
    put_in_place,
)
from shared.spreadsheet.cell import neutralised, text_of
from shared.spreadsheet.form import REJECT_HEADERS, folded_header
from shared.spreadsheet.row_reader import Rejection
from shared.spreadsheet.source import SURPLUS_COLUMN, SourceRow, SourceTable

_REJECTS_NAME = re.compile(r"\.rejects(-\d+)?$")


class RejectsFile:
    """The rejects of one import: CSV (UTF-8 with BOM, mode 0600) beside the table.

    行番号 and 理由 stand in front of the file's own headers and cells. Dates of a workbook stand in
    ISO form; a formula stands as ``#数式``, because what it refers to is not there. Texts that a
    spreadsheet would run have an apostrophe in front, which the import takes off again.

    Used with ``with``: at the end the file gets its name, ``<table>.rejects.csv``, or the first
    free ``<table>.rejects-2.csv`` …, because somebody may be mending an older one. Without a
    rejected row, or when the import fails, there is no file.

    Args:
        table: where the rows come from.
        folder: where to put the file; the table's own folder if ``None``.

    Attributes:
        path: the file, once it is finished; ``None`` if no row was rejected.

    Raises:
        Refusal: ``file-not-writable``, before the first row is read.
    """

    def __init__(self, table: SourceTable, folder: Path | None = None) -> None:
        self.path: Path | None = None
        self._table = table
        self._folder = folder or table.path.parent
        self._own_places = [
            place
            for place, header in enumerate(table.headers)
            if table.columns[place] is not None or folded_header(header) not in REJECT_HEADERS
        ]
        self._temporary: Path | None = None
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        self._temporary = private_temporary(self._folder)
        return self

    def add(self, row: SourceRow, rejections: Sequence[Rejection]) -> None:
        """Keep a row with every reason.

        Raises:
            Refusal: ``file-not-writable``.
        """
        reasons = " / ".join(
            f"{self._table.header_of(rejection.column)}: {rejection.reason}"
            for rejection in rejections
        )
        texts = [text_of(cell) for cell in row.originals]
        texts += [""] * (len(self._table.headers) - len(texts))
        # Only what shifted a row stays behind the headers; elsewhere it would shift one anew.
        surplus = texts[len(self._table.headers) :] if SURPLUS_COLUMN in row.cells else []
        kept = [*(texts[place] for place in self._own_places), *surplus]
        self._write([str(row.number), reasons, *kept])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._temporary is None:
            return
        try:
            if self._file is not None:
                self._file.close()
                if kind is None:
                    self.path = self._reserve_name()
                    put_in_place(self._temporary, self.path)
        except OSError:
            raise not_writable() from None
        finally:
            self._temporary.unlink(missing_ok=True)

    def _write(self, texts: list[str]) -> None:
        if self._temporary is None:
            raise RuntimeError("a rejects file is used with `with`")
        try:
            if self._file is None:
                self._file = self._temporary.open("w", encoding="utf-8-sig", newline="")
                headers = (self._table.headers[place] for place in self._own_places)
                self._write([*REJECT_HEADERS, *headers])
            csv.writer(self._file).writerow(map(neutralised, texts))
        except OSError:
            raise not_writable() from None

    def _reserve_name(self) -> Path:
        stem = _REJECTS_NAME.sub("", self._table.path.stem)
        number = 1
        while True:
            ending = ".rejects.csv" if number == 1 else f".rejects-{number}.csv"
            path = self._folder / f"{stem}{ending}"
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                number += 1
            else:
                return path
