"""What stats publishes: 報告, the prefecture's figures."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
)

from shared.facts.conference import Hash, LogOrigin, SignedNote
from shared.facts.fact import Code, Fact, OpaqueId, fact

_RUN_OF_DIGITS = re.compile(r"[0-9０-９]{5}")
_NUMBER_OF_SOMEBODY = re.compile(
    r"[0-9０-９]{2,4}[-－][0-9０-９]{2,4}[-－][0-9０-９]{3,4}|[0-9a-f]{8}-[0-9a-f]{4}"
)
"""A telephone number, or an id."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
TemplateId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]


@fact("stats", "return-issued", "報告", subject="return_id")
class ReturnIssued(Fact):
    """A return was issued; its cells are aggregates.

    Attributes:
        return_id: the return.
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        version: 1 for the first, n + 1 when late facts changed it.
        digest: SHA-256 (hex) of the return as it was issued.
    """

    return_id: OpaqueId
    template: TemplateId
    period_from: date
    period_to: date
    version: int
    digest: Digest


def _names_nobody(text: str) -> str:
    if _NUMBER_OF_SOMEBODY.search(text):
        raise ValueError("neither telephone numbers nor ids")
    return text


def _is_word(text: str) -> str:
    if _RUN_OF_DIGITS.search(text):
        raise ValueError("a heading holds no number but of years and ages")
    return _names_nobody(text)


Word = Annotated[
    str, StringConstraints(pattern=r"^[^@\s][^@\r\n\t]{0,119}$"), AfterValidator(_is_word)
]
"""A heading or a category of a table: short, without ids, telephone numbers or addresses."""

Remark = Annotated[
    str, StringConstraints(pattern=r"^[^@\s][^@\r\n\t]{0,199}$"), AfterValidator(_names_nobody)
]
"""What a template says of a figure; the words are the template's, and figures may be in it."""


class Part(BaseModel):
    """A part of a fact; like the fact itself, it holds nothing but what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class SubmittedCell(Part):
    """One figure.

    Attributes:
        categories: one for each dimension of the table, in their order.
        value: ``None`` where it was not counted or is suppressed.
        note: why there is no value, or what to know of it.
    """

    categories: tuple[Word, ...]
    value: int | None
    note: Remark | None = None


class SubmittedTable(Part):
    """One table with all its cells.

    Attributes:
        name: its heading.
        measure: name of the measure.
        measure_version: version of the measure's definition.
        dimensions: by what it is divided; none for a single figure.
        cells: all of them.
        total: of the units counted, ``None`` where it is suppressed.
        note: what to know of the table.
    """

    name: Word
    measure: Word
    measure_version: int
    dimensions: tuple[Word, ...]
    cells: tuple[SubmittedCell, ...]
    total: int | None
    note: Remark | None = None


class SubmittedDifference(Part):
    """A cell that is not what it was in the version before.

    Attributes:
        table: name of the table.
        categories: as in :class:`SubmittedCell`.
        before: ``None`` if the cell is new.
        after: ``None`` if the cell is gone.
    """

    table: Word
    categories: tuple[Word, ...]
    before: int | None
    after: int | None


class SubmittedCheckpoint(Part):
    """How the municipality's ledger of disclosures stood; see ``conference.CheckpointSigned``.

    Attributes:
        origin: the ledger, as its notes are signed.
        size: number of entries.
        root: Merkle Tree Hash over them, hexadecimal.
        note: the signed note, base64.
    """

    origin: LogOrigin
    size: int = Field(ge=1)
    root: Hash
    note: SignedNote


@fact("stats", "return", "報告の提出", subject="return_id")
class ReturnSubmitted(Fact):
    """An issued return goes to the prefecture: aggregates, and nothing that they are made of.

    It is the one fact that leaves the municipality's own server, on the subject
    ``tsunagu.<code>.stats.return``.

    Attributes:
        return_id: the return; all its versions have it.
        template: id of the report template.
        title: what the template is called on paper.
        period_from: first day.
        period_to: last day, inclusive.
        as_of: what was recorded up to this instant is in the figures.
        version: 1 for the first, n + 1 when late facts changed it.
        protection: how the cells are protected; ``none`` shows true counts.
        tables: the figures.
        digest: SHA-256 (hex) of the return as it was issued.
        differences: from the version before; empty in the first.
        checkpoint: of the ledger of disclosures; ``None`` if stats knows of none.
    """

    return_id: OpaqueId
    template: TemplateId
    title: Word
    period_from: date
    period_to: date
    as_of: AwareDatetime
    version: int = Field(ge=1)
    protection: Code
    tables: tuple[SubmittedTable, ...]
    digest: Digest
    differences: tuple[SubmittedDifference, ...] = ()
    checkpoint: SubmittedCheckpoint | None = None
