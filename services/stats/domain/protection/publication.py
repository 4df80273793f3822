"""公表: tables as they leave, each figure told, rounded or kept back, and the truth behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from math import inf

from services.stats.domain.protection.rule import ProtectionRule, Zeros
from services.stats.domain.protection.subject import Subject
from services.stats.domain.table import Cell, Table

COMPLEMENTARY_NOTE = "逆算を防ぐため秘匿"
WITHHELD_NOTE = "非公表"


class Status(Enum):
    """What became of a figure."""

    SHOWN = "shown"
    PRIMARY = "primary"
    """Kept back because it is small itself."""
    COMPLEMENTARY = "complementary"
    """Kept back so that a small one cannot be reckoned from it. It is not small."""
    ROUNDED = "rounded"
    WITHHELD = "withheld"
    """Kept back whatever its size: nothing is told, or no rounding of it was safe."""
    NOT_COUNTED = "not-counted"
    """Nobody counted it; that was so before any protection."""


KEPT_BACK = frozenset({Status.PRIMARY, Status.COMPLEMENTARY, Status.WITHHELD})
"""Of which a reader sees no figure although there is one."""


@dataclass(frozen=True, slots=True)
class ProtectedFigure:
    """A cell or a total.

    Attributes:
        true: the figure as counted; it never leaves in a document.
        told: what readers see; ``None`` where nothing.
        status: what became of it.
    """

    true: int | None
    told: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as it is published.

    Attributes:
        subject: the table with the true figures, and what they mean.
        cells: one for each cell, in its order.
        total: the total.
        rule: what protects this table. Its zeros may be kept back where the asked rule shows them.
    """

    subject: Subject
    cells: tuple[ProtectedFigure, ...]
    total: ProtectedFigure
    rule: ProtectionRule

    @property
    def figures(self) -> tuple[ProtectedFigure, ...]:
        """Every cell, and the total last."""
        return (*self.cells, self.total)

    def public(self) -> Table:
        """The table without what is kept back; a note says why a figure lacks."""
        true = self.subject.table
        cells = (
            Cell(cell.categories, figure.told, note_on(figure, self.rule) or cell.note)
            for cell, figure in zip(true.cells, self.cells, strict=True)
        )
        told = self.total.status is Status.SHOWN
        return replace(
            true,
            cells=tuple(cells),
            total=self.total.told,
            published=true.published if told else None,
        )

    def document(self) -> dict[str, object]:
        """The table as the contract of the return has it, with its level of protection.

        Its ``note`` says why the total lacks.
        """
        note = note_on(self.total, self.rule)
        return {
            **self.public().document(),
            **({} if note is None else {"note": note}),
            "protection": self.rule.level,
        }


@dataclass(frozen=True, slots=True)
class Exposed:
    """A figure that earlier publications bound more narrowly than the rule allows.

    Nothing that is kept back now can mend that; this publication tells no more about it.

    Attributes:
        table: name of the table; ``None`` for the difference of two periods, in no table.
        categories: of the cell; empty for a total or a difference.
        lowest: the least that it can be, for a reader of the earlier publications.
        highest: the most.
    """

    table: str | None
    categories: tuple[str, ...]
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Publication:
    """All tables of one return as they are published together.

    Attributes:
        first: first day of the period.
        last: its last day, inclusive.
        tables: in the order of the return.
        level: the name of the protection, for the return (``suppressed-10``).
        exposed: what could not be protected as promised.
    """

    first: date
    last: date
    tables: tuple[ProtectedTable, ...]
    level: str
    exposed: tuple[Exposed, ...] = ()


def note_on(figure: ProtectedFigure, rule: ProtectionRule) -> str | None:
    """Why a figure is kept back; ``None`` if it is not."""
    match figure.status:
        case Status.PRIMARY:
            return primary_note(rule)
        case Status.COMPLEMENTARY:
            return COMPLEMENTARY_NOTE
        case Status.WITHHELD:
            return WITHHELD_NOTE
        case _:
            return None


def primary_note(rule: ProtectionRule) -> str:
    """Which figures the note stands for; whoever reads a 0 beside it knows it is not 0."""
    highest = rule.threshold - 1
    return f"{1 if rule.zeros is Zeros.SHOWN else 0}〜{highest}のため秘匿"


def possible(figure: ProtectedFigure, rule: ProtectionRule) -> tuple[float, float]:
    """What a reader who knows the rule knows of one figure alone: the least and the most it is."""
    match figure.status:
        case Status.PRIMARY:
            return promised(rule)
        case Status.COMPLEMENTARY:
            return rule.threshold, inf
        case Status.ROUNDED if rule.rounding is not None and figure.told is not None:
            return rounded_range(figure.told, rule.rounding.value)
        case Status.SHOWN if figure.told is not None:
            return figure.told, figure.told
        case _:
            return untold(rule)


def promised(rule: ProtectionRule) -> tuple[int, int]:
    """The interval in which a small figure may lie anywhere, for all that is published."""
    return (1 if rule.zeros is Zeros.SHOWN else 0), rule.threshold - 1


def promise_of(figure: ProtectedFigure, rule: ProtectionRule) -> tuple[int, int] | None:
    """The interval in which a published figure was promised to be anywhere; ``None`` if none was.

    A rounded figure has as many possibilities as the base, the truth and what is told among them.
    A small figure whose reason was not told has as many as if it had been.
    """
    if figure.status is Status.PRIMARY:
        return promised(rule)
    if figure.status is Status.WITHHELD and rule.published and rule.rounding is None:
        low, high = promised(rule)
        return (low, high) if figure.true is not None and low <= figure.true <= high else None
    told, base = figure.told, rule.rounding
    if figure.status is not Status.ROUNDED or figure.true is None or told is None or base is None:
        return None
    reach = base.value - 1
    return (told, told + reach) if told <= figure.true else (told - reach, told)


def untold(rule: ProtectionRule) -> tuple[float, float]:
    """What a reader knows of a figure that is kept back without a reason.

    Where every 0 is told, it is not 0.
    """
    tells_zeros = rule.published and rule.rounding is None and rule.zeros is Zeros.SHOWN
    return (1 if tells_zeros else 0), inf


def rounded_range(told: int, base: int) -> tuple[int, int]:
    """What a figure can be that was rounded to a multiple next to it, up or down."""
    return max(0, told - base + 1), told + base - 1
