"""取下げ・移管・取り消し: ways out of a referral, and the way back."""

from __future__ import annotations

from services.placement.domain.referral.events import (
    ReferralEvent,
    ReferralStepUndone,
    ReferralTransferred,
    ReferralWithdrawn,
    WithdrawnBy,
)
from services.placement.domain.referral.guards import (
    Told,
    check_day,
    existing,
    head,
    open_for,
    ways_on,
)
from services.placement.domain.referral.planning import fallen_with_plan
from services.placement.domain.referral.state import ReferralState, evolve
from shared.codes import CORRECTION_REASONS, REFERRAL_REASONS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal


def withdraw_referral(
    state: ReferralState | None, by: WithdrawnBy, reason: Code, told: Told
) -> tuple[ReferralEvent, ...]:
    """Take a referral back (取下げ): who asked does, or the person does not want it.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``unknown-code``.
    """
    at = open_for(state, "withdraw", told)
    why = REFERRAL_REASONS.by_code(reason).code
    return (ReferralWithdrawn(**head(at, told), by=by, reason=why),)


def transfer_referral(
    state: ReferralState | None, to_municipality: MunicipalityCode, told: Told
) -> tuple[ReferralEvent, ...]:
    """Leave a referral to the municipality where the person lives now (他市町村への移管).

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``transfer-to-itself``.
    """
    at = open_for(state, "transfer", told)
    if to_municipality == at.municipality:
        raise InvalidInput(
            "移管先の市町村",
            "transfer-to-itself",
            "移管先が、このつなぎの市町村そのものです。",
            "転出先の市町村コードにするか、取下げとして記録してください。",
        )
    return (ReferralTransferred(**head(at, told), to_municipality=to_municipality),)


def undo_step(state: ReferralState | None, reason: Code, told: Told) -> tuple[ReferralEvent, ...]:
    """Undo the latest step: it stays on record, and the referral stands as before it.

    An offer that is undone after its plan has ended leaves nothing to be asked: it is taken back.

    Raises:
        Refusal: ``referral-not-found``; ``nothing-to-undo``: it is a mere 打診, or only planned;
            ``plan-ended``: the plan's end took it back; ``packet-given``: who was asked has been
            given a packet, which a 取下げ calls back.
        InvalidInput: ``date-out-of-order``; ``unknown-code``.
    """
    at = existing(state)
    if not at.taken:
        raise Refusal(
            "nothing-to-undo",
            "このつなぎは始まったばかりで、戻す段階がありません。",
            f"つなぎそのものをやめるときは、取下げとして記録してください。{ways_on(at)}",
        )
    latest = at.undoable
    if latest is None:
        raise Refusal(
            "plan-ended",
            "このつなぎを予定したプランは終わっているので、取下げを取り消せません。",
            ways_on(at),
        )
    if latest.step == "offer" and at.packets:
        raise Refusal(
            "packet-given",
            "つなぎ先に資料を渡しているので、打診がなかったことにはできません。",
            f"取下げを記録してください。渡した資料は、それで回収されます。{ways_on(at)}",
        )
    check_day(told.on, at.since, told.today)
    undone = ReferralStepUndone(
        **head(at, told),
        step=latest.step,
        reason=CORRECTION_REASONS.by_code(reason).code,
        back_to=latest.before,
    )
    return (undone, *fallen_with_plan(evolve(at, undone), told.on))
