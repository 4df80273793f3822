"""A board as rows and columns; its reasons are footnotes: the same ones have one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from services.conference.application.disclosure.packet_forms import Cell, ImaginedCell, Table
from services.conference.pages.seen import Meeting
from services.conference.pages.wording import SIGNS, person_label
from shared.codes import DISCLOSURE_EFFECTS, ITEM_CATEGORIES, OBLIGATIONS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some cells are as they are: a footnote.

    Attributes:
        number: of the footnote.
        effect: what it is a reason for.
        sentences: plain Japanese.
        rules: numbers of the rules.
        obligations: what travels along, in Japanese.
    """

    number: int
    effect: str
    sentences: tuple[str, ...]
    rules: tuple[int, ...]
    obligations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is shown.

    Attributes:
        code: of its effect.
        sign: told apart without colour.
        effect: in words.
        reason: its footnote.
        before: what is decided as things stand, where that is something else.
    """

    code: str
    sign: str
    effect: str
    reason: Reason
    before: str | None = None


@dataclass(slots=True)
class Footnotes:
    """The reasons of a board, each once, in the order in which they are met."""

    found: dict[tuple[object, ...], Reason] = field(default_factory=dict)

    def of(self, cell: Cell) -> Reason:
        """The footnote of a cell."""
        key = (cell.effect, cell.reasons, cell.rules, cell.obligations)
        if key not in self.found:
            self.found[key] = Reason(
                len(self.found) + 1,
                _label(cell.effect),
                cell.reasons,
                cell.rules,
                tuple(OBLIGATIONS.by_code(one).label for one in cell.obligations),
            )
        return self.found[key]


def _label(effect: str) -> str:
    return DISCLOSURE_EFFECTS.by_code(effect).label


def _square(cell: Cell, notes: Footnotes) -> Square:
    before = cell.before if isinstance(cell, ImaginedCell) else cell.effect
    return Square(
        cell.effect,
        SIGNS[cell.effect],
        _label(cell.effect),
        notes.of(cell),
        _label(before) if before != cell.effect else None,
    )


def grid(table: Table, cells: Sequence[Cell], meeting: Meeting) -> dict[str, Any]:
    """A board as rows and columns with footnotes.

    Args:
        table: its items and recipients.
        cells: what is decided.
        meeting: whose names are used.
    """
    notes = Footnotes()
    squares = {(one.item_id, one.recipient_id): _square(one, notes) for one in cells}
    columns = [one.agency_id for one in table.recipients]
    names = {one.agency_id: one.name or "本人" for one in table.recipients}
    return {
        "columns": [{"id": str(one), "name": names[one]} for one in columns],
        "rows": [
            {
                "number": place,
                "category": ITEM_CATEGORIES.by_code(item.category).label,
                "persons": [person_label(one) for one in item.subjects],
                "holder": names.get(item.holder_id) or meeting.name(item.holder_id),
                "squares": [squares[item.item_id, one] for one in columns],
            }
            for place, item in enumerate(table.items, 1)
        ],
        "reasons": list(notes.found.values()),
        "changed": sum(one.before is not None for one in squares.values()),
    }
