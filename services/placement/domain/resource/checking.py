"""What no description of a resource may say: unknown codes, and what contradicts itself."""

from __future__ import annotations

from datetime import date

from services.placement.domain.resource.events import REFERRERS, ResourceDetails
from shared.codes import RESOURCE_KINDS
from shared.refusal import InvalidInput


def check_details(details: ResourceDetails) -> None:
    """Refuse a description that contradicts itself.

    Raises:
        InvalidInput: ``unknown-code``; ``ages-out-of-order``; ``season-months-missing``.
    """
    RESOURCE_KINDS.by_code(details.kind)
    for code in details.referrers:
        REFERRERS.by_code(code)
    if _reversed(details):
        raise InvalidInput(
            "対象年齢",
            "ages-out-of-order",
            "対象年齢の下限が、上限より上です。",
            "下限と上限を入れ替えるか、どちらかを空けてください。",
        )
    if details.season_name is not None and not details.season:
        raise InvalidInput(
            "利用できる月",
            "season-months-missing",
            "季節の呼び名があるのに、利用できる月がありません。",
            "何月から何月までかを書くか、季節の呼び名を空けてください。",
        )


def check_free_places(capacity: int | None, free_places: int | None) -> None:
    """Refuse more free places than there are places.

    Raises:
        InvalidInput: ``free-places-over-capacity``.
    """
    if capacity is not None and free_places is not None and free_places > capacity:
        raise InvalidInput(
            "空き",
            "free-places-over-capacity",
            "空きが、定員を超えています。",
            "空きの人数を直すか、先に定員を変更してください。",
        )


def refuse_undated(confirmed_on: date | None, free_places: int | None) -> None:
    """Refuse free places of which nobody says when they were free.

    Raises:
        InvalidInput: ``confirmation-day-missing``.
    """
    if free_places is not None and confirmed_on is None:
        raise InvalidInput(
            "確認日",
            "confirmation-day-missing",
            "空きがあるのに、いつ確かめたかがありません。",
            "確認日を入力するか、空きを外してください。",
        )


def _reversed(details: ResourceDetails) -> bool:
    low, high = details.min_age, details.max_age
    return low is not None and high is not None and low > high
