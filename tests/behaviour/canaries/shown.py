"""What those who are entitled are shown: without it, to find nothing elsewhere means nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

from tests.behaviour.canaries.asking import Asker
from tests.behaviour.canaries.words import Canaries
from tests.behaviour.page_desk import PageQuestion
from tests.behaviour.strangers import Question


@dataclass
class Shown:
    """What somebody entitled was shown.

    Attributes:
        words: by whether over HTTP or as a page, the services that showed a canary.
        births: the services that told a day of birth.
        pages: every page that was shown, with its text.
    """

    words: set[tuple[str, str]] = field(default_factory=set)
    births: set[str] = field(default_factory=set)
    pages: list[httpx.Response] = field(default_factory=list)

    def take(self, way: str, service: str, answer: httpx.Response, canaries: Canaries) -> None:
        """Note what an answer shows to whom it is entitled to."""
        is_page = "text/html" in answer.headers.get("content-type", "")
        if not answer.is_success or (way == "pages" and not is_page):
            return
        if is_page:
            self.pages.append(answer)
        if canaries.are_in(answer.content):
            self.words.add((way, service))
        if canaries.births_are_in(answer.content):
            self.births.add(service)


def entitled(asker: Asker, questions: list[Question], pages: list[PageQuestion]) -> Shown:
    """What those who worked there are shown, asking again as they did."""
    shown, asked = Shown(), asker.lived.asked
    for one in questions:
        worker = asked.get((one.service, one.use_case.name))
        if worker is not None and one.use_case.kind == "query":
            answer = asker.ask(one, worker.actor, harmless=False)
            shown.take("http", one.service, answer, asker.canaries)
    for page in pages:
        if page.row.uses[0].kind == "command" and page.row.route.method == "POST":
            continue
        worked = {asked[page.about.service, one.name].actor for one in page.row.uses
                  if (page.about.service, one.name) in asked}  # fmt: skip
        for actor in (*worked, *map(asker.town.worker, sorted(page.row.uses[0].roles))):
            shown.take("pages", page.about.service, asker.visit(page, actor), asker.canaries)
    return shown
