"""What one service holds about a person, piece by piece, for the answer to their own request.

開示請求 (個人情報保護法76条) reaches everything that is held about somebody, wherever it lies. Each
service tells its pieces in this one shape, in the clear and for the moment only: the conference
seals them at once, and a file that carries them is readable by its owner only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal, Protocol, TypeVar, get_args
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput
from shared.store import Recorded
from shared.use_case import Request

HoldingService = Literal["intake", "conference", "placement"]
"""The services that record things about persons; stats only copies and counts their facts."""

HOLDING_SERVICES: tuple[HoldingService, ...] = get_args(HoldingService)

Mark = Literal[
    "other_person",
    "family_statement",
    "other_agency",
    "assessment",
    "confidential_informant",
    "do_not_tell_person",
    "reporter_identity",
    "unjust_harm_risk",
    "individual_number",
    "unreadable",
]
"""Why somebody must look at a piece before it is handed out (law rules 34, 35, 44, 60)."""

MARK_LABELS: Mapping[Mark, str] = {
    "other_person": "本人以外の人の情報を含む（78条1項2号）",
    "family_statement": "家族が話したこと（78条1項2号）",
    "other_agency": "ほかの機関から得た、または機関が持つ情報（78条1項2号・3号・7号、86条）",
    "assessment": "評価・検討の内容（78条1項6号・7号）",
    "confidential_informant": "内密に寄せられた情報（78条1項2号・7号）",
    "do_not_tell_person": "「本人に言わないで」と託された情報（78条1項2号・7号）",
    "reporter_identity": "通報した人が分かる情報（開示しない）",
    "unjust_harm_risk": "誰かの権利利益を害するおそれ（78条1項1号・2号）",
    "individual_number": "個人番号を含む",
    "unreadable": "消去されたため、読めない部分がある",
}

Title = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PersonalRecord(BaseModel):
    """One piece of what a service holds about a person, in the clear; never stored, never logged.

    Attributes:
        service: which service holds it.
        kind: what it is there (``contact``, ``item``, ``employment``), as a code.
        record_id: its id; the same each time it is told.
        recorded_at: when it was recorded.
        title: what it is, in Japanese, for the person who reads it.
        category: code list ``item_categories``.
        text: what is held, in Japanese.
        marks: why it must be looked at before it is handed out; empty if nothing speaks against it.
        others: ids of other persons whom it says something about.
        holder_id: the agency that holds it, where that is not the municipality itself.
        case_id: the case it lies in, if it lies in one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    service: HoldingService
    kind: Code
    record_id: UUID
    recorded_at: AwareDatetime
    title: Title
    category: Code
    text: str = Field(repr=False)
    marks: tuple[Mark, ...] = ()
    others: tuple[UUID, ...] = ()
    holder_id: UUID | None = None
    case_id: UUID | None = None


def id_of(recorded: Recorded) -> UUID:
    """The id of the piece that an event is: the same each time the event is told."""
    return uuid5(recorded.originator_id, str(recorded.originator_version))


def marks_with(marks: Iterable[Mark], *, of_others: bool) -> tuple[Mark, ...]:
    """A piece's marks, each once; that it is about others, too, comes first."""
    others: tuple[Mark, ...] = ("other_person",) if of_others else ()
    return tuple(dict.fromkeys((*others, *marks)))


class Piece(Protocol):
    """A piece of what is held about a person, in the clear or sealed."""

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""
        ...

    @property
    def record_id(self) -> UUID:
        """Its id."""
        ...


P = TypeVar("P", bound=Piece)


def in_order(records: Iterable[P]) -> tuple[P, ...]:
    """Pieces in the order in which they were recorded; of one instant, by their ids."""
    return tuple(sorted(records, key=lambda one: (one.recorded_at, str(one.record_id))))


class EverythingAbout(Request):
    """Ask a service for everything that it holds about a person.

    Attributes:
        municipality: whose records; what another municipality holds is that one's to answer.
        person_id: about whom.
        case_ids: cases they are in, where another service knows them: what is held about such a
            household as a whole is about them, too.
    """

    municipality: MunicipalityCode
    person_id: UUID
    case_ids: tuple[UUID, ...] = ()


class RecordsFile(BaseModel):
    """What one service holds about one person, on its way to the conference; a private file.

    Attributes:
        format: says what the file is.
        person_id: whom it is about.
        service: where it comes from.
        records: the pieces.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["tsunagu-personal-records-1"] = "tsunagu-personal-records-1"
    person_id: UUID
    service: HoldingService
    records: tuple[PersonalRecord, ...] = Field(repr=False)

    @classmethod
    def read(cls, content: bytes) -> RecordsFile:
        """Read such a file.

        Raises:
            InvalidInput: ``records-file-unreadable``; nothing of the content is repeated.
        """
        try:
            return cls.model_validate_json(content)
        except ValidationError:
            raise InvalidInput(
                "ファイル",
                "records-file-unreadable",
                "開示請求のための書き出しファイルとして読み取れません。",
                "`tsunagu access export-part` で書き出したファイルを、そのまま指定してください。",
            ) from None
