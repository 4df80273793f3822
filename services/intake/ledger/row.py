"""A validated row of the ledger: one contact (相談対応 1件) and what the ledger says around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter, ValidationError

from services.intake.ledger.columns import LEDGER
from shared.calendar import FuzzyDate, estimated_age, plausible_age
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
)
from shared.facts.fact import FreeCode
from shared.refusal import InvalidInput
from shared.spreadsheet import Cell, Rejection, RowReader

LONGEST_NUMBER, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_CONTENT = 40, 100, 400, 32_000
"""Characters. Content leaves room in Excel's largest cell for what keeps it from being run."""

_FREE_CODE: TypeAdapter[str] = TypeAdapter(FreeCode)
_AGE = re.compile(r"(?:満\s*)?([0-9]{1,3})\s*[歳才]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A row of which everything was understood. What is confidential does not show in ``repr``.

    Attributes:
        received_on: 受付日, the day of the contact.
        case_number: the municipality's own; ``None`` for an anonymous caller.
        person_number: the municipality's own; ``None`` if the person concerned is not named.
        name: 氏名, with 外字 and variants as written; so フリガナ, 住所, 電話, 内容.
        birth: 生年月日, perhaps fuzzy.
        age: whole years on 受付日, only where ``birth`` is not known; both ``None`` is 不明.
        gender: code list ``genders``.
        method: code list ``contact_methods``.
        consulter: code list ``consulters``.
        route: the municipality's own word; no digits, 20 characters at most.
        factors: code list ``factors``; sorted, each once.
        consent: code list ``consent_states``.
        outcome: code list ``contact_outcomes``.
        agency_name: 受付機関.
        agency_kind: its kind, code list ``agency_kinds``, where its name is a word for one.
        worker_name: 担当者.
        referral_destination: code list ``agency_kinds``, or the municipality's own word.
        referral_result: code list ``referral_outcomes``; set whenever there is a destination.
        referred_on: つなぎ日.
        employment_kind: code list ``employment_kinds``.
        employed_on: 就職日.
        employment_ended_on: 離職日.
        standing: 状態; code list ``case_states``.
    """

    received_on: date
    case_number: str | None = field(default=None, repr=False)
    person_number: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    kana: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    content: str | None = field(default=None, repr=False)
    birth: FuzzyDate | None = field(default=None, repr=False)
    age: int | None = None
    gender: str = "unknown"
    method: str
    consulter: str
    route: str | None = None
    factors: tuple[str, ...] = ()
    consent: str = "not_asked"
    outcome: str | None = None
    agency_name: str | None = None
    agency_kind: str | None = None
    worker_name: str | None = field(default=None, repr=False)
    referral_destination: str | None = None
    referral_result: str | None = None
    referred_on: date | None = None
    employment_kind: str | None = None
    employed_on: date | None = None
    employment_ended_on: date | None = None
    standing: str = "open"


def validate_row(
    number: int, cells: Mapping[str, Cell], today: date
) -> LedgerRow | list[Rejection]:
    """Read a row's cells.

    Args:
        number: the row that the user sees.
        cells: the ledger's column -> cell; blank ones may be left out.
        today: the day of the import (JST).

    Returns:
        The row, or every problem that it has, in the order of the columns.
    """
    reader = RowReader(LEDGER, number, cells)
    for column in ("受付日", "方法", "相談者"):
        reader.require(column)
    received_on = reader.day("受付日", today)
    birth = reader.fuzzy_day("生年月日", today)
    _check_birth(reader, received_on, birth)
    destination = _free_word(reader, "つなぎ先", known=True)
    agency = reader.word("受付機関", LONGEST_NAME)
    result = reader.code("つなぎ結果", REFERRAL_OUTCOMES)
    employed_on = reader.day("就職日", today)
    ended_on = reader.day("離職日", today)
    _check_employment(reader, employed_on, ended_on)
    _check_company(reader)
    fields = {
        "received_on": received_on,
        "case_number": reader.word("ケース番号", LONGEST_NUMBER),
        "person_number": reader.word("対象者番号", LONGEST_NUMBER),
        "name": reader.text("氏名", LONGEST_NAME),
        "kana": reader.text("フリガナ", LONGEST_NAME),
        "address": reader.text("住所", LONGEST_ADDRESS, lines=True),
        "phone": reader.text("電話", LONGEST_NAME, lines=True),
        "content": reader.text("内容", LONGEST_CONTENT, lines=True),
        "birth": birth,
        "age": None if reader.given("生年月日") else _age(reader),
        "gender": reader.code("性別", GENDERS) or "unknown",
        "method": reader.code("方法", CONTACT_METHODS),
        "consulter": reader.code("相談者", CONSULTERS),
        "route": _free_word(reader, "経路", known=False),
        "factors": reader.codes("課題", FACTORS),
        "consent": reader.code("同意", CONSENT_STATES) or "not_asked",
        "outcome": reader.code("接触", CONTACT_OUTCOMES),
        "agency_name": agency,
        "agency_kind": agency and _kind_called(agency),
        "worker_name": reader.text("担当者", LONGEST_NAME),
        "referral_destination": destination,
        "referral_result": result or ("offered" if destination else None),
        "referred_on": reader.day("つなぎ日", today),
        "employment_kind": reader.code("就労", EMPLOYMENT_KINDS),
        "employed_on": employed_on,
        "employment_ended_on": ended_on,
        "standing": reader.code("状態", CASE_STATES) or "open",
    }
    return reader.in_order() or LedgerRow(**fields)  # type: ignore[arg-type] # checked by reader


def _check_birth(reader: RowReader, received_on: date | None, birth: FuzzyDate | None) -> None:
    if received_on is None or birth is None:
        return
    if received_on < birth.earliest:
        reader.reject(
            "受付日",
            "contact-before-birth",
            "受付日が、生年月日より前です。受付日か生年月日を直してください。",
        )
        return
    try:
        plausible_age(estimated_age(birth, received_on))
    except InvalidInput:
        reader.reject(
            "生年月日",
            "age-implausible",
            "受付日の年齢が、130歳を超えます。元号と年を確かめてください。",
        )


def _age(reader: RowReader) -> int | None:
    text = reader.word("年齢", LONGEST_NUMBER)
    if text is None:
        return None
    match = _AGE.fullmatch(text)
    try:
        return plausible_age(int(match[1]) if match else -1)
    except InvalidInput as invalid:
        reader.reject("年齢", invalid.code, invalid.message + invalid.remedy)
        return None


def _kind_called(agency: str) -> str | None:
    """The kind of agency that a name is a word for; most names are none."""
    try:
        return AGENCY_KINDS.by_label(agency).code
    except InvalidInput:
        return None


def _free_word(reader: RowReader, column: str, *, known: bool) -> str | None:
    """A word of the municipality's own; what could be a name's or a person's number is refused."""
    word = reader.word(column, LONGEST_CONTENT)
    if word is None:
        return None
    if known and (kind := _kind_called(word)):
        return kind
    try:
        return _FREE_CODE.validate_python(word)
    except ValidationError:
        reader.reject(
            column,
            "word-not-allowed",
            "20字までの、数字も「@」も含まない語で書いてください。"
            "個人を指す内容は「内容」の欄に書いてください。",
        )
        return None


def _check_employment(reader: RowReader, start: date | None, end: date | None) -> None:
    if start is not None and end is not None and end < start:
        reader.reject(
            "離職日",
            "employment-ends-before-start",
            "離職日が、就職日より前です。就職日か離職日を直してください。",
        )
    if reader.given("離職日") and not reader.given("就職日"):
        reader.reject("離職日", "start-missing", "離職日だけがあります。就職日も書いてください。")


def _check_company(reader: RowReader) -> None:
    """Refuse a cell that means nothing without another one."""
    needs = (
        ("対象者番号", "ケース番号"),
        ("つなぎ結果", "つなぎ先"),
        ("つなぎ日", "つなぎ先"),
        ("就職日", "就労"),
        ("離職日", "就労"),
    )
    for column, other in needs:
        if reader.given(column) and not reader.given(other):
            reader.reject(
                column,
                "company-missing",
                f"{other}が空です。{other}を書くか、ここを空けてください。",
            )
