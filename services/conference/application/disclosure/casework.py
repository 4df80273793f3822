"""What packets outside a meeting rest on, whoever asks for them: own items, one matter, the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from services.conference.application.acting import Acting
from services.conference.application.desk import Desk
from services.conference.application.disclosure.reasons import reasons_for
from services.conference.docket import (
    Docket,
    Laid,
    Now,
    Sitting,
    casework_sitting,
    lay,
    open_docket,
)
from services.conference.domain.sharing import SHARING, SharingDetails, intend_sharing
from services.conference.views import is_agenda_item
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction


def own_items(tx: Transaction, own: Acting, items: Iterable[UUID]) -> dict[UUID, Laid]:
    """Lay own items before the law; those of others do not exist for who shares outside a meeting.

    Raises:
        Refusal: ``item-not-found``.
    """
    laid = lay(Now(tx), items)
    if any(one.details.holder_id != own.agency_id for one in laid.values()):
        raise Refusal(
            "item-not-found",
            "その情報は記録されていません。",
            "情報の指定を確かめてください。",
        )
    return laid


def intend(tx: Transaction, own: Acting, sharing_id: UUID, details: SharingDetails) -> Sitting:
    """Record that something is to be shared, and return it as a matter.

    Raises:
        Refusal: ``sharing-exists``, ``id-taken``.
    """
    stream = tx.load(SHARING, sharing_id)
    taken = is_agenda_item(tx, sharing_id)
    events = intend_sharing(stream.state, details, own.municipality, is_agenda_item=taken)
    tx.append(SHARING, stream, *events)
    return casework_sitting(Now(tx), sharing_id)


def casework_docket(
    desk: Desk,
    tx: Transaction,
    sitting: Sitting,
    items: Mapping[UUID, Laid],
    recipients: Iterable[UUID],
) -> Docket:
    """Everything the decision depends on, as it stands now.

    Raises:
        Refusal: ``agency-not-found``.
    """
    each = list(dict.fromkeys(recipients))
    return open_docket(Now(tx), desk.sealer, sitting, items=items, recipients=each, at=tx.at)


def reasons_for_less(own: Acting, actor: Actor, docket: Docket) -> tuple[str, ...]:
    """Why not all of it is granted, as far as the holder may know."""
    short = [one for one in docket.decisions if one.effect != "full"]
    return reasons_for(own, actor, docket.world.at, short)
