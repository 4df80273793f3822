"""What a journey does with referrals, in requests of one form with the other services'."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.application import PlacementApplication
from services.placement.domain.referral import Referral
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.identity import Actor, Role
from shared.use_case import Request, use_case

_SUPPORTERS: tuple[Role, ...] = ("employment_supporter", "counsellor")


class Offer(Request):
    """打診: a destination is asked."""

    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID
    destination: Code
    on: date


class Answered(Request):
    """受理: the destination agreed."""

    referral_id: UUID
    on: date


class Declined(Answered):
    """不受理・不調, and why, as a code."""

    reason: Code


class Completed(Answered):
    """つなぎ完了, and with what."""

    outcome: Code


class PlacementSteps:
    """Placement's desk.

    Args:
        application: placement's use cases.
    """

    def __init__(self, application: PlacementApplication) -> None:
        self._application = application

    @use_case("referrals.offer", "打診", roles=_SUPPORTERS)
    def offer(self, actor: Actor, request: Offer) -> UUID:
        """Ask a destination."""
        told = request.model_dump(exclude={"municipality", "on"})
        return self._application.offer(actor, request.municipality, Referral(**told), request.on)

    @use_case("referrals.accept", "受理", roles=_SUPPORTERS)
    def accept(self, actor: Actor, request: Answered) -> None:
        """The destination agreed."""
        self._application.accept(actor, request.referral_id, request.on)

    @use_case("referrals.decline", "不受理", roles=_SUPPORTERS)
    def decline(self, actor: Actor, request: Declined) -> None:
        """The destination said no."""
        self._application.decline(actor, request.referral_id, request.reason, request.on)

    @use_case("referrals.complete", "つなぎ完了", roles=_SUPPORTERS)
    def complete(self, actor: Actor, request: Completed) -> None:
        """The person arrived."""
        self._application.complete(actor, request.referral_id, request.outcome, request.on)

    @use_case("referrals.fail", "不調", roles=_SUPPORTERS)
    def fail(self, actor: Actor, request: Declined) -> None:
        """It came to nothing."""
        self._application.fail(actor, request.referral_id, request.reason, request.on)
