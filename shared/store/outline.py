"""Stored events as far as anybody else may know them: what is sealed stays closed.

Facts are made of events, and no fact can hold a sealed text or who acted. Whoever makes facts of a
whole log therefore leaves both alone; all else is read and checked as ever.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from pydantic import PlainValidator, create_model

from shared.identity import Metadata
from shared.sealing.sealed import HIDDEN, Sealed
from shared.store.event import Event, event_class
from shared.store.recorded import AtRest, EventMapper, Recorded


class _Instant(Metadata):
    """When an event was recorded; by whom is left as it lies on disk."""

    actor: Any


def _close(sealed: object) -> str | None:
    return None if sealed is None else HIDDEN


_Closed = Annotated[Any, PlainValidator(_close)]
"""In the place of a sealed text: that there is one, and no more."""


@cache
def _outlined(cls: type[Event]) -> type[AtRest]:
    sealed = {
        name: (_Closed, None)
        for name, field in cls.model_fields.items()
        if _may_be_sealed(field.annotation)
    }
    outline = create_model(cls.__name__, __base__=cls, **sealed) if sealed else cls  # type: ignore[call-overload]
    return create_model(f"{cls.__name__}Outline", __base__=AtRest, m=(_Instant, ...), d=outline)


def _may_be_sealed(annotation: object) -> bool:
    """Whether a field holds a sealed text itself; a detail that holds one is read as ever."""
    return annotation is Sealed or Sealed in get_args(annotation)


class OutlineMapper(EventMapper):
    """Reads stored events without opening, or even taking apart, what is sealed in them."""

    def at_rest(self, cls: type[Event]) -> type[AtRest]:
        """How a state with an event of a class is read, but for what is sealed."""
        return _outlined(cls)

    def outline(self, originator_id: str, version: int, topic: str, state: bytes) -> Recorded:
        """Read an event from the columns that it is stored in."""
        stored = StoredEvent(UUID(originator_id), version, topic, state)
        recorded = self.to_domain_event(stored)
        # Whoever makes facts may look at the class: it is the event's, not that of its outline.
        object.__setattr__(recorded.event, "__class__", event_class(topic))
        return recorded
