"""One cell of a file: what it holds, and how a text is kept from being run as a formula.

A cell that a spreadsheet would take for a formula is written with an apostrophe in front
(neutralised), and the reading takes that apostrophe off again, so that what was exported comes
back as it was. Text that carries apostrophes of its own in front of such a sign gets one more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

LONGEST_CELL = 32_767
"""Characters that a cell of Excel can hold."""

_RUNNABLE = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
_NEUTRALISED = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell of which nothing may be taken in.

    Attributes:
        code: why, for machines.
        text: what stands for it in a rejects file; it makes an unmended row fail again.
    """

    code: str
    text: str = field(repr=False)


FORMULA = Unusable("formula-cell", "#数式")
SURPLUS = Unusable("too-many-cells", "")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_UNUSABLE = {text: Unusable("error-cell", text) for text in _ERRORS} | {FORMULA.text: FORMULA}

Cell = str | int | date | Unusable
"""What a cell holds. Blank is the empty text; what has no other form is text."""


def neutralised(text: str) -> str:
    """The text as it may stand in a file that a spreadsheet opens."""
    return f"'{text}" if _RUNNABLE.match(text) else text


def cell_of_text(text: str) -> Cell:
    """The cell that a text in a file stands for."""
    stripped = text.strip()
    if stripped in _UNUSABLE:
        return _UNUSABLE[stripped]
    return text[1:] if _NEUTRALISED.match(text) else text


def text_of(cell: Cell) -> str:
    """The cell as text; dates in ISO form."""
    match cell:
        case Unusable(text=text):
            return text
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether nothing was written."""
    return isinstance(cell, str) and not cell.strip()
