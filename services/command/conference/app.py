"""``tsunagu conference``: every use case of conference by its name, the same as over HTTP."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
import yaml
from pydantic import TypeAdapter

from services.command.acting import CONFERENCE, actor_of
from services.command.conference.asking import document_from
from services.command.opening import conference_opened
from services.command.options import Agency, As, AsJson, Person, Purpose
from services.command.rooms import group
from services.command.screen import EXIT_REFUSED, answer_json, complain, tell
from services.conference.http import catalogue
from services.conference.http.statuses import STATUSES
from shared.http.openapi import request_schema
from shared.http.problem import problem_of
from shared.identity import ROLE_LABELS, Actor
from shared.refusal import InvalidInput, Refusal
from shared.use_case import UseCase, read_request

app = group("会議: 準備から資料、決定、監査までのすべての操作。")

Name = Annotated[str, typer.Argument(metavar="名前", help="操作の名前（list で一覧）")]
With = Annotated[
    str | None, typer.Option("--with", metavar="ファイル", help="項目を書いた JSON。- で標準入力")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="項目=値", help="項目を一つ置く。項目:=値 で JSON の値"),
]


@app.command("list")
def list_use_cases(*, as_json: AsJson = False) -> None:
    """すべての操作と、できる役割。"""
    if as_json:
        answer_json([_line(one) for one in catalogue().values()])
        return
    for one in catalogue().values():
        kind = {"command": "操作", "query": "問合せ"}[one.kind]
        roles = "・".join(ROLE_LABELS[role] for role in sorted(one.roles))
        tell(f"{one.name:<32} {kind}  {one.title}  （{roles}）")


@app.command("schema")
def show_schema(name: Name) -> None:
    """操作の項目（JSON Schema）。"""
    text = json.dumps(request_schema(_named(name)), ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


@app.command("do")
def carry_out(
    name: Name,
    *,
    document: With = None,
    fields: Set = None,
    role: As,
    agency: Agency,
    person: Person,
    purpose: Purpose = CONFERENCE,
    as_json: AsJson = False,
) -> None:
    """操作を一つ行う。終了状態は 0、断られたとき 2。"""
    with refusals_told(as_json=as_json):
        use_case = _named(name)
        actor = actor_of(role, agency, person, purpose)
        use_case.expect_role(actor)
        asked = read_request(use_case.request, document_from(use_case, document, fields or []))
        answer = _answer(use_case, actor, asked)
    if as_json:
        answer_json(answer)
    elif answer is None:
        tell("記録しました。")
    else:
        sys.stdout.write(yaml.safe_dump(answer, allow_unicode=True, sort_keys=False, width=100))


def _named(name: str) -> UseCase:
    try:
        return catalogue()[name]
    except KeyError:
        raise InvalidInput(
            "名前",
            "unknown-use-case",
            "その名前の操作はありません。",
            "`tsunagu conference list` で名前を確かめてください。",
        ) from None


def _answer(use_case: UseCase, actor: Actor, asked: object) -> Any:  # noqa: ANN401 - any answer
    """Carry it out on the service's own store."""
    with conference_opened() as conference:
        _, bound = conference.application.use_cases()[use_case.name]
        return TypeAdapter(use_case.answer).dump_python(bound(actor, asked), mode="json")


@contextmanager
def refusals_told(*, as_json: bool) -> Iterator[None]:
    """Tell a refusal to a person, or as the same problem document as over HTTP."""
    try:
        yield
    except Refusal as refusal:
        if as_json:
            problem = problem_of(refusal, STATUSES.of(refusal))
            answer_json(problem.model_dump(exclude_none=True))
        else:
            complain(refusal, as_json=False)
        raise typer.Exit(EXIT_REFUSED) from None


def _line(one: UseCase) -> dict[str, object]:
    return {"name": one.name, "title": one.title, "kind": one.kind, "roles": sorted(one.roles)}
