"""A service's use cases by their names, the same as over HTTP: ``list``, ``schema``, ``do``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated, Any, Protocol

import typer
import yaml
from pydantic import TypeAdapter

from services.command import completion
from services.command.acting import actor_of
from services.command.asking import document_from
from services.command.exits import Exit
from services.command.options import Agency, As, AsJson, Purpose, Worker
from services.command.rooms import group
from services.command.screen import answer_json, complain, tell
from shared.calendar import system_clock
from shared.http.face import Face
from shared.http.openapi import request_schema
from shared.http.problem import problem_of
from shared.http.statuses import Statuses
from shared.identity import ROLE_LABELS
from shared.operation import Operated, with_operation
from shared.refusal import InvalidInput, Refusal
from shared.use_case import Bound, UseCase, read_request

Name = Annotated[
    str,
    typer.Argument(
        metavar="名前", help="操作の名前（list で一覧）", autocompletion=completion.use_cases
    ),
]
With = Annotated[
    str | None, typer.Option("--with", metavar="ファイル", help="項目を書いた JSON。- で標準入力")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="項目=値", help="項目を一つ置く。項目:=値 で JSON の値"),
]


class Application(Protocol):
    """What offers use cases."""

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """By name."""
        ...


class Offering(Operated, Protocol):
    """A service, wired, that offers use cases."""

    @property
    def application(self) -> Application:
        """What it offers."""
        ...


def room_of(
    face: Face,
    opened: Callable[[], AbstractContextManager[Offering]],
    help_text: str,
    usual_purpose: str,
) -> typer.Typer:
    """The room of a service, in which every use case can be called.

    Args:
        face: what the service shows of itself.
        opened: the service on its stored settings.
        help_text: what the room is for, in Japanese.
        usual_purpose: 利用目的, where the command was not told another.
    """
    app = group(help_text)

    @app.command("list")
    def list_use_cases(*, as_json: AsJson = False) -> None:
        """すべての操作と、できる役割。"""
        if as_json:
            answer_json([_line(one) for one in face.catalogue().values()])
            return
        for one in face.catalogue().values():
            kind = {"command": "操作", "query": "問合せ"}[one.kind]
            roles = "・".join(ROLE_LABELS[role] for role in sorted(one.roles))
            tell(f"{one.name:<32} {kind}  {one.title}  （{roles}）")

    @app.command("schema")
    def show_schema(name: Name, *, as_json: AsJson = False) -> None:
        """操作の項目（JSON Schema）。"""
        schema = request_schema(_named(face, name))
        if as_json:
            answer_json(schema)
        else:
            sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")

    @app.command("do")
    def carry_out(
        name: Name,
        *,
        document: With = None,
        fields: Set = None,
        role: As,
        agency: Agency,
        worker: Worker,
        purpose: Purpose = usual_purpose,
        as_json: AsJson = False,
    ) -> None:
        """操作を一つ行う。終了状態は 0、断られたとき 2。"""
        with refusals_told(face.statuses, as_json=as_json):
            use_case = _named(face, name)
            actor = actor_of(role, agency, worker, purpose)
            use_case.expect_role(actor)
            asked = read_request(use_case.request, document_from(use_case, document, fields or []))
            with opened() as service:
                own = service.application.use_cases()
                _, bound = with_operation(own, service, system_clock)[name]
                done = bound(actor, asked)
            answer = TypeAdapter(use_case.answer).dump_python(done, mode="json")
        _tell(answer, as_json=as_json)

    return app


@contextmanager
def refusals_told(statuses: Statuses, *, as_json: bool) -> Iterator[None]:
    """Tell a refusal to a person, or as the same problem document as over HTTP."""
    try:
        yield
    except Refusal as refusal:
        if as_json:
            problem = problem_of(refusal, statuses.of(refusal))
            answer_json(problem.model_dump(exclude_none=True))
        else:
            complain(refusal, as_json=False)
        raise typer.Exit(Exit.REFUSED) from None


def _tell(answer: Any, *, as_json: bool) -> None:  # noqa: ANN401 - any answer
    if as_json:
        answer_json(answer)
    elif answer is None:
        tell("記録しました。")
    else:
        sys.stdout.write(yaml.safe_dump(answer, allow_unicode=True, sort_keys=False, width=100))


def _named(face: Face, name: str) -> UseCase:
    try:
        return face.catalogue()[name]
    except KeyError:
        raise InvalidInput(
            "名前",
            "unknown-use-case",
            "その名前の操作はありません。",
            f"`tsunagu {face.name} list` で名前を確かめてください。",
        ) from None


def _line(one: UseCase) -> dict[str, object]:
    return {"name": one.name, "title": one.title, "kind": one.kind, "roles": sorted(one.roles)}
