"""How numbers, laws and decisions are written on conference's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.conference.application.items.forms import ItemLine
from shared.calendar import FuzzyDate
from shared.codes import ITEM_CATEGORIES, LEGAL_MODES, PURPOSES, SOURCE_KINDS
from shared.pages.writing import number
from shared.refusal import InvalidInput, Refusal

SIGNS: Mapping[str, str] = {"full": "●", "blurred": "◐", "withheld": "×"}
"""Beside the word of an effect: a sign that is told apart without colour."""

BESIDE_A_MEETING = "会議によらない提供"

ANSWERS: Mapping[str, str] = {
    "all": "全部出す",
    "part": "一部を出す",
    "not_provided": "出さない",
    "not_held": "持っていない",
}
"""What an agency can answer to a request; none of it is a violation (law rule 22)."""

CONSENT_WORDS: Mapping[str, str] = {
    "given": "同意",
    "refused": "拒否",
    "not_obtainable": "意思を確認できない",
    "not_asked": "まだ聞いていない",
}
"""What somebody can be recorded to have answered."""

ENDED: Mapping[str, str] = {
    "returned": "返却済み",
    "erased": "消去済み",
    "expired": "期限が来た",
    "called_back": "回収済み",
}
"""What became of a packet."""

_UNREADABLE = "request-unreadable"


def person_label(person_id: UUID | str) -> str:
    """How a person is called where no name stands."""
    return f"対象者 {number(person_id)}"


def item_in_words(line: ItemLine) -> dict[str, Any]:
    """An item of the own agency as a page lists it: what it is about, without its text."""
    return {
        "line": line,
        "number": number(line.item_id),
        "category": ITEM_CATEGORIES.by_code(line.category).label,
        "source": SOURCE_KINDS.by_code(line.source_kind).label,
        "purpose": PURPOSES.by_code(line.purpose).label,
        "persons": [person_label(one) for one in line.subjects],
    }


def mode_name(mode: str) -> str:
    """The law of an agenda item, or that there is no meeting."""
    return LEGAL_MODES.by_code(mode).label if mode in LEGAL_MODES else BESIDE_A_MEETING


def birth_told(field: str, text: str) -> str:
    """A date of birth as it was written, as requests say it (``1974-05``).

    Args:
        field: the name of the field that it was written into.
        text: what was written: 昭和49年5月20日, S49.5, 1974 ….

    Raises:
        InvalidInput: at that field; see :meth:`shared.calendar.FuzzyDate.parse`.
    """
    try:
        return FuzzyDate.parse(text).model_copy(update={"circa": False}).to_edtf()
    except InvalidInput as refusal:
        raise InvalidInput(field, refusal.code, refusal.message, refusal.remedy) from None


def tied(refusal: Refusal, fields: Mapping[str, str], labels: Mapping[str, str]) -> Refusal:
    """A refusal tied to the field of the form that it speaks of, in that field's own words.

    Args:
        refusal: what a use case said.
        fields: names of the form's fields by what refusals call them, where that differs.
        labels: how each field is called on the page.
    """
    if not isinstance(refusal, InvalidInput):
        return refusal
    parts = [fields.get(one, one) for one in refusal.field.split(".")]
    name = next((one for one in reversed(parts) if one in labels), parts[0])
    if refusal.code != _UNREADABLE or name not in labels:
        return InvalidInput(name, refusal.code, refusal.message, refusal.remedy)
    return InvalidInput(
        name,
        refusal.code,
        f"「{labels[name]}」が空か、読み取れません。",
        "入力し直してください。ほかの欄に書いたものは残っています。",
    )
