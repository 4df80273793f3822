"""運用の画面: the state of one service, what could not take effect there, and the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shared.facts.fact import SERVICES, Service
from shared.pages.answer import Moved, Page
from shared.pages.face import Pages
from shared.pages.route import look, send
from shared.pages.visit import Visit

LABELS: Mapping[Service, str] = {
    "intake": "相談受付",
    "conference": "支援会議",
    "placement": "つなぎ・就労・定着",
    "stats": "報告",
}
"""How each service is called."""

AT_ONCE = 100
STATE, LETTERS = "operation.state", "dead-letters.list"
RETRY, RETRIES = "dead-letters.retry", "dead-letters.retries"
_SHOWN = (STATE, LETTERS, RETRIES)


def with_operation_pages(pages: Pages) -> Pages:
    """The pages of a service with those of its operator."""
    return replace(
        pages,
        page_routes=(
            *pages.page_routes,
            look("/operation", operation, *_SHOWN),
            send("/operation", operation, *_SHOWN),
            send("/operation/retry", retry, RETRY, STATE),
        ),
    )


def path_of(service: str) -> str:
    """The address of a service's page."""
    return f"/{service}/pages/operation"


def operation(visit: Visit) -> Page:
    """Where the service stands, and a page of what could not take effect and of its retries.

    Each of both lists is turned over by itself.
    """
    state = visit.ask(STATE)
    form = visit.form
    found = visit.ask(LETTERS, {"limit": AT_ONCE, **_after(form.one("after"))})
    retried = visit.ask(RETRIES, {"limit": AT_ONCE, **_after(form.one("retries-after"))})
    shown = {
        "state": state,
        "labels": LABELS,
        "services": [(LABELS[one], path_of(one), one == state.service) for one in SERVICES],
        "letters": found.letters,
        "further": found.next_after,
        "retries": retried.retries,
        "retries_further": retried.next_after,
        "path": path_of(state.service),
    }
    return Page("operation.html", f"運用（{LABELS[state.service]}）", shown)


def _after(place: str) -> dict[str, str]:
    return {"after": place} if place else {}


def retry(visit: Visit) -> Moved:
    """Have every dead letter tried again, in the order in which their facts happened."""
    path = path_of(visit.ask(STATE).service)
    done = visit.ask(RETRY)
    told = f"{done.applied} 件を処理しました。"
    if done.remaining:
        told += f"{done.remaining} 件は、まだ処理できません。理由を確かめてください。"
    return Moved(path, told)
