"""The proofs of the services, one by one, until none is missing."""

from __future__ import annotations

from services.conference.domain.erasure.events import (
    KEEPERS,
    ErasureCompleted,
    ErasureStopped,
    KeeperService,
    KeyDestructionConfirmed,
)
from services.conference.domain.erasure.state import ErasureState, Proof
from shared.refusal import Refusal

ProofEvent = KeyDestructionConfirmed | ErasureCompleted


def confirm_destruction(
    erasure: ErasureState | None, service: KeeperService, proof: Proof
) -> tuple[ProofEvent, ...]:
    """Take a service's proof in; with the last one the erasure is complete.

    A proof that is there already changes nothing: facts may come again.

    Raises:
        Refusal: ``erasure-not-approved``: keys were destroyed that nobody approved of.
    """
    erasure = _approved(erasure)
    if service in erasure.proofs:
        return ()
    confirmed = KeyDestructionConfirmed(
        municipality=erasure.municipality,
        service=service,
        key_ids=proof.key_ids,
        destroyed_at=proof.destroyed_at,
    )
    if set(KEEPERS) - set(erasure.proofs) - {service}:
        return (confirmed,)
    completed = ErasureCompleted(municipality=erasure.municipality, person_id=erasure.person_id)
    return (confirmed, completed)


def stop_erasure(erasure: ErasureState | None) -> tuple[ErasureStopped, ...]:
    """Intake helps the person again and has destroyed nothing; so nobody else does.

    Raises:
        Refusal: ``erasure-not-approved``.
    """
    erasure = _approved(erasure)
    if erasure.status == "stopped" or erasure.proofs:
        return ()
    return (ErasureStopped(municipality=erasure.municipality),)


def _approved(erasure: ErasureState | None) -> ErasureState:
    if erasure is None or erasure.status in {"proposed", "rejected"}:
        raise Refusal(
            "erasure-not-approved",
            "承認されていない消去の結果が届きました。",
            "監査担当に知らせ、消去の記録と鍵の置き場所を調べてください。",
        )
    return erasure
