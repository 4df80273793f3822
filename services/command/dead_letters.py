"""Dead letters: facts that could not take effect, shown and tried again; who had that done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Annotated

import typer

from services.command import completion
from services.command.acting import actor_of
from services.command.exits import Exit
from services.command.options import Agency, AsJson, Worker
from services.command.rooms import group
from services.command.screen import answer_json, tell
from services.command.wiring import build
from shared.calendar import system_clock
from shared.facts.fact import SERVICES
from shared.identity import Actor
from shared.inbox import dead_letters, recorded_retries
from shared.inbox.retries import Retry
from shared.operation import try_again
from shared.refusal import Refusal
from shared.service import Service
from shared.settings import is_configured_by_environment, service_named, settings_of_store

app = group("受け取れなかった通知を調べ、再処理する。")

OnlyService = Annotated[
    str | None,
    typer.Option(
        "--service",
        metavar="サービス",
        help="これだけ: " + "・".join(SERVICES),
        autocompletion=completion.services,
    ),
]


def _services(only: str | None) -> Iterator[Service]:
    """The services asked for; an environment holds the settings of one, and does not say whose.

    Raises:
        Refusal: ``service-missing``, ``unknown-service``.
    """
    if only is None and is_configured_by_environment():
        raise Refusal(
            "service-missing",
            "どのサービスの通知かが指定されていません。",
            "--service に、この環境で動いているサービスの名前を指定してください。",
        )
    names = [service_named(only)] if only else list(SERVICES)
    for name in names:
        with closing(build(settings_of_store(name), system_clock)) as service:
            yield service


@app.command("list")
def list_letters(*, service: OnlyService = None, as_json: AsJson = False) -> None:
    """受け取れなかった通知の一覧。"""
    found = [
        {
            "service": one.name,
            "id": letter.id,
            "type": letter.type,
            "subject": letter.subject,
            "reason": letter.reason,
            "dead_at": letter.dead_at.isoformat(),
        }
        for one in _services(service)
        for letter in dead_letters(one.store)
    ]
    if as_json:
        answer_json({"dead_letters": found})
        return
    if not found:
        tell("受け取れなかった通知はありません。")
    for line in found:
        tell(f"{line['service']:<11} {line['id']:<24} {line['type']}  理由: {line['reason']}")


@app.command("retry")
def retry(
    *, worker: Worker, agency: Agency = "own", service: OnlyService = None, as_json: AsJson = False
) -> None:
    """受け取れなかった通知を、起きた順にもう一度処理する（だれが行ったかを記録する）。"""
    by = operating(worker, agency)
    outcomes = [
        {"service": one.name, "id": outcome.letter.id, "reason": outcome.reason}
        for one in _services(service)
        for outcome in try_again(one, by, system_clock)
    ]
    failed = [one for one in outcomes if one["reason"] is not None]
    if as_json:
        answer_json({"retried": outcomes})
    else:
        tell(f"{len(outcomes) - len(failed)} 件を処理しました。残り {len(failed)} 件。")
        for line in failed:
            tell(f"{line['service']:<11} {line['id']:<24} 理由: {line['reason']}")
    if failed:
        raise typer.Exit(Exit.PARTLY)


def operating(worker: str, agency: str) -> Actor:
    """The operator who works at the command line.

    Raises:
        InvalidInput: ``actor-unreadable``.
    """
    return actor_of("operator", agency, worker, "dead-letters")


@app.command("retries")
def list_retries(*, service: OnlyService = None, as_json: AsJson = False) -> None:
    """再処理の記録: だれが、いつ、どの通知を処理し直し、どうなったか（新しい順）。"""
    found = [
        (one.name, retried) for one in _services(service) for retried in recorded_retries(one.store)
    ]
    show_retries(found, as_json=as_json)


def show_retries(found: Sequence[tuple[str, Retry]], *, as_json: bool) -> None:
    """Print who had what tried again, for a machine or for a person.

    Args:
        found: the name of a service, and what is on record there.
        as_json: for a machine.
    """
    if as_json:
        answer_json({"retries": [{"service": name, **_told(one)} for name, one in found]})
        return
    if not found:
        tell("再処理の記録はありません。")
    for name, one in found:
        result = f"理由: {one.reason}" if one.reason else "処理した"
        who = f"{one.by.person}（{one.by.agency}）"
        tell(f"{name:<11} {one.letter:<24} {one.tried_at.isoformat()}  {who}  {result}")


def _told(retried: Retry) -> dict[str, object]:
    return {
        "number": retried.number,
        "id": retried.letter,
        "type": retried.type,
        "by": retried.by.model_dump(),
        "tried_at": retried.tried_at.isoformat(),
        "reason": retried.reason,
    }
