"""宛先の指定・取下げ・移管・取り消し: what changes the way of a referral, or takes it back."""

from __future__ import annotations

from services.placement.application.acting import SUPPORTERS
from services.placement.application.referrals.destinations import (
    expect_known,
    refuse_another_operator,
)
from services.placement.application.referrals.forms import (
    AddressReferral,
    TransferReferral,
    UndoReferralStep,
    WithdrawReferral,
)
from services.placement.application.referrals.sides import Found, expect_own_step
from services.placement.application.referrals.stepping import Stepping
from services.placement.domain.referral import (
    address_referral,
    transfer_referral,
    undo_step,
    withdraw_referral,
)
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class ReferralWaysOut:
    """What is not the destination's answer.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._stepping = Stepping(desk)

    @use_case("referrals.address", "つなぎの宛先の指定", roles=SUPPORTERS)
    def address(self, actor: Actor, request: AddressReferral) -> None:
        """Say which registered agency is asked, so that it answers for itself.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``agency-not-found``; and see
                :func:`services.placement.domain.referral.address_referral`.
            InvalidInput: ``agency-not-of-resource``.
        """

        def known(tx: Transaction, found: Found) -> None:
            expect_known(tx, request.to_agency_id)
            refuse_another_operator(tx, found.state, request.to_agency_id)

        self._stepping.by_asker(
            actor,
            request,
            lambda at, told: address_referral(at, request.to_agency_id, told),
            check=known,
        )

    @use_case("referrals.withdraw", "つなぎの取下げ", roles=SUPPORTERS)
    def withdraw(self, actor: Actor, request: WithdrawReferral) -> None:
        """Who asked takes it back, or the person does not want it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.withdraw_referral`.
        """
        self._stepping.by_asker(
            actor,
            request,
            lambda at, told: withdraw_referral(at, request.by, request.reason, told),
        )

    @use_case("referrals.transfer", "つなぎの他市町村への移管", roles=SUPPORTERS)
    def transfer(self, actor: Actor, request: TransferReferral) -> None:
        """The person lives elsewhere now; a referral there may follow this one.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.transfer_referral`.
        """
        self._stepping.by_asker(
            actor,
            request,
            lambda at, told: transfer_referral(at, request.to_municipality, told),
        )

    @use_case("referrals.undo", "つなぎの段階の取り消し", roles=AGENCY_ROLES)
    def undo(self, actor: Actor, request: UndoReferralStep) -> None:
        """The latest step did not happen as recorded; each side undoes its own.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``not-your-step``; and see
                :func:`services.placement.domain.referral.undo_step`.
        """
        self._stepping.by_either(
            actor,
            request,
            lambda at, told: undo_step(at, request.reason, told),
            check=lambda _tx, found: expect_own_step(found),
        )
