"""The prefecture's hub holds and shows aggregates, and nothing that one person could be found by.

A municipality whose every id and word is a canary reports to it. Then every page that can be
reached, and every answer over HTTP, is looked through, and all of the hub's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from starlette.responses import Response

from services.stats.application.returns import IssueReturn
from services.stats.application.submissions import SubmitReturn
from services.stats.prefecture.http import catalogue
from shared.calendar import system_clock
from shared.facts import conference, intake
from shared.identity import Actor
from shared.pages.session import Sessions
from tests.behaviour.http_counter import Counter
from tests.behaviour.prefecture_counter import PREFECTURE, SAKAI, SOJA, Ken, hub_counter
from tests.behaviour.prefecture_world import MAY
from tests.faults.canaries import found_below, found_in

pytestmark = pytest.mark.timeout(300)

HOME = "/prefecture/pages/"
LINK = re.compile(r'href="(/prefecture/pages/[^"#]*)')
ROUTE = "とりのこえ"
"""The municipality's own word for how somebody came."""

REPORTER = Actor(
    person="canary-who-counts",
    agency="canary-department",
    role="statistician",
    purpose="statistics",
)
"""Who issues the return and hands it in."""

CASES = 7
ASKED = {"template": "basic", "first": str(MAY[0]), "last": str(MAY[1])}
QUESTIONS: dict[str, dict[str, object]] = {
    "checkpoints.list": {},
    "members.list": {},
    "returns.compare": {**ASKED, "heading": "方法別の延件数"},
    "returns.show": {**ASKED, "municipality": SAKAI},
    "returns.status": ASKED,
}


class Told:
    """The running hub, to which a municipality full of canaries has reported."""

    def __init__(self, folder: Path, ken: Ken, counter: Counter) -> None:
        self.folder = folder / "ken"
        self.ken = ken
        self.counter = counter
        town = ken.towns[SAKAI]
        self.canaries = {ROUTE, REPORTER.person, REPORTER.agency}
        for _ in range(CASES):
            case, contact, person, agency, conference_id = (str(uuid4()) for _ in range(5))
            self.canaries |= {case, contact, person, agency, conference_id}
            told = {"municipality": SAKAI, "occurred_on": MAY[0], "case_id": case}
            town.take_in(intake.ConsultationReceived(**told, anonymous=False))
            town.take_in(
                intake.ContactRecorded(
                    **told,
                    contact_id=contact,
                    person_id=person,
                    age=39,
                    gender="female",
                    method="phone",
                    consulter="mother",
                    consent="not_asked",
                    route=ROUTE,
                    agency_id=agency,
                )
            )
            town.take_in(
                conference.SupportConferenceHeld(
                    municipality=SAKAI,
                    occurred_on=MAY[0],
                    conference_id=conference_id,
                    matters=(
                        conference.ConferenceMatter(
                            case_id=case, legal_mode="shien_kaigi_106_6", with_consent=True
                        ),
                    ),
                )
            )
        may = {"template": "basic", "municipality": SAKAI, "first": MAY[0], "last": MAY[1]}
        application = town.stats.application
        application.returns.issue(REPORTER, IssueReturn.model_validate(may))
        application.submissions.submit(REPORTER, SubmitReturn.model_validate(may))
        ken.arrive(town)

    def pages(self) -> Iterator[httpx.Response]:
        """Every page that leads on from the first."""
        response = Response()
        Sessions(self.ken.home.settings("stats"), system_clock, lambda _: None).begin(
            response, (PREFECTURE,)
        )
        cookie = response.headers["set-cookie"].split(";")[0]
        waiting, known = [HOME], {HOME}
        while waiting:
            answer = self.counter.client.get(waiting.pop(), headers={"Cookie": cookie})
            yield answer
            found = {one.replace("&amp;", "&") for one in LINK.findall(answer.text)} - known
            waiting += sorted(found)
            known |= found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Asked and looked at from outside."""
    folder = tmp_path_factory.mktemp("hub")
    with hub_counter(folder) as (ken, counter):
        yield Told(folder, ken, counter)


def test_what_was_reported_is_all_at_the_municipality(told: Told) -> None:
    """There the canaries are: what is not found at the hub was there to be found."""
    found = found_below(told.ken.towns[SAKAI].folder, told.canaries).values()
    assert set().union(*found) == told.canaries


def test_every_page_of_the_hub_tells_numbers_and_nobody(told: Told) -> None:
    """Also in headers, addresses and titles; the figures of the canaries are there as sums."""
    looked: dict[str, str] = {}
    for page in told.pages():
        assert page.is_success, page.url
        path = urlsplit(str(page.url)).path
        looked[path] = page.text
        assert not found_in(page.content + str(page.headers).encode(), told.canaries), path
        assert not found_in(str(page.url).encode(), told.canaries)

    shown = looked[f"{HOME}returns/basic/{MAY[0]}/{MAY[1]}/of/{SAKAI}"]
    assert f">{CASES}<" in shown
    assert {f"{HOME}checkpoints", f"{HOME}members"} <= set(looked)
    assert any(path.endswith(f"/of/{SOJA}") for path in looked)


def test_every_answer_of_the_hub_tells_numbers_and_nobody(told: Told) -> None:
    """Each of its use cases, asked as the prefecture may ask it."""
    assert set(QUESTIONS) == set(catalogue())
    for name, asked in QUESTIONS.items():
        answer = told.counter.ask(name, PREFECTURE, **asked)
        assert answer.is_success, (name, answer.text)
        assert not found_in(answer.content + str(answer.headers).encode(), told.canaries), name
    assert f'"value":{CASES}' in answer_of(told, "returns.show").replace(" ", "")


def answer_of(told: Told, name: str) -> str:
    """The text of an answer."""
    return told.counter.ask(name, PREFECTURE, **QUESTIONS[name]).text


def test_no_file_of_the_hub_knows_anybody(told: Told) -> None:
    """Neither its store nor its broker nor its log: what never came cannot be told."""
    assert found_below(told.folder, told.canaries) == {}
