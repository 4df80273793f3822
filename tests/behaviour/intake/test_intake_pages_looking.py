"""相談受付's pages over HTTP: the sheet of a case, who looked at what, and what goes along."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import Response

from shared.calendar import jst_date, system_clock
from shared.identity import Actor
from shared.pages.session import Sessions
from tests.behaviour.http_counter import Counter, counters
from tests.behaviour.intake.town_hall_and_council import (
    AUDITOR,
    CITY,
    OPERATOR,
    SECRETARY,
    SHAKYO,
    TOWN,
    registered,
)
from tests.behaviour.placement_visitor import OURS, forms_of

NAME, SAID, BORN = "架空 桜子", "窓口の架空の話・いろはにほへと", "平成5年5月20日"
LOOKS = "/intake/pages/looks"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Intake's service of a running system, at whose counter somebody was received."""
    folder = tmp_path_factory.mktemp("http")
    with counters(folder, "conference", "intake") as (conference, intake):
        registered(conference, intake)
        today = str(jst_date(system_clock()))
        contact = {"on": today, "method": "phone", "consulter": "mother", "content": SAID}
        household = [{"details": {"name": NAME, "kana": "かくう さくらこ", "birth": BORN}}]
        asked = {"contact": contact, "household": household}
        intake.case = intake.told("cases.receive", CITY, **TOWN, **asked)
        shown = intake.told("cases.show", CITY, case_id=intake.case)
        intake.son = shown["persons"][0]["person_id"]
        yield intake


def look(counter: Counter, path: str, actor: Actor) -> httpx.Response:
    """A page, as somebody who has signed in."""
    return counter.client.get(path, headers=signed_in(counter, actor)[0])


def send(counter: Counter, path: str, actor: Actor, **typed: str) -> httpx.Response:
    """A form of theirs."""
    headers, token = signed_in(counter, actor)
    sent = {**typed, "form_token": token}
    return counter.client.post(path, data=sent, headers={**headers, **OURS})


def signed_in(counter: Counter, actor: Actor) -> tuple[dict[str, str], str]:
    """The cookie of a new session, and the token of its forms."""
    answer = Response()
    sessions = Sessions(counter.home.settings("intake"), system_clock, lambda _: None)
    token = sessions.form_token(sessions.begin(answer, (actor,)))
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}, token


def test_a_sheet_holds_what_the_own_agency_noted(counter: Counter) -> None:
    """The counter reads its own notes on one page; to another agency the case is not there."""
    page = f"/intake/pages/cases/{counter.case}/sheet"
    assert f'href="{page}"' in look(counter, page.removesuffix("/sheet"), CITY).text
    sheet = look(counter, page, CITY)
    assert sheet.status_code == 200, sheet.text
    assert SAID in sheet.text
    assert NAME in sheet.text
    (title,) = re.findall("<title>(.*?)</title>", sheet.text)
    assert "架空" not in title
    assert look(counter, page, SHAKYO).status_code in (403, 404)
    assert look(counter, page, AUDITOR).status_code == 403


def test_the_auditor_sees_who_looked(counter: Counter) -> None:
    """Every look of the sheet is told with worker and role, and nothing of what was read."""
    look(counter, f"/intake/pages/cases/{counter.case}/sheet", CITY)
    for about in (counter.case, counter.son):
        found = send(counter, LOOKS, AUDITOR, about=about)
        assert found.status_code == 200, found.text
        for told in (CITY.person, "相談員", "相談票"):
            assert told in found.text, (about, told)
        assert SAID not in found.text
        assert NAME not in found.text
    unread = send(counter, LOOKS, AUDITOR, about=NAME)
    assert unread.status_code in (400, 422)
    assert 'id="about-wrong"' in unread.text
    assert "番号を読み取れません" in unread.text


@pytest.mark.parametrize("actor", [CITY, SECRETARY, OPERATOR])
def test_who_looked_is_the_auditors_alone(counter: Counter, actor: Actor) -> None:
    """Whoever keeps or runs the records is not shown who looked at them."""
    assert look(counter, LOOKS, actor).status_code == 403
    assert send(counter, LOOKS, actor, about=counter.case).status_code == 403


def test_a_date_of_birth_goes_along_in_the_form(counter: Counter) -> None:
    """The way to the agenda carries people and births in fields; no address holds either."""
    page = look(counter, f"/intake/pages/cases/{counter.case}", SECRETARY)
    sent = forms_of(page.text)[f"/conference/pages/cases/{counter.case}"]
    assert sent["person"] == [counter.son]
    assert sent["birth-1"] == [BORN]
    for address in re.findall('(?:href|action)="([^"]*)"', page.text):
        assert counter.son not in address
        assert "1993" not in address
