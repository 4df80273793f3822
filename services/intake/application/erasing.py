"""Destroying everything that intake has sealed about an erased person.

About a person are their own key and the keys of all cases they were ever in: what is written
about a case (見立て・引継ぎ・評価) speaks of everybody in it, so it goes with the first of them.
Names of agencies and workers stay: they are about those who helped.
"""

from __future__ import annotations

from uuid import UUID

from services.intake import views
from services.intake.domain.erasure import (
    ANSWER,
    ErasureStopped,
    KeysDestroyed,
    answer_id,
    must_stop,
)
from services.intake.domain.person import PERSON
from shared.facts.conference import ErasureApproved
from shared.sealing import Sealer
from shared.sealing.destruction import destroy_keys
from shared.store import Transaction


def answer_approval(tx: Transaction, sealer: Sealer, fact: ErasureApproved) -> None:
    """Destroy the person's keys and record the proof, or record why not.

    Keys are destroyed before the record is committed. What dies in between comes again, finds the
    same tombstones and records the same proof.

    Raises:
        shared.sealing.refusals.ErasureIncomplete: something is reading the key store; the fact
            comes again.
    """
    erasure_id, person_id = UUID(fact.erasure_id), UUID(fact.person_id)
    stream = tx.load(ANSWER, answer_id(erasure_id))
    if stream.state is not None:
        return
    if must_stop(tx.load(PERSON, person_id).state):
        stopped = ErasureStopped(
            municipality=fact.municipality, erasure_id=erasure_id, person_id=person_id
        )
        tx.append(ANSWER, stream, stopped)
        return
    cases = views.cases_of(tx, person_id)
    keys = destroy_keys(sealer, (str(person_id), *(str(case_id) for case_id in cases)))
    destroyed = KeysDestroyed(
        municipality=fact.municipality, erasure_id=erasure_id, person_id=person_id, keys=keys
    )
    tx.append(ANSWER, stream, destroyed)
