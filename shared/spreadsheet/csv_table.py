"""CSV: encoding, delimiter and records, in flat memory."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from shared.spreadsheet.cell import Cell, cell_of_text
from shared.spreadsheet.form import TableForm

CHUNK = 64 * 1024
LONGEST_LINE = 4 * 1024 * 1024
"""Bytes; Excel cannot fill a line with more."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AGAIN = "Excel で開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。"


class CsvTable:
    """A CSV file: UTF-8 with or without BOM, or CP932; separated by commas or tabs.

    The whole file is decoded once before the first record is read, because a CP932 file may look
    like another encoding until far into it.

    Attributes:
        encoding: Python's name of the encoding.
        ends_open: the file does not end with a line break.
        delimited: a stray delimiter shifts the cells behind it.

    Args:
        path: the file.
        form: what kind of table it is to be.

    Raises:
        Refusal: ``<form>-unreadable``.
    """

    delimited = True

    def __init__(self, path: Path, form: TableForm) -> None:
        self._path = path
        self._form = form
        self.encoding, self.ends_open = _examine(path, form)
        self._delimiter = self._find_delimiter()

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each record with its number.

        The number counts records from 1, blank ones and the header among them, so that it is the
        row that Excel shows for the file, also where quoted cells hold line breaks.

        Raises:
            Refusal: ``<form>-unreadable``.
        """
        number = 0
        try:
            with self._path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(file, delimiter=self._delimiter, strict=True)
                for number, record in enumerate(reader, start=1):
                    yield number, [cell_of_text(text) for text in record]
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise self._form.truncated() from None
            raise self._form.unreadable(
                f'{number + 1}行目の引用符（"）が閉じていないか、セルが長すぎます。',
                "その行を直してください。" + _SAVE_AGAIN,
            ) from None
        except (OSError, UnicodeDecodeError):
            raise self._form.unreadable(
                "読んでいる間に、ファイルが変わりました。", "もう一度取り込んでください。"
            ) from None

    def _find_delimiter(self) -> str:
        with self._path.open(encoding=self.encoding, newline="") as file:
            first = next((line for line in file if line.strip()), "")
        return "\t" if first.count("\t") > first.count(",") else ","


def _examine(path: Path, form: TableForm) -> tuple[str, bool]:
    """Decode a file from end to end; return its encoding and whether the last line is open."""
    candidates = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "cp932")}
    line, last, cut_in_character = 0, b"", False
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            line = _check_bytes(chunk, line, form, first=not last)
            last = chunk[-1:]
            for name in tuple(candidates):
                if not _decodes(candidates[name], chunk):
                    del candidates[name]
    if "utf-8-sig" in candidates and not _decodes(candidates["utf-8-sig"], b"", final=True):
        # Everything before the last bytes is UTF-8: it is cut off, not CP932 by another name.
        cut_in_character = True
    if cut_in_character:
        raise form.truncated()
    for name, decoder in candidates.items():
        if not _decodes(decoder, b"", final=True):
            raise form.truncated()
        return name, last not in {b"\n", b"\r"}
    raise form.unreadable("文字コードが UTF-8 でも Shift_JIS（CP932）でもありません。", _SAVE_AGAIN)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _check_bytes(chunk: bytes, line: int, form: TableForm, *, first: bool) -> int:
    """Refuse what no text file holds; return how long the line is at the end of the chunk."""
    if first and chunk.startswith(_UTF16):
        raise form.unreadable("文字コードが Unicode（UTF-16）です。", _SAVE_AGAIN)
    if b"\0" in chunk:
        raise form.unreadable("文字でないデータ（NUL）が含まれています。", _SAVE_AGAIN)
    newline = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    line = len(chunk) - newline - 1 if newline >= 0 else line + len(chunk)
    if line > LONGEST_LINE:
        raise form.unreadable("長すぎる行があります。", _SAVE_AGAIN)
    return line
