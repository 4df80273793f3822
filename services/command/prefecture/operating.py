"""Running the hub: on one machine with one command, or part by part on a server."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Annotated

import typer

from services.command.dead_letters import operating, show_retries
from services.command.embedded.foreground import run_in_foreground
from services.command.embedded.prefecture import PrefectureSystem
from services.command.embedded.prefecture_home import prefecture_folder
from services.command.exits import Exit
from services.command.options import Agency, AsJson, Worker
from services.command.prefecture.opening import prefecture_opened
from services.command.provisioning import provision_in_time
from services.command.screen import answer_json, say, tell
from services.stats.prefecture.app import build
from shared.broker.prefecture import READER, provision_prefecture
from shared.broker.prefecture_config import LEAF_PORT
from shared.calendar import system_clock
from shared.codes.municipality import municipality_name
from shared.inbox import recorded_retries
from shared.operation import try_again
from shared.refusal import InvalidInput
from shared.sealing import key_encryption_key
from shared.settings import from_environment, home_from_environment

_OWN_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}")

Listen = Annotated[
    str,
    typer.Option("--listen", metavar="名前:番号", help="市区町村のサーバーがつなぎに来る所"),
]


def up(*, listen: Listen = f"127.0.0.1:{LEAF_PORT}") -> None:
    """県の NATS と集約のサービスを、この機械で動かす（Ctrl-C で止まる）。"""
    _expect_own_machine(listen)
    home = home_from_environment()
    run_in_foreground(
        lambda told: PrefectureSystem(home, listen, say, told),
        home,
        f"  市区町村がつなぐ所 {listen}",
    )


def _expect_own_machine(listen: str) -> None:
    """Refuse a door to the outside, for it has no TLS here.

    Raises:
        InvalidInput: ``listen-not-local``.
    """
    if not _OWN_MACHINE.fullmatch(listen):
        raise InvalidInput(
            "--listen",
            "listen-not-local",
            "この機械の中（127.0.0.1:番号）でしか、待ち受けられません。通信が暗号化されないためです。",
            "ほかの機械からつなぐときは、deploy/prefecture の構成で動かしてください。",
        )


def migrate(*, as_json: AsJson = False) -> None:
    """データベースの表と鍵の置き場所を用意する（起動前に一度だけ）。"""
    settings = from_environment(READER)
    key_encryption_key.find(settings.kek_file)
    folder = prefecture_folder(home_from_environment())
    with closing(build(settings, folder)) as built:
        built.migrate()
    if as_json:
        answer_json({"service": "prefecture", "migrated": True})
    else:
        say("県の集約: 用意できました")


def provision_broker(*, as_json: AsJson = False) -> None:
    """県の NATS のストリームと受信者を用意し、宣言とのずれを調べる。"""
    provision_in_time(provision_prefecture)
    if as_json:
        answer_json({"provisioned": True})
    else:
        say("県の NATS: 用意できました")


def retry(*, worker: Worker, agency: Agency = "own", as_json: AsJson = False) -> None:
    """受け取れなかった報告を、もう一度処理する（新しい版に入れ替えたあとなど。記録に残る）。"""
    by = operating(worker, agency)
    with prefecture_opened() as prefecture:
        outcomes = try_again(prefecture, by, system_clock)
    failed = [one for one in outcomes if one.reason is not None]
    if as_json:
        answer_json({"retried": [{"id": one.letter.id, "reason": one.reason} for one in outcomes]})
    else:
        tell(f"{len(outcomes) - len(failed)} 件を処理しました。残り {len(failed)} 件。")
        for one in failed:
            tell(f"  {municipality_name(one.letter.source)}  理由: {one.reason}")
    if failed:
        raise typer.Exit(Exit.PARTLY)


def list_retries(*, as_json: AsJson = False) -> None:
    """再処理の記録: だれが、いつ、どの報告を処理し直し、どうなったか（新しい順）。"""
    with prefecture_opened() as prefecture:
        found = [(one.source, one) for one in recorded_retries(prefecture.store)]
    show_retries(found, as_json=as_json)
