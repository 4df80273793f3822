"""The ledger: entries go into the tamper-evident log and its index in the transaction of their act.

After the commit the witness file follows; see :mod:`shared.merkle.witness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.conference.ledger import checkpoints, index
from services.conference.ledger.entry import Entry
from services.conference.ledger.evidence import LOG_NAME, Evidence
from shared.log import get_logger
from shared.merkle.log import MerkleLog
from shared.merkle.witness import Witness
from shared.refusal import Refusal
from shared.store import EventStore, Transaction
from shared.store.database import Rows

_BARE_LOG = MerkleLog(LOG_NAME, LOG_NAME, ())
"""The log without keys: where its tables are, and how long it is."""

TABLES = (*_BARE_LOG.tables, *index.TABLES)
"""The log's and the index's tables; not views: no rebuilding of views empties them."""

_log = get_logger()


class Ledger:
    """One municipality's ledger of disclosures.

    Args:
        evidence: where its key, witness and checkpoints lie.
    """

    tables = TABLES

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    @property
    def log(self) -> MerkleLog:
        """The Merkle log that the entries lie in.

        Raises:
            Refusal: ``note-key-missing``, ``key-file-permissions`` or ``note-key-malformed``.
        """
        return self.evidence.log

    def record(self, tx: Transaction, entries: Sequence[Entry]) -> range:
        """Record what was shared and what was refused, in the caller's transaction.

        Args:
            tx: the transaction of the act; both are committed, or neither.
            entries: may be empty.

        Returns:
            The positions of the entries.

        Raises:
            LogDamaged: the ledger is not what was signed last: nothing may be shared on it.
            Refusal: the key cannot be read.
        """
        if not entries:
            size = self.log.size(tx)
            return range(size, size)
        canonical = [entry.canonical() for entry in entries]
        positions = self.log.append(tx, canonical, self.evidence.key)
        index.write(tx, positions, entries)
        checkpoints.sign(tx, self.log, entries[-1].municipality, on_demand=False)
        return positions

    def past_recipients_under_consent(self, rows: Rows, consent_id: UUID) -> tuple[UUID, ...]:
        """The agencies that were shown something on the strength of an answer, each once."""
        return index.shown_to(rows, index.consent_key(consent_id))

    def past_recipients_of_item(self, rows: Rows, item_id: UUID) -> tuple[UUID, ...]:
        """The agencies that were shown an item in any wording, each once."""
        return index.shown_to(rows, index.item_key(item_id))

    def size(self, rows: Rows) -> int:
        """How many entries there are; needs no key."""
        return _BARE_LOG.size(rows)

    def follow(self, store: EventStore) -> None:
        """Let the witness file and the checkpoint file follow every commit of a store."""
        follower = Follower(self, store)
        store.on_commit(follower.catch_up)


class Follower:
    """Brings the files outside of the database up to what is committed.

    Args:
        ledger: which.
        store: whose commits.
    """

    def __init__(self, ledger: Ledger, store: EventStore) -> None:
        self._ledger = ledger
        self._store = store
        self._witness: Witness | None = None
        self._witnessed = 0
        self._checkpoints = checkpoints.CheckpointFile(ledger.evidence.checkpoints)

    def catch_up(self) -> None:
        """Write what was committed since; what goes wrong is told, and undoes nothing."""
        try:
            size = self._ledger.size(self._store.database)
            if size != self._witnessed:
                self._opened_witness().catch_up()
                self._witnessed = size
            if size:
                self._checkpoints.catch_up(self._store)
        except (Refusal, OSError) as problem:
            # The act is committed: all that is left to do is to say so.
            code = problem.code if isinstance(problem, Refusal) else "evidence-unwritable"
            _log.error("ledger.evidence_stands", reason=code)

    def _opened_witness(self) -> Witness:
        if self._witness is None:
            evidence = self._ledger.evidence
            evidence.publish_key()
            self._witness = Witness(evidence.witness, evidence.log, self._store.database)
        return self._witness
