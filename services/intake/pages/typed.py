"""What was typed, for a use case and to be shown again: days in any spelling, names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.calendar import parse_date
from shared.pages import Posted, Visit
from shared.refusal import InvalidInput, Refusal

_FIELDS: Mapping[str, str] = {
    "受付日": "on",
    "日付": "on",
    "生年月日": "birth",
    "共同機関": "joint_agencies",
    "転入元": "transferred_in_from",
    "移管先": "to_municipality",
}
"""What a rule calls a field, and its name in a form."""

HOW_TO_WRITE = "令和8年4月1日、R8.4.1、2026-04-01 のように書いてください。"


def day_in(form: Posted, name: str = "on") -> str:
    """A day that was typed, as ISO text.

    Raises:
        InvalidInput: about the field; it says how a day is written.
    """
    try:
        return parse_date(form.one(name)).isoformat()
    except Refusal as refusal:
        raise InvalidInput(name, refusal.code, refusal.message, HOW_TO_WRITE) from None


def placed(refusal: Refusal, prefix: str = "") -> Refusal:
    """A refusal at the field of the form that it is about.

    Args:
        refusal: what a use case said.
        prefix: of the fields of that person, where a form has several.
    """
    if not isinstance(refusal, InvalidInput):
        return refusal
    last = refusal.field.split(".")[-1]
    name = _FIELDS.get(refusal.field, last)
    if name == "birth":
        name = prefix + name
    return InvalidInput(name, refusal.code, refusal.message, refusal.remedy)


def shown_again(form: Posted) -> dict[str, Any]:
    """Everything that was typed, by field; of several choices all."""
    return {
        name: list(texts) if len(texts) > 1 or name in SEVERAL else texts[0]
        for name, texts in form.fields.items()
        if name != "form_token"
    }


SEVERAL = frozenset({"factors", "joint_agencies"})
"""Fields of which any number may be ticked."""


def municipality_of(visit: Visit) -> str:
    """For which municipality whoever looks acts."""
    town: str = visit.ask("agencies.own").municipality
    return town
