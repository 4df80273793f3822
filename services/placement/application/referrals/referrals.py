"""The steps of a referral: asked, answered, arrived, or come to nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS, acting_for, found_by
from services.placement.application.desk import Desk
from services.placement.application.referrals.forms import (
    OfferReferral,
    ReferralArrived,
    ReferralRefused,
    ReferralStep,
)
from services.placement.domain.referral import (
    REFERRAL,
    Referral,
    ReferralEvent,
    ReferralState,
    accept_referral,
    complete_referral,
    decline_referral,
    fail_referral,
    offer_referral,
)
from shared.identity import Actor
from shared.use_case import use_case


class Referrals:
    """What is recorded of referrals.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("referrals.offer", "打診", roles=SUPPORTERS)
    def offer(self, actor: Actor, request: OfferReferral) -> UUID:
        """Ask a destination; return the referral's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; and see
                :func:`services.placement.domain.referral.offer_referral`.
        """
        desk, referral_id = self._desk, request.referral_id or uuid4()
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            stream = tx.load(REFERRAL, referral_id)
            to = Referral.carried_by(request)
            events = offer_referral(
                stream.state, request.municipality, to, on=request.on, today=desk.today
            )
            tx.append(REFERRAL, stream, *events)
        return referral_id

    @use_case("referrals.accept", "受理", roles=SUPPORTERS)
    def accept(self, actor: Actor, request: ReferralStep) -> None:
        """The destination agreed.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.accept_referral`.
        """
        self._step(
            actor,
            request,
            lambda at: accept_referral(at, on=request.on, today=self._desk.today),
        )

    @use_case("referrals.decline", "不受理", roles=SUPPORTERS)
    def decline(self, actor: Actor, request: ReferralRefused) -> None:
        """The destination said no.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.decline_referral`.
        """
        self._step(
            actor,
            request,
            lambda at: decline_referral(at, request.reason, on=request.on, today=self._desk.today),
        )

    @use_case("referrals.complete", "つなぎ完了", roles=SUPPORTERS)
    def complete(self, actor: Actor, request: ReferralArrived) -> None:
        """The person arrived.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.complete_referral`.
        """
        self._step(
            actor,
            request,
            lambda at: complete_referral(
                at, request.outcome, on=request.on, today=self._desk.today
            ),
        )

    @use_case("referrals.fail", "不調", roles=SUPPORTERS)
    def fail(self, actor: Actor, request: ReferralRefused) -> None:
        """It came to nothing.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.fail_referral`.
        """
        self._step(
            actor,
            request,
            lambda at: fail_referral(at, request.reason, on=request.on, today=self._desk.today),
        )

    def _step(
        self,
        actor: Actor,
        request: ReferralStep,
        rule: Callable[[ReferralState | None], tuple[ReferralEvent, ...]],
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(REFERRAL, request.referral_id)
            at = found_by(tx, actor, stream.state)
            if at is not None:
                stream.expect_version(request.expected_version)
            tx.append(REFERRAL, stream, *rule(at))
