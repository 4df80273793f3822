"""The steps of a referral: asked, answered, met, arrived, or come to nothing."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS, acting_for, refuse_taken
from services.placement.application.referrals.destinations import addressed
from services.placement.application.referrals.forms import (
    HoldReferral,
    OfferReferral,
    ReferralArrived,
    ReferralMet,
    ReferralRefused,
    ReferralStep,
    ScheduleReferral,
)
from services.placement.application.referrals.sides import sealed_note
from services.placement.application.referrals.stepping import Stepping
from services.placement.domain.referral import (
    REFERRAL,
    Referral,
    Terms,
    Told,
    accept_referral,
    complete_referral,
    decline_referral,
    fail_referral,
    hold_referral,
    meet_referral,
    offer_referral,
    resume_referral,
    schedule_referral,
)
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class Referrals:
    """What is asked and answered.

    Every answer is recorded by the destination's own agency, or on its behalf by the asking one.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stepping = Stepping(desk)

    @use_case("referrals.offer", "打診", roles=SUPPORTERS)
    def offer(self, actor: Actor, request: OfferReferral) -> UUID:
        """Ask a destination; return the referral's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``agency-not-found``, ``resource-not-found``, ``resource-withdrawn``,
                ``agency-not-of-resource``; and see
                :func:`services.placement.domain.referral.offer_referral`.
        """
        desk, referral_id = self._desk, request.referral_id or uuid4()
        referral, terms = Referral.carried_by(request), Terms.carried_by(request)
        with desk.transaction(actor) as tx:
            own = acting_for(tx, actor, request.municipality)
            terms = addressed(tx, request.municipality, terms)
            stream = tx.load(REFERRAL, referral_id)
            refuse_taken(request.municipality, stream.state)
            note = sealed_note(desk.sealer, referral, request.note)
            events = offer_referral(
                stream.state,
                request.municipality,
                referral,
                terms,
                Told(request.on, desk.today, own.agency_id, note),
                before=tx.load(REFERRAL, terms.follows).state if terms.follows else None,
            )
            tx.append(REFERRAL, stream, *events)
        return referral_id

    @use_case("referrals.accept", "受理", roles=AGENCY_ROLES)
    def accept(self, actor: Actor, request: ReferralStep) -> None:
        """The destination agreed.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.accept_referral`.
        """
        self._stepping.by_either(actor, request, accept_referral)

    @use_case("referrals.decline", "不受理", roles=AGENCY_ROLES)
    def decline(self, actor: Actor, request: ReferralRefused) -> None:
        """The destination said no.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.decline_referral`.
        """
        self._stepping.by_either(
            actor, request, lambda at, told: decline_referral(at, request.reason, told)
        )

    @use_case("referrals.schedule", "日程調整", roles=AGENCY_ROLES)
    def schedule(self, actor: Actor, request: ScheduleReferral) -> None:
        """It is arranged when the person goes there first, and whether somebody goes along.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.schedule_referral`.
        """
        self._stepping.by_either(
            actor,
            request,
            lambda at, told: schedule_referral(
                at, request.appointment_at, told, accompanied=request.accompanied
            ),
        )

    @use_case("referrals.meet", "初回接触", roles=AGENCY_ROLES)
    def meet(self, actor: Actor, request: ReferralMet) -> None:
        """The person and the destination have met.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.meet_referral`.
        """
        self._stepping.by_either(
            actor,
            request,
            lambda at, told: meet_referral(at, told, accompanied=request.accompanied),
        )

    @use_case("referrals.complete", "つなぎ完了", roles=AGENCY_ROLES)
    def complete(self, actor: Actor, request: ReferralArrived) -> None:
        """The person arrived.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.complete_referral`.
        """
        self._stepping.by_either(
            actor, request, lambda at, told: complete_referral(at, request.outcome, told)
        )

    @use_case("referrals.fail", "不調", roles=AGENCY_ROLES)
    def fail(self, actor: Actor, request: ReferralRefused) -> None:
        """It came to nothing.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.fail_referral`.
        """
        self._stepping.by_either(
            actor, request, lambda at, told: fail_referral(at, request.reason, told)
        )

    @use_case("referrals.hold", "つなぎの保留", roles=AGENCY_ROLES)
    def hold(self, actor: Actor, request: HoldReferral) -> None:
        """It waits until a day.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.hold_referral`.
        """
        self._stepping.by_either(
            actor,
            request,
            lambda at, told: hold_referral(at, request.until, request.reason, told),
        )

    @use_case("referrals.resume", "つなぎの再開", roles=AGENCY_ROLES)
    def resume(self, actor: Actor, request: ReferralStep) -> None:
        """It waits no more.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.referral.resume_referral`.
        """
        self._stepping.by_either(actor, request, resume_referral)
