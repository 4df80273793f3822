"""A packet as it is read: plain and structured; pages and prints are made of it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.agency import AgencyState
from services.conference.domain.item import (
    GENERALISED_LABEL,
    TEXT_LABEL,
    ItemState,
)
from services.conference.domain.packet import Cover, PacketOpened, Ruling
from services.conference.law import world as law
from services.conference.law.vocabulary import Effect
from services.conference.law.wording import shown
from shared.codes import DISCLOSURE_EFFECTS, ITEM_CATEGORIES, OBLIGATIONS, SOURCE_KINDS
from shared.identity import Opaque
from shared.sealing import Erased, Sealer, open_jointly

WITHOUT_CONSENT = "本人の同意がない"
"""What stands on every page of a packet that shows something without consent."""

THE_PERSON = "本人"
"""What stands for the name of a recipient who reads about themself."""

ITEMS_PER_PAGE = 10
"""Items on one page: as many as an A4 page holds with room for notes."""


class Shown(BaseModel):
    """Part of what a reader sees."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ItemLine(Shown):
    """One item as it is read.

    Attributes:
        item_id: which.
        subjects: whom it says something about.
        category: its kind, in Japanese.
        source: 本人発言・家族発言・観察・他機関情報・評価.
        holder_id: the agency it comes from.
        effect: 全部 or ぼかし.
        wording: the text, or what stands for it.
        obligations: what the reader has to keep, in Japanese.
    """

    item_id: UUID
    subjects: tuple[UUID, ...]
    category: str
    source: str
    holder_id: UUID
    effect: str
    wording: str = Field(repr=False)
    obligations: tuple[str, ...]


class Page(Shown):
    """One page; the number, the flag and the notice stand on every one.

    Attributes:
        number: 資料番号 and page: ``3-1``.
        flag: 「本人の同意がない」, where something is shown without consent.
        notice: the secrecy notice of the day.
        lines: the items.
    """

    number: str
    flag: str | None
    notice: str | None
    lines: tuple[ItemLine, ...]


class PacketDocument(Shown):
    """A packet as one recipient reads it at one instant.

    Attributes:
        packet_id: which.
        number: 資料番号.
        recipient_id: for which agency.
        recipient: its name on the register.
        reader: opaque id of the worker who reads it.
        legal_mode: under which law.
        purpose: for what.
        citations: on what it rests.
        opened_at: when it was read; it says what was granted then.
        pages: at least one, also when nothing is left.
    """

    packet_id: UUID
    number: int
    recipient_id: UUID
    recipient: str
    reader: Opaque
    legal_mode: str
    purpose: str
    citations: tuple[str, ...]
    opened_at: datetime
    pages: tuple[Page, ...]

    @property
    def lines(self) -> list[ItemLine]:
        """The items of all pages."""
        return [line for page in self.pages for line in page.lines]


def line_of(
    sealer: Sealer, item_id: UUID, item: ItemState, effect: Effect, obligations: Sequence[str]
) -> ItemLine | None:
    """What a grant shows of an item; ``None`` when nothing is granted or somebody was erased.

    The only way from a sealed text to a reader: it begins with the effect of a decision.
    """
    if effect == "withheld":
        return None
    details = item.details
    keys = [str(one) for one in details.subjects]
    try:
        text = open_jointly(sealer, keys, item.wording.text, TEXT_LABEL)
        generalised = item.wording.generalised and open_jointly(
            sealer, keys, item.wording.generalised, GENERALISED_LABEL
        )
    except Erased:
        return None
    wording = shown(
        law.Item(
            id=str(item_id),
            subjects=tuple(keys),
            category=details.category,
            holder=str(details.holder_id),
            source_kind=details.source_kind,
            provenance=None,
            purpose=details.purpose,
            text=text,
            generalised=generalised or None,
        ),
        effect,
    )
    if wording is None:
        return None
    return ItemLine(
        item_id=item_id,
        subjects=details.subjects,
        category=ITEM_CATEGORIES.by_code(details.category).label,
        source=SOURCE_KINDS.by_code(details.source_kind).label,
        holder_id=details.holder_id,
        effect=DISCLOSURE_EFFECTS.by_code(effect).label,
        wording=wording,
        obligations=tuple(OBLIGATIONS.by_code(one).label for one in obligations),
    )


def document_of(
    packet_id: UUID,
    cover: Cover,
    recipient: AgencyState,
    citations: tuple[str, ...],
    rulings: Sequence[Ruling],
    lines: Sequence[ItemLine],
    opened: PacketOpened,
) -> PacketDocument:
    """Put lines on pages.

    Args:
        packet_id: which packet.
        cover: its cover.
        recipient: the agency it is for, as it is registered.
        citations: on what it rests now.
        rulings: of what is seen.
        lines: what is seen.
        opened: who reads it, and when.
    """
    flagged = any("no_consent_flag" in one.obligations for one in rulings)
    chunks = [lines[i : i + ITEMS_PER_PAGE] for i in range(0, len(lines), ITEMS_PER_PAGE)] or [()]
    return PacketDocument(
        packet_id=packet_id,
        number=cover.number,
        recipient_id=cover.recipient_id,
        recipient=recipient.details.name or THE_PERSON,
        reader=opened.reader,
        legal_mode=cover.legal_mode,
        purpose=cover.purpose,
        citations=citations,
        opened_at=opened.opened_at,
        pages=tuple(
            Page(
                number=f"{cover.number}-{page}",
                flag=WITHOUT_CONSENT if flagged else None,
                notice=cover.notice,
                lines=tuple(chunk),
            )
            for page, chunk in enumerate(chunks, 1)
        ),
    )
