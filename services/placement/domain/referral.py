"""A referral つなぎ as a closed loop: asked, answered, arrived, or come to nothing.

打診 → 受理 | 不受理, 受理 → つなぎ完了 | 不調 (law rule 51, 社会福祉法106条の2). Nobody falls
between two offices: a referral is open until one of its three ends is on record, and an end is
never left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code, FreeCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

Status = Literal["offered", "accepted", "declined", "completed", "failed"]
"""How far a referral has come; code list ``referral_outcomes``."""


class Referral(Detail):
    """Who is handed on to where: every step repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to; the case stays open whatever becomes of the referral.
        person_id: who is handed on; ``None`` if it is about a household.
        destination: kind of destination, code list ``agency_kinds`` or the municipality's own word.
    """

    case_id: UUID
    person_id: UUID | None = None
    destination: FreeCode | Code


class ReferralEvent(Event, Referral):
    """A step of a referral.

    Attributes:
        on: the day of the step (JST).
        from_ledger: an imported ledger says so; where it skips steps, they bear its one date.
    """

    on: date
    from_ledger: bool = False


@recorded_as("placement.ReferralOffered")
class ReferralOffered(ReferralEvent):
    """打診: a destination was asked whether it would take over or join."""


@recorded_as("placement.ReferralAccepted")
class ReferralAccepted(ReferralEvent):
    """受理: the destination agreed."""


@recorded_as("placement.ReferralDeclined")
class ReferralDeclined(ReferralEvent):
    """不受理: the destination said no.

    Attributes:
        reason: why, as a code; ``None`` where a ledger does not say.
    """

    reason: Code | None = None


@recorded_as("placement.ReferralCompleted")
class ReferralCompleted(ReferralEvent):
    """つなぎ完了: the person arrived.

    Attributes:
        outcome: what came of it, as a code; ``None`` where a ledger does not say.
    """

    outcome: Code | None = None


@recorded_as("placement.ReferralFailed")
class ReferralFailed(ReferralEvent):
    """不調: accepted, but it came to nothing.

    Attributes:
        reason: why, as a code; ``None`` where a ledger does not say.
    """

    reason: Code | None = None


@dataclass(frozen=True, slots=True)
class ReferralState:
    """A referral as it stands.

    Attributes:
        municipality: whose.
        referral: who is handed on to where.
        status: how far it has come.
        since: the day of the latest step.
    """

    municipality: MunicipalityCode
    referral: Referral
    status: Status
    since: date


_NEXT: dict[Status, tuple[Status, ...]] = {
    "offered": ("accepted", "declined"),
    "accepted": ("completed", "failed"),
    "declined": (),
    "completed": (),
    "failed": (),
}

_NAMES: dict[Status, str] = {
    "offered": "打診",
    "accepted": "受理",
    "declined": "不受理",
    "completed": "つなぎ完了",
    "failed": "不調",
}


def evolve(state: ReferralState | None, event: Event) -> ReferralState:
    """Return the referral after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ReferralOffered() if state is None:
            referral = Referral.carried_by(event)
            return ReferralState(event.municipality, referral, "offered", event.on)
        case ReferralAccepted() if state is not None:
            return replace(state, status="accepted", since=event.on)
        case ReferralDeclined() if state is not None:
            return replace(state, status="declined", since=event.on)
        case ReferralCompleted() if state is not None:
            return replace(state, status="completed", since=event.on)
        case ReferralFailed() if state is not None:
            return replace(state, status="failed", since=event.on)
    raise LookupError(f"{event.TOPIC} has no place in this referral's history")


REFERRAL: Aggregate[ReferralState] = Aggregate("referral", evolve)


def offer_referral(
    state: ReferralState | None,
    municipality: MunicipalityCode,
    referral: Referral,
    *,
    on: date,
    today: date,
) -> tuple[ReferralEvent, ...]:
    """Ask a destination (打診).

    Raises:
        Refusal: ``referral-exists``; ``date-out-of-order``: the day lies ahead.
    """
    if state is not None:
        raise Refusal(
            "referral-exists",
            "このつなぎは、すでに打診が記録されています。",
            "別の相手先への打診は、新しいつなぎとして記録してください。",
        )
    _check_day(on, on, today)
    return (ReferralOffered(municipality=municipality, on=on, **dict(referral)),)


def accept_referral(
    state: ReferralState | None, *, on: date, today: date
) -> tuple[ReferralEvent, ...]:
    """Record that the destination agreed (受理).

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``date-out-of-order``.
    """
    at = _open_for(state, "accepted", on, today)
    return (ReferralAccepted(municipality=at.municipality, on=on, **dict(at.referral)),)


def decline_referral(
    state: ReferralState | None, reason: Code, *, on: date, today: date
) -> tuple[ReferralEvent, ...]:
    """Record that the destination said no (不受理), and why.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``date-out-of-order``.
    """
    at = _open_for(state, "declined", on, today)
    return (
        ReferralDeclined(municipality=at.municipality, on=on, reason=reason, **dict(at.referral)),
    )


def complete_referral(
    state: ReferralState | None, outcome: Code, *, on: date, today: date
) -> tuple[ReferralEvent, ...]:
    """Record that the person arrived (つなぎ完了), and what came of it.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``date-out-of-order``.
    """
    at = _open_for(state, "completed", on, today)
    return (
        ReferralCompleted(
            municipality=at.municipality, on=on, outcome=outcome, **dict(at.referral)
        ),
    )


def fail_referral(
    state: ReferralState | None, reason: Code, *, on: date, today: date
) -> tuple[ReferralEvent, ...]:
    """Record that it came to nothing after all (不調), and why.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``date-out-of-order``.
    """
    at = _open_for(state, "failed", on, today)
    return (
        ReferralFailed(municipality=at.municipality, on=on, reason=reason, **dict(at.referral)),
    )


def _open_for(state: ReferralState | None, step: Status, on: date, today: date) -> ReferralState:
    """The referral, if the step may come next; otherwise a refusal that names those that may."""
    if state is None:
        raise Refusal(
            "referral-not-found",
            "指定されたつなぎは記録されていません。",
            "先に打診を記録してください。",
        )
    allowed = _NEXT[state.status]
    if step not in allowed:
        ways = "・".join(_NAMES[way] for way in allowed)
        raise Refusal(
            "referral-step-not-open",
            f"このつなぎは「{_NAMES[state.status]}」の段階なので、"
            f"「{_NAMES[step]}」は記録できません。",
            f"いま記録できるのは「{ways}」です。"
            if allowed
            else "このつなぎは終わっています。新しいつなぎとして打診を記録してください。",
        )
    _check_day(on, state.since, today)
    return state


def _check_day(on: date, since: date, today: date) -> None:
    """Refuse a day before the step that came before, or one that lies ahead."""
    if not since <= on <= today:
        raise InvalidInput(
            "日付",
            "date-out-of-order",
            "日付が、前の段階の日付より前か、今日より先です。",
            "前の段階の日から今日までの日付にしてください。",
        )
