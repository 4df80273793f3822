"""People who ask the conference over HTTP, on the real service of an embedded system."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

import httpx

from services.command.embedded.issuer import issue
from services.intake.app import build as build_intake
from services.intake.application import ContactNote, PersonDetails
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.settings import Home

_PLACE = UUID("3f0d7f0e-0a2e-4a57-9a55-7b5f4a1d2c11")
LIFE = timedelta(minutes=20)
ARRIVES_WITHIN_SECONDS = 30.0


def named(name: str) -> str:
    """The id of something by its name."""
    return str(uuid5(_PLACE, name))


def somebody(agency: str, role: Role, name: str = "") -> Actor:
    """Somebody who works for an agency."""
    return Actor(person=f"w-{agency}{name}", agency=named(agency), role=role, purpose="conference")


@dataclass
class Counter:
    """Where the conference is asked.

    Attributes:
        home: the folder of the running system.
        client: to the service's port on this machine.
        answers: every answer so far.
        son: whom the meeting is about.
        case: his case.
    """

    home: Home
    client: httpx.Client
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
            if answer.status_code != HTTPStatus.NOT_FOUND:
                break
            time.sleep(0.1)
        assert answer.is_success, answer.text
        return answer.json()

    def token(self, actor: Actor) -> str:
        """A token of the folder's own issuer."""
        return issue(self.home, actor, LIFE, system_clock)

    def ask(
        self, name: str, actor: Actor, headers: dict[str, str] | None = None, /, **asked: Any
    ) -> httpx.Response:
        """Ask for one use case."""
        sent = {"Authorization": f"Bearer {self.token(actor)}", **(headers or {})}
        path = f"/conference/{name.replace('.', '/')}"
        answer = self.client.post(path, json=asked, headers=sent)
        self.answers.append(answer)
        return answer

    def told(self, name: str, actor: Actor, /, **asked: Any) -> Any:
        """Ask for one use case that is granted; its answer, ``None`` without one."""
        answer = self.ask(name, actor, **asked)
        assert answer.is_success, (name, answer.status_code, answer.text)
        return answer.json() if answer.content else None
