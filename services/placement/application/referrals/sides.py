"""Who stands where: the municipality's own side asks, the destination answers for itself.

A destination is known by its registered agency. Where none is registered, or nobody of it uses the
system, the asking side records the answer on its behalf, and the record says so.
"""

from __future__ import annotations

from typing import NamedTuple

from services.placement.application.acting import SUPPORTERS, Acting, acting
from services.placement.domain.referral import NOTE_LABEL, Referral, ReferralState
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.sealing import Sealed, Sealer
from shared.store import Transaction


class Found(NamedTuple):
    """A referral, as somebody may know it.

    Attributes:
        own: the agency that they act for.
        state: the referral; ``None`` if there is none for them.
        is_destination: their agency is the one that is asked.
        is_asker: they do the municipality's own work.
    """

    own: Acting
    state: ReferralState | None
    is_destination: bool
    is_asker: bool


def find(tx: Transaction, actor: Actor, state: ReferralState | None) -> Found:
    """A referral for either side; for everybody else there is none.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    own = acting(tx, actor)
    if state is None:
        return Found(own, None, is_destination=False, is_asker=False)
    is_destination = state.was_offered and own.agency_id == state.terms.to_agency_id
    is_asker = actor.role in SUPPORTERS and own.works_for(state.municipality, tx.at)
    found = state if is_destination or is_asker else None
    return Found(own, found, is_destination=is_destination, is_asker=is_asker)


def may_undo(found: Found) -> bool:
    """Whether there is a latest step that the own side recorded."""
    latest = found.state.undoable if found.state else None
    if found.state is None or latest is None:
        return False
    said_by = latest.said_by
    of_destination = said_by is not None and said_by == found.state.terms.to_agency_id
    return found.is_destination if of_destination else found.is_asker


def expect_own_step(found: Found) -> None:
    """Refuse to undo what the other side has said.

    Raises:
        Refusal: ``not-your-step``.
    """
    if found.state and found.state.undoable and not may_undo(found):
        raise Refusal(
            "not-your-step",
            "最後の段階は、相手の側が記録したものです。",
            "記録した機関に、取り消しを依頼してください。",
        )


def sealed_note(sealer: Sealer, referral: Referral, text: str | None) -> Sealed | None:
    """Seal a note under the key of the person; a blank one is none.

    Raises:
        InvalidInput: ``note-without-person``.
        Erased: the person was erased.
    """
    if text is None or not text.strip():
        return None
    if referral.person_id is None:
        raise InvalidInput(
            "メモ",
            "note-without-person",
            "世帯のつなぎには、文章のメモを付けられません。",
            "メモを空にするか、本人ごとのつなぎとして記録してください。",
        )
    return sealer.seal(str(referral.person_id), text, NOTE_LABEL)
