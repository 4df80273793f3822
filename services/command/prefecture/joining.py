"""The municipality's side: its server joins the prefecture's, and returns go there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.options import AsJson
from services.command.prefecture.credentials import Credentials
from services.command.screen import answer_json, tell
from shared.broker.prefecture_config import LEAF_FILE, leaf_remote
from shared.codes.municipality import municipality_name
from shared.private_file import written_privately
from shared.settings import home_from_environment

CA_FILE = "prefecture_ca.crt"
CA_IN_CONTAINER = f"/etc/nats/{CA_FILE}"

File = Annotated[Path, typer.Argument(metavar="ファイル", help="県から受け取った鍵のファイル")]
Secrets = Annotated[
    Path | None,
    typer.Option(
        "--secrets",
        metavar="フォルダー",
        help="compose.yaml で動かすとき、設定を書くフォルダー（secrets）",
    ),
]


def join(file: File, *, secrets: Secrets = None, as_json: AsJson = False) -> None:
    """この市区町村の NATS を、県の NATS につなぐ設定を作る。次の起動からつながる。"""
    told = Credentials.read(file)
    folder = secrets or home_from_environment().nats
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ca_file: str | None = None
    if told.ca is not None:
        ca_file = CA_IN_CONTAINER if secrets else str(folder / CA_FILE)
        with written_privately(folder / CA_FILE) as temporary:
            temporary.write_text(told.ca + "\n", encoding="utf-8")
    with written_privately(folder / LEAF_FILE) as temporary:
        temporary.write_text(leaf_remote(told.url, told.seed, ca_file), encoding="utf-8")
    if as_json:
        answer_json({"municipality": told.municipality, "file": str(folder / LEAF_FILE)})
        return
    tell(f"{municipality_name(told.municipality)} として、県につなぐ設定を作りました。")
    tell("次に起動したときからつながります。提出していた報告は、つながると届きます。")


def leave(*, secrets: Secrets = None, as_json: AsJson = False) -> None:
    """県につなぐ設定を消す。次の起動からつながらない。"""
    folder = secrets or home_from_environment().nats
    joined = (folder / LEAF_FILE).exists()
    for name in (LEAF_FILE, CA_FILE):
        (folder / name).unlink(missing_ok=True)
    if as_json:
        answer_json({"left": joined})
        return
    tell("県につなぐ設定を消しました。" if joined else "県につなぐ設定は、ありません。")
