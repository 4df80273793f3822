"""つなぎの資料を尋ねる: placement names a referral's receiver and items, conference's law decides.

Ids, codes and counts in both directions; no content ever passes here. What is granted lies in
conference, where the receiver opens it and the law decides once more (mode ``casework``).
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.broker.topology import ASKS
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.use_case import Request

(CASEWORK,) = (one for one in ASKS if one.name == "casework")
"""The question."""

Purpose = Literal["referral", "employer_disclosure"]
"""つなぎ・雇用主への情報提供; code list ``purposes``."""

MOST_SUBJECTS = 20
MOST_ITEMS = 1_000


class CaseworkAsked(Request):
    """May the receiver of a referral read these items?

    Attributes:
        referral_id: the referral; asked again with the same items, the packets are the same.
        municipality: whose referral it is.
        case_id: of which case.
        purpose: what the receiver is to know it for.
        subjects: whom it is about.
        items: items of the actor's own agency.
        recipient_id: the receiver's agency.
        actor: on whose behalf placement asks; conference asks its own register who they are.
    """

    referral_id: UUID
    municipality: MunicipalityCode
    case_id: UUID
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_SUBJECTS)
    items: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    recipient_id: UUID
    actor: Actor


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ItemDecided(_Answered):
    """What was decided about one item.

    Attributes:
        reasons: how many sentences give the reason.
    """

    item_id: UUID
    effect: Literal["full", "blurred", "withheld"]
    reasons: int


class PacketGranted(_Answered):
    """A packet that the receiver may open in conference."""

    packet_id: UUID
    recipient_id: UUID
    number: int


class CaseworkDecided(_Answered):
    """The grant; without packets it is a refusal, and on the ledger as such.

    Attributes:
        packets: none where nothing is granted.
        items: every item that was laid before the law.
        reasons: why not all of it is granted, as far as the asker may know.
    """

    packets: tuple[PacketGranted, ...]
    items: tuple[ItemDecided, ...]
    reasons: tuple[str, ...]
