"""手当: what a month comes to, its statement, and what changes after it was issued."""

from __future__ import annotations

from uuid import UUID

from services.placement.application.acting import acting_for, found_by
from services.placement.application.incentives.computing import PayeesMonth, month_of, payees_in
from services.placement.application.incentives.forms import (
    CorrectIncentives,
    IncentivesDraft,
    ListStatements,
    MonthOfPayee,
    PayeeLine,
    PayeesOfMonth,
    ShowStatement,
    StatementEntry,
    StatementInList,
    StatementShown,
    UnpaidLine,
)
from services.placement.application.incentives.lines import numbers_of, shown_lines
from services.placement.application.places import refuse_unlisted
from services.placement.domain.incentive import (
    STATEMENT,
    Entry,
    correct_statement,
    existing,
    issue_statement,
    total_of,
)
from services.placement.views.incentives import statements_of
from shared.desk import Desk
from shared.identity import Actor, Role
from shared.paging import listed
from shared.store import Transaction
from shared.use_case import use_case

CLERKS: tuple[Role, ...] = ("employment_supporter", "secretariat")
"""Who looks at what is to be paid; only the secretariat closes a month."""


class Incentives:
    """What is recorded of incentives.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("incentives.draft", "手当の下書き", roles=CLERKS, kind="query")
    def draft(self, actor: Actor, request: MonthOfPayee) -> IncentivesDraft:
        """What a payee's month comes to by what is on record now; nothing is recorded.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``.
            InvalidInput: ``payee-unclear``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            month = self._month(tx, actor, request)
            computed = month.computed(tx, desk.sealer)
            statement_id = month.statement_id(desk.sealer)
            issued = tx.load(STATEMENT, statement_id).state
        would_be = (*(issued.entries if issued else ()), Entry(1, desk.today, computed.lines))
        return IncentivesDraft(
            statement_id=statement_id,
            lines=shown_lines(computed.lines, month.payee.kind, numbers_of(would_be)),
            unpaid=tuple(UnpaidLine.model_validate(one) for one in computed.unpaid),
            total=computed.total,
            issued=issued.total if issued else None,
            difference=computed.total - (issued.total if issued else 0),
        )

    @use_case("incentives.issue", "手当の明細の発行", roles=("secretariat",))
    def issue(self, actor: Actor, request: MonthOfPayee) -> UUID:
        """Close a payee's month; return the id of its statement.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``; and see
                :func:`services.placement.domain.incentive.issue_statement`.
            InvalidInput: ``payee-unclear``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            month = self._month(tx, actor, request)
            statement_id = month.statement_id(desk.sealer)
            stream = tx.load(STATEMENT, statement_id)
            events = issue_statement(
                stream.state,
                request.municipality,
                month.payee,
                month.month,
                month.computed(tx, desk.sealer).lines,
                today=desk.today,
            )
            tx.append(STATEMENT, stream, *events)
        return statement_id

    @use_case("incentives.correct", "手当の差額の発行", roles=("secretariat",))
    def correct(self, actor: Actor, request: CorrectIncentives) -> None:
        """Enter by how much an issued month differs from what it comes to now.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.incentive.correct_statement`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream = tx.load(STATEMENT, request.statement_id)
            issued = existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            month = PayeesMonth(issued.municipality, issued.payee, issued.month)
            lines = month.computed(tx, desk.sealer).lines
            tx.append(STATEMENT, stream, *correct_statement(issued, lines, today=desk.today))

    @use_case("incentives.statement", "手当の明細", roles=CLERKS, kind="query")
    def statement(self, actor: Actor, request: ShowStatement) -> StatementShown:
        """An issued statement with its corrections; an employer's names nobody.

        Raises:
            Refusal: ``own-agency-not-registered``, ``incentive-statement-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(STATEMENT, request.statement_id)
            issued = existing(found_by(tx, actor, stream.state))
        payee, numbers = issued.payee.kind, numbers_of(issued.entries)
        return StatementShown(
            statement_id=request.statement_id,
            municipality=issued.municipality,
            payee=payee,
            month=issued.month,
            entries=tuple(
                StatementEntry(
                    number=entry.number,
                    on=entry.on,
                    lines=shown_lines(entry.lines, payee, numbers),
                    total=total_of(entry.lines),
                )
                for entry in issued.entries
            ),
            total=issued.total,
            version=stream.version,
        )

    @use_case("incentives.payees", "手当の対象になる月の一覧", roles=CLERKS, kind="query")
    @listed("payee", "payee_id")
    def payees(self, actor: Actor, request: PayeesOfMonth) -> list[PayeeLine]:
        """The people who were there in a month and the places they were at.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        desk, municipality = self._desk, request.municipality
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, municipality)
            issued = {
                (row.payee, row.person_id or row.resource_id)
                for row in statements_of(tx, municipality, month=request.month)
            }
            return list(payees_in(tx, municipality, request.month, issued))

    @use_case("incentives.list", "手当の明細の一覧", roles=CLERKS, kind="query")
    @listed("-month", "statement_id")
    def list_statements(self, actor: Actor, request: ListStatements) -> list[StatementInList]:
        """The issued statements of a municipality, the latest months first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            found = statements_of(tx, request.municipality, month=request.month)
            return [StatementInList.model_validate(row) for row in found]

    def _month(self, tx: Transaction, actor: Actor, asked: MonthOfPayee) -> PayeesMonth:
        """Whose month is asked for, once it is certain that it may be."""
        acting_for(tx, actor, asked.municipality)
        refuse_unlisted(tx, asked.municipality, asked.resource_id)
        return month_of(asked)
