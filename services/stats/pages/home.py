"""報告: choose what to look at; what was issued, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.stats.pages.whose import About, municipalities, templates
from shared.calendar import format_wareki
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import InvalidInput, Refusal

USES = (
    *("returns.list", "municipalities.list", "templates.list", "periods.read"),
    *("publications.list", "submissions.list"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A return in the list of what was issued.

    Attributes:
        path: its page.
        period: how it is printed.
        title: of the template.
        version: which holds.
        as_of: what was recorded up to this instant is in it.
        closed_on: the day it was closed.
        published_on: the day it was published last.
        submitted_on: the day that the version was submitted.
        handed_in: whether the prefecture has it.
    """

    path: str
    period: str
    title: str
    version: int
    as_of: Any
    closed_on: date | None
    published_on: date | None
    submitted_on: date | None
    handed_in: bool


def show(visit: Visit) -> Page:
    """The beginning: last month of the first municipality is proposed."""
    return _page(visit, {}, None)


def choose(visit: Visit) -> Answer:
    """Go to the return that was chosen."""
    form = visit.form
    try:
        period = visit.ask("periods.read", {"text": form.one("period")})
    except Refusal as refusal:
        wrong = InvalidInput("period", refusal.code, refusal.message, refusal.remedy)
        return _page(visit, form.given("municipality", "template", "period"), wrong)
    found = About(
        form.one("municipality"), form.one("template"), str(period.first), str(period.last)
    )
    return Moved(found.path)


def _page(visit: Visit, typed: dict[str, str], refusal: Refusal | None) -> Page:
    towns = municipalities(visit)
    month = format_wareki(visit.today.replace(day=1) - timedelta(days=1))
    proposed = {"municipality": "", "template": "basic", "period": month[: month.index("月") + 1]}
    known = templates(visit)
    return Page(
        "home.html",
        "県への報告",
        {
            "municipalities": towns,
            "templates": known,
            "typed": {**proposed, **typed},
            "issued": [(name, list(_issued(visit, code, dict(known)))) for code, name in towns],
        },
        refusal,
    )


def _issued(visit: Visit, municipality: str, titles: dict[str, str]) -> Iterator[Line]:
    """The version that holds of every return, the latest periods first."""
    whose = {"municipality": municipality}
    holds = {one.return_id: one for one in visit.ask("returns.list", whose)}
    editions = reversed(visit.ask("publications.list", whose))  # the latest of a return wins
    published = {one.return_id: one.published_on for one in editions}
    sent = {(one.return_id, one.version): one for one in visit.ask("submissions.list", whose)}
    for one in holds.values():
        about = About(municipality, one.template, str(one.period_from), str(one.period_to))
        submission = sent.get((one.return_id, one.version))
        yield Line(
            path=about.path,
            period=one.period,
            title=titles.get(one.template, one.template),
            version=one.version,
            as_of=one.as_of,
            closed_on=one.closed_on,
            published_on=published.get(one.return_id),
            submitted_on=submission.submitted_on if submission else None,
            handed_in=bool(submission and submission.handed_in),
        )
