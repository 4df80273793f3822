"""A ledger that is to be verified, and what is at hand to hold it against.

Whoever names database and key needs no settings: a copy of both verifies anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from services.command.screen import Advance, progress
from services.conference.app import evidence_of
from services.conference.ledger.checkpoints import read_checkpoints
from services.conference.ledger.evidence import Evidence, log_for_verifying
from shared.merkle.findings import Report
from shared.merkle.log import MerkleLog
from shared.merkle.source import Page, Source, open_source
from shared.merkle.verify import verify
from shared.refusal import Refusal
from shared.settings import Settings, settings_of_store


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a verification rests on.

    Attributes:
        log: the ledger's name and public keys.
        url: its database, and the ``password``.
        witness: the keeper's own list of what was recorded, apart from the database.
        checkpoints: files of signed notes that were kept.
    """

    log: MerkleLog
    url: str
    password: str = field(repr=False)
    witness: Path | None
    checkpoints: tuple[Path, ...]

    def verified(self) -> tuple[Report, int]:
        """What the verification finds, and with how many kept notes.

        Raises:
            Refusal: ``evidence-unreadable``, and those of the log and its files.
        """
        try:
            notes = [note for file in self.checkpoints for note in read_checkpoints(file)]
            with (
                open_source(self.log, self.url, self.password) as source,
                progress("提供の記録", source.size()) as advance,
            ):
                counted = _Counted(source, advance)
                return verify(self.log, counted, self.witness, notes), len(notes)
        except OSError:
            raise Refusal(
                "evidence-unreadable",
                "控えか検査点のファイルを読み取れません。",
                "ファイルの場所と権限を確かめてください。",
            ) from None


class _Counted:
    """A ledger's entries, as somebody watches them being read."""

    def __init__(self, source: Source, advance: Advance) -> None:
        self._source = source
        self._advance = advance

    def size(self) -> int:
        return self._source.size()

    def node_count(self) -> int:
        return self._source.node_count()

    def pages(self, after: int | None = None) -> Iterator[Page]:
        read = 0
        for page in self._source.pages(after):
            yield page
            read += len(page.positions)
            self._advance(read)


def found_elsewhere(
    database: str,
    password_file: Path | None,
    key: Path | None,
    witness: Path | None,
    checkpoints: tuple[Path, ...],
) -> AtHand:
    """A database that was named: nothing is taken from the settings but a key that was not."""
    log = log_for_verifying(key) if key else _published(evidence_of(_settings()))
    return AtHand(log, database, _password_in(password_file), witness, checkpoints)


def found_here(key: Path | None, witness: Path | None, checkpoints: tuple[Path, ...]) -> AtHand:
    """The service's own database: what lies beside it is taken along."""
    settings = _settings()
    evidence = evidence_of(settings)
    beside = (evidence.checkpoints,) if evidence.checkpoints.exists() else ()
    return AtHand(
        log=log_for_verifying(key) if key else _published(evidence),
        url=settings.database_url,
        password=settings.database_password,
        witness=witness or (evidence.witness if evidence.witness.exists() else None),
        checkpoints=(*checkpoints, *beside),
    )


def _settings() -> Settings:
    return settings_of_store("conference")


def _published(evidence: Evidence) -> MerkleLog:
    """The log with the keys that were published; before there are any, with the keeper's own."""
    if evidence.public_keys.exists():
        return log_for_verifying(evidence.public_keys)
    return evidence.log


def _password_in(file: Path | None) -> str:
    try:
        return file.read_text(encoding="utf-8").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            "secret-unreadable",
            "パスワードのファイルを読み取れません。",
            "ファイルの有無と権限を確かめてください。",
        ) from None
