"""The statement of a month: issued once, then closed; what changes later is a new entry (差額).

A payment tells that somebody uses a service for people in need. An employer's statement therefore
knows no person: the days of one are held together by a token that no other month and no other
employer has. Neither kind of statement knows a case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from pydantic import Field

from services.placement.domain.incentive.computing import Line, total_of
from services.placement.domain.incentive.correcting import differences
from services.placement.domain.incentive.month import YearMonth, days_of
from services.placement.domain.incentive.rates import PayeeKind
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as


class IncentivesEvent(Event):
    """An entry of a statement.

    Attributes:
        month: for which month.
        entry: 1 for the statement itself, from 2 on its corrections.
        on: the day of issue (JST).
        lines: what is paid, or by how much it differs from what was.
        total: yen; below zero, so much is to be given back.
    """

    month: YearMonth
    entry: int = Field(ge=1)
    on: date
    lines: tuple[Line, ...] = Field(min_length=1)
    total: int


@recorded_as("placement.PersonIncentivesIssued")
class PersonIncentivesIssued(IncentivesEvent):
    """利用者への手当: the person is owed this for the month.

    Attributes:
        person_id: who.
    """

    person_id: UUID

    @property
    def case_id(self) -> None:
        """Of no case: what is paid is the person's, whatever case they are in."""


@recorded_as("placement.EmployerIncentivesIssued")
class EmployerIncentivesIssued(IncentivesEvent):
    """事業者への手当: the employer is owed this for the month; nothing tells for whom.

    Attributes:
        resource_id: which.
    """

    resource_id: UUID


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid.

    Attributes:
        kind: 利用者 or 事業者.
        id: of the person, or of the place in the directory.
    """

    kind: PayeeKind
    id: UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was issued.

    Attributes:
        number: 1 for the statement itself.
        on: the day of issue.
        lines: what it says.
    """

    number: int
    on: date
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Yen."""
        return total_of(self.lines)


@dataclass(frozen=True, slots=True)
class StatementState:
    """A statement as it stands.

    Attributes:
        municipality: whose.
        payee: who is paid.
        month: for which month.
        entries: the statement itself, then its corrections.
    """

    municipality: MunicipalityCode
    payee: Payee
    month: str
    entries: tuple[Entry, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every entry."""
        return tuple(line for entry in self.entries for line in entry.lines)

    @property
    def total(self) -> int:
        """Yen, with all corrections."""
        return total_of(self.lines)


def evolve(state: StatementState | None, event: Event) -> StatementState:
    """Return the statement after an entry.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PersonIncentivesIssued(person_id=person_id):
            payee = Payee("person", person_id)
        case EmployerIncentivesIssued(resource_id=resource_id):
            payee = Payee("employer", resource_id)
        case _:
            raise LookupError(f"{event.TOPIC} has no place in this statement's history")
    entries = state.entries if state else ()
    if event.entry != len(entries) + 1:
        raise LookupError("an entry of this statement is missing")
    entry = Entry(event.entry, event.on, event.lines)
    return StatementState(event.municipality, payee, event.month, (*entries, entry))


STATEMENT: Aggregate[StatementState] = Aggregate("incentive_statement", evolve)


def issue_statement(
    state: StatementState | None,
    municipality: MunicipalityCode,
    payee: Payee,
    month: str,
    lines: tuple[Line, ...],
    *,
    today: date,
) -> tuple[IncentivesEvent, ...]:
    """発行: close the month for a payee.

    Args:
        state: ``None``; a month is closed once.
        municipality: whose.
        payee: who is paid.
        month: for which month.
        lines: what the month comes to.
        today: the day of issue (JST).

    Raises:
        Refusal: ``incentives-issued``; ``month-not-over``; ``nothing-to-issue``.
    """
    if state is not None:
        raise Refusal(
            "incentives-issued",
            "この月の明細は、発行済みで締め切られています。",
            "後から変わった分は「差額の発行」で加えてください。発行した明細は書き直せません。",
        )
    if today <= days_of(month)[1]:
        raise Refusal(
            "month-not-over",
            "この月は、まだ終わっていません。",
            "月が終わってから発行してください。途中の額は「下書き」で見られます。",
        )
    if not lines:
        raise Refusal(
            "nothing-to-issue",
            "この月に、支払う日がありません。",
            "参加した日とその事業の記録を確かめ、「下書き」で額を見てから発行してください。",
        )
    return (_entry(municipality, payee, month, 1, lines, today),)


def correct_statement(
    state: StatementState | None, computed: tuple[Line, ...], *, today: date
) -> tuple[IncentivesEvent, ...]:
    """差額の発行: enter by how much an issued month differs from what it comes to now.

    Raises:
        Refusal: ``incentive-statement-not-found``; ``nothing-to-correct``.
    """
    current = existing(state)
    changed = differences(current.lines, computed)
    if not changed:
        raise Refusal(
            "nothing-to-correct",
            "発行した額と、いまの記録から計算した額は同じです。",
            "先に、参加した日の記録を取り消すか加えてから、差額を発行してください。",
        )
    number = len(current.entries) + 1
    return (_entry(current.municipality, current.payee, current.month, number, changed, today),)


def existing(state: StatementState | None) -> StatementState:
    """Return the statement, which must be there.

    Raises:
        Refusal: ``incentive-statement-not-found``.
    """
    if state is None:
        raise Refusal(
            "incentive-statement-not-found",
            "指定された明細は発行されていません。",
            "番号を「明細の一覧」で確かめるか、先に明細を発行してください。",
        )
    return state


def _entry(
    municipality: MunicipalityCode,
    payee: Payee,
    month: str,
    number: int,
    lines: tuple[Line, ...],
    today: date,
) -> IncentivesEvent:
    if payee.kind == "person":
        to_payee: Callable[..., IncentivesEvent] = partial(
            PersonIncentivesIssued, person_id=payee.id
        )
    else:
        to_payee = partial(EmployerIncentivesIssued, resource_id=payee.id)
    return to_payee(
        municipality=municipality,
        month=month,
        entry=number,
        on=today,
        lines=lines,
        total=total_of(lines),
    )
