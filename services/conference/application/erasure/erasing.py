"""Destroying what conference has sealed about an erased person, and taking in the others' proofs.

Intake is asked first, because it knows whether somebody is being helped again. Its proof is what
lets conference and placement destroy their own keys, so that a stopped erasure destroys nothing
anywhere. A process that dies between destroying and recording finds the same tombstones when the
fact comes again.
"""

from __future__ import annotations

from uuid import UUID

from services.conference import views
from services.conference.domain.erasure import (
    ERASURE,
    KeeperService,
    Proof,
    confirm_destruction,
    stop_erasure,
)
from shared.facts import intake, placement
from shared.sealing import Sealer
from shared.sealing.destruction import destroy_keys
from shared.store import Rows, Transaction


def keys_about(rows: Rows, person_id: UUID) -> list[str]:
    """Every key under which conference has sealed something about a person.

    Their own; those of their cases; those of conferences, plans and other aggregates that seal
    texts under an id of their own and are about the person or one of the cases. Texts about
    several persons are sealed under all of their keys at once, and go with the first.
    """
    cases = [one.case_id for one in views.cases_of_person(rows, person_id)]
    subjects = [person_id, *cases]
    return sorted({*map(str, subjects), *views.streams_sealed_about(rows, subjects)})


def take_proof(
    tx: Transaction,
    sealer: Sealer,
    fact: intake.IntakeKeysDestroyed | placement.PlacementKeysDestroyed,
) -> None:
    """Take another service's proof in, and destroy and prove what is left to do here.

    Raises:
        shared.sealing.refusals.ErasureIncomplete: something is reading the key store; the fact
            comes again.
        Refusal: ``erasure-not-approved``.
    """
    erasure_id, person_id = UUID(fact.erasure_id), UUID(fact.person_id)
    service: KeeperService = (
        "intake" if isinstance(fact, intake.IntakeKeysDestroyed) else "placement"
    )
    _confirm(tx, erasure_id, service, Proof(fact.key_ids, fact.destroyed_at))
    state = tx.load(ERASURE, erasure_id).state
    if state is None or "conference" in state.proofs:
        return
    keys = destroy_keys(sealer, keys_about(tx, person_id))
    proof = Proof(tuple(key.key_id for key in keys), max(key.destroyed_at for key in keys))
    _confirm(tx, erasure_id, "conference", proof)


def take_stop(tx: Transaction, fact: intake.ErasureStopped) -> None:
    """Intake helps the person again: nothing is destroyed here either."""
    stream = tx.load(ERASURE, UUID(fact.erasure_id))
    tx.append(ERASURE, stream, *stop_erasure(stream.state))


def _confirm(tx: Transaction, erasure_id: UUID, service: KeeperService, proof: Proof) -> None:
    stream = tx.load(ERASURE, erasure_id)
    tx.append(ERASURE, stream, *confirm_destruction(stream.state, service, proof))
