"""The group ``tsunagu audit``, and what its commands have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from pydantic import BaseModel

from services.command.embedded.system import prepare
from services.command.municipality import municipality_for
from services.command.screen import answer_json
from services.conference.app import Conference
from services.conference.app import build as build_conference
from services.conference.views import first_department_of
from shared.calendar import system_clock
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)

app = typer.Typer(help="提供の記録を確かめ、調べる。", no_args_is_help=True, add_completion=False)

AsJson = Annotated[bool, typer.Option("--json", help="JSON で答える")]
Municipality = Annotated[str | None, typer.Option("--municipality", help="全国地方公共団体コード")]
Worker = Annotated[
    str, typer.Option("--worker", envvar="TSUNAGU_WORKER", help="調べる職員の番号（記録に残る）")
]
Before = Annotated[int | None, typer.Option("--before", help="この位置より前の記録から")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=200, help="一度に示す件数")]

NOBODY_SAID = "auditor"
"""Who asks, where the command was not told."""

A = TypeVar("A", bound=BaseModel)


def auditor(conference: Conference, worker: str, municipality: str) -> Actor:
    """Who asks at the command line: whoever may read the service's files, as they say they are.

    They ask for a department of the municipality, which has registered one before it shares.
    """
    department = first_department_of(conference.store, municipality)
    agency = str(department) if department else "own"
    return Actor(person=worker, agency=agency, role="auditor", purpose="audit")


@contextmanager
def opened() -> Iterator[Conference]:
    """The conference service, on its own store, for the length of a block."""
    if not is_configured_by_environment():
        prepare(home_from_environment())
    conference = build_conference(settings_of_store("conference"), system_clock)
    try:
        yield conference
    finally:
        conference.close()


def own(municipality: str | None) -> str:
    """The municipality whose ledger is asked."""
    return municipality_for(home_from_environment(), municipality)


def answer(found: A, show: Callable[[A], None], *, as_json: bool) -> None:
    """Print an answer for a machine, or for a person."""
    if as_json:
        answer_json(found.model_dump(mode="json"))
    else:
        show(found)


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
