"""Proofs: that an entry stands in the signed ledger, and that the ledger only grew."""

from __future__ import annotations

import base64

from services.conference.application.audit.answers import (
    ConsistencyProved,
    EntryProved,
    Reindexed,
    SignedState,
    told,
)
from services.conference.application.audit.asking import (
    AUDITORS,
    KEEPERS,
    Inquiry,
    entry_of_own,
    expect_own_ledger,
)
from services.conference.application.audit.requests import EntryNamed, Everything, Sizes
from services.conference.ledger import checkpoints, index
from shared.identity import Actor
from shared.merkle.refusals import LogDamaged
from shared.use_case import use_case


class Proofs(Inquiry):
    """What others can verify with the public key alone."""

    @use_case("audit.entry", "記録の証明", roles=AUDITORS, kind="query")
    def entry(self, actor: Actor, request: EntryNamed) -> EntryProved:
        """One entry with the proof that it stands in the ledger as signed last.

        Raises:
            Refusal: ``ledger-entry-not-found``, ``log-damaged``.
        """
        log = self._desk.ledger.log
        with self._asked(actor, request, "audit.entry", request.entry_id) as tx:
            placed = entry_of_own(tx, request)
            row = log.entries(tx, placed.position, 1)[0]
            size, checkpoint = log.size(tx), log.checkpoint(tx)
            if checkpoint is None:
                raise LogDamaged
            proof = log.inclusion_proof(tx, placed.position, size)
        return EntryProved(
            told=told(placed),
            canonical=_text(bytes(row["entry"])),
            size=size,
            proof=tuple(map(_text, proof)),
            checkpoint=checkpoint,
        )

    @use_case("audit.checkpoint", "最新の検査点", roles=KEEPERS, kind="query")
    def checkpoint(self, _actor: Actor, _request: Everything) -> SignedState:
        """The latest signed checkpoint; it tells of nobody, so nobody records that it was asked."""
        ledger, store = self._desk.ledger, self._desk.store
        return SignedState(
            size=ledger.log.size(store),
            checkpoint=ledger.log.checkpoint(store),
            public_key=str(ledger.evidence.key.verifier),
        )

    @use_case("audit.sign-checkpoint", "検査点の公表", roles=KEEPERS)
    def sign_checkpoint(self, actor: Actor, request: Everything) -> SignedState:
        """Publish the ledger's checkpoint now: as a fact to the prefecture, and to the file."""
        ledger, desk = self._desk.ledger, self._desk
        with desk.transaction(actor) as tx:
            expect_own_ledger(tx, actor, request.municipality)
            checkpoints.sign(tx, ledger.log, request.municipality, on_demand=True)
        return self.checkpoint(actor, request)

    @use_case("audit.reindex", "提供の記録の索引の作り直し", roles=("operator", "auditor"))
    def reindex(self, actor: Actor, request: Everything) -> Reindexed:
        """Make the index again from the ledger; it holds nothing that the ledger does not."""
        with self._asked(actor, request, "audit.reindex") as tx:
            return Reindexed(entries=index.rebuild(tx, self._desk.ledger.log))

    @use_case("audit.consistency", "記録が増えただけであることの証明", roles=KEEPERS, kind="query")
    def consistency(self, _actor: Actor, request: Sizes) -> ConsistencyProved:
        """Prove that the ledger at one size continues what it was at another.

        Raises:
            Refusal: ``not-in-log``, ``log-damaged``.
        """
        log, rows = self._desk.ledger.log, self._desk.store
        new_size = log.size(rows) if request.new_size is None else request.new_size
        proof = log.consistency_proof(rows, request.old_size, new_size)
        return ConsistencyProved(
            old_size=request.old_size,
            new_size=new_size,
            old_root=_text(log.root(rows, request.old_size)),
            new_root=_text(log.root(rows, new_size)),
            proof=tuple(map(_text, proof)),
        )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
