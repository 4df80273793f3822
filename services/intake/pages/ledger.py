"""台帳: taken in from a file, with every reason for a row that stays out; and written out."""

from __future__ import annotations

import base64
from typing import Any

from services.intake.pages.typed import municipality_of
from shared.pages import Answer, Download, Page, Visit
from shared.refusal import InvalidInput, Refusal

MOST_REASONS = 500
"""So many reasons are shown at once; the rest come when these are mended."""


def blank(visit: Visit) -> Page:
    """An empty form."""
    return _page(visit, None, None)


def take_in(visit: Visit) -> Page:
    """Take a file in; what became of it is the answer, and is shown once."""
    upload = visit.form.files.get("ledger")
    if upload is None or not upload.content:
        wrong = InvalidInput(
            "ledger",
            "file-missing",
            "ファイルが選ばれていません。",
            "台帳のファイルを選んでください。",
        )
        return _page(visit, None, wrong)
    try:
        content = base64.b64encode(upload.content).decode()
        asked = {"municipality": municipality_of(visit), "content": content}
        report = visit.ask("ledgers.import", asked)
    except Refusal as refusal:
        return _page(visit, None, refusal)
    return _page(visit, report, None)


def write_out(visit: Visit) -> Answer:
    """The ledger as a file."""
    asked = {"municipality": municipality_of(visit), "form": visit.form.one("form") or "xlsx"}
    written = visit.ask("ledgers.export", asked)
    return Download(written.content, written.media_type, written.filename)


def _page(visit: Visit, report: Any, refusal: Refusal | None) -> Page:  # noqa: ANN401 - the use case's own answer
    rejected = report.rejected if report else ()
    shown = {
        "report": report,
        "reasons": rejected[:MOST_REASONS],
        "more": max(0, len(rejected) - MOST_REASONS),
        "rows_out": len({one.row for one in rejected}),
        "may_export": visit.may("ledgers.export"),
    }
    return Page("ledger.html", "台帳", shown, refusal)
