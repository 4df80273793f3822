"""差額: by how much what was entered differs from what the same month comes to now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.placement.domain.incentive.computing import Line


def differences(entered: Iterable[Line], computed: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that bring what was entered to what it comes to now.

    Args:
        entered: every line there was, corrections among them.
        computed: what the same month comes to now.
    """
    before = _sums(entered)
    now = {_key(line): line for line in computed}
    found = []
    for key in sorted(before.keys() | now.keys(), key=str):
        paid = before.get(key)
        due = now.get(key) or _nothing(paid.last if paid else None)
        days = due.days - (paid.days if paid else 0)
        amount = due.amount - (paid.amount if paid else 0)
        if days or amount:
            found.append(due.model_copy(update={"days": days, "amount": amount}))
    return tuple(sorted(found, key=lambda line: (line.on, line.subject, line.programme, line.rate)))


class _Sum(NamedTuple):
    """What was entered for one person's day at one rate."""

    days: int
    amount: int
    last: Line


_Key = tuple[UUID, date, str, str]


def _key(line: Line) -> _Key:
    return line.subject, line.on, line.programme, line.rate


def _sums(entered: Iterable[Line]) -> dict[_Key, _Sum]:
    found: dict[_Key, _Sum] = {}
    for line in entered:
        days, amount, _ = found.get(_key(line), (0, 0, line))
        found[_key(line)] = _Sum(days + line.days, amount + line.amount, line)
    return found


def _nothing(of: Line | None) -> Line:
    """What is left of a line that holds no more."""
    if of is None:
        raise LookupError("neither paid nor due")
    gone = None if of.minutes is None else 0
    return of.model_copy(update={"days": 0, "minutes": gone, "amount": 0, "evidence": ()})
