"""相談票からの提出: what an agency noted at the counter, laid before a conference piece by piece.

Intake and the conference never speak to each other about contents: facts carry none. The worker of
the agency reads the agency's own sheet here and chooses; nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from services.conference.application.items import ContributeSheet, Items, Recorded, Told
from services.conference.law.vocabulary import Flag, Purpose, SourceKind
from services.intake.domain.sheet import Section, Sheet
from shared.codes import SOURCE_KINDS
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.use_case import Request, read_request

HELD_FOR: Purpose = "consultation"
"""利用目的 for which the counter holds what it notes."""

_SOURCES = "、".join(f"{one.code}（{one.label}）" for one in SOURCE_KINDS)


class Matter(Request):
    """Before which agenda item something is laid.

    Attributes:
        conference_id: the conference.
        agenda_id: its agenda item.
        request_id: the request it answers; ``None`` if of the agency's own accord.
    """

    conference_id: UUID
    agenda_id: UUID
    request_id: UUID | None = None


class Chosen(Request):
    """A piece of the sheet that is to be laid before the agenda item.

    Attributes:
        section_id: which piece.
        source_kind: in whose words it is told, where the sheet cannot know it (law rule 34).
        subjects: whom it says something about, where the sheet names too few or too many.
        generalised: the agency's own wording that may stand for it.
        flags: what must be minded beyond what the sheet knows.
        item_id: the id the item is to have; ``None`` for a new one.
    """

    section_id: str
    source_kind: SourceKind | None = None
    subjects: tuple[UUID, ...] | None = None
    generalised: str | None = Field(default=None, repr=False)
    flags: tuple[Flag, ...] = ()
    item_id: UUID | None = None


def offer_sheet(
    items: Items, actor: Actor, sheet: Sheet, before: Matter, chosen: Sequence[Chosen] = ()
) -> list[Recorded]:
    """Lay chosen pieces of a case's sheet before an agenda item about it: all or none.

    Args:
        items: the conference's.
        actor: for whose agency.
        sheet: as the same agency reads it.
        before: the agenda item.
        chosen: the pieces; none by default.

    Returns:
        What was recorded, in the order of choice.

    Raises:
        Refusal: ``section-not-found``, ``source-kind-missing``; and those of
            :meth:`services.conference.application.items.Items.contribute_sheet`.
    """
    if not chosen:
        return []
    sections = {one.section_id: one for one in sheet.sections}
    told = tuple(_told(sections.get(one.section_id), one) for one in chosen)
    asked = ContributeSheet(case_id=sheet.case_id, items=told, **dict(before))
    return items.contribute_sheet(actor, asked)


def _told(section: Section | None, chosen: Chosen) -> Told:
    """A piece of the sheet as something the agency tells."""
    if section is None:
        raise Refusal(
            "section-not-found",
            "相談票の中に、選ばれた項目がありません。",
            "相談票を書き出し直し、項目を選び直してください。",
        )
    source_kind = chosen.source_kind or section.source_kind
    if source_kind is None:
        raise InvalidInput(
            "source_kind",
            "source-kind-missing",
            f"「{section.title}」の出所（誰の話や記録によるものか）が分かりません。",
            f"{_SOURCES}から選んでください。",
        )
    return read_request(
        Told,
        {
            "subjects": chosen.subjects or section.subjects,
            "category": section.category,
            "source_kind": source_kind,
            "text": section.text,
            "generalised": chosen.generalised,
            "flags": tuple(dict.fromkeys((*section.flags, *chosen.flags))),
            "purpose": HELD_FOR,
            "item_id": chosen.item_id,
        },
    )
