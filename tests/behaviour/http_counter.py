"""People who ask a service over HTTP, on the real services of an embedded system."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import httpx
import jsonschema

from services.command.embedded.issuer import issue
from services.command.embedded.system import System
from services.intake.app import build as build_intake
from services.intake.application import ContactNote, PersonDetails
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import Service
from shared.identity import Actor, Role
from shared.settings import Home
from shared.use_case import UseCase

_PLACE = UUID("3f0d7f0e-0a2e-4a57-9a55-7b5f4a1d2c11")
LIFE = timedelta(minutes=20)
ARRIVES_WITHIN_SECONDS = 30.0
NOT_YET = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
"""How somebody is answered of whom, or of what, a service has not been told yet."""

ROLES: tuple[Role, ...] = (
    "counsellor",
    "secretariat",
    "member",
    "employment_supporter",
    "statistician",
    "auditor",
    "prefecture",
    "operator",
)


def named(name: str) -> str:
    """The id of something by its name."""
    return str(uuid5(_PLACE, name))


def somebody(agency: str, role: Role, name: str = "") -> Actor:
    """Somebody who works for an agency."""
    return Actor(person=f"w-{agency}{name}", agency=named(agency), role=role, purpose="conference")


@dataclass
class Counter:
    """Where a service is asked.

    Attributes:
        home: the folder of the running system.
        client: to the service's port on this machine.
        service: which.
        answers: every answer so far.
        son: whom the meeting is about.
        case: his case.
    """

    home: Home
    client: httpx.Client
    service: Service = "conference"
    answers: list[httpx.Response] = field(default_factory=list)
    son: str = ""
    case: str = ""

    def receive(self) -> None:
        """相談受付 at the counter of intake, and the fact of it on its way to the conference."""
        intake = build_intake(self.home.settings("intake"), system_clock)
        at_counter = somebody("city", "counsellor", "-window")
        details = PersonDetails(name="架空 いちろう", gender="male")
        note = ContactNote(on=jst_date(system_clock()), method="visit_office", consulter="person")
        work = intake.application
        person = work.register_person(at_counter, DEMO_MUNICIPALITY, details)
        case = work.receive(at_counter, DEMO_MUNICIPALITY, note, (person,))
        intake.close()
        self.son, self.case = str(person), str(case)

    def told_in_time(self, name: str, actor: Actor, /, **asked: Any) -> Any:
        """As :meth:`told`, once another service's fact has arrived."""
        deadline = time.monotonic() + ARRIVES_WITHIN_SECONDS
        while time.monotonic() < deadline:
            answer = self.ask(name, actor, **asked)
            if answer.status_code not in NOT_YET:
                break
            time.sleep(0.1)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def token(self, actor: Actor) -> str:
        """A token of the folder's own issuer."""
        return issue(self.home, actor, LIFE, system_clock)

    def path_of(self, name: str) -> str:
        """The address of a use case."""
        return f"/{self.service}/{name.replace('.', '/')}"

    def ask(
        self, name: str, actor: Actor, headers: dict[str, str] | None = None, /, **asked: Any
    ) -> httpx.Response:
        """Ask for one use case."""
        sent = {"Authorization": f"Bearer {self.token(actor)}", **(headers or {})}
        answer = self.client.post(self.path_of(name), json=asked, headers=sent)
        self.answers.append(answer)
        return answer

    def told(self, name: str, actor: Actor, /, **asked: Any) -> Any:
        """Ask for one use case that is granted; its answer, ``None`` without one."""
        answer = self.ask(name, actor, **asked)
        assert answer.is_success, (name, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def by_role(self, use_case: UseCase) -> dict[Role, httpx.Response]:
        """How each role is answered that sends something which is not even JSON."""
        answers = {}
        for role in ROLES:
            sent = {"Authorization": f"Bearer {self.token(somebody('city', role, '-try'))}"}
            path = self.path_of(use_case.name)
            answers[role] = self.client.post(path, content=b"not json", headers=sent)
        return answers

    def document(self) -> dict[str, Any]:
        """OpenAPI, as the service gives it to whoever asks, without a token."""
        served: dict[str, Any] = self.client.get(f"/{self.service}/openapi.json").json()
        return served

    def expect_shapes(self) -> set[str]:
        """Hold every answer so far against the document; the addresses that told something."""
        served, seen = self.document(), set()
        for answer in self.answers:
            path, status = answer.request.url.path, str(answer.status_code)
            responses = served["paths"][path]["post"]["responses"]
            assert status in responses, (path, status)
            told = responses[status]
            if "$ref" in told:
                told = served["components"]["responses"][status]
            if "content" in told:
                (body,) = told["content"].values()
                schema = body["schema"] | {"components": served["components"]}
                jsonschema.validate(answer.json(), schema)
                seen.update([path] if answer.is_success else [])
        return seen

    def expect_nothing_left(self, *secrets: str) -> None:
        """Neither logs nor headers nor anything on disk holds a word of what was sent and read."""
        written = b"".join(
            path.read_bytes() for path in Path(self.home.folder).rglob("*") if path.is_file()
        )
        headers = "".join(str(answer.headers) for answer in self.answers)
        for secret in secrets:
            assert secret.encode() not in written
            assert json.dumps(secret)[1:-1].encode() not in written
            assert secret not in headers


@contextmanager
def counters(folder: Path, *services: Service) -> Iterator[tuple[Counter, ...]]:
    """Counters of services of one running embedded system, for the length of a block."""
    home = Home(folder / "home")
    with System(home).running() as ports, ExitStack() as stack:
        yield tuple(
            Counter(
                home,
                stack.enter_context(
                    httpx.Client(base_url=f"http://127.0.0.1:{ports.http[one]}", timeout=60)
                ),
                one,
            )
            for one in services
        )


def told_problem(answer: httpx.Response, *secrets: str) -> tuple[int, str]:
    """The status and code of a problem, which is whole and holds no confidential text."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["type"] == "urn:tsunagu:problem:" + told["code"]
    assert told["title"] == told["message"]
    assert told["remedy"].endswith("。")
    assert not [secret for secret in secrets if secret in answer.text]
    return answer.status_code, told["code"]
