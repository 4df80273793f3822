"""What is asked for about agencies, and what comes back: ids and codes."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import Paged
from shared.use_case import Request


class OwnAgency(Request):
    """自機関: for which agency does whoever asks act?"""


class ListAgencies(Paged):
    """The agencies of a municipality."""

    municipality: MunicipalityCode


class AgencyLine(BaseModel):
    """An agency, as its register has told of it; its name stays there.

    Attributes:
        agency_id: which.
        municipality: where it is registered.
        kind: code list ``agency_kinds``.
        works_for_municipality: it is a department of it, or entrusted by it at this instant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency_id: UUID
    municipality: MunicipalityCode
    kind: Code
    works_for_municipality: bool
