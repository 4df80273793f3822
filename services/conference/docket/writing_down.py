"""A docket written down as a world that anybody can decide again (``tsunagu decide``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference import views
from services.conference.docket.docket import Docket
from services.conference.docket.people import known_agency, person_of
from services.conference.docket.record import Record
from services.conference.law.references import unknown_ids
from shared.sealing import Sealer


def written_down(record: Record, sealer: Sealer, docket: Docket) -> dict[str, Any]:
    """The world of a docket with everybody whom it names, in the form of docs/law.

    Args:
        record: the one the docket was read from.
        sealer: opens dates of birth and of death.
        docket: what was decided on.

    Raises:
        Refusal: ``agency-not-found``: somebody is named who is on no register.
    """
    world = docket.world
    while missing := sorted(unknown_ids(world)):
        agencies, persons = list(world.agencies), list(world.persons)
        for one in missing:
            if views.is_agency(record.views, UUID(one)):
                agencies.append(known_agency(record, UUID(one)))
            else:
                persons.append(person_of(record, sealer, UUID(one)))
        world = world.model_copy(update={"agencies": tuple(agencies), "persons": tuple(persons)})
    return world.model_dump(mode="json", by_alias=True, exclude_unset=True)
