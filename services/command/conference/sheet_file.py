"""A sheet on its way from the counter to the conference: a private file in which pieces are chosen.

On one machine the file holds the choice, and the pieces are read from intake once more. On
separate machines the conference cannot ask intake: there the file carries the pieces as well.
"""

from __future__ import annotations

import json
from typing import Literal
from uuid import UUID, uuid4

from pydantic import Field

from services.command.conference.sheet import Chosen
from services.intake.domain.sheet import Section, Sheet
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.use_case import Request, read_request

LONGEST_TEXT = 1_000_000
"""Characters; whatever was noted can be written out, whether it can be offered or not."""

_AS_READ = (
    "offer", "title", "text", "generalised", "source_kind", "subjects", "flags", "category",
    "section_id", "item_id",
)  # fmt: skip


class Piece(Chosen):
    """A piece of the sheet, and what is said of it when it is offered.

    Attributes:
        offer: whether it is to be laid before the conference; of no piece beforehand.
        title: what it is, in Japanese.
        category: code list ``item_categories``.
        text: what it says.
        subjects: as :class:`Chosen` has them, from the beginning as the sheet has them.
        item_id: made when the file is written, so that a file that is offered twice adds nothing.
    """

    offer: bool = False
    title: str
    category: str
    text: str = Field(max_length=LONGEST_TEXT, repr=False)
    subjects: tuple[UUID, ...]
    item_id: UUID

    def is_of(self, section: Section) -> bool:
        """Whether it says what a section of the sheet says."""
        noted = (section.title, section.category, section.text)
        return (self.title, self.category, self.text) == noted


class SheetFile(Request):
    """The file.

    Attributes:
        format: says what the file is.
        case_id: whose sheet.
        municipality: where.
        pieces: in the order of the sheet.
    """

    format: Literal["tsunagu-sheet-1"] = "tsunagu-sheet-1"
    case_id: UUID
    municipality: MunicipalityCode
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, sheet: Sheet) -> SheetFile:
        """The file of a sheet, in which nothing is chosen."""
        pieces = [
            {
                "title": one.title,
                "text": one.text,
                "source_kind": one.source_kind,
                "subjects": one.subjects,
                "flags": one.flags,
                "category": one.category,
                "section_id": one.section_id,
                "item_id": uuid4(),
            }
            for one in sheet.sections
        ]
        told = {"case_id": sheet.case_id, "municipality": sheet.municipality, "pieces": pieces}
        return cls.model_validate(told)

    @classmethod
    def read(cls, content: bytes) -> SheetFile:
        """Read the file after somebody has chosen in it.

        Raises:
            InvalidInput: ``document-unreadable``; ``request-unreadable``, which names the field;
                nothing of the content is repeated.
        """
        try:
            document = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            raise InvalidInput(
                "ファイル",
                "document-unreadable",
                "相談票のファイルを JSON として読み取れません。",
                "かぎ括弧・引用符・読点の位置を確かめるか、書き出し直してください。",
            ) from None
        return read_request(cls, document)

    def written(self) -> str:
        """The file's text: of every piece, what is read and decided on comes first."""
        document = self.model_dump(mode="json")
        document["pieces"] = [{name: one[name] for name in _AS_READ} for one in document["pieces"]]
        return json.dumps(document, ensure_ascii=False, indent=2)

    def chosen(self) -> tuple[Piece, ...]:
        """The pieces that are to be offered.

        Raises:
            Refusal: ``nothing-chosen``.
        """
        found = tuple(one for one in self.pieces if one.offer)
        if not found:
            raise Refusal(
                "nothing-chosen",
                "出す項目が、一つも選ばれていません。",
                "ファイルの中の、出す項目の offer を true にしてください。",
            )
        return found

    def carried(self) -> Sheet:
        """The sheet as the file carries it."""
        sections = tuple(
            Section(
                section_id=one.section_id,
                title=one.title,
                category=one.category,
                source_kind=one.source_kind,
                subjects=one.subjects,
                text=one.text,
                flags=one.flags,
            )
            for one in self.pieces
        )
        return Sheet(self.case_id, self.municipality, sections)

    def expect_still_true(self, sheet: Sheet) -> None:
        """Refuse a choice that was made of something else than what the sheet says now.

        Raises:
            Refusal: ``sheet-changed``.
        """
        sections = {one.section_id: one for one in sheet.sections}
        for piece in self.chosen():
            section = sections.get(piece.section_id)
            if section is None or not piece.is_of(section):
                raise Refusal(
                    "sheet-changed",
                    "選ばれた項目の中に、いまの相談票と違うものがあります。",
                    "相談票を書き出し直し、項目を選び直してください。",
                )
