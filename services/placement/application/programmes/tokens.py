"""Tokens of participants: keyed digests that a programme alone has in common with itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.programme import PARTICIPANT
from services.placement.views.programmes import tokens_of
from services.placement.views.resources import folded
from shared.refusal import InvalidInput, Refusal
from shared.sealing import Sealer
from shared.store import Transaction


def token_of_handle(sealer: Sealer, programme_id: UUID, handle: str) -> UUID:
    """The token of a name that somebody goes by, however it is written; the name is not kept."""
    return sealer.opaque_uuid("programme-handle", str(programme_id), folded(handle))


def token_of_person(sealer: Sealer, programme_id: UUID, person_id: UUID) -> UUID:
    """The token of a person who never came under another name."""
    return sealer.opaque_uuid("programme-person", str(programme_id), str(person_id))


def token_known_on(
    tx: Transaction, programme_id: UUID, person_id: UUID, day: date | None
) -> UUID | None:
    """The token that is a person on a day, or, without a day, from now on."""
    for token in tokens_of(tx, programme_id, person_id):
        state = tx.load(PARTICIPANT, token).state
        if state is None:
            continue
        lasting = state.now.person_id if state.now else None
        if person_id == (state.person_on(day) if day else lasting):
            return token
    return None


def who_came(
    tx: Transaction,
    sealer: Sealer,
    programme_id: UUID,
    on: date,
    *,
    handle: str | None,
    person_id: UUID | None,
) -> tuple[UUID, UUID | None]:
    """The token of whoever came, and the person it is, if they agreed to that by that day.

    Raises:
        Refusal: ``agreement-missing``.
        InvalidInput: ``attendee-unclear``.
    """
    if handle is not None and person_id is None:
        token = token_of_handle(sealer, programme_id, handle)
        state = tx.load(PARTICIPANT, token).state
        return token, state.person_on(on) if state else None
    if person_id is None or handle is not None:
        raise InvalidInput(
            "参加した人",
            "attendee-unclear",
            "参加した人が、一つに決まりません。",
            "呼び名か、本人の番号の、どちらか一方を書いてください。どちらもなければ、人数だけを記録します。",
        )
    known = token_known_on(tx, programme_id, person_id, on)
    if known is None:
        raise Refusal(
            "agreement-missing",
            "この日に効いている、記名の同意がありません。",
            "先に「記名の同意」を記録するか、呼び名または人数だけで記録してください。",
        )
    return known, person_id
