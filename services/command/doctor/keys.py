"""Whether the keys are there, can be read, and are the right ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg

from services.command.doctor.examined import Examined, database_exists
from services.command.doctor.finding import BACKUP, DOCTOR, Finding, ok, wrong
from services.command.doctor.reading import reading
from services.conference.ledger.evidence import Evidence, read_public_keys
from shared.broker import credentials
from shared.facts.fact import Service
from shared.refusal import Refusal
from shared.sealing import key_encryption_key
from shared.sealing.wrapping import Wrapping
from shared.settings import Settings

_ONE_KEY = "SELECT key_id, wrapped_key FROM person_keys WHERE wrapped_key IS NOT NULL LIMIT 1"


def check_keys(at: Examined) -> Iterator[Finding]:
    """The key-encryption key, the ledger's key and the users' nkeys."""
    if at.home is not None and not at.home.folder.is_dir():
        yield ok("keys", "no-keys-yet", "鍵はまだありません（最初の起動で作られます）。")
        return
    for name, settings in at.settings.items():
        yield _key_encryption_key(name, settings)
        if settings.ledger_key_file is not None and name == "conference":
            yield _ledger_key(settings.ledger_key_file, settings.evidence_folder)
    if (access := at.broker_access) is not None:
        seeds = {access.user: access.seed_file}
    else:
        seeds = {name: one.broker.seed_file for name, one in at.settings.items()}
    yield from _seeds(seeds)


def _key_encryption_key(name: Service, settings: Settings) -> Finding:
    try:
        kek = key_encryption_key.find(settings.kek_file)
    except Refusal as refusal:
        return wrong("keys", refusal.code, f"{name}: {refusal.message}", refusal.remedy, BACKUP)
    readable = ok("keys", "kek-readable", f"{name} の鍵を包む鍵を読めます（まだ空です）。")
    if not database_exists(settings.keys_url):
        return readable
    try:
        with reading(settings.keys_url, settings.keys_password) as select:
            found = select(_ONE_KEY)
    except (sqlite3.Error, psycopg.Error):
        return wrong(
            "keys",
            "key-store-unreadable",
            f"{name} の鍵の置き場所を読めません。",
            "データベースが動いているか、ファイルが壊れていないかを確かめ、要れば控えから戻してください。",
            BACKUP,
        )
    if not found:
        return readable
    try:
        for key_id, wrapped in found:
            Wrapping(kek).unwrap(key_id, wrapped)
    except Refusal:
        return wrong(
            "keys",
            "kek-of-other-keys",
            f"{name} の鍵を包む鍵は、置いてある鍵を開けません（別の鍵です）。",
            "元の kek を控えから戻してください。いまの kek も捨てず、取っておいてください。",
            BACKUP,
        )
    return ok("keys", "kek-opens", f"{name} の鍵を包む鍵は、置いてある鍵を開けます。")


def _ledger_key(file: Path, folder: Path | None) -> Finding:
    try:
        evidence = Evidence(file, folder or file.parent)
        own = evidence.key.verifier
        known = read_public_keys(evidence.public_keys) if evidence.public_keys.exists() else ()
    except Refusal as refusal:
        return wrong("keys", refusal.code, refusal.message, refusal.remedy, BACKUP)
    if known and own not in known:
        return wrong(
            "keys",
            "ledger-key-of-another-log",
            "提供の記録に署名する鍵が、公表した公開鍵のどれとも合いません。",
            "元の署名の鍵を控えから戻してください。",
            BACKUP,
        )
    return ok("keys", "ledger-key-readable", "提供の記録に署名する鍵を読めます。")


def _seeds(seeds: dict[str, Path]) -> Iterator[Finding]:
    unreadable = []
    for user, file in seeds.items():
        try:
            credentials.public_key(file)
        except Exception:  # noqa: BLE001 - the library has no common error, and its texts may tell
            unreadable.append(user)
    if unreadable:
        yield wrong(
            "keys",
            "nkey-unreadable",
            f"NATS の利用者鍵を読めません: {'、'.join(unreadable)}。",
            "控えから戻すか、そのファイルを消して起動し直し、鍵を作り直してください。",
            DOCTOR,
        )
    else:
        yield ok("keys", "nkeys-readable", "NATS の利用者鍵を読めます。")
