"""The ledger out: CSV and XLSX in the columns of the import, safe to open in Excel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from services.intake.ledger.columns import HEADERS
from services.intake.ledger.row import LedgerRow
from shared import spreadsheet
from shared.calendar import FuzzyDate
from shared.codes import (
    AGENCY_KINDS,
    CASE_STATES,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    REFERRAL_OUTCOMES,
    CodeList,
)
from shared.spreadsheet import Sheet

_WIDE = {"住所": 30, "内容": 60, "課題": 24}


def write_csv(path: Path, rows: Iterable[LedgerRow]) -> None:
    """Write a CSV file; see :func:`shared.spreadsheet.write_csv`.

    Raises:
        Refusal: ``file-not-writable``.
    """
    spreadsheet.write_csv(path, _sheet(rows))


def write_xlsx(path: Path, rows: Iterable[LedgerRow]) -> None:
    """Write an Excel workbook; see :func:`shared.spreadsheet.write_xlsx`.

    Raises:
        Refusal: ``file-not-writable``.
    """
    spreadsheet.write_xlsx(path, _sheet(rows))


def _sheet(rows: Iterable[LedgerRow]) -> Sheet:
    return Sheet("ひきこもり台帳", HEADERS, map(ledger_texts, rows), _WIDE)


def ledger_texts(row: LedgerRow) -> tuple[str, ...]:
    """A row's cells as text, in the order of the columns; not neutralised."""
    texts = {
        "受付日": row.received_on.isoformat(),
        "ケース番号": row.case_number,
        "対象者番号": row.person_number,
        "氏名": row.name,
        "フリガナ": row.kana,
        "住所": row.address,
        "電話": row.phone,
        "内容": row.content,
        "生年月日": _birth(row.birth),
        "年齢": None if row.age is None else str(row.age),
        "性別": _label(GENDERS, row.gender),
        "方法": _label(CONTACT_METHODS, row.method),
        "相談者": _label(CONSULTERS, row.consulter),
        "経路": row.route,
        "課題": "、".join(FACTORS.by_code(code).label for code in row.factors),
        "同意": _label(CONSENT_STATES, row.consent),
        "接触": _label(CONTACT_OUTCOMES, row.outcome),
        "受付機関": row.agency_name,
        "担当者": row.worker_name,
        "つなぎ先": _destination(row.referral_destination),
        "つなぎ結果": _label(REFERRAL_OUTCOMES, row.referral_result),
        "つなぎ日": _day(row.referred_on),
        "就労": _label(EMPLOYMENT_KINDS, row.employment_kind),
        "就職日": _day(row.employed_on),
        "離職日": _day(row.employment_ended_on),
        "状態": _label(CASE_STATES, row.standing),
    }
    return tuple(texts[header] or "" for header in HEADERS)


def _label(codes: CodeList, code: str | None) -> str | None:
    return None if code is None else codes.by_code(code).label


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _birth(birth: FuzzyDate | None) -> str | None:
    if birth is None:
        return None
    return birth.earliest.isoformat() if birth.is_exact else birth.label


def _destination(destination: str | None) -> str | None:
    if destination is None or destination not in AGENCY_KINDS:
        return destination
    return AGENCY_KINDS.by_code(destination).label
