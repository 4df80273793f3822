"""打診: a destination is asked; after a no, the next one, and the chain is kept."""

from __future__ import annotations

from uuid import UUID

from services.placement.domain.referral.events import (
    Referral,
    ReferralAddressed,
    ReferralEvent,
    ReferralOffered,
    Terms,
)
from services.placement.domain.referral.guards import Told, check_day, expect_open, head, ways_on
from services.placement.domain.referral.state import ReferralState
from services.placement.domain.referral.whom import check_whom
from shared.codes import ROUTING_MODES
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal

BEFORE_THE_NEXT = ("declined", "failed", "withdrawn")
"""What came to nothing, so that another destination is asked."""


def offer_referral(
    state: ReferralState | None,
    municipality: MunicipalityCode,
    referral: Referral,
    terms: Terms,
    told: Told,
    *,
    before: ReferralState | None = None,
) -> tuple[ReferralEvent, ...]:
    """Ask a destination (打診).

    Args:
        state: ``None``, for it is new.
        municipality: whose case it is.
        referral: who is handed on to where.
        terms: how.
        told: when, by whom.
        before: the referral that it follows, as the asker may know it.

    Raises:
        Refusal: ``referral-exists``; ``referral-to-follow-not-found``, ``referral-still-open``.
        InvalidInput: ``date-out-of-order``: the day lies ahead; ``unknown-code``,
            ``mode-keeps-the-case``, ``mode-stays``, ``whom-without-person``,
            ``whom-with-person``.
    """
    if state is not None:
        raise Refusal(
            "referral-exists",
            "このつなぎは、すでに打診が記録されています。",
            "別の相手先への打診は、新しいつなぎとして記録してください。",
        )
    check_day(told.on, told.on, told.today)
    if terms.mode is not None:
        check_mode(terms.mode, stays=terms.stays)
    check_whom(referral, terms)
    if terms.follows is not None:
        _check_before(before, municipality, referral)
    return (
        ReferralOffered(
            municipality=municipality,
            **dict(referral),
            **dict(terms),
            on=told.on,
            said_by=told.by,
            note=told.note,
        ),
    )


def check_mode(mode: str, *, stays: bool) -> None:
    """Refuse what contradicts itself: a referral that hands nothing on, a joint work of one.

    Raises:
        InvalidInput: ``mode-keeps-the-case``, ``mode-stays``; ``unknown-code``.
    """
    known = ROUTING_MODES.by_code(mode)
    if known.group == "keep":
        raise InvalidInput(
            "つなぎ方",
            "mode-keeps-the-case",
            f"「{known.label}」は、ほかへつながないという意味です。",
            "つなぐときは、紹介・引継ぎ・同行・協働・助言などから選んでください。",
        )
    if known.group != "there" and not stays:
        raise InvalidInput(
            "支援に残るか",
            "mode-stays",
            f"「{known.label}」では、打診した側も支援に残ります。",
            "支援に残るとするか、つなぎ方を「引継ぎ」などにしてください。",
        )


def _check_before(
    before: ReferralState | None, municipality: MunicipalityCode, referral: Referral
) -> None:
    """A chain is of one case that nobody has taken yet, or comes from where the person lived."""
    if before is None or not _is_of(before, municipality, referral):
        raise Refusal(
            "referral-to-follow-not-found",
            "前のつなぎとして指定されたものが、このケースの記録にありません。",
            "同じケースの、断られたつなぎを指定するか、指定を外してください。",
        )
    if before.status not in (*BEFORE_THE_NEXT, "transferred"):
        raise Refusal(
            "referral-still-open",
            "前のつなぎが、まだ終わっていないか、つながっています。",
            f"並行して打診するときは、前のつなぎの指定を外してください。前のつなぎは、{ways_on(before)}",
        )


def _is_of(before: ReferralState, municipality: MunicipalityCode, referral: Referral) -> bool:
    own = before.municipality == municipality and before.status != "transferred"
    return before.moved_to == municipality or (own and before.referral.case_id == referral.case_id)


def address_referral(
    state: ReferralState | None, to_agency_id: UUID, told: Told
) -> tuple[ReferralEvent, ...]:
    """Say which registered agency is asked, where the offer did not; the same again is nothing.

    Raises:
        Refusal: ``referral-not-found``; ``referral-over``; ``referral-addressed``.
        InvalidInput: ``date-out-of-order``.
    """
    at = expect_open(state)
    check_day(told.on, at.since, told.today)
    if at.terms.to_agency_id == to_agency_id:
        return ()
    if at.terms.to_agency_id is not None:
        raise Refusal(
            "referral-addressed",
            "このつなぎの宛先は、すでに別の機関になっています。",
            "別の機関には、このつなぎを取り下げるか不受理とした後に、新しく打診してください。",
        )
    return (ReferralAddressed(**head(at, told), to_agency_id=to_agency_id),)
