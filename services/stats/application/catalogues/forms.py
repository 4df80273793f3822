"""What is asked for about what can be chosen, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.stats.application.returns.forms import TemplateId
from shared.use_case import Request


class Everything(Request):
    """All there are."""


class ShowTemplate(Request):
    """One template.

    Attributes:
        template: its id.
    """

    template: TemplateId


class ReadPeriod(Request):
    """A period as somebody writes it.

    Attributes:
        text: ``R6.6``, ``令和6年度第1四半期``, ``2024-04-01..2024-04-15`` and the like.
    """

    text: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MunicipalityInList(_Answer):
    """A municipality whose figures lie here.

    Attributes:
        municipality: 全国地方公共団体コード.
        name: how it is printed.
    """

    municipality: str
    name: str


class PeriodRead(_Answer):
    """A period as it was understood.

    Attributes:
        first: first day.
        last: last day, inclusive.
        label: how it is printed.
        days: its first and last day, as they are printed.
    """

    first: date
    last: date
    label: str
    days: str


class TemplateInList(_Answer):
    """A template in a list.

    Attributes:
        template: its id.
        title: what it is called on paper.
        tables: how many tables it has.
    """

    template: str
    title: str
    tables: int


class TableShown(_Answer):
    """One table of a template.

    Attributes:
        name: its heading.
        measure: what is counted.
        measure_version: version of its definition.
        unit: of the figures.
        definition: what counts.
        dimensions: by what.
        only: the categories that it is about, by dimension, where it is not about everything.
    """

    name: str
    measure: str
    measure_version: int
    unit: str
    definition: str
    dimensions: tuple[str, ...]
    only: dict[str, tuple[str, ...]]


class TemplateShown(_Answer):
    """A template.

    Attributes:
        template: its id.
        title: what it is called on paper.
        source: where tables like these were published; empty if nowhere.
        tables: in order.
    """

    template: str
    title: str
    source: str
    tables: tuple[TableShown, ...]


class SheetInList(_Answer):
    """A KPI sheet in a list.

    Attributes:
        sheet: its id.
        title: what it is called on paper.
    """

    sheet: str
    title: str


class ProtectionInList(_Answer):
    """A rule by which a publication can be protected.

    Attributes:
        protection: its name (``suppressed-10``).
        label: what it is called.
        told: what it keeps back, and why.
    """

    protection: str
    label: str
    told: str
