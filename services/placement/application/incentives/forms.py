"""What is asked for about incentives, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.placement.domain.incentive import PayeeKind, Per, WhyUnpaid, YearMonth
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import Paged
from shared.use_case import Request


class MonthOfPayee(Request):
    """A payee's month: name a person or an employer.

    Attributes:
        municipality: whose.
        month: ``2021-09``.
        person_id: the person, for 利用者への手当.
        resource_id: the place in the directory, for 事業者への手当.
    """

    municipality: MunicipalityCode
    month: YearMonth
    person_id: UUID | None = None
    resource_id: UUID | None = None


class PayeesOfMonth(Paged):
    """Who was there in a month, so that something may be to be paid.

    Attributes:
        municipality: whose.
        month: ``2021-09``.
    """

    municipality: MunicipalityCode
    month: YearMonth


class CorrectIncentives(Request):
    """差額の発行 for an issued statement."""

    statement_id: UUID
    expected_version: int | None = None


class ShowStatement(Request):
    """An issued statement."""

    statement_id: UUID


class ListStatements(Paged):
    """The issued statements of a municipality, of one month or of all."""

    municipality: MunicipalityCode
    month: YearMonth | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class StatementLine(_Answer):
    """A line of a statement: no person, no case.

    Attributes:
        number: its number; of an employer's statement the same for the same trainee.
        on: the day; of an employer's statement, which tells the number of days alone, none.
        programme: the programme that pays.
        name: what it is called on paper.
        per: for what it pays.
        yen: so much for each.
        days: how many days; in a correction, how many more or fewer.
        minutes: how long, where hours count; in a correction, as it stands now.
        amount: yen; in a correction, the difference.
    """

    number: int
    on: date | None
    programme: Code
    name: str
    per: Per
    yen: int
    days: int
    minutes: int | None
    amount: int


class UnpaidLine(_Answer):
    """A day that brings nothing, and why; for whoever keeps the attendances."""

    attendance_id: UUID
    on: date
    why: WhyUnpaid


class IncentivesDraft(_Answer):
    """下書き: what a month comes to now.

    Attributes:
        statement_id: under which it is, or would be, issued.
        lines: what would be on the statement.
        unpaid: what would not.
        total: yen.
        issued: yen, if the month was issued.
        difference: by how much the total differs from that.
    """

    statement_id: UUID
    lines: tuple[StatementLine, ...]
    unpaid: tuple[UnpaidLine, ...]
    total: int
    issued: int | None
    difference: int


class StatementEntry(_Answer):
    """An entry of a statement.

    Attributes:
        number: 1 for the statement itself, from 2 on its corrections.
        on: the day of issue.
        lines: what it says.
        total: yen.
    """

    number: int
    on: date
    lines: tuple[StatementLine, ...]
    total: int


class StatementShown(_Answer):
    """An issued statement; who the payee is, only the list tells.

    Attributes:
        statement_id: which.
        municipality: whose.
        payee: 利用者 or 事業者.
        month: for which month.
        entries: the statement itself, then its corrections.
        total: yen, with all corrections.
        version: for a correction that rests on what was seen here.
    """

    statement_id: UUID
    municipality: MunicipalityCode
    payee: PayeeKind
    month: YearMonth
    entries: tuple[StatementEntry, ...]
    total: int
    version: int


class StatementInList(_Answer):
    """An issued statement in a list.

    Attributes:
        statement_id: which.
        payee: 利用者 or 事業者.
        person_id: who is paid, if it is a person.
        resource_id: which place is, if it is an employer.
        month: for which month.
        total: yen, with all corrections.
        entries: how many entries it has.
        issued_on: the day of the statement itself.
        corrected_on: the day of its last correction.
    """

    statement_id: UUID
    payee: PayeeKind
    person_id: UUID | None
    resource_id: UUID | None
    month: YearMonth
    total: int
    entries: int
    issued_on: date
    corrected_on: date | None


class PayeeLine(_Answer):
    """Somebody to whom a month may bring something: a person who was there, or the place.

    Attributes:
        payee: 利用者 or 事業者.
        payee_id: which person, or which place in the directory.
        case_id: of a person: in which case they were there.
        days: on how many days somebody was there.
        issued: the month's statement was issued.
    """

    payee: PayeeKind
    payee_id: UUID
    case_id: UUID | None
    days: int
    issued: bool
