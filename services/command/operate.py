"""The whole system on one machine with one command, and what a server needs before its use."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from services.command.embedded.foreground import run_in_foreground
from services.command.embedded.ports import port_for_people
from services.command.embedded.system import System
from services.command.options import AsJson, ServiceName
from services.command.provisioning import provision_in_time
from services.command.screen import answer_json, say
from services.command.wiring import build
from shared.broker import provision
from shared.calendar import system_clock
from shared.sealing import key_encryption_key
from shared.settings import (
    from_environment,
    home_from_environment,
    service_named,
)

Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        min=1,
        max=65535,
        metavar="番号",
        help="画面を開くポート（指定がなければ 8420、ふさがっていれば空いている番号）",
    ),
]


def up(*, port: Port = None) -> None:
    """NATS と4つのサービスをこの機械で動かす（Ctrl-C で止まる）。"""
    home = home_from_environment()
    run_in_foreground(
        lambda told: System(home, say, port_for_people(port), told),
        home,
        "HTTP は同じポートで受け付けます（`tsunagu token`、docs/http）。",
    )


def migrate(service: ServiceName, *, as_json: AsJson = False) -> None:
    """データベースの表と鍵の置き場所を用意する（サービスの起動前に一度だけ）。

    鍵暗号化鍵は作らない。失った鍵の代わりに新しい鍵を作ると、読めなくなったことが隠れるため。
    """
    settings = from_environment(service_named(service))
    key_encryption_key.find(settings.kek_file)
    with closing(build(settings, system_clock)) as built:
        built.migrate()
    if as_json:
        answer_json({"service": service, "migrated": True})
    else:
        say(f"{service}: 用意できました")


def provision_broker(*, as_json: AsJson = False) -> None:
    """NATS のストリームと受信者を用意し、宣言とのずれを調べる。"""
    provision_in_time(provision)
    if as_json:
        answer_json({"provisioned": True})
    else:
        say("NATS: 用意できました")
