"""The KPI sheets of this folder: one YAML file each, named like the sheet.

What a municipality has set out to reach is published data: a new plan is a new sheet. How a KPI is
counted from facts is written as in a report template.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import yaml

from services.stats.domain.kpi.sheet import KpiSheet
from services.stats.domain.template import TableTemplate
from services.stats.templates import read_template
from shared.document_form import document_of
from shared.packaged_yaml import packaged_yaml
from shared.refusal import InvalidInput


@cache
def kpi_sheets() -> Mapping[str, KpiSheet]:
    """Every sheet by its id, in the order of their ids."""
    return MappingProxyType(
        {id_: document_of(KpiSheet, text) for id_, text in packaged_yaml(__name__).items()}
    )


def kpi_sheet(sheet_id: str) -> KpiSheet:
    """Find a sheet.

    Raises:
        InvalidInput: ``unknown-kpi-sheet``.
    """
    try:
        return kpi_sheets()[sheet_id]
    except KeyError:
        raise InvalidInput(
            "様式",
            "unknown-kpi-sheet",
            "その番号の KPI の様式はありません。",
            "KPI の様式の一覧で、番号を確かめてください。",
        ) from None


@cache
def measured_tables(sheet_id: str) -> tuple[TableTemplate, ...]:
    """What is counted for a sheet: a table named like the KPI for each that follows from facts."""
    sheet = kpi_sheet(sheet_id)
    tables = [one.measured.table(one.name) for one in sheet.kpis if one.measured is not None]
    text = yaml.safe_dump({"title": sheet.title, "tables": tables}, allow_unicode=True)
    return read_template(sheet_id, text).tables
