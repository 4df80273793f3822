"""公表: how figures would leave by a rule, and as they left; for everybody to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.stats.pages.figures import tables_of
from services.stats.pages.kept_back import kept_back
from services.stats.pages.returns import facts_of
from services.stats.pages.whose import about, municipalities
from shared.pages import Page, Visit

USUAL = "suppressed-10"


def choose(visit: Visit) -> Page:
    """Choose the rule by which the version that holds is published."""
    which = about(visit.path)
    return Page(
        "protect.html",
        "公表用にする",
        {
            "about": which,
            "rules": visit.ask("protections.list"),
            "usual": USUAL,
            "issued": visit.ask("returns.show", which.asked),
        },
    )


def preview(visit: Visit) -> Page:
    """The version that holds as it would leave; nothing is recorded."""
    which = about(visit.path)
    number = visit.ask("returns.show", which.asked).document["version"]
    told = {"version": number, **visit.form.given("protection")}
    document = visit.ask("returns.preview", {**which.asked, **told})
    return _page("preview.html", document, {"about": which, "warnings": document["warnings"]})


def edition(visit: Visit) -> Page:
    """A publication, as it left."""
    which = about(visit.path)
    found = visit.ask("returns.edition", {**which.asked, "edition": visit.path["edition"]})
    return _page("edition.html", found.document, {"about": which, "edition": found})


def published(visit: Visit) -> Page:
    """Everything that was published."""
    titles = {one.template: one.title for one in visit.ask("templates.list")}
    listed = [
        (name, visit.ask("publications.list", {"municipality": code}), code)
        for code, name in municipalities(visit)
    ]
    return Page("published.html", "公表した報告", {"listed": listed, "titles": titles})


def _page(template: str, document: Mapping[str, Any], more: Mapping[str, Any]) -> Page:
    title = f"{document['period']}　{document['title']}"
    told = {"tables": tables_of(document), "kept": kept_back(document)}
    return Page(template, title, {**facts_of(document), **told, **more})
