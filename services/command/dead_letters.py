"""Dead letters: facts that could not take effect, shown and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Annotated

import typer

from services.command import completion
from services.command.exits import Exit
from services.command.options import AsJson
from services.command.rooms import group
from services.command.screen import answer_json, tell
from services.command.wiring import build
from shared.calendar import system_clock
from shared.facts.fact import SERVICES
from shared.identity import service_actor
from shared.inbox import dead_letters, retry_dead_letters
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
def retry(*, service: OnlyService = None, as_json: AsJson = False) -> None:
    """受け取れなかった通知を、起きた順にもう一度処理する。"""
    outcomes = [
        {"service": one.name, "id": outcome.letter.id, "reason": outcome.reason}
        for one in _services(service)
        if one.handle is not None
        for outcome in retry_dead_letters(
            one.store, one.handle, service_actor(one.name, "dead-letters"), system_clock
        )
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
