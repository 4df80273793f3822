"""Whether the ledger of disclosures and its witness agree, and how old the last checkpoint is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.command.doctor.examined import Examined
from services.command.doctor.finding import BACKUP, Finding, caution, ok, wrong
from services.command.doctor.reading import reading
from services.conference.app import evidence_of
from services.conference.ledger.evidence import Evidence
from shared.calendar import Clock
from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.note import text_of
from shared.merkle.witness_file import last_line, read_record
from shared.refusal import Refusal

SIGNED_WITHIN = timedelta(days=2)
"""Checkpoints are signed at least once a day while the ledger grows."""

_LAST = "SELECT position + 1, checkpoint FROM disclosures_entries ORDER BY position DESC LIMIT 1"
_SIGNED = "SELECT size, signed_at FROM checkpoints ORDER BY size DESC LIMIT 1"


def check_ledger(at: Examined, clock: Clock) -> Iterator[Finding]:
    """Hold the end of the ledger against its witness; the whole is for ``tsunagu audit verify``."""
    settings = at.settings.get("conference")
    if settings is None or not at.has_store("conference"):
        return
    with reading(settings.database_url, settings.database_password) as select:
        last, signed = select(_LAST), select(_SIGNED)
    evidence = evidence_of(settings)
    if not last and not evidence.witness.exists():
        yield ok("ledger", "ledger-empty", "提供の記録は、まだありません。")
        return
    size, note = last[0] if last else (0, None)
    yield _against_witness(evidence, int(size), note)
    known, at_instant = signed[0] if signed else (0, None)
    yield _checkpoint_age(int(size) - int(known), at_instant, clock())


def _against_witness(evidence: Evidence, size: int, note: object) -> Finding:
    to_do = "`tsunagu audit verify` で違うところを調べ、結果を保管して監査担当に知らせてください。"
    try:
        with evidence.witness.open("rb") as file:
            line, _ = last_line(file)
        told = record.checkpoint if (record := read_record(line)) else ""
        seen = open_checkpoint(told, evidence.log.trusted, evidence.log.origin)
        own = Checkpoint.parse(text_of(note)) if isinstance(note, str) else None
    except (OSError, ValueError, Refusal):
        says = "提供の記録の控えを読めないか、その署名を確かめられません。"
        return wrong("ledger", "witness-unreadable", says, to_do, BACKUP)
    if own != seen or size != seen.size:
        says = f"提供の記録（{size:,} 件）と控え（{seen.size:,} 件）が違います。"
        return wrong("ledger", "witness-differs", says, to_do, BACKUP)
    return ok("ledger", "witness-equal", f"提供の記録 {size:,} 件の終わりは、控えと同じです。")


def _checkpoint_age(unsigned: int, signed_at: str | None, now: datetime) -> Finding:
    """The last checkpoint that others can keep, where entries have come since."""
    since = now - datetime.fromisoformat(signed_at) if signed_at else None
    if unsigned and (since is None or since > SIGNED_WITHIN):
        age = "まだ一度も署名されていません" if since is None else f"{since.days} 日前のままです"
        return caution(
            "ledger",
            "checkpoint-old",
            f"公表した検査点が{age}（その後の記録 {unsigned:,} 件）。",
            "`tsunagu audit checkpoint --sign` で署名し、ほかの機関に渡してください。",
            BACKUP,
        )
    return ok("ledger", "checkpoint-recent", "公表した検査点は、古くありません。")
