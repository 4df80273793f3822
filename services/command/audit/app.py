"""The group ``tsunagu audit``, and what its commands have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from pydantic import BaseModel

from services.command.acting import actor_of
from services.command.opening import conference_opened
from services.command.rooms import group
from services.command.screen import answer_json
from services.conference.app import Conference
from services.conference.application.audit import Audit
from services.conference.application.audit.requests import Question
from services.conference.views import first_department_of
from shared.identity import Actor
from shared.refusal import InvalidInput

app = group("提供の記録を確かめ、調べる。")

EntryId = Annotated[str, typer.Argument(metavar="記録の番号", help="提供の記録の番号")]

NOBODY_SAID = "auditor"
"""Who asks, where the command was not told."""

Q = TypeVar("Q", bound=Question)
A = TypeVar("A", bound=BaseModel)


def ask(
    question: Callable[[Audit, Actor, Q], A],
    asked: Q,
    worker: str,
    show: Callable[[A], None],
    *,
    as_json: bool,
) -> None:
    """Ask the ledger, and print its answer for a machine, or for a person.

    Args:
        question: what the audit answers.
        asked: with what.
        worker: who asks.
        show: prints the answer for a person.
        as_json: for a machine instead.
    """
    with conference_opened() as conference:
        actor = _auditor(conference, worker, asked.municipality)
        found = question(conference.application.audit, actor, asked)
    if as_json:
        answer_json(found.model_dump(mode="json"))
    else:
        show(found)


def _auditor(conference: Conference, worker: str, municipality: str) -> Actor:
    """Who asks at the command line: whoever may read the service's files, as they say they are.

    They ask for a department of the municipality, which has registered one before it shares.
    """
    department = first_department_of(conference.store, municipality)
    agency = str(department) if department else "own"
    return actor_of("auditor", agency, worker, "audit")


def uuid_of(text: str, name: str) -> UUID:
    """Read an id.

    Raises:
        InvalidInput: ``id-unreadable``.
    """
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(
            name,
            "id-unreadable",
            "番号を読み取れません。",
            "8桁-4桁-4桁-4桁-12桁の番号を、そのまま指定してください。",
        ) from None
