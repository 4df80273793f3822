"""手当: what a month comes to, issuing it, the statement and its Excel file."""

from __future__ import annotations

from typing import Any

from services.placement.application.incentives import IncentivesDraft
from services.placement.application.incentives.paper import statement_file
from services.placement.domain.incentive import month_in_words
from services.placement.pages.names import MOST, NAMES, Names, names_for, own_agency
from shared.pages import Answer, Download, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Blank, Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/incentives"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

UNPAID = {
    "no_programme": "手当のある事業の日ではない",
    "no_rate": "この日の単価がない",
    "minutes_missing": "時間の記録がない",
    "day_counted": "同じ日をすでに数えた",
}
"""Why a day brings nothing."""

PAYEES = {"person": "利用者", "employer": "事業者"}

_UNTOLD = "incentives.payees"
MONTH = Act(
    "month",
    _UNTOLD,
    "月を選ぶ",
    "対象の人と事業者を見る",
    "",
    (Blank("month", "月", required=True, hint="2026-09 のように書きます。", told=("対象の月",)),),
    tone="second",
)
DRAFT = Act(
    "draft",
    "incentives.draft",
    "下書き",
    "下書きを見る",
    "",
    (
        Blank("month", "月", "hidden"),
        Blank("resource_id", "事業者", "hidden"),
        Blank("person_id", "利用者", "hidden"),
    ),
)
_LISTED = ("incentives.list", _UNTOLD, *NAMES)


def show_statements(visit: Visit, refusal: Refusal | None = None) -> Page:
    """The issued statements of a municipality, and for a month who may be to be paid."""
    own = own_agency(visit)
    whose = {"municipality": own.municipality, "limit": MOST}
    month = visit.form.one(MONTH.field_of("month")) or visit.form.one(DRAFT.field_of("month"))
    payees = None
    if month and refusal is None:
        try:
            payees = visit.ask(_UNTOLD, {**whose, "month": month})
        except Refusal as wrong:
            refusal = Tried(MONTH, visit.form, wrong).said
    tried = Tried(MONTH, visit.form, refusal) if refusal else None
    starts = {"month": month or f"{visit.today:%Y-%m}"}
    sheet = Sheet(_AT, visit.today, tried=tried, starts=starts)
    shown = {
        "statements": visit.ask("incentives.list", whose),
        "payees": payees,
        "month": month,
        "names": names_for(visit, own),
        "form": sheet.form(MONTH),
        "kinds": PAYEES,
        "month_in_words": month_in_words,
    }
    return Page("incentives.html", "手当の明細", shown, refusal)


def show_draft(visit: Visit) -> Answer:
    """What a payee's month comes to now; nothing is recorded."""
    try:
        asked = _asked(visit)
        draft = visit.ask(DRAFT.use_case, asked)
    except Refusal as refusal:
        return show_statements(visit, refusal)
    return _draft_page(visit, asked, draft)


def _draft_page(
    visit: Visit,
    asked: dict[str, Any],
    draft: IncentivesDraft,
    refusal: Refusal | None = None,
) -> Page:
    names: Names = names_for(visit)
    shown = {
        "asked": {f"draft-{name.replace('_', '-')}": text for name, text in asked.items()},
        "month": month_in_words(asked["month"]),
        "payee": _payee(asked, names),
        "draft": draft,
        "unpaid": UNPAID,
    }
    return Page("draft.html", "手当の下書き", shown, refusal)


def _payee(asked: dict[str, Any], names: Names) -> str:
    for place in names.places.values():
        if str(place.resource_id) == asked.get("resource_id"):
            return f"事業者：{place.name}"
    return "利用者"


def issue(visit: Visit) -> Answer:
    """Close a payee's month, and lead to its statement."""
    asked = _asked(visit)
    try:
        statement_id = visit.ask("incentives.issue", asked)
    except Refusal as refusal:
        return _draft_page(visit, asked, visit.ask(DRAFT.use_case, asked), refusal)
    return Moved(f"{_AT}/{statement_id}", "明細を発行しました。")


def _asked(visit: Visit) -> dict[str, Any]:
    return {**DRAFT.document(visit.form), "municipality": own_agency(visit).municipality}


def show_statement(visit: Visit, refusal: Refusal | None = None) -> Page:
    """An issued statement with its corrections.

    Raises:
        Refusal: ``incentive-statement-not-found``, also for those of others.
    """
    found = visit.ask("incentives.statement", {"statement_id": visit.path["statement_id"]})
    shown = {
        "found": found,
        "month": month_in_words(found.month),
        "payee": PAYEES[found.payee],
    }
    return Page("statement.html", "手当の明細", shown, refusal)


def correct(visit: Visit) -> Answer:
    """Enter by how much an issued month differs from what it comes to now."""
    statement_id = visit.path["statement_id"]
    seen = visit.form.given("expected_version")
    try:
        visit.ask("incentives.correct", {"statement_id": statement_id, **seen})
    except Refusal as refusal:
        return show_statement(visit, refusal)
    return Moved(f"{_AT}/{statement_id}", "差額を発行しました。")


def take_away(visit: Visit) -> Answer:
    """The statement as an Excel file, which names nobody."""
    found = visit.ask("incentives.statement", {"statement_id": visit.path["statement_id"]})
    name = f"手当明細_{found.month}_{PAYEES[found.payee]}.xlsx"
    return Download(statement_file(found), _XLSX, name)


ROUTES: tuple[PageRoute, ...] = (
    look("/incentives", show_statements, *_LISTED),
    send("/incentives/month", show_statements, *_LISTED),
    send("/incentives/draft", show_draft, DRAFT.use_case, *_LISTED),
    send("/incentives/issue", issue, "incentives.issue", DRAFT.use_case, *NAMES),
    look("/incentives/{statement_id}", show_statement, "incentives.statement"),
    send(
        "/incentives/{statement_id}/correct",
        correct,
        "incentives.correct",
        "incentives.statement",
    ),
    look("/incentives/{statement_id}/excel", take_away, "incentives.statement"),
)
