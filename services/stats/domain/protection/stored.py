"""Publications as they were stored: the true tables, and the documents that left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.stats.domain.protection.publication import (
    COMPLEMENTARY_NOTE,
    ProtectedFigure,
    ProtectedTable,
    Publication,
    Status,
    primary_note,
)
from services.stats.domain.protection.rule import ProtectionRule, rule_of_level
from services.stats.domain.protection.subject import Subject


def published_again(
    first: date,
    last: date,
    subjects: Sequence[Subject],
    documents: Sequence[Mapping[str, Any]],
    level: str,
) -> Publication:
    """Read a publication back from what was stored: the true tables and the published documents.

    Args:
        first: first day of the period.
        last: its last day, inclusive.
        subjects: the tables as they were counted then.
        documents: of the tables, as they were published, in the same order.
        level: that of the return; ``none`` for one that went out unprotected.
    """
    tables = tuple(
        _read(subject, document, rule_of_level(str(document.get("protection", level))))
        for subject, document in zip(subjects, documents, strict=True)
    )
    return Publication(first, last, tables, level)


def _read(subject: Subject, document: Mapping[str, Any], rule: ProtectionRule) -> ProtectedTable:
    true = subject.table
    cells = tuple(
        _figure(counted.value, told["value"], told.get("note"), rule)
        for counted, told in zip(true.cells, document["cells"], strict=True)
    )
    total = _figure(true.total, document["total"], document.get("note"), rule)
    return ProtectedTable(subject, cells, total, rule)


def _figure(
    true: int | None, told: int | None, note: str | None, rule: ProtectionRule
) -> ProtectedFigure:
    if true is None:
        status = Status.NOT_COUNTED
    elif told is not None:
        status = Status.SHOWN if rule.rounding is None else Status.ROUNDED
    elif note == COMPLEMENTARY_NOTE:
        status = Status.COMPLEMENTARY
    else:
        status = Status.PRIMARY if note == primary_note(rule) else Status.WITHHELD
    return ProtectedFigure(true, told, status)
