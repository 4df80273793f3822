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
from services.intake.application.sheets import SheetOfCase, Sheets
from services.intake.domain.sheet import Section
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.use_case import Request, read_request

HELD_FOR: Purpose = "consultation"
"""利用目的 for which the counter holds what it notes."""


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
    sheets: Sheets,
    items: Items,
    actor: Actor,
    case_id: UUID,
    before: tuple[UUID, UUID],
    chosen: Sequence[Chosen] = (),
    request_id: UUID | None = None,
) -> list[Recorded]:
    """Lay chosen pieces of a case's sheet before an agenda item about it: all or none.

    Args:
        sheets: intake's.
        items: the conference's.
        actor: for whose agency.
        case_id: whose sheet.
        before: the conference and its agenda item.
        chosen: the pieces; none by default.
        request_id: the request they answer; ``None`` if of the agency's own accord.

    Returns:
        What was recorded, in the order of choice.

    Raises:
        Refusal: ``section-not-found``, ``source-kind-missing``; and those of intake's sheet and
            of :meth:`services.conference.application.items.Items.contribute_sheet`.
    """
    if not chosen:
        return []
    sheet = sheets.sheet(actor, SheetOfCase(case_id=case_id))
    sections = {one.section_id: one for one in sheet.sections}
    told = tuple(_told(sections.get(one.section_id), one) for one in chosen)
    conference_id, agenda_id = before
    request = ContributeSheet(
        conference_id=conference_id,
        agenda_id=agenda_id,
        case_id=case_id,
        request_id=request_id,
        items=told,
    )
    return items.contribute_sheet(actor, request)


def _told(section: Section | None, chosen: Chosen) -> Told:
    """A piece of the sheet as something the agency tells."""
    if section is None:
        raise Refusal(
            "section-not-found",
            "相談票の中に、選ばれた項目がありません。",
            "相談票を開き直し、項目を選び直してください。",
        )
    source_kind = chosen.source_kind or section.source_kind
    if source_kind is None:
        raise InvalidInput(
            "出所",
            "source-kind-missing",
            f"「{section.title}」の出所（本人発言・家族発言・観察・他機関情報・評価）が分かりません。",
            "誰の話や記録によるものかを選んでください。",
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
