"""打診 of what a plan foresees: opened by the plan's decision, asked by a human."""

from __future__ import annotations

from services.placement.application.acting import SUPPORTERS
from services.placement.application.referrals.destinations import addressed
from services.placement.application.referrals.forms import OfferPlanned
from services.placement.application.referrals.sides import find, sealed_note
from services.placement.domain.referral import REFERRAL, Told, existing, offer_planned
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class PlannedReferrals:
    """What is done with referrals that a plan foresees.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("referrals.offer-planned", "予定したつなぎの打診", roles=SUPPORTERS)
    def offer_planned(self, actor: Actor, request: OfferPlanned) -> None:
        """Ask the destination that the plan foresees, or that the plan left open.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``agency-not-found``,
                ``resource-not-found``, ``resource-withdrawn``; and see
                :func:`services.placement.domain.referral.offer_planned`.
            InvalidInput: ``agency-not-of-resource``, ``note-without-person``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream = tx.load(REFERRAL, request.referral_id)
            found = find(tx, actor, stream.state)
            state = existing(found.state if found.is_asker else None)
            stream.expect_version(request.expected_version)
            asked = {
                "whom": request.whom or state.terms.whom,
                "stays": request.stays,
                "to_agency_id": request.to_agency_id or state.terms.to_agency_id,
                "resource_id": request.resource_id or state.terms.resource_id,
            }
            terms = addressed(tx, state.municipality, state.terms.model_copy(update=asked))
            note = sealed_note(desk.sealer, state.referral, request.note)
            told = Told(request.on, desk.today, found.own.agency_id, note)
            tx.append(REFERRAL, stream, *offer_planned(state, terms, told))
