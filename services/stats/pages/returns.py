"""One return: its figures as they were issued or as they are now, its versions, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.stats.domain.prefecture_return import CAUTION, TOTAL, redefinition
from services.stats.domain.return_versions import REASONS
from services.stats.pages.figures import tables_of
from services.stats.pages.whose import About, about
from shared.codes.municipality import municipality_name
from shared.pages import Page, Visit

USES = (
    *("returns.look", "returns.show", "returns.list", "publications.list", "submissions.list"),
    *("returns.issue", "returns.close", "returns.publish", "submissions.submit"),
)


@dataclass(frozen=True, slots=True)
class State:
    """How far a return has come.

    Attributes:
        about: which.
        versions: those that were issued, the latest last.
        editions: those that were published, the latest last.
        submissions: by version.
        is_over: whether its period has ended.
    """

    about: About
    versions: Sequence[Any]
    editions: Sequence[Any]
    submissions: Mapping[int, Any]
    is_over: bool

    @property
    def last(self) -> Any:  # noqa: ANN401 - a line of the list of returns
        """The version that holds; ``None`` before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def was_closed(self) -> bool:
        """Whether any version was closed: then another needs a reason."""
        return any(one.closed_on for one in self.versions)

    @property
    def submission(self) -> Any:  # noqa: ANN401 - a line of the list of submissions
        """That of the version that holds; ``None`` if it was not submitted."""
        return self.submissions.get(self.last.version) if self.last else None


def show(visit: Visit) -> Page:
    """The version that holds; before the first the figures of this instant."""
    state = state_of(visit)
    return _now(visit, state) if state.last is None else _issued(visit, state, None)


def now(visit: Visit) -> Page:
    """The figures of this instant, whatever was issued."""
    return _now(visit, state_of(visit))


def version(visit: Visit) -> Page:
    """One issued version, as it went out."""
    return _issued(visit, state_of(visit), visit.path["version"])


def compare(visit: Visit) -> Page:
    """What differs between two versions."""
    which = about(visit.path)
    asked = {"before": visit.path["before"], "after": visit.path["after"]}
    found = visit.ask("returns.compare", {**which.asked, **asked})
    return Page(
        "compare.html",
        f"{found.period}　版の違い",
        {
            "about": which,
            "found": found,
            "rows": [
                (one.table, difference_place(one.cell), one.before, one.after)
                for one in found.differences
            ],
            "definitions": [(one.table, redefinition(one)) for one in found.redefined],
        },
    )


def state_of(visit: Visit) -> State:
    """How far the return of an address has come."""
    which = about(visit.path)
    whose = {"municipality": which.municipality, "template": which.template}
    versions = [one for one in visit.ask("returns.list", whose) if which.is_of(one)]
    editions = [one for one in visit.ask("publications.list", whose) if which.is_of(one)]
    sent = visit.ask("submissions.list", whose)
    return State(
        which,
        versions,
        editions[::-1],
        {one.version: one for one in sent if which.is_of(one)},
        str(visit.today) > which.last,
    )


def _now(visit: Visit, state: State) -> Page:
    document = visit.ask("returns.look", state.about.asked)
    return _page(state, document, {"shown": None, "warnings": document["warnings"]})


def _issued(visit: Visit, state: State, number: str | None) -> Page:
    found = visit.ask("returns.show", {**state.about.asked, "version": number})
    return _page(state, found.document, {"shown": found, "warnings": ()})


def _page(state: State, document: Mapping[str, Any], more: Mapping[str, Any]) -> Page:
    title = f"{document['period']}　{document['title']}"
    return Page(
        "return.html",
        title,
        {
            **facts_of(document),
            **more,
            "state": state,
            "about": state.about,
            "is_true": document["handling"] == CAUTION,
            "tables": tables_of(document),
            "reasons": list(REASONS.items()),
            "definitions": [
                (one.table, redefinition(one)) for one in getattr(more["shown"], "redefined", ())
            ],
        },
    )


def facts_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a return says of itself."""
    return {
        "document": document,
        "town": municipality_name(document["municipality"]),
        "first": date.fromisoformat(document["from"]),
        "last": date.fromisoformat(document["to"]),
        "as_of": datetime.fromisoformat(document["as_of"]),
    }


def difference_place(cell: Mapping[str, str]) -> str:
    """Which figure of its table."""
    return TOTAL if cell in ({}, {TOTAL: TOTAL}) else "・".join(cell.values())
