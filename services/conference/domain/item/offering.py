"""Laying an item before an agenda item, and taking it back: the holder's own choice."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.conference.domain.conference import ConferenceState, MatterState, RequestState
from services.conference.domain.conference.answering import request_not_found, request_to
from services.conference.domain.conference.requesting import (
    agenda_item_not_found,
    open_matter,
    placed_matter,
)
from services.conference.domain.item.contributing import item_in_hand
from services.conference.domain.item.events import ItemDetails, ItemOffered, ItemTakenBack
from services.conference.domain.item.state import ItemState
from shared.refusal import Refusal

Households = Mapping[UUID, UUID | None]
"""The household of each person on the agenda and in the item, as far as it is known."""


def offer_item(
    item: ItemState | None,
    conference: ConferenceState | None,
    agenda_id: UUID,
    request_id: UUID | None,
    households: Households,
    *,
    agency_id: UUID,
) -> tuple[ItemOffered, ...]:
    """Lay an item before an agenda item of a conference that is still to be held.

    Nobody sees it by that: for each reader the law decides.

    Args:
        item: which.
        conference: of the agenda item.
        agenda_id: before which agenda item.
        request_id: the request it answers; ``None`` if offered of the holder's own accord.
        households: of the persons of both.
        agency_id: the agency that offers it.

    Raises:
        Refusal: ``item-not-found``, ``agenda-item-not-found``, ``conference-held``,
            ``item-offered``, ``item-off-agenda``, ``request-not-found``,
            ``request-not-answered``, ``category-not-provided``, ``subject-not-asked``.
    """
    item = item_in_hand(item, agency_id)
    here = conference is not None and conference.municipality == item.municipality
    conference, matter = open_matter(conference if here else None, agenda_id)
    if agenda_id in item.offered:
        raise Refusal(
            "item-offered",
            "この情報は、すでにこの議題に出されています。",
            "別の求めへの回答として出し直すときは、先に取り下げてください。",
        )
    agenda = set(matter.matter.subjects)
    on_agenda = {households.get(one) for one in agenda} - {None}
    subjects = item.details.subjects
    if not any(one in agenda or households.get(one) in on_agenda for one in subjects):
        raise Refusal(
            "item-off-agenda",
            "この議題の対象者についての情報でも、その世帯の人についての情報でもありません。",
            "議題の対象者とその世帯の人についての情報に限って出してください。",
        )
    if request_id is not None:
        request = request_to(conference, request_id, item.details.holder_id)
        _refuse_unanswered(request, agenda_id, item.details, households)
    offered = ItemOffered(
        municipality=item.municipality, agenda_id=agenda_id, request_id=request_id
    )
    return (offered,)


def matter_open_to(
    conference: ConferenceState | None, agenda_id: UUID, agency_id: UUID, *, member: bool
) -> MatterState:
    """Return an agenda item to an agency that may know of it; to others it does not exist.

    Its convener may, a member of the standing meeting, and whoever was chosen or asked for it
    (law rule 19).

    Raises:
        Refusal: ``agenda-item-not-found``.
    """
    matter = placed_matter(conference, agenda_id)
    call, requests = (conference.call, conference.requests) if conference else (None, {})
    asked = {one.asking.to_agency for one in requests.values() if one.agenda_id == agenda_id}
    convener = call is not None and call.convener_id == agency_id
    if not (convener or member or agency_id in matter.selected or agency_id in asked):
        raise agenda_item_not_found()
    return matter


def refuse_another_case(matter: MatterState, case_id: UUID) -> None:
    """Refuse the sheet of a case that the agenda item is not about.

    Raises:
        Refusal: ``sheet-of-another-case``.
    """
    if matter.matter.case_id != case_id:
        raise Refusal(
            "sheet-of-another-case",
            "この議題は、別のケースについての議題です。",
            "ケースと議題の指定を確かめてください。",
        )


def take_back_item(
    item: ItemState | None, agenda_id: UUID, *, agency_id: UUID
) -> tuple[ItemTakenBack, ...]:
    """Take an item back, at any time: nobody need keep it before a conference.

    Raises:
        Refusal: ``item-not-found``, ``item-not-offered``.
    """
    item = item_in_hand(item, agency_id)
    if agenda_id not in item.offered:
        raise Refusal(
            "item-not-offered",
            "この情報は、その議題に出されていません。",
            "情報と議題の指定を確かめてください。",
        )
    return (ItemTakenBack(municipality=item.municipality, agenda_id=agenda_id),)


def _refuse_unanswered(
    request: RequestState, agenda_id: UUID, details: ItemDetails, households: Households
) -> None:
    """An item answers a request that was answered with it: all, or part with its category."""
    if request.agenda_id != agenda_id:
        raise request_not_found()
    if request.answer not in {"all", "part"}:
        raise Refusal(
            "request-not-answered",
            "この求めには、まだ「全部提供」「一部提供」の回答がありません。",
            "先に求めに回答するか、求めによらずに出してください。",
        )
    given = request.asking.categories if request.answer == "all" else request.provided
    if details.category not in given:
        raise Refusal(
            "category-not-provided",
            "この種類の情報は、求めに提供すると答えた中に入っていません。",
            "求めへの回答を改めるか、求めによらずに出してください。",
        )
    asked, household = set(request.asking.subjects), request.asking.household_id
    for one in details.subjects:
        in_household = household is not None and households.get(one) == household
        if one not in asked and not in_household:
            raise Refusal(
                "subject-not-asked",
                "求めの対象になっていない人についての情報が含まれています。",
                "求めの対象者についての情報に分けて記録し、出してください。",
            )
