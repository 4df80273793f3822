"""継続・中断・終結・再開: how a case stands.

中断 rests within the case; 終結 ends it, after an evaluation, by somebody's decision (rule 50).
There is no rule by which time alone ends a case. Re-opening goes on under the same id.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    Standing,
    existing,
    refuse_day_out_of_order,
    refuse_end_before_contact,
    refuse_ended,
)
from services.intake.domain.detail import refuse_unknown
from shared.codes import CLOSING_REASONS
from shared.facts.fact import Code
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


@recorded_as("intake.CaseSuspended")
class CaseSuspended(CaseEvent):
    """The case rests (中断).

    Attributes:
        note: why.
    """

    note: Sealed | None = None


class Closing(Detail):
    """What a closing rests on (rule 50).

    Attributes:
        reason: code list ``closing_reasons``.
        evaluation: 評価.
        conference_id: the conference that decided it, if one did.
    """

    reason: Code | None
    evaluation: Sealed | None
    conference_id: UUID | None = None


@recorded_as("intake.CaseClosed")
class CaseClosed(CaseEvent):
    """The case ended (終結).

    Of a case that is closed already, it moves the closing day: a ledger's later row still says
    終結.

    Attributes:
        evaluation: ``None`` only where an imported ledger says no more than 終結.
        from_ledger: an imported ledger said so.
    """

    reason: Code
    evaluation: Sealed | None
    conference_id: UUID | None = None
    from_ledger: bool = False


@recorded_as("intake.CaseReopened")
class CaseReopened(CaseEvent):
    """A resting, closed or transferred case goes on under the same id (再開).

    Attributes:
        note: why.
    """

    note: Sealed | None = None


StandingEvent = CaseSuspended | CaseClosed | CaseReopened


def evolve(case: CaseState, event: StandingEvent) -> CaseState:
    """Return the case as it stands after the event."""
    case = replace(case, standing_since=event.on, closing_reason=None)
    match event:
        case CaseSuspended():
            return replace(case, standing=Standing.SUSPENDED)
        case CaseClosed():
            return replace(case, standing=Standing.CLOSED, closing_reason=event.reason)
        case CaseReopened():
            return replace(case, standing=Standing.OPEN)


def suspend_case(
    case: CaseState | None, *, on: date, today: date, note: Sealed | None = None
) -> tuple[StandingEvent, ...]:
    """Let the case rest; contacts may still be recorded in it.

    Raises:
        Refusal: ``case-not-found``, ``case-suspended``, or the case has ended.
        InvalidInput: ``date-in-future``, ``date-before-last-change``.
    """
    case = existing(case)
    refuse_ended(case)
    if case.standing is Standing.SUSPENDED:
        raise Refusal(
            "case-suspended",
            "このケースは、すでに中断しています。",
            "支援を続けるときは再開を、終えるときは終結を記録してください。",
        )
    refuse_day_out_of_order(case, on, today)
    return (CaseSuspended(municipality=case.municipality, on=on, note=note),)


def close_case(
    case: CaseState | None, closing: Closing, *, on: date, today: date
) -> tuple[StandingEvent, ...]:
    """End the case for a reason and with an evaluation.

    Raises:
        Refusal: ``case-not-found``, ``closing-without-reason``, ``closing-without-evaluation``,
            or the case has ended already.
        InvalidInput: ``unknown-code``, ``date-in-future``, ``date-before-last-change``,
            ``end-before-last-contact``.
    """
    case = existing(case)
    refuse_ended(case)
    if closing.reason is None:
        raise Refusal(
            "closing-without-reason",
            "終結の理由がありません。",
            "終結理由を選んでください。しばらく休むだけなら、中断を記録してください。",
        )
    if closing.evaluation is None:
        raise Refusal(
            "closing-without-evaluation",
            "終結の評価がありません。",
            "支援の経過と結果の評価を書いてから、終結してください。",
        )
    refuse_unknown(CLOSING_REASONS, closing.reason)
    refuse_day_out_of_order(case, on, today)
    refuse_end_before_contact(case, on)
    closed = CaseClosed(
        municipality=case.municipality,
        on=on,
        reason=closing.reason,
        evaluation=closing.evaluation,
        conference_id=closing.conference_id,
    )
    return (closed,)


def reopen_case(
    case: CaseState | None, *, on: date, today: date, note: Sealed | None = None
) -> tuple[StandingEvent, ...]:
    """Go on with a suspended, closed or transferred case.

    Raises:
        Refusal: ``case-not-found``, ``case-not-resting``, ``case-linked``.
        InvalidInput: ``date-in-future``, ``date-before-last-change``.
    """
    case = existing(case)
    if case.standing is Standing.OPEN:
        raise Refusal(
            "case-not-resting",
            "このケースは継続中です。",
            "再開の記録は要りません。そのまま相談対応を記録してください。",
        )
    if case.standing is Standing.LINKED:
        refuse_ended(case)
    refuse_day_out_of_order(case, on, today)
    return (CaseReopened(municipality=case.municipality, on=on, note=note),)
