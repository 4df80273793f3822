"""What an imported ledger (ひきこもり台帳) says beyond the contact: 状態, つなぎ and 就労.

Ledgers are imported again and again, in any order of rows. So every rule here is idempotent: what
was noted once is not noted twice, and a row that is older than what is known changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import UUID

from services.intake.domain.case.standing import (
    CaseClosed,
    CaseReopened,
    CaseSuspended,
    StandingEvent,
)
from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    Standing,
    existing,
    refuse_stranger,
)
from services.intake.domain.detail import refuse_unknown
from shared.codes import EMPLOYMENT_KINDS, REFERRAL_OUTCOMES
from shared.facts.fact import Code, FreeCode
from shared.refusal import InvalidInput
from shared.store.event import Detail, recorded_as

LedgerStanding = Literal[Standing.OPEN, Standing.SUSPENDED, Standing.CLOSED]
"""状態 of a ledger's row: 継続・中断・終結."""

UNSTATED_REASON = "other"
"""その他, in the code list ``closing_reasons``: a ledger does not say why."""


class Referral(Detail):
    """A hand-over as a ledger's row tells it.

    Attributes:
        referral_id: the same for every row about this hand-over.
        person_id: who was handed on; ``None`` if the row names nobody.
        destination: つなぎ先; code list ``agency_kinds``, or the municipality's own word.
        result: つなぎ結果; code list ``referral_outcomes``.
    """

    referral_id: UUID
    person_id: UUID | None = None
    destination: FreeCode | Code
    result: Code


class Employment(Detail):
    """A job as a ledger's row tells it.

    Attributes:
        employment_id: the same for every row about this job.
        person_id: who works.
        kind: 就労; code list ``employment_kinds``.
        started_on: 就職日.
        ended_on: 離職日; ``None`` while it goes on as far as the ledger knows.
    """

    employment_id: UUID
    person_id: UUID
    kind: Code
    started_on: date
    ended_on: date | None = None


@recorded_as("intake.LedgerReferralNoted")
class LedgerReferralNoted(CaseEvent, Referral):
    """The ledger says that the person was handed on (``on``: つなぎ日)."""


@recorded_as("intake.LedgerEmploymentNoted")
class LedgerEmploymentNoted(CaseEvent, Employment):
    """The ledger says that the person took up work (``on``: the row's day)."""


LedgerEvent = LedgerReferralNoted | LedgerEmploymentNoted


def evolve(case: CaseState, event: LedgerEvent) -> CaseState:
    """Return the case with the note kept, so that it is not taken twice."""
    return replace(case, ledger_notes=case.ledger_notes | {event})


def note_standing(
    case: CaseState | None, standing: LedgerStanding, *, on: date
) -> tuple[StandingEvent, ...]:
    """Take a row's 状態 for the case's, unless something later is known.

    It goes before :func:`record_contact` of the same row: a row after the closing then re-opens
    the case, or moves its closing day, instead of being refused. An end that a person decided
    here, 移管 or 名寄せ, yields to no 終結, and 名寄せ to no row at all.

    Args:
        case: any standing.
        standing: what the row says.
        on: the row's day, of which :func:`record_contact` checks that it has come.

    Raises:
        Refusal: ``case-not-found``.
    """
    case = existing(case)
    if case.standing is Standing.LINKED or on < case.last_day_on_record:
        return ()
    if standing is Standing.CLOSED:
        return _closed_by_ledger(case, on)
    if standing is case.standing:
        return ()
    reopened = CaseReopened(municipality=case.municipality, on=on)
    suspended = CaseSuspended(municipality=case.municipality, on=on)
    if case.standing is Standing.OPEN:
        return (suspended,)
    if on == case.standing_since:
        return ()
    return (reopened, suspended) if standing is Standing.SUSPENDED else (reopened,)


def note_referral(
    case: CaseState | None, referral: Referral, *, on: date
) -> tuple[LedgerEvent, ...]:
    """Keep what a row says about a hand-over, once.

    Raises:
        Refusal: ``case-not-found``, ``person-not-in-case``.
        InvalidInput: ``unknown-code``.
    """
    case = existing(case)
    refuse_unknown(REFERRAL_OUTCOMES, referral.result)
    if referral.person_id is not None:
        refuse_stranger(case, referral.person_id)
    noted = LedgerReferralNoted(municipality=case.municipality, on=on, **dict(referral))
    return () if noted in case.ledger_notes else (noted,)


def note_employment(
    case: CaseState | None, employment: Employment, *, on: date
) -> tuple[LedgerEvent, ...]:
    """Keep what a row says about a job, once.

    Raises:
        Refusal: ``case-not-found``, ``person-not-in-case``.
        InvalidInput: ``unknown-code``, ``employment-ends-before-start``.
    """
    case = existing(case)
    refuse_unknown(EMPLOYMENT_KINDS, employment.kind)
    refuse_stranger(case, employment.person_id)
    if employment.ended_on is not None and employment.ended_on < employment.started_on:
        raise InvalidInput(
            "離職日",
            "employment-ends-before-start",
            "離職日が、就職日より前になっています。",
            "就職日と離職日を確かめ、直してください。",
        )
    noted = LedgerEmploymentNoted(municipality=case.municipality, on=on, **dict(employment))
    return () if noted in case.ledger_notes else (noted,)


def _closed_by_ledger(case: CaseState, on: date) -> tuple[StandingEvent, ...]:
    if case.standing is Standing.TRANSFERRED:
        return ()
    if case.standing is Standing.CLOSED and on == case.standing_since:
        return ()
    closed = CaseClosed(
        municipality=case.municipality,
        on=on,
        reason=case.closing_reason or UNSTATED_REASON,
        evaluation=None,
        from_ledger=True,
    )
    return (closed,)
