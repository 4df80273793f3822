"""開示請求: a request in the hands of the department that answers it, and texts in the clear."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.conference.application.acting import Acting, department_for, found_by
from services.conference.application.desk import Desk
from services.conference.domain.access_request import ACCESS_REQUEST, AccessRequestState, existing
from shared.identity import Actor
from shared.sealing import Erased, Sealed, open_jointly
from shared.store import Stream, Transaction
from shared.telling import ERASED


def at_hand(
    tx: Transaction, actor: Actor, access_id: UUID
) -> tuple[Stream[AccessRequestState], AccessRequestState, Acting]:
    """A request, and the department of its municipality that answers it.

    Raises:
        Refusal: ``own-agency-not-registered``; ``access-request-not-found``, also for one to
            another municipality; ``not-a-department``.
    """
    stream = tx.load(ACCESS_REQUEST, access_id)
    state = existing(found_by(tx, actor, stream.state))
    return stream, state, department_for(tx, actor, state.municipality, tx.at)


def told(desk: Desk, people: Iterable[UUID], sealed: Sealed, label: str) -> str:
    """A text about several people in the clear, or that it was erased meanwhile."""
    try:
        return open_jointly(desk.sealer, set(map(str, people)), sealed, label)
    except Erased:
        return ERASED
