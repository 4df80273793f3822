"""``verify``, ``checkpoint`` and ``proof``: what needs no trust in whoever keeps the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.audit import screen
from services.command.audit.app import NOBODY_SAID, EntryId, app, ask, uuid_of
from services.command.audit.at_hand import AtHand, found_elsewhere, found_here
from services.command.exits import Exit
from services.command.municipality import municipality_for
from services.command.options import AsJson, Municipality, Worker
from services.command.screen import answer_json
from services.conference.application.audit import Audit, requests
from shared.merkle.findings import Report

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="場所",
        help="データベース。sqlite:///… か postgresql://…（なければ設定から）",
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="ファイル", help="PostgreSQL のパスワードを書いたファイル"
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="ファイル", help="公開鍵のファイル（なければ控えの場所）"),
]
WitnessFile = Annotated[
    Path | None,
    typer.Option("--witness", metavar="ファイル", help="控えのファイル（なければ控えの場所）"),
]
Kept = Annotated[
    list[Path] | None,
    typer.Option("--checkpoints", metavar="ファイル", help="別に保管した検査点のファイル"),
]
Sign = Annotated[bool, typer.Option("--sign", help="いまの検査点に署名して、公表する")]


@app.command("verify")
def verify_ledger(
    *,
    database: Database = None,
    password_file: PasswordFile = None,
    key: KeyFile = None,
    witness: WitnessFile = None,
    checkpoints: Kept = None,
    as_json: AsJson = False,
) -> None:
    """提供の記録が、署名されたときのままかを確かめる。何も書き込まない。

    終了状態は、変わりがなければ 0、変わったところがあれば 1、読み取れなければ 2。
    """
    kept = tuple(checkpoints or ())
    if database:
        at_hand = found_elsewhere(database, password_file, key, witness, kept)
    else:
        at_hand = found_here(key, witness, kept)
    report, notes = at_hand.verified()
    if as_json:
        answer_json(_document(at_hand, report, notes))
    else:
        screen.show_report(report, notes, with_witness=at_hand.witness is not None)
    if not report.is_sound:
        raise typer.Exit(Exit.FOUND)


def _document(at_hand: AtHand, report: Report, notes: int) -> dict[str, object]:
    first = report.first_bad
    return {
        "origin": at_hand.log.origin,
        "sound": report.is_sound,
        "size": report.size,
        "read": report.read,
        "confirmed": report.confirmed,
        "witnessed": report.witnessed,
        "checkpoints_compared": report.checkpoints,
        "signatures_verified": report.signatures,
        "with_witness": at_hand.witness is not None,
        "kept_checkpoints": notes,
        "first_bad_position": first.first if first else None,
        "findings": [
            {
                "kind": one.kind.value,
                "first": one.first,
                "stop": one.stop,
                "source": one.source,
                "message": one.message,
            }
            for one in report.findings
        ],
    }


@app.command("checkpoint")
def checkpoint(
    *,
    sign: Sign = False,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """最新の署名付き検査点と公開鍵。ほかの機関に渡して保管してもらう。"""
    asked = requests.Everything(municipality=municipality_for(municipality))
    question = Audit.sign_checkpoint if sign else Audit.checkpoint
    ask(question, asked, worker, screen.show_checkpoint, as_json=as_json)


@app.command("proof")
def proof(
    entry: EntryId,
    *,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その記録が、署名された記録の中にあることの証明（RFC 9162）。"""
    asked = requests.EntryNamed(
        municipality=municipality_for(municipality), entry_id=uuid_of(entry, "記録の番号")
    )
    ask(Audit.entry, asked, worker, screen.show_proof, as_json=as_json)
