"""What is asked for about employments."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.employment import Employment
from services.placement.domain.retention import Checkpoint
from shared.codes.municipality import MunicipalityCode
from shared.use_case import Request


class StartEmployment(Request, Employment):
    """就職: the person took up work.

    Attributes:
        employment_id: chosen by who records it, or made here.
        municipality: whose case it is.
        on: 就職日.
    """

    employment_id: UUID | None = None
    municipality: MunicipalityCode
    on: date


class RecordCheckpoint(Request):
    """定着確認: somebody looked in."""

    employment_id: UUID
    checkpoint: Checkpoint
    expected_version: int | None = None


class EndEmployment(Request):
    """離職: the person left the job; ``on`` is the last day of it."""

    employment_id: UUID
    on: date
    expected_version: int | None = None
