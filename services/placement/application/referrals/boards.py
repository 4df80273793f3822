"""Looking at referrals: the board, what is overdue, what came to the own agency, one whole."""

from __future__ import annotations

from datetime import date

from services.placement import views
from services.placement.application.acting import SUPPORTERS, acting, acting_for
from services.placement.application.referrals.answers import (
    Board,
    Chain,
    Column,
    Line,
    ReferralShown,
    WayOn,
)
from services.placement.application.referrals.chains import chain_of
from services.placement.application.referrals.forms import (
    BoardOf,
    OverdueOf,
    ReceivedBy,
    ReferralNamed,
)
from services.placement.application.referrals.history import steps_shown
from services.placement.application.referrals.lines import (
    SHOWN_AFTER_THE_END,
    Columns,
    columns_of,
    line_of,
)
from services.placement.application.referrals.sides import find, may_undo
from services.placement.domain.referral import REFERRAL, STATUSES, STEPS, existing, legal_steps
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.use_case import use_case

_FOR_ASKERS_ALONE = ("offer", "withdraw", "transfer")


class ReferralBoards:
    """What can be seen of referrals.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("referrals.board", "つなぎの一覧", roles=SUPPORTERS, kind="query")
    def board(self, actor: Actor, request: BoardOf) -> Board:
        """A municipality's referrals by how far they have come, each column in pages of its own.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
            InvalidInput: ``cursor-unreadable``.
        """
        wanted = views.OnBoard(
            request.municipality, self._since(request.ended_since), request.case_id
        )
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            columns = Columns(tx, wanted, self._desk.today)
            shown = tuple(
                columns.page(status, request.after, request.limit)
                for status in STATUSES
                if request.status in (None, status)
            )
        return Board(municipality=request.municipality, columns=shown)

    @use_case("referrals.overdue", "期限を過ぎたつなぎ", roles=SUPPORTERS, kind="query")
    @listed("-owing.days_late", "referral_id")
    def overdue(self, actor: Actor, request: OverdueOf) -> list[Line]:
        """The referrals in which somebody is late, the latest first (law rule 51).

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        today = self._desk.today
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = views.referrals_of(tx, request.municipality, ended_since=date.max)
        lines = (line_of(row, today) for row in rows)
        return [one for one in lines if one.owing and one.owing.days_late]

    @use_case("referrals.received", "自機関に来たつなぎ", roles=AGENCY_ROLES, kind="query")
    def received(self, actor: Actor, request: ReceivedBy) -> tuple[Column, ...]:
        """The referrals in which the own agency is asked, without case and person.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            rows = views.referrals_to(
                tx, own.agency_id, ended_since=self._since(request.ended_since)
            )
        today = self._desk.today
        return columns_of(line_of(row, today, to_destination=True) for row in rows)

    @use_case("referrals.show", "つなぎの詳細", roles=AGENCY_ROLES, kind="query")
    def show(self, actor: Actor, request: ReferralNamed) -> ReferralShown:
        """A referral with its history; who asked reads both sides' notes, the destination its own.

        Raises:
            Refusal: ``own-agency-not-registered``, ``referral-not-found``.
        """
        desk, referral_id = self._desk, request.referral_id
        with desk.transaction(actor) as tx:
            stream = tx.load(REFERRAL, referral_id)
            found = find(tx, actor, stream.state)
            state = existing(found.state)
            row = views.referral_row(tx, referral_id)
        if row is None:
            raise LookupError("the board lacks a referral that is on record")
        return ReferralShown(
            version=stream.version,
            line=line_of(row, desk.today, to_destination=not found.is_asker),
            follows=row.follows if found.is_asker else None,
            next_steps=tuple(
                WayOn(step=one, label=STEPS[one])
                for one in legal_steps(state)
                if found.is_asker or one not in _FOR_ASKERS_ALONE
            ),
            may_undo=may_undo(found),
            packets=state.packets,
            steps=steps_shown(desk.store.history(referral_id), desk.sealer, found),
        )

    @use_case("referrals.chain", "つなぎの経過（たらい回しの確認）", roles=SUPPORTERS, kind="query")
    def chain(self, actor: Actor, request: ReferralNamed) -> Chain:
        """The referrals that followed each other for one need, and how many have said no in a row.

        Raises:
            Refusal: ``own-agency-not-registered``, ``referral-not-found``.
        """
        referral_id = request.referral_id
        with self._desk.transaction(actor) as tx:
            found = find(tx, actor, tx.load(REFERRAL, referral_id).state)
            existing(found.state if found.is_asker else None)
            return chain_of(tx, referral_id, self._desk.today)

    def _since(self, asked: date | None) -> date:
        return asked or self._desk.today - SHOWN_AFTER_THE_END
