"""移管: handing the case to another municipality is a disclosure and needs a basis (rule 52)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    Standing,
    existing,
    refuse_day_out_of_order,
    refuse_end_before_contact,
    refuse_ended,
)
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as

CONSENT_GIVEN = "given"
"""あり, in the code list ``consent_states``."""


class TransferBasis(StrEnum):
    """What allows one municipality to hand personal information to another."""

    CONSENT = "consent"
    """本人の同意 of every person of the case (個情法69条2項1号)."""
    APPI_69_2_3 = "appi_69_2_3"
    """行政機関等の間の、相当の理由のある提供 (個情法69条2項3号)."""


class Transfer(Detail):
    """Where the case goes, and why it may.

    Attributes:
        to_municipality: 全国地方公共団体コード.
        basis: what allows it.
        reason: why it is necessary.
    """

    to_municipality: MunicipalityCode
    basis: TransferBasis | None
    reason: Sealed


@recorded_as("intake.CaseTransferredOut")
class CaseTransferredOut(CaseEvent):
    """The case was handed to another municipality."""

    to_municipality: MunicipalityCode
    basis: TransferBasis
    reason: Sealed


def evolve(case: CaseState, event: CaseTransferredOut) -> CaseState:
    """Return the case, over for this municipality."""
    return replace(
        case, standing=Standing.TRANSFERRED, standing_since=event.on, closing_reason=None
    )


def transfer_out(
    case: CaseState | None, transfer: Transfer, *, on: date, today: date
) -> tuple[CaseTransferredOut, ...]:
    """Hand the case to another municipality.

    Raises:
        Refusal: ``case-not-found``, ``transfer-without-basis``, ``transfer-without-consent``,
            or the case has ended.
        InvalidInput: ``transfer-to-itself``, ``date-in-future``, ``date-before-last-change``,
            ``end-before-last-contact``.
    """
    case = existing(case)
    refuse_ended(case)
    if transfer.to_municipality == case.municipality:
        raise InvalidInput(
            "移管先",
            "transfer-to-itself",
            "移管先が、このケースの市区町村と同じです。",
            "移管先の市区町村を確かめてください。",
        )
    if transfer.basis is None:
        raise Refusal(
            "transfer-without-basis",
            "ほかの市区町村への移管には、法的な根拠が要ります。",
            "本人の同意を得るか、個人情報保護法69条2項3号の相当の理由を記録してください。",
        )
    if transfer.basis is TransferBasis.CONSENT:
        _refuse_without_consent(case)
    refuse_day_out_of_order(case, on, today)
    refuse_end_before_contact(case, on)
    transferred = CaseTransferredOut(
        municipality=case.municipality,
        on=on,
        to_municipality=transfer.to_municipality,
        basis=transfer.basis,
        reason=transfer.reason,
    )
    return (transferred,)


def _refuse_without_consent(case: CaseState) -> None:
    """Consent is each person's own: one who has not given it is enough to refuse (rule 9)."""
    given = {person for person, noted in case.consents.items() if noted.code == CONSENT_GIVEN}
    if not case.persons or case.persons - given:
        raise Refusal(
            "transfer-without-consent",
            "同意の記録がない対象者が、このケースにいます。",
            "対象者それぞれの同意を記録するか、個人情報保護法69条2項3号の相当の理由によってください。",
        )
