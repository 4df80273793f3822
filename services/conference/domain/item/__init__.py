"""Items 情報: pieces of what agencies know about people, one by one, with where each comes from."""

from services.conference.domain.item.contributing import (
    Origin,
    contribute_item,
    correct_item,
    held_item,
    item_in_hand,
    origin_holder,
    refuse_blank,
    why_unusable,
)
from services.conference.domain.item.events import (
    GENERALISED_LABEL,
    TEXT_LABEL,
    ItemContributed,
    ItemCorrected,
    ItemDetails,
    ItemOffered,
    ItemTakenBack,
    Wording,
)
from services.conference.domain.item.offering import (
    matter_open_to,
    offer_item,
    refuse_another_case,
    take_back_item,
)
from services.conference.domain.item.state import ITEM, ItemState

__all__ = [
    "GENERALISED_LABEL",
    "ITEM",
    "TEXT_LABEL",
    "ItemContributed",
    "ItemCorrected",
    "ItemDetails",
    "ItemOffered",
    "ItemState",
    "ItemTakenBack",
    "Origin",
    "Wording",
    "contribute_item",
    "correct_item",
    "held_item",
    "item_in_hand",
    "matter_open_to",
    "offer_item",
    "origin_holder",
    "refuse_another_case",
    "refuse_blank",
    "take_back_item",
    "why_unusable",
]
