"""``verify``, ``checkpoint`` and ``proof``: what needs no trust in whoever keeps the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.audit import screen
from services.command.audit.app import (
    NOBODY_SAID,
    AsJson,
    Municipality,
    Worker,
    answer,
    app,
    auditor,
    opened,
    own,
    uuid_of,
)
from services.command.screen import answer_json
from services.conference.app import evidence_of
from services.conference.application.audit import requests
from services.conference.ledger.checkpoints import read_checkpoints
from services.conference.ledger.evidence import Evidence, log_for_verifying
from shared.merkle.findings import Report
from shared.merkle.log import MerkleLog
from shared.merkle.source import open_source
from shared.merkle.verify import verify
from shared.refusal import Refusal
from shared.settings import Settings, settings_of_store

CHANGED = 1
"""Exit status: the ledger is not what was signed. Unreadable is 2, as every refusal is."""

Database = Annotated[
    str | None, typer.Option("--database", help="sqlite:///… か postgresql://…（なければ設定から）")
]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="PostgreSQL のパスワードのファイル")
]
KeyFile = Annotated[
    Path | None, typer.Option("--key", help="公開鍵のファイル（なければ控えの場所）")
]
WitnessFile = Annotated[
    Path | None, typer.Option("--witness", help="控えのファイル（なければ控えの場所）")
]
Kept = Annotated[
    list[Path] | None, typer.Option("--checkpoints", help="別に保管した検査点のファイル")
]
Sign = Annotated[bool, typer.Option("--sign", help="いまの検査点を公表する")]
EntryId = Annotated[str, typer.Argument(metavar="ENTRY", help="記録の番号")]


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
    settings = None if database and key else settings_of_store("conference")
    evidence = evidence_of(settings) if settings else None
    log = _log(key, evidence)
    files = checkpoints or []
    if evidence is not None and database is None:
        witness = witness or _if_there(evidence.witness)
        files = [*files, *filter(None, [_if_there(evidence.checkpoints)])]
    url, password = _place(database, password_file, settings)
    try:
        notes = [note for file in files for note in read_checkpoints(file)]
        with open_source(log, url, password) as source:
            report = verify(log, source, witness, notes)
    except OSError:
        raise Refusal(
            "evidence-unreadable",
            "控えか検査点のファイルを読み取れません。",
            "ファイルの場所と権限を確かめてください。",
        ) from None
    if as_json:
        answer_json(_as_json(log, report, witness, len(notes)))
    else:
        screen.show_report(report, witness is not None, len(notes))
    if not report.is_sound:
        raise typer.Exit(CHANGED)


def _log(key: Path | None, evidence: Evidence | None) -> MerkleLog:
    """The log with its public keys: those handed over, those published, or the keeper's own."""
    if key is None and evidence is not None:
        if not evidence.public_keys.exists():
            return evidence.log
        key = evidence.public_keys
    return log_for_verifying(key or Path())


def _if_there(path: Path) -> Path | None:
    return path if path.exists() else None


def _place(
    database: str | None, password_file: Path | None, settings: Settings | None
) -> tuple[str, str]:
    if database is None and settings is not None:
        return settings.database_url, settings.database_password
    try:
        password = password_file.read_text(encoding="utf-8").strip() if password_file else ""
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            "secret-unreadable",
            "パスワードのファイルを読み取れません。",
            "ファイルの有無と権限を確かめてください。",
        ) from None
    return database or "", password


def _as_json(log: MerkleLog, report: Report, witness: Path | None, notes: int) -> dict[str, object]:
    first = report.first_bad
    return {
        "origin": log.origin,
        "sound": report.is_sound,
        "size": report.size,
        "read": report.read,
        "confirmed": report.confirmed,
        "witnessed": report.witnessed,
        "checkpoints_compared": report.checkpoints,
        "signatures_verified": report.signatures,
        "with_witness": witness is not None,
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
    asked = requests.Everything(municipality=own(municipality))
    with opened() as conference:
        audit = conference.application.audit
        ask = audit.sign_checkpoint if sign else audit.checkpoint
        actor = auditor(conference, worker, asked.municipality)
        found = ask(actor, asked)
    answer(found, screen.show_checkpoint, as_json=as_json)


@app.command("proof")
def proof(
    entry: EntryId,
    *,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その記録が、署名された記録の中にあることの証明（RFC 9162）。"""
    asked = requests.EntryNamed(municipality=own(municipality), entry_id=uuid_of(entry, "ENTRY"))
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.entry(actor, asked)
    answer(found, screen.show_proof, as_json=as_json)
