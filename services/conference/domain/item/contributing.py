"""Recording and correcting what an agency knows (law rules 33, 34).

An item is the holder's. The secretariat may write one down that an agency told it, and may then lay
it before the conference and correct its own slip; to everybody else an item that was not shown to
them does not exist.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.conference.domain.agency import AgencyState
from services.conference.domain.item.events import (
    ItemContributed,
    ItemCorrected,
    ItemDetails,
    Wording,
)
from services.conference.domain.item.state import ItemState
from services.conference.law.wording import gives_away, identifies
from shared.refusal import InvalidInput, Refusal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item comes from, as far as the rules must know it.

    Attributes:
        holder: the agency that holds it; ``None`` if nobody registered it.
        persons: those of its subjects who are known in the holder's municipality.
        recorded_by: the secretariat's agency, if it writes the item down for the holder.
    """

    holder: AgencyState | None
    persons: frozenset[UUID]
    recorded_by: UUID | None = None


def refuse_blank(text: str) -> None:
    """Refuse an item that says nothing; the text is sealed before a rule could see it.

    Raises:
        InvalidInput: ``text-blank``.
    """
    if not text.strip():
        raise InvalidInput(
            "内容",
            "text-blank",
            "情報の内容が書かれていません。",
            "内容を書いてから、もう一度記録してください。",
        )


def why_unusable(text: str, generalised: str | None) -> str | None:
    """Why the holder's generalised wording would not stand for a text; ``None`` if it would.

    The answer quotes neither of them.
    """
    if generalised is None:
        return "言い換えがないため、内容を伏せて見せるときは、種類ごとの定型の言い回しになります。"
    if gives_away(generalised, text):
        return (
            "言い換えに原文と同じ言い回しが続いているため、使われません。別の言葉で書いてください。"
        )
    if identifies(generalised):
        return (
            "言い換えに、氏名・住所・日付・機関の名称のように読める語があるため、使われません。"
            "それを除いて書いてください。"
        )
    return None


def origin_holder(details: ItemDetails, origin: Origin) -> AgencyState:
    """Return the holder of an item that is to be recorded; refuse what nobody knows of.

    Asked before anything is sealed: no key is ever made for a person nobody described.

    Raises:
        Refusal: ``agency-not-found``, ``person-not-found``.
        InvalidInput: ``subject-twice``, ``flag-twice``.
    """
    if origin.holder is None:
        raise Refusal(
            "agency-not-found",
            "登録されていない機関です。",
            "先に機関を登録するか、指定を確かめてください。",
        )
    _refuse_twice("対象者", "subject-twice", details.subjects)
    _refuse_twice("取扱いの印", "flag-twice", details.flags)
    if not origin.persons.issuperset(details.subjects):
        raise Refusal(
            "person-not-found",
            "対象者の中に、会議の事務局に登録されていない人がいます。",
            "先に対象者を登録してください。",
        )
    return origin.holder


def _refuse_twice(field: str, code: str, values: Collection[object]) -> None:
    if len(set(values)) < len(values):
        raise InvalidInput(
            field, code, f"{field}に、同じものが二度あります。", "一つにまとめてください。"
        )


def contribute_item(
    item: ItemState | None, details: ItemDetails, wording: Wording, origin: Origin
) -> tuple[ItemContributed, ...]:
    """Record something an agency knows, with where it comes from (law rule 34).

    Args:
        item: ``None``; an id nobody has.
        details: what kind of information it is; without a kind of source there are none.
        wording: what it says, sealed under the keys of its subjects.
        origin: where it comes from.

    Raises:
        Refusal: ``item-exists``; and those of :func:`origin_holder`.
    """
    if item is not None:
        raise Refusal(
            "item-exists",
            "この情報は、すでに記録されています。",
            "内容を改めるときは、訂正してください。",
        )
    holder = origin_holder(details, origin)
    recorded_by = origin.recorded_by if origin.recorded_by != details.holder_id else None
    contributed = ItemContributed(
        municipality=holder.municipality,
        recorded_by=recorded_by,
        **dict(details),
        **dict(wording),
    )
    return (contributed,)


def correct_item(
    item: ItemState | None,
    wording: Wording,
    *,
    agency_id: UUID,
    past_recipients: tuple[UUID, ...],
) -> tuple[ItemCorrected, ...]:
    """Correct what an item says; the former wording stays on record (個情法92条; law rule 33).

    Args:
        item: which.
        wording: the corrected one, sealed under the keys of its subjects.
        agency_id: the agency that corrects.
        past_recipients: agencies that received the former wording, to be told (97条).

    Raises:
        Refusal: ``item-not-found``, also to everybody who may not correct it.
    """
    item = item_in_hand(item, agency_id)
    told = tuple(one for one in past_recipients if one != item.details.holder_id)
    corrected = ItemCorrected(
        municipality=item.municipality,
        past_recipients=tuple(sorted(set(told))),
        **dict(wording),
    )
    return (corrected,)


def held_item(item: ItemState | None, agency_id: UUID) -> ItemState:
    """Return an item to the agency that holds it; to others it does not exist.

    Raises:
        Refusal: ``item-not-found``.
    """
    if item is None or item.details.holder_id != agency_id:
        raise _not_found()
    return item


def item_in_hand(item: ItemState | None, agency_id: UUID) -> ItemState:
    """Return an item to its holder, or to the secretariat's agency that wrote it down.

    Raises:
        Refusal: ``item-not-found``.
    """
    if item is None or agency_id not in {item.details.holder_id, item.recorded_by}:
        raise _not_found()
    return item


def _not_found() -> Refusal:
    return Refusal(
        "item-not-found",
        "この機関の情報の中に、その情報はありません。",
        "情報の指定を確かめてください。",
    )
