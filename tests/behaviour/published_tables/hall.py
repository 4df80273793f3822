"""The department that does the work of a fictional place."""

from __future__ import annotations

from uuid import UUID, uuid5

from shared.identity import Actor, Role
from tests.behaviour.published_tables.place import Place

_NAMES = UUID("00000000-0000-4000-8000-00000000ab1e")


def hall_of(place: Place) -> UUID:
    """Under which id it is registered."""
    return uuid5(_NAMES, place.municipality)


def actor_of(place: Place, role: Role) -> Actor:
    """Somebody who works there."""
    return Actor(person="w-1", agency=str(hall_of(place)), role=role, purpose="support")
