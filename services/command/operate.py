"""Running the system: on one machine with one command, or service by service on a server."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import closing
from typing import Annotated
from urllib.error import HTTPError
from urllib.request import urlopen

import typer
import uvloop

from services.command.embedded.ports import Ports
from services.command.embedded.prefecture_home import prefecture_folder
from services.command.embedded.system import System
from services.command.faces import routes_of
from services.command.provisioning import provision_in_time
from services.command.rebuild import rebuild_shown
from services.command.screen import say, tell
from services.command.wiring import build
from services.stats.prefecture.app import build as build_prefecture
from services.stats.prefecture.running import run_prefecture
from shared.broker import provision
from shared.broker.prefecture import READER
from shared.calendar import system_clock
from shared.facts.fact import SERVICES
from shared.log import configure_logging
from shared.refusal import Refusal
from shared.running import run_service
from shared.sealing import key_encryption_key
from shared.settings import (
    Settings,
    from_environment,
    home_from_environment,
    is_configured_by_environment,
    service_named,
    settings_of_store,
)

ServiceName = Annotated[
    str, typer.Argument(metavar="サービス", help="どのサービスか: " + "・".join(SERVICES))
]
AsPrefecture = Annotated[
    bool,
    typer.Option("--prefecture", help="県の集約として動かす（stats だけ）"),
]
WATCH_SECONDS = 0.5


def settings_of(name: str) -> Settings:
    """A service's settings, from the environment or from the folder of a running system."""
    service = service_named(name)
    if is_configured_by_environment():
        return from_environment(service)
    home = home_from_environment()
    ports = Ports.read(home)
    return home.settings(service, ports.nats, ports.http[service])


def serve(service: ServiceName, *, prefecture: AsPrefecture = False) -> None:
    """サービスを1つ動かす（SIGTERM で止まる）。"""
    if prefecture:
        _expect_reader(service)
    settings = settings_of(service)
    configure_logging(service, settings.log_file)
    if prefecture:
        hub = build_prefecture(settings, prefecture_folder(home_from_environment()))
        uvloop.run(run_prefecture(hub, system_clock))
        return
    built = build(settings, system_clock)
    uvloop.run(run_service(built, system_clock, routes_of(built, system_clock)))


def _expect_reader(service: str) -> None:
    """Refuse to run another service in the place of a prefecture's stats.

    Raises:
        Refusal: ``no-prefecture``.
    """
    if service_named(service) != READER:
        raise Refusal(
            "no-prefecture",
            "県の集約として動かせるのは、stats だけです。",
            "`tsunagu serve stats --prefecture` としてください。",
        )


def up() -> None:
    """NATS と4つのサービスをこの機械で動かす（Ctrl-C で止まる）。"""
    home = home_from_environment()
    stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    system = System(home, say)
    with system.running() as ports:
        tell(f"動いています。データ: {home.folder}")
        for service in SERVICES:
            tell(f"  {service:<11} http://127.0.0.1:{ports.http[service]}/health/ready")
        tell(
            f"会議の操作（HTTP）: http://127.0.0.1:{ports.http['conference']}/conference/"
            " （本人確認は `tsunagu token`、一覧は `tsunagu conference list`）"
        )
        tell("止めるには Ctrl-C を押してください。")
        while not stopped:
            time.sleep(WATCH_SECONDS)
            system.watch()
    tell("止めました。")


def migrate(service: ServiceName) -> None:
    """データベースの表と鍵の置き場所を用意する（サービスの起動前に一度だけ）。

    鍵暗号化鍵は作らない。失った鍵の代わりに新しい鍵を作ると、読めなくなったことが隠れるため。
    """
    settings = from_environment(service_named(service))
    key_encryption_key.find(settings.kek_file)
    with closing(build(settings, system_clock)) as built:
        built.migrate()
    say(f"{service}: 用意できました")


def provision_broker() -> None:
    """NATS のストリームと受信者を用意し、宣言とのずれを調べる。"""
    provision_in_time(provision)
    say("NATS: 用意できました")


def health(service: ServiceName) -> None:
    """サービスが働いているかを調べる（働いていなければ終了状態 1）。"""
    settings = settings_of(service)
    url = f"http://127.0.0.1:{settings.http_port}/health/ready"
    try:
        with urlopen(url, timeout=3) as answer:
            sys.stdout.write(answer.read().decode() + "\n")
            return
    except HTTPError as answer:  # it answers, and says itself what does not work
        sys.stdout.write(answer.read().decode() + "\n")
        say(f"{service}: 動いていますが、まだ働いていません")
    except OSError:
        say(f"{service}: 応答がありません")
    raise typer.Exit(1)


def rebuild_views(service: ServiceName) -> None:
    """記録から一覧表を作り直す（stats は、ほかのサービスの記録から集計の元の表も）。"""
    with closing(build(settings_of_store(service_named(service)), system_clock)) as built:
        count = built.store.rebuild_views()
        say(f"{service}: {count:,} 件の記録から作り直しました")
        if built.name == "stats":
            rebuild_shown(built)
