"""Items 情報: what agencies know, recorded by them and laid before a conference as they choose."""

from services.conference.application.items.forms import (
    ContributeItem,
    ContributeSheet,
    Corrected,
    CorrectItem,
    ItemLine,
    ItemNamed,
    ItemShown,
    ListItems,
    OfferItem,
    PastRecipients,
    ReceiveItem,
    Recorded,
    TakeItemBack,
    Told,
)
from services.conference.application.items.items import Items
from services.conference.application.items.own_items import OwnItems

__all__ = [
    "ContributeItem",
    "ContributeSheet",
    "CorrectItem",
    "Corrected",
    "ItemLine",
    "ItemNamed",
    "ItemShown",
    "Items",
    "ListItems",
    "OfferItem",
    "OwnItems",
    "PastRecipients",
    "ReceiveItem",
    "Recorded",
    "TakeItemBack",
    "Told",
]
