"""Returns and KPI sheets as files to keep: Excel to print, CSV for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from services.stats.application.kpi.workbook import write_kpi
from services.stats.application.returns.long_table import write_long_table
from services.stats.application.returns.workbook import Cover, write_workbook
from services.stats.domain.prefecture_return import redefinition
from services.stats.domain.return_versions import REASONS
from services.stats.pages.returns import difference_place
from services.stats.pages.whose import about
from shared.calendar import format_wareki
from shared.pages import Download, Visit

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def now_excel(visit: Visit) -> Download:
    """The figures of this instant as a workbook."""
    document = visit.ask("returns.look", about(visit.path).asked)
    return _excel(document, Cover(warnings=document["warnings"]), "発行前")


def now_csv(visit: Visit) -> Download:
    """The figures of this instant as one long table."""
    return _csv(visit.ask("returns.look", about(visit.path).asked), "発行前")


def version_excel(visit: Visit) -> Download:
    """An issued version as a workbook."""
    asked = {**about(visit.path).asked, "version": visit.path["version"]}
    found = visit.ask("returns.show", asked)
    cover = Cover(
        differences=[
            (one.table, difference_place(one.cell), one.before, one.after)
            for one in found.differences
        ],
        definitions=[(one.table, redefinition(one)) for one in found.redefined],
        reason=REASONS[found.reason] if found.reason else None,
        closed_on=format_wareki(found.closed_on) if found.closed_on else None,
    )
    return _excel(found.document, cover, f"第{found.document['version']}版")


def version_csv(visit: Visit) -> Download:
    """An issued version as one long table."""
    asked = {**about(visit.path).asked, "version": visit.path["version"]}
    document = visit.ask("returns.show", asked).document
    return _csv(document, f"第{document['version']}版")


def edition_excel(visit: Visit) -> Download:
    """A publication as a workbook."""
    asked = {**about(visit.path).asked, "edition": visit.path["edition"]}
    return _excel(visit.ask("returns.edition", asked).document, Cover(), "公表用")


def edition_csv(visit: Visit) -> Download:
    """A publication as one long table."""
    asked = {**about(visit.path).asked, "edition": visit.path["edition"]}
    return _csv(visit.ask("returns.edition", asked).document, "公表用")


def kpi_excel(visit: Visit) -> Download:
    """A KPI sheet as a workbook."""
    asked = {"sheet": visit.path["sheet"], "municipality": visit.path["municipality"]}
    shown = visit.ask("kpi.show", asked)
    content = _written(lambda path: write_kpi(path, shown))
    return Download(content, EXCEL, f"KPI_{shown.sheet}.xlsx")


def _excel(document: Mapping[str, Any], cover: Cover, which: str) -> Download:
    content = _written(lambda path: write_workbook(path, document, cover))
    return Download(content, EXCEL, f"{_name(document, which)}.xlsx")


def _csv(document: Mapping[str, Any], which: str) -> Download:
    content = _written(lambda path: write_long_table(path, document))
    return Download(content, CSV, f"{_name(document, which)}.csv")


def _name(document: Mapping[str, Any], which: str) -> str:
    return f"{document['period']}_{document['title']}_{which}"


def _written(write: Callable[[Path], None]) -> bytes:
    """What is written to a file that nobody else reads, and that is gone at once."""
    with TemporaryDirectory(prefix="tsunagu-") as folder:
        path = Path(folder) / "file"
        write(path)
        return path.read_bytes()
