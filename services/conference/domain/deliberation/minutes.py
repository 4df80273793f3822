"""The minutes 会議録: written paragraph by paragraph, shared when the meeting is over."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.conference.domain.deliberation.events import MinutesWritten, Paragraph
from services.conference.domain.deliberation.state import DeliberationState
from services.conference.domain.table import Table
from shared.refusal import InvalidInput, Refusal


def write_minutes(
    before: DeliberationState | None, table: Table, paragraphs: Sequence[Paragraph], *, by: UUID
) -> tuple[MinutesWritten, ...]:
    """Add paragraphs to the minutes 会議録; each is an item of the convener's.

    Args:
        before: the deliberation as it stands.
        table: who sits together.
        paragraphs: in order.
        by: the agency that writes.

    Raises:
        Refusal: ``not-the-convener``, ``paragraph-exists``.
        InvalidInput: ``minutes-empty``.
    """
    table.refuse_other_than_convener(by)
    if not paragraphs:
        raise InvalidInput(
            "会議録",
            "minutes-empty",
            "会議録に、書かれた段落がありません。",
            "内容を一つ以上、書いてください。",
        )
    written = {one.item_id for one in before.paragraphs} if before else set()
    if written & {one.item_id for one in paragraphs}:
        raise Refusal(
            "paragraph-exists",
            "同じ段落が、すでに会議録にあります。",
            "別の段落であれば、新しい段落として書いてください。",
        )
    return (
        MinutesWritten(
            municipality=table.municipality,
            conference_id=table.conference_id,
            agenda_id=table.agenda_id,
            paragraphs=tuple(paragraphs),
        ),
    )


def minutes_to_share(deliberation: DeliberationState | None, table: Table) -> tuple[Paragraph, ...]:
    """The minutes of an agenda item whose meeting is over, in order.

    Raises:
        Refusal: ``conference-not-held``, ``minutes-unwritten``.
    """
    if table.conference.held_on is None:
        raise Refusal(
            "conference-not-held",
            "会議が、まだ開かれていません。",
            "会議の前に見せる段落は、議題に出して会議資料に入れてください。",
        )
    if deliberation is None or not deliberation.paragraphs:
        raise Refusal(
            "minutes-unwritten",
            "この議題の会議録は、まだ書かれていません。",
            "会議録を書いてから配ってください。",
        )
    return deliberation.paragraphs
