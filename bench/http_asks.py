"""What is asked of the town over HTTP: the five commonest requests, and the pages people open."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from http.cookies import SimpleCookie
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from starlette.responses import Response

from bench.caseload import TEXT
from bench.http_load import Ask
from bench.http_people import HERE, SECRETARY, STATISTICIAN, SUPPORTER
from bench.http_town import TEMPLATE, Filled, last_year
from services.command.embedded.issuer import issue
from services.command.embedded.ports import Ports
from shared.calendar import jst_date, system_clock
from shared.facts.fact import Service
from shared.identity import Actor
from shared.pages.session import Sessions
from shared.settings import Home

LIFE = timedelta(minutes=55)
"""Of a token: longer than the measuring, shorter than what a service accepts."""

_WORKLIST = "/intake/pages/list/open"

Asks = Callable[[], Ask]
"""Makes the next request."""


def message(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    said = {"Host": "127.0.0.1", **headers}
    if body:
        said["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Requests:
    """Makes requests of the people of the town.

    Args:
        home: the folder of the running system.
        ports: where it listens.
        town: what there is to ask for.
        seed: of whom it is asked, and about whom.
    """

    def __init__(self, home: Home, ports: Ports, town: Filled, seed: int) -> None:
        self._home = home
        self._ports = ports
        self._town = town
        self._chance = Random(seed)  # noqa: S311 - a made-up caseload needs no secrecy
        self._days = 0
        self._tokens: dict[Actor, str] = {}
        self._sessions: dict[Actor, tuple[str, str]] = {}

    def commonest(self) -> dict[str, Asks]:
        """The five requests by their names; what records comes last."""
        return {
            "担当の一覧の最初のページ": self._worklist,
            "ケースの経過（相談対応とともに）": self._case,
            "資料の閲覧（20件、もう一度判断）": self._packet,
            "つなぎの一覧": self._referrals,
            "相談対応の記録": self._contact,
        }

    def pages(self) -> dict[str, Asks]:
        """The pages by their names."""
        report = _report(*last_year())
        return {
            "担当の一覧": lambda: self._look("intake", _WORKLIST, self._worker()),
            "担当の一覧（1台で動かすときの共通の入口から）": lambda: self._page(
                "GET", self._ports.front, _WORKLIST, self._worker()
            ),
            "ケース": lambda: self._look(
                "intake", f"/intake/pages/cases/{self._household().case_id}", self._worker()
            ),
            "会議ボード（20件×12機関）": self._board,
            "資料（20件）": self._packet_page,
            "つなぎ": lambda: self._look("placement", "/placement/pages/", SUPPORTER),
            "報告（発行した版）": lambda: self._look("stats", report, STATISTICIAN),
            "報告（今の数、まだ数えていない一年）": lambda: self._look(
                "stats", f"{self._another_year()}/now", STATISTICIAN
            ),
            "報告（今の数、もう一度）": lambda: self._look("stats", f"{report}/now", STATISTICIAN),
        }

    def _another_year(self) -> str:
        """A year that nobody has looked at: what is counted once is remembered."""
        self._days += 1
        days = timedelta(days=self._days)
        first, last = last_year()
        return _report(first + days, last + days)

    def _worker(self) -> Actor:
        return self._chance.choice(self._town.workers)

    def _household(self) -> Any:  # noqa: ANN401 - a household
        return self._chance.choice(self._town.households)

    def _worklist(self) -> Ask:
        return self._asked("intake", "cases.list", self._worker(), **HERE, mine=True)

    def _case(self) -> Ask:
        case_id = str(self._household().case_id)
        return self._asked("intake", "cases.show", self._worker(), case_id=case_id)

    def _packet(self) -> Ask:
        packet_id, reader = self._chance.choice(self._town.packets)
        return self._asked("conference", "packets.open", reader, packet_id=str(packet_id))

    def _referrals(self) -> Ask:
        return self._asked("placement", "referrals.board", SUPPORTER, **HERE)

    def _contact(self) -> Ask:
        household = self._household()
        return self._asked(
            "intake",
            "contacts.record",
            self._worker(),
            201,
            contact_id=str(uuid4()),
            case_id=str(household.case_id),
            person_id=str(household.person_id),
            on=str(jst_date(system_clock())),
            method="phone",
            consulter="mother",
            content=TEXT,
            duration_minutes=30,
        )

    def _asked(
        self,
        service: Service,
        name: str,
        actor: Actor,
        status: int = 200,
        /,
        **asked: Any,  # noqa: ANN401 - as JSON
    ) -> Ask:
        """A use case as a program asks for it, with a token of the folder's own issuer."""
        if actor not in self._tokens:
            self._tokens[actor] = issue(self._home, actor, LIFE, system_clock)
        headers = {
            "Authorization": f"Bearer {self._tokens[actor]}",
            "Content-Type": "application/json",
        }
        path = f"/{service}/{name.replace('.', '/')}"
        sent = message("POST", path, headers, json.dumps(asked).encode())
        return Ask(self._ports.http[service], sent, status)

    def _board(self) -> Ask:
        conference_id, agenda_id = self._chance.choice(self._town.matters)
        path = f"/conference/pages/meetings/{conference_id}/agenda/{agenda_id}/board"
        return self._look("conference", path, SECRETARY)

    def _packet_page(self) -> Ask:
        packet_id, reader = self._chance.choice(self._town.packets)
        path = f"/conference/pages/packets/{packet_id}/open"
        return self._page("POST", self._ports.http["conference"], path, reader)

    def _look(self, service: Service, path: str, actor: Actor) -> Ask:
        return self._page("GET", self._ports.http[service], path, actor)

    def _page(self, method: str, port: int, path: str, actor: Actor) -> Ask:
        """A page as the browser of somebody who has signed in asks for it."""
        if actor not in self._sessions:
            self._sessions[actor] = self._signed_in(actor)
        cookie, token = self._sessions[actor]
        headers, body = {"Cookie": cookie}, b""
        if method == "POST":
            headers["Sec-Fetch-Site"] = "same-origin"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"form_token": token}).encode()
        return Ask(port, message(method, path, headers, body))

    def _signed_in(self, actor: Actor) -> tuple[str, str]:
        """Cookie and form token, as the sign-in leaves them."""
        response = Response()
        sessions = Sessions(self._home.settings("intake"), system_clock, lambda _: None)
        kept = sessions.begin(response, (actor,))
        (morsel,) = SimpleCookie(response.headers["set-cookie"]).values()
        return f"{morsel.key}={morsel.value}", sessions.form_token(kept)


def _report(first: date, last: date) -> str:
    """The address of a period's return."""
    whose = "/".join((HERE["municipality"], TEMPLATE, str(first), str(last)))
    return f"/stats/pages/returns/{whose}"
