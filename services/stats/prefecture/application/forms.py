"""What is asked of the hub."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.codes.municipality import MunicipalityCode
from shared.use_case import Request

TemplateId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Heading = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Everything(Request):
    """All there are."""


class AskStatus(Request):
    """Who has reported; of one template and period, or of all that arrived.

    Attributes:
        template: id of the template.
        first: first day of the period.
        last: its last day, inclusive.
    """

    template: TemplateId | None = None
    first: date | None = None
    last: date | None = None


class OfPeriod(Request):
    """One template and period.

    Attributes:
        template: id of the template.
        first: first day of the period.
        last: its last day, inclusive.
    """

    template: TemplateId
    first: date
    last: date


class AskCompare(OfPeriod):
    """Municipalities side by side.

    Attributes:
        heading: cell by cell, of the table with this heading; without it the totals of all.
    """

    heading: Heading | None = None


class AskReturn(OfPeriod):
    """A return as it arrived.

    Attributes:
        municipality: whose.
        version: which; the latest that arrived, if it is not said.
    """

    municipality: MunicipalityCode
    version: Annotated[int, Field(ge=1)] | None = None
