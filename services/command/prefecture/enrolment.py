"""Enrolment: a municipality gets an account at the hub, and the key to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.embedded.prefecture_home import prefecture_folder
from services.command.handed_in import text_from
from services.command.options import AsJson
from services.command.prefecture.credentials import Credentials, expect_url
from services.command.screen import answer_json, tell
from services.stats.prefecture.register import Register
from shared.calendar import jst_date, parse_date, system_clock
from shared.codes.municipality import municipality_name, parse_municipality
from shared.settings import home_from_environment

Code = Annotated[str, typer.Argument(metavar="6桁", help="市区町村の全国地方公共団体コード")]
Url = Annotated[
    str,
    typer.Option(
        "--url", metavar="アドレス", help="市区町村から見た県のサーバー（tls://名前:7422）"
    ),
]
Out = Annotated[
    Path, typer.Option("--out", metavar="ファイル", help="市区町村に渡す鍵のファイルを書く所")
]
CaFile = Annotated[
    str | None,
    typer.Option("--ca", metavar="ファイル", help="県のサーバーの証明書を確かめる認証局（PEM）"),
]
LedgerKey = Annotated[
    str | None,
    typer.Option(
        "--ledger-key",
        metavar="公開鍵",
        help="市区町村の提供の記録に署名する公開鍵（検査点の署名を確かめる）",
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="日", help="いつからの報告を求めるか（なければ今日から）"),
]


def enrol(
    municipality: Code,
    *,
    url: Url,
    out: Out,
    ca: CaFile = None,
    ledger_key: LedgerKey = None,
    since: Since = None,
    as_json: AsJson = False,
) -> None:
    """市区町村を登録し、渡す鍵のファイルを作る。

    それより前に終わった期間の報告は、届いていなくても「まだの所」に入らない。
    """
    code = parse_municipality(municipality)
    on = parse_date(since) if since else jst_date(system_clock())
    register, seed = _register().enrolled(code, on, ledger_key)
    _hand_over(register, code, url, seed, ca, out)
    _say(code, out, "登録しました", as_json=as_json)


def renew(
    municipality: Code, *, url: Url, out: Out, ca: CaFile = None, as_json: AsJson = False
) -> None:
    """市区町村の鍵を作り直す。前の鍵では、つながらなくなる。"""
    code = parse_municipality(municipality)
    register, seed = _register().renewed(code)
    _hand_over(register, code, url, seed, ca, out)
    _say(code, out, "鍵を作り直しました", as_json=as_json)


def _register() -> Register:
    return Register.read(prefecture_folder(home_from_environment()))


def _hand_over(
    register: Register, code: str, url: str, seed: str, ca: str | None, out: Path
) -> None:
    """The key first: whoever cannot write it has changed nothing."""
    authority = text_from(ca, "--ca") if ca else None
    Credentials(municipality=code, url=expect_url(url), seed=seed, ca=authority).write(out)
    register.write()


def _say(code: str, out: Path, done: str, *, as_json: bool) -> None:
    if as_json:
        answer_json({"municipality": code, "file": str(out)})
        return
    tell(f"{municipality_name(code)} を{done}。渡すファイル: {out}")
    tell("このファイルは秘密です。安全な方法で渡し、渡したあとは消してください。")
    tell("compose で動かしているときは、県の nats を起動し直してください（つながりは戻ります）。")
