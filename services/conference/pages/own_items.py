"""自機関の情報を選ぶ: what the own agency knows, chosen by ticks for the packet of a つなぎ.

The referral's page of placement leads here and takes what was ticked; nobody copies numbers. A list
says what there is; what an item says is read one by one, on record.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference.application.items.forms import ItemShown
from services.conference.pages.seen import MOST
from services.conference.pages.wording import item_in_words
from shared.pages import Page, Visit, send
from shared.pages.writing import number
from shared.refusal import InvalidInput

_REFERRAL = "/placement/pages/referrals/{}"


def items(visit: Visit) -> Page:
    """What the own agency knows of somebody; of a household, everything that it knows."""
    return _items(visit, None)


def read(visit: Visit) -> Page:
    """One of the items with its words; that it was read is on record first."""
    return _items(visit, visit.ask("items.show", visit.form.given("item_id")))


def _items(visit: Visit, told: ItemShown | None) -> Page:
    referral = _referral(visit)
    person = visit.form.one("person")
    asked: dict[str, Any] = {"limit": MOST, "person_id": person or None}
    shown = {
        "lines": [item_in_words(one) for one in visit.ask("items.list", asked)],
        "told": told and {**item_in_words(told), "text": told.text},
        "person": person,
        "referral": referral,
        "number": number(referral),
        "to": _REFERRAL.format(referral),
        "chosen": visit.form.many("packet-items"),
    }
    return Page("own_items.html", "渡したい情報を選ぶ", shown)


def _referral(visit: Visit) -> UUID:
    """The つなぎ that the form was sent from: it becomes part of an address, so it is read here."""
    try:
        return UUID(visit.form.one("referral_id"))
    except ValueError:
        raise InvalidInput(
            "referral_id",
            "request-unreadable",
            "どのつなぎの資料かが、分かりません。",
            "つなぎの画面から、選び直してください。",
        ) from None


ROUTES = (
    send("/items", items, "items.list"),
    send("/items/read", read, "items.list", "items.show"),
)
