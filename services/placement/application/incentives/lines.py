"""Lines as a statement has them: a person's by day, an employer's by trainee without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from uuid import UUID

from services.placement.application.incentives.forms import StatementLine
from services.placement.domain.incentive import Entry, Line, PayeeKind, total_of
from services.placement.incentives import paying_programmes


def numbers_of(entries: Iterable[Entry]) -> Mapping[UUID, int]:
    """A number for each trainee of a statement, in the order in which they came onto it.

    Within an entry their tokens decide, which no other statement has: so the order tells nothing.
    """
    found: dict[UUID, int] = {}
    for entry in entries:
        for subject in sorted({line.subject for line in entry.lines} - found.keys()):
            found[subject] = len(found) + 1
    return found


def shown_lines(
    lines: Iterable[Line], payee: PayeeKind, numbers: Mapping[UUID, int]
) -> tuple[StatementLine, ...]:
    """The lines of an entry as whoever is paid reads them."""
    if payee == "person":
        return tuple(_shown([line], number, line.on) for number, line in enumerate(lines, start=1))
    ordered = sorted(lines, key=lambda line: _trainee(line, numbers))
    grouped = groupby(ordered, key=lambda line: _trainee(line, numbers))
    return tuple(_shown(list(of_one), key[0], None) for key, of_one in grouped)


def _trainee(line: Line, numbers: Mapping[UUID, int]) -> tuple[int, str, str, int]:
    return numbers[line.subject], line.programme, line.rate, line.yen


def _shown(lines: list[Line], number: int, on: date | None) -> StatementLine:
    first = lines[0]
    programme = paying_programmes().get(first.programme)
    return StatementLine(
        number=number,
        on=on,
        programme=first.programme,
        name=programme.on_paper if programme else first.programme,
        per=first.per,
        yen=first.yen,
        days=sum(line.days for line in lines),
        minutes=sum(line.minutes or 0 for line in lines) if first.per == "hour" else None,
        amount=total_of(lines),
    )
