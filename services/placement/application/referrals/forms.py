"""What is asked for about referrals."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from services.placement.domain.referral import Referral, Status, Terms, WithdrawnBy
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import MOST_AT_ONCE, Cursor, Paged
from shared.use_case import Request

LONGEST_NOTE = 4_000
ON_A_BOARD = 20
"""So many referrals of each column stand on a board at first: those that wait for longest."""

MOST_ITEMS = 1_000
"""So many items does one packet draw on, at most; conference takes no more at once."""


class _Noted(Request):
    """What is told on a day, in codes and, if need be, in words."""

    on: date
    note: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class OfferReferral(_Noted, Referral, Terms):
    """打診: a destination is asked.

    Attributes:
        referral_id: chosen by who asks, or made here.
        municipality: whose case it is.
        on: the day.
        note: for those who do the municipality's work; the receiver reads packets only.
    """

    referral_id: UUID | None = None
    municipality: MunicipalityCode


class ReferralStep(_Noted):
    """A step of a referral, on a day."""

    referral_id: UUID
    expected_version: int | None = None


class OfferPlanned(ReferralStep):
    """打診 of what a plan foresees.

    Attributes:
        whom: つないだ相手, code list ``referral_whom``.
        stays: who asks stays in the case after the hand-over.
        to_agency_id: the agency that is asked, where the plan leaves it open.
        resource_id: the 社会資源 that is asked, where the plan leaves it open.
    """

    whom: Code | None = None
    stays: bool = True
    to_agency_id: UUID | None = None
    resource_id: UUID | None = None


class AddressReferral(ReferralStep):
    """宛先の指定."""

    to_agency_id: UUID


class ReferralRefused(ReferralStep):
    """不受理・不調, and why; code list ``referral_reasons``."""

    reason: Code


class ScheduleReferral(ReferralStep):
    """日程調整.

    Attributes:
        appointment_at: when the person goes there first.
        accompanied: somebody goes along (同行).
    """

    appointment_at: AwareDatetime
    accompanied: bool = False


class ReferralMet(ReferralStep):
    """初回接触.

    Attributes:
        accompanied: somebody went along (同行).
    """

    accompanied: bool = False


class ReferralArrived(ReferralStep):
    """つなぎ完了, and what came of it."""

    outcome: Code


class HoldReferral(ReferralStep):
    """保留.

    Attributes:
        until: the day on which it is looked at again.
        reason: what it waits for; code list ``referral_reasons``.
    """

    until: date
    reason: Code


class WithdrawReferral(ReferralStep):
    """取下げ.

    Attributes:
        by: 打診した側, or 本人.
        reason: why; code list ``referral_reasons``.
    """

    by: WithdrawnBy
    reason: Code


class TransferReferral(ReferralStep):
    """他市町村への移管."""

    to_municipality: MunicipalityCode


class UndoReferralStep(ReferralStep):
    """段階の取り消し, and why; code list ``correction_reasons``."""

    reason: Code


class ReferralNamed(Request):
    """Which referral."""

    referral_id: UUID


class BoardOf(Request):
    """Whose board; every column comes in pages of its own.

    Attributes:
        municipality: whose referrals.
        case_id: of one case alone.
        ended_since: of the ended ones, those since this day; by default of the last 90 days.
        status: this column alone.
        after: of that column, the page behind this place (its ``next_after``).
        limit: of each column at most so many.
    """

    municipality: MunicipalityCode
    case_id: UUID | None = None
    ended_since: date | None = None
    status: Status | None = None
    after: Cursor | None = None
    limit: int = Field(default=ON_A_BOARD, ge=1, le=MOST_AT_ONCE)

    @model_validator(mode="after")
    def _after_a_place_of_one_column(self) -> Self:
        if self.after is not None and self.status is None:
            raise PydanticCustomError("column_not_told", "of which column is not told")
        return self


class OverdueOf(Paged):
    """Whose overdue referrals."""

    municipality: MunicipalityCode


class ReceivedBy(Request):
    """The referrals to the own agency.

    Attributes:
        ended_since: of the ended ones, those since this day; by default of the last 90 days.
    """

    ended_since: date | None = None


class PreparePacket(Request):
    """つなぎの資料: what of the own agency's items the receiver may read, conference decides.

    Attributes:
        referral_id: for the receiver of which referral.
        items: items of the own agency, as conference knows them.
    """

    referral_id: UUID
    items: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_ITEMS)
